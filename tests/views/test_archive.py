"""A front page, and pages of a search."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.model import Button, Topic, TopicId
from bot.results import FrontPage, Meant, SearchPage, Wider
from bot.views.actions import Action, ConfirmAsk, OpenCard, SearchTo, decode
from bot.views.archive import front_page, search_page
from tests.views.checks import check
from tests.views.samples import EN, FIRST, FR, NOW, SECOND, digest

WOLF = Topic(TopicId(0), "loup")
PAGE = SearchPage(WOLF, timedelta(days=30), NOW, 7, (FIRST, SECOND), 6, 1, 4, 42, False, subscribe=9)


def deeds(rows: tuple[tuple[Button, ...], ...]) -> list[list[Action | None]]:
    return [[decode(each.action) for each in row] for row in rows]


def test_a_page_says_how_much_there_is_and_turns_both_ways() -> None:
    message = search_page(PAGE, FR)
    assert message.html.splitlines()[0] == (
        "<b>loup</b>\u00a0: environ 42 sujets en 30 jours, les plus récents d’abord. Page 2 sur 4."
    )
    assert "<b>6 · " in message.html
    assert deeds(message.buttons) == [
        [OpenCard(FIRST.story_id, NOW), OpenCard(SECOND.story_id, NOW)],
        [SearchTo(7, 0), SearchTo(7, 2)],
        [ConfirmAsk(9)],
    ]
    check(message)


def test_a_single_page_has_nothing_to_turn() -> None:
    message = search_page(replace(PAGE, page=0, pages=1, stories=2, is_exact=True, subscribe=0), FR)
    assert "2 sujets en 30 jours, les plus récents d’abord." in message.html
    assert len(message.buttons) == 1
    assert deeds(search_page(replace(PAGE, page=0, subscribe=0), FR).buttons)[1] == [SearchTo(7, 1)]
    assert deeds(search_page(replace(PAGE, page=3, subscribe=0), FR).buttons)[1] == [SearchTo(7, 2)]


def test_the_label_that_follows_a_long_query_is_cut_inside_its_quotation_marks() -> None:
    long = replace(PAGE, topic=Topic(TopicId(0), "titre:Ukraine ET titre:Kiev"), subscribe=9)
    labels = [button.label for row in search_page(long, FR).buttons for button in row]
    assert labels[-1] == "S’abonner à «\u00a0Ukraine ET Kiev (dans…\u00a0»"


def test_nothing_found_says_what_can_be_done() -> None:
    none = replace(PAGE, cards=(), stories=0, page=0, pages=0, subscribe=0)
    assert search_page(none, FR).buttons == ()
    wider = search_page(replace(none, wider=Wider(timedelta(days=30), 8), subscribe=9), FR)
    assert deeds(wider.buttons) == [[SearchTo(8, 0)], [ConfirmAsk(9)]]
    meant = search_page(replace(none, meant=(Meant("loop", "loup", 3, "loup", 5),)), EN)
    assert deeds(meant.buttons) == [[SearchTo(5, 0)]]
    beyond = search_page(replace(none, page=9, pages=4), FR)
    assert beyond.html == "Il n’y a rien de plus ancien."
    assert deeds(beyond.buttons) == [[SearchTo(7, 0)]]


def test_a_front_page_is_numbered_and_frames_itself_last() -> None:
    (message,) = front_page(FrontPage(digest(), NOW, timedelta(hours=24)), FR)
    assert message.html.splitlines()[-1].startswith(
        "<i>La une du jeudi 13 mars, 7\u202fh\u202f30\u00a0: les sujets traités par le plus de rédactions. 62 médias"
    )
    assert len(message.buttons[0]) == 3
    (empty,) = front_page(FrontPage(digest(()), NOW, timedelta(hours=24)), FR)
    assert empty.html.startswith("Aucun article ces dernières 24 heures")
