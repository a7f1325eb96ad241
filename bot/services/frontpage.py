"""`/une`: what most newsrooms report now, for whoever follows nothing yet as well."""

from __future__ import annotations

from bot.core.card import make_card
from bot.core.frontpage import SPAN, front_page
from bot.core.leaving_out import all_without, covered_without
from bot.model import Digest, Reader, Window
from bot.ports import DigestRecord
from bot.results import FrontPage
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.services.reading import MOST_OTHERS
from bot.services.wanted import wanted_by

LOOKED_AT = 40  # stories that most outlets report, of which the front page is made


async def show_front_page(desk: Desk, reader: Reader, text: str) -> FrontPage:
    """The same for everybody, but for the media that a chat leaves out; moves no cursor, tells nothing."""
    destination, now = await destination_of(desk, reader), desk.clock.now()
    left_out = destination.preferences.left_out
    reported = await desk.store.entries.reported(now - SPAN, LOOKED_AT, left_out)
    page = front_page(all_without(reported, left_out), now)
    shown, others = page[: desk.rules.max_stories], page[desk.rules.max_stories :][:MOST_OTHERS]
    wanted = wanted_by(desk, ())
    digest = Digest(
        window=Window(now - SPAN, now),
        topics=(),
        cards=tuple(make_card(story, (), wanted, max_chars=desk.rules.max_chars) for story in shown),
        recalled=(),
        others=tuple(story.id for story in others),
        coverage=covered_without(await desk.store.feeds.coverage(), left_out),
    )
    record = DigestRecord(now, tuple(story.id for story in shown), digest.others, ())
    await desk.store.destinations.save_record(destination.id, record)
    return FrontPage(digest, now, SPAN)
