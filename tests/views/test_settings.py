"""`/reglages` as it is read and tapped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model import Message, Reader, TopicId
from bot.results.settings import Page, Setting, SettingsShown
from bot.views import actions
from bot.views.manners import Manner, manner_of
from bot.views.show import show
from tests.fakes import reader
from tests.views.pages import CHOSEN, OUTLETS, PAGES, SHOWN
from tests.views.samples import EN, FR


def one(result: SettingsShown) -> Message:
    (message,) = show(result, FR)
    return message


def tapped() -> Reader:
    return replace(reader(), message_id=5, tapped=True)


def test_the_first_page_says_all_that_is_chosen() -> None:
    assert one(SHOWN).html.split("\n") == [
        "<b>Réglages</b>",
        "Revues\u00a0: chaque jour à 7\u202fh\u202f30, heure de Paris",
        "Heures calmes\u00a0: de 22\u202fh à 7\u202fh, alertes sans son",
        "Alertes\u00a0: 8 au plus en 24 heures",
        "Longueur\u00a0: brèves, une ou deux phrases par sujet",
        "Médias écartés\u00a0: aucun",
        "Aperçu du premier article\u00a0: non",
        "Langue\u00a0: français",
    ]
    assert "Digests: every day at 7:30" in show(SHOWN, EN)[0].html


@pytest.mark.parametrize("page", [page for page in Page if page is not Page.MAIN])
def test_every_other_page_leads_back(page: Page) -> None:
    last = one(replace(SHOWN, page=page)).buttons[-1]
    assert last[-1].label == "‹ Retour"
    assert isinstance(actions.decode(last[-1].action), actions.OpenSettings)


@pytest.mark.parametrize(
    ("topic_id", "back"), [(3, actions.OpenTopic(TopicId(3))), (0, actions.ListTopics())]
)
def test_times_opened_under_a_topic_lead_back_to_it(topic_id: int, back: actions.Action) -> None:
    under = replace(SHOWN, page=Page.TIMES, back_to=TopicId(topic_id))
    times = one(under)
    assert actions.decode(times.buttons[-1][0].action) == back
    week = actions.decode(times.buttons[0][0].action)
    assert week == actions.OpenTimes(Page.WEEKDAYS, 0, TopicId(topic_id))
    hours = one(replace(under, page=Page.WEEKDAYS))
    assert actions.decode(hours.buttons[-1][0].action) == actions.OpenTimes(Page.TIMES, 0, TopicId(topic_id))
    quarter = one(replace(under, page=Page.WEEKDAYS, hour=7)).buttons[0][2]
    assert actions.decode(quarter.action) == actions.ChooseTime(Setting.WEEKDAYS, 450, TopicId(topic_id))


@pytest.mark.parametrize("result", PAGES)
def test_every_button_is_one_that_we_know(result: SettingsShown) -> None:
    pressed = [actions.decode(b.action) for row in one(result).buttons for b in row]
    assert None not in pressed
    assert len(set(pressed)) == len(pressed)


def test_what_is_chosen_is_marked_and_buttons_say_what_is_to_be() -> None:
    titles = one(replace(SHOWN, page=Page.LENGTH, chosen=CHOSEN[0]))
    assert [b.label for b in titles.buttons[0]] == ["✓ Titres", "Brèves", "Complet"]
    outlets = one(replace(SHOWN, page=Page.OUTLETS, outlets=OUTLETS, part=1, parts=2))
    assert [row[0].label for row in outlets.buttons[:2]] == ["Écarter <b>Le Fanal", "Rétablir La Tribune"]
    assert [actions.decode(row[0].action) for row in outlets.buttons[:2]] == [
        actions.ChooseSetting(Setting.LEAVE_OUT, 1, 1),
        actions.ChooseSetting(Setting.TAKE_BACK, 2, 1),
    ]


def test_a_name_with_markup_is_only_a_name() -> None:
    assert "&lt;b&gt;Le Fanal" in one(replace(SHOWN, chosen=CHOSEN[0])).html


def test_pages_turn_in_place_and_the_settings_of_a_digest_stand_below_it() -> None:
    assert manner_of(SHOWN, tapped()) is Manner.IN_PLACE
    assert manner_of(replace(SHOWN, fresh=True), tapped()) is Manner.NEW
