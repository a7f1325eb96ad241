"""What has come of a story that a chat follows."""

from __future__ import annotations

from dataclasses import replace

from bot.model import Card, Follow, Message
from bot.views.actions import EndFollow, OpenCard
from bot.views.html import MAX_UNITS, fit, italic
from bot.views.parts import button, headline, outlets_line, summary_lines
from bot.views.voice import Voice


def render_follow_up(
    card: Card, follow: Follow, voice: Voice, *, silent: bool, public: bool = False
) -> Message:
    """The news of the story, of what it is a sequel, who has it; its buttons look up the record of `voice.now`.

    `public`: for the readers of a channel, who asked for nothing themselves.
    """
    first, *rest = summary_lines(card) or ("",)
    lines = (
        headline(replace(card, follow_up=False), voice),
        f"{italic(_sequel(follow, voice, public))} {first}".rstrip(),
        *rest,
        outlets_line(card, voice),
    )
    row = (
        button(voice.say.SOURCES, OpenCard(card.story_id, voice.now)),
        button(voice.reading.UNFOLLOW, EndFollow(card.story_id)),
    )
    return Message(html=fit("\n".join(lines), MAX_UNITS), buttons=(row,), silent=silent)


def _sequel(follow: Follow, voice: Voice, public: bool) -> str:
    if follow.alert_at is not None:
        return voice.reading.follow_up_of_alert(voice.moment(follow.alert_at), public)
    return voice.reading.follow_up_since(voice.moment(follow.followed_at), public)
