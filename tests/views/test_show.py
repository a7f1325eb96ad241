"""What is answered to whoever asks: a message for every result, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product
from typing import get_args

import pytest

from bot.core.catalogue import BUNDLES
from bot.errors import FetchProblem
from bot.locale import fr_commands
from bot.model import (
    Activity,
    AuditLine,
    BroadcastTally,
    ChatCount,
    ChatId,
    ChatKind,
    Counters,
    Deed,
    DestinationId,
    FeedHealth,
    FeedId,
    FeedOffer,
    Glimpse,
    Headline,
    Hold,
    Kind,
    Message,
    Nomination,
    Nominee,
    QuietHours,
    QuietMode,
    Seq,
    Subscription,
    Surge,
    Topic,
    TopicId,
    Trouble,
    UserId,
    Verdict,
    Vitals,
    Wish,
    WishKind,
)
from bot.ports import SILENCE
from bot.results import (
    Abandoned,
    AdminWelcomed,
    AlertSet,
    AlertsMuted,
    BroadcastDropped,
    BroadcastPreview,
    BroadcastProgress,
    BundleCount,
    CardChanged,
    Catalogue,
    ChannelChoice,
    ChannelEnded,
    ChannelGone,
    ChannelList,
    ChannelOpened,
    ChannelReady,
    Choice,
    Choices,
    CommandHelp,
    Courtesy,
    Declined,
    DigestOnDemand,
    Erased,
    EraseQuestion,
    Exclusion,
    Exclusions,
    FeedAdded,
    FeedCard,
    FeedChoice,
    FeedList,
    FeedOption,
    FeedPlace,
    FeedPurged,
    FeedRead,
    FeedRemoval,
    FeedRemoved,
    FeedRepeats,
    FeedsExported,
    FirstReadings,
    FollowEnded,
    FreshStart,
    FrontPage,
    Held,
    Help,
    HouseState,
    Imported,
    Journal,
    MediaAdded,
    MediaFound,
    MediaRemoved,
    MediumChoice,
    MyData,
    Nominated,
    NominationChoice,
    NominationList,
    NothingFollowed,
    NotNominated,
    Others,
    Paused,
    Peak,
    Privacy,
    Proposal,
    Question,
    QuietSet,
    Released,
    Result,
    Resumed,
    ScheduleSet,
    SearchPage,
    Status,
    Stopped,
    StoryCard,
    Subscribed,
    Subscriptions,
    Suggestion,
    TopicPage,
    TopicSwapped,
    Trend,
    TrendLine,
    Unfit,
    UnknownCommand,
    Unsubscribed,
    Wanted,
    Way,
    Welcome,
    WhichFeed,
    WhichTopic,
    Why,
    Wider,
    WishLifted,
    WishList,
    WishNoted,
    WishPage,
    WishQuestion,
    ZoneChoice,
    ZoneSet,
)
from bot.results.settings import Page
from bot.views import actions
from bot.views.actions import Action, DropBroadcast, OpenJournal, SendBroadcast, StopBroadcast, decode
from bot.views.html import plain_text
from bot.views.show import show
from bot.views.sources import first_readings, option_titles
from bot.views.start import examples
from bot.views.voice import Voice
from tests.locale.typography import faults
from tests.views.access_samples import ACCESS
from tests.views.checks import check, utf16
from tests.views.pages import PAGES
from tests.views.samples import EN, FIRST, FR, NO_TIMES, NOW, OTAN, SECOND, TIMES, TRUCE, digest, feed

ODD = Topic(TopicId(3), '"<b>" ET ' + "très " * 20 + "long")
WORDS = (Suggestion("Otan", 1), Suggestion("cessez-le-feu", 2), Suggestion("budget", 3))
COMMANDS = tuple(CommandHelp(key, "alias", ("alias",), key) for key in fr_commands.DESCRIPTIONS)
FOLLOWED = tuple(
    Subscription(DestinationId(1), topic, topic.query, Seq(0), NOW, alert_at)
    for topic, alert_at in ((OTAN, None), (TRUCE, 1), (ODD, 3))
)
SEEN = Glimpse(30, NOW - timedelta(hours=9), ())
OPTIONS = (
    FeedOption(FeedOffer("https://x.example/rss", "À la une", glimpse=SEEN), "X"),
    FeedOption(FeedOffer("https://x.example/2", "", "<b>Monde</b>", glimpse=Glimpse(0, None, ())), "X"),
    FeedOption(FeedOffer("https://x.example/3", "", is_comments=True, glimpse=Glimpse(1, None, ())), "X"),
    FeedOption(FeedOffer("https://x.example/4", "Sport", glimpse=SEEN), "X", feed("<i>Média</i>")),
)
FOUND = MediaFound(
    "<b>suisse",
    7,
    (
        MediumChoice("Le Temps", ("tout", "monde"), "CH", 1),
        MediumChoice("RTS Info", ("info",), "CH", 1),
        MediumChoice("Tahiti Infos", ("une",), "FR-outre-mer", 0),
    ),
    1,
    0,
    2,
    4,
    2,
)
DEEDS = [
    AuditLine(n, NOW - timedelta(hours=n), by, terminal, deed, subject, about)
    for n, (deed, (by, terminal, subject, about)) in enumerate(
        product(
            Deed,
            (
                (UserId(42), False, "<b>Le Fanal", None),
                (UserId(43), False, "", ChatId(-100)),
                (None, False, "Le Fanal " * 20, ChatId(7)),
                (None, True, "", None),
            ),
        )
    )
]
QUIET_DAY = Activity((NOW,) * 24, *[(0,) * 24] * 4)
EMPTY = Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, None, None)
BUSY = Counters(
    *(148, 4, 12_500, 30, 120, 70, 300, 1_200, 3, NOW, NOW, 48_000_000, "m017"),
    held=2,
    held_since=NOW,
    feeds_health=tuple((health, 2) for health in FeedHealth),
    entries_day=830,
    oldest_owed_at=NOW - timedelta(hours=3),
    late_digests=1,
    backed_up_at=NOW - timedelta(hours=5),
    chats=tuple(ChatCount(kind, n, n) for n, kind in enumerate(ChatKind, 1)),
)
TROUBLE = Trouble(NOW, "services.<delivery>:123", "KeyError", 1)
VITALS = Vitals(NOW - timedelta(days=2), "0.1.0", 120_000_000, (TROUBLE, replace(TROUBLE, times=1_200)) * 9)
WISH = Wish("x.example", WishKind.TITLES, NOW, "<i>Média</i>", "<droits@x>", "pas <d’extraits>")
NOMINATIONS = tuple(
    Nomination(n, Nominee(f"x{n}.example", "<i>Média</i> " * n, "https://x.example/<", "<b>Une"), NOW, n)
    for n in range(1, 20)
)
RESULTS: list[Result] = [
    ChannelList((ChannelChoice(DestinationId(3), "<b>Veille</b>"),)),
    ChannelOpened(DestinationId(3), "<b>Veille</b>", (), TIMES),
    ChannelOpened(DestinationId(3), "Veille", (OTAN,), TIMES),
    ChannelEnded("a<b"),
    ChannelEnded(""),
    ChannelReady(DestinationId(3), "a<b"),
    ChannelGone("a<b"),
    TopicPage(Topic(TopicId(1), "Otan"), ("Nato",), 9, TIMES, "t_T3Rhbg", "vigie_bot"),
    TopicPage(Topic(TopicId(1), "a<b"), (), 0, TIMES, "t_T3Rhbg", "", 3),
    TopicPage(Topic(TopicId(1), "Otan"), (), 60, TIMES, "t_T3Rhbg", ""),
    Choices(Topic(TopicId(1), "Otan"), 9, tuple(Choice(way, "Alliance & Cie " * 5, 3, 1) for way in Way)),
    Choices(
        Topic(TopicId(1), "Otan"), 900, (Choice(Way.TITLE, "", 3, 1),), week_is_exact=False, is_exact=False
    ),
    Welcome(TIMES, WORDS, False, ()),
    Welcome(TIMES, (), False, ()),
    Welcome(TIMES, WORDS, False, (OTAN, ODD)),
    Welcome(TIMES, WORDS, True, (OTAN, ODD)),
    Welcome(TIMES, WORDS, True, (OTAN, ODD), catches_up=True),
    Welcome(TIMES, WORDS, True, (OTAN, ODD), catches_up=True, after_pause=True),
    AdminWelcomed(0),
    AdminWelcomed(1),
    AdminWelcomed(12),
    Help(COMMANDS, ()),
    Help(COMMANDS, COMMANDS[-3:]),
    Help(COMMANDS, (), "@vigie_bis_bot"),
    *Courtesy,
    *(Question(wanted) for wanted in Wanted),
    Question(Wanted.SCHEDULE, TIMES),
    Proposal((Suggestion("Otan", 1),)),
    Proposal((Suggestion(ODD.query, 1), Suggestion("budget", 2))),
    Declined(),
    Subscribed(OTAN, ("Nato", "Alliance atlantique"), 9, TIMES),
    Subscribed(ODD, (), 0, NO_TIMES, 2),
    Unsubscribed(OTAN, (TRUCE, ODD)),
    Unsubscribed(ODD, ()),
    WhichTopic((OTAN, TRUCE, ODD)),
    WhichTopic((OTAN,), "<i>"),
    Subscriptions(FOLLOWED, TIMES, False, None),
    Subscriptions(FOLLOWED, NO_TIMES, True, None),
    Subscriptions(FOLLOWED[:1], NO_TIMES, True, NOW + timedelta(days=9)),
    AlertSet(OTAN, 1, True, TIMES),
    AlertSet(ODD, 3, False, TIMES),
    AlertSet(ODD, 3, True, TIMES, True),
    AlertSet(OTAN, None, False, TIMES, True),
    AlertSet(OTAN, None, False, TIMES),
    AlertsMuted(True),
    AlertsMuted(False),
    QuietSet(QuietHours(22 * 60, 7 * 60), QuietMode.SILENT, 5),
    QuietSet(QuietHours(22 * 60, 7 * 60), QuietMode.HOLD, asks=True),
    QuietSet(QuietHours(0, 0), QuietMode.SILENT, 5),
    QuietSet(QuietHours(0, 0), QuietMode.HOLD, asks=True),
    ScheduleSet(TIMES, 5),
    Question(Wanted.ZONE, TIMES),
    ZoneSet(TIMES, 5),
    ZoneSet(replace(TIMES, zone="America/Montreal"), None, restored=True),
    ZoneChoice("<b>Canada", 7, ("America/Toronto", "America/Montreal", "America/St_Johns")),
    ScheduleSet(TIMES, None, restored=True),
    Paused(None),
    Paused(NOW + timedelta(days=1)),
    Paused(NOW + timedelta(days=90)),
    Paused(NOW + timedelta(days=90), NOW + timedelta(days=91)),
    Resumed(TIMES, True),
    Resumed(TIMES, False),
    Resumed(TIMES, True, catches_up=True),
    FreshStart(NOW + timedelta(days=1)),
    FreshStart(None),
    Stopped(0),
    Stopped(1),
    Stopped(3),
    DigestOnDemand(digest(), NOW, timedelta(hours=24), None, True),
    DigestOnDemand(digest(()), NOW, timedelta(hours=24), None, True),
    NothingFollowed(),
    StoryCard(FIRST, NOW),
    Why((OTAN,), 3, ()),
    StoryCard(FIRST, NOW, matches=False),
    CardChanged(StoryCard(FIRST, NOW, may_exclude=True, followed_until=NOW + timedelta(days=7))),
    FollowEnded(),
    Trend(
        (date(2025, 3, 12), date(2025, 3, 13)),
        timedelta(days=2),
        NOW,
        (TrendLine(ODD, (3, 2), False, (Peak(0, "<b>Un titre</b>", "https://x.example/"),)),),
        b"png",
    ),
    Trend((date(2025, 3, 13),), timedelta(days=2), NOW, (TrendLine(ODD, (0,), True, ()),)),
    FrontPage(digest(), NOW, timedelta(hours=24)),
    FrontPage(digest(()), NOW, timedelta(hours=24)),
    SearchPage(ODD, timedelta(days=30), NOW, 7, (FIRST, SECOND), 1, 0, 4, 42, False, subscribe=9),
    SearchPage(ODD, timedelta(days=30), NOW, 7, (), 1, 0, 0, 0, True, wider=Wider(timedelta(days=30), 9)),
    Exclusions(OTAN, 9, ()),
    Exclusions(
        ODD,
        9,
        (
            Exclusion(("hockey",), ("<b>Un titre</b>", "Un autre", "Un troisième", "Un quatrième"), 4),
            Exclusion(("tennis", "sports d’hiver"), ("Un titre " * 30,), 5),
        ),
    ),
    TopicSwapped(OTAN, ODD, 6),
    TopicSwapped(ODD, OTAN, 0),
    Others((SECOND,), NOW),
    FeedAdded(feed(), 30, (Headline("Un titre", NOW - timedelta(hours=1)), Headline("<b>Un autre</b>"))),
    FeedAdded(feed("<i>Média</i>"), 0, ()),
    FeedAdded(replace(feed(), last_success_at=None), 0, ()),
    FeedAdded(feed(), 0, (), FetchProblem.HTTP_STATUS, 404),
    FeedChoice("https://x.example/", 7, OPTIONS),
    FeedChoice(
        "https://x.example/",
        7,
        tuple(FeedOption(FeedOffer(f"https://x.example/{n}", ""), "X") for n in range(90)),
    ),
    FeedRepeats(7, OPTIONS[0], feed("<i>Média</i>")),
    Catalogue(148, 108, tuple(BundleCount(b.number, b.key, 12, n) for n, b in enumerate(BUNDLES.values()))),
    FOUND,
    replace(FOUND, choices=FOUND.choices[:1], page=1, pages=3, feeds=1, left=0),
    replace(FOUND, choices=(), feeds=0, left=0),
    MediaAdded("suisse", 3, (feed(), feed("<i>Média</i>")), 0),
    MediaAdded("<b>", 3, tuple(feed(f"Média {n}") for n in range(40)), 2),
    MediaAdded("Le Temps", 0, (), 4),
    MediaRemoved(1),
    MediaRemoved(12),
    FeedList((), 0, 1, 0),
    FeedList((feed(), feed("B", FeedHealth.FAILING, FetchProblem.TIMEOUT)), 0, 1, 2),
    FeedList(
        (replace(feed("C", problem=FetchProblem.DNS), paused_at=NOW), feed("D", FeedHealth.NEW)), 1, 3, 25
    ),
    FeedList(
        tuple(feed("Média " * 30, FeedHealth.BLOCKED, FetchProblem.BLOCKED) for _ in range(200)), 0, 2, 300
    ),
    FeedList((), 0, 1, 0, typed="<b>gazette"),
    FeedList((feed(), feed("B")), 1, 2, 12, 11, "<b>le", 7, 3),
    FeedCard(replace(feed("<i>Média</i>"), first_read_at=None, last_success_at=None), None, 0),
    FeedCard(replace(feed(), gap=timedelta(minutes=40), health_since=NOW), 12.4, 300, was_read=False),
    FeedCard(replace(feed(), gap=timedelta(days=3), moved_to="https://x.example/<"), 0.2, 1, WISH),
    FeedCard(replace(feed("C", FeedHealth.FAILING, FetchProblem.DNS), first_read_at=NOW), 0.01, 2),
    FeedCard(replace(feed(), paused_at=NOW, first_read_at=NOW), None, 2, place=FeedPlace(7, 2)),
    FeedRemoval(feed("<i>Média</i>"), 12, 3, 300),
    FeedRemoval(feed(), 1, 1, 1),
    FeedRemoval(feed(), 1, 0, 0),
    FeedRemoval(feed(), 3, 0, 0),
    FeedRemoval(feed(), 0, 0, 0),
    FeedPurged(feed("<i>Média</i>"), 12, 2),
    FeedPurged(feed(), 0, 0),
    FeedsExported(b"<opml/>", 12),
    WishPage(feed("<i>Média</i>"), ("x.example", "medium.com/@<b>"), None, 0, FeedPlace()),
    WishPage(feed(), ("x.example",), WISH, 7, FeedPlace(3, 1)),
    WishPage(feed(), ("x.example",), replace(WISH, kind=WishKind.REFUSED), 7, FeedPlace()),
    WishQuestion(feed(), WishKind.TITLES, ("x.example",), ("<i>Média</i>",), 1),
    WishQuestion(feed(), WishKind.TITLES, ("x.example",), ("A", "B"), 0),
    WishQuestion(feed(), WishKind.REFUSED, ("x.example", "y.example"), tuple("ABCDEFGH"), 12),
    WishQuestion(feed(), WishKind.REFUSED, ("x.example",), ("A",), 0),
    WishNoted(WishKind.TITLES, ("x.example",), (), 12, 3, 7),
    WishNoted(WishKind.TITLES, ("x.example",), (), 0, 0, 7),
    WishNoted(WishKind.REFUSED, ("<x>", "y.example"), ("<i>Média</i>", "B"), 1, 1, 7),
    WishLifted("x.example, <y>"),
    WishList(()),
    WishList((WISH, replace(WISH, outlet="", requester="", reason="")), 7),
    WishList(tuple(replace(WISH, place=f"x{n}.example", reason="<" * 900) for n in range(30)), 7),
    Question(Wanted.FEED_NAME, about="<i>Média</i>"),
    Question(Wanted.NOMINATE),
    FeedList((feed(),), 0, 1, 1, nominations=3),
    Nominated("<i>Média</i>", again=False),
    Nominated("Le Fanal", again=True),
    *(NotNominated(why, "<b>" + "x" * 300, FetchProblem.TIMEOUT) for why in Unfit),
    NominationChoice("<b>", 7, ("Le Monde", "<i>Le Monde</i> diplomatique")),
    NominationList(()),
    NominationList((), ("<i>Média</i>", Verdict.DECLINED)),
    NominationList(NOMINATIONS[:1], ("<i>Média</i>", Verdict.ADDED)),
    NominationList(NOMINATIONS),
    Question(Wanted.WISH_NOTE),
    WhichFeed((feed(), feed("B"))),
    WhichFeed((feed(),), "<b>"),
    WhichFeed((), "rien"),
    FeedRemoved(feed()),
    FeedRead(feed(), True),
    Imported(("a",), (), ()),
    Imported((), ("a", "b"), tuple((f"https://x.example/{n}", FetchProblem.BAD_URL) for n in range(15)), 5),
    *(Held(Hold(NOW, (kind,), Surge(kind, 12_000, 300)), 11_500) for kind in Kind),
    *(
        Held(Hold(NOW, (Kind.ALERT, Kind.DIGEST), why), n)
        for why in (None, Surge(Kind.ALERT, 1, 0))
        for n in (0, 1)
    ),
    *(Released(waiting) for waiting in (None, 0, 1, 1_200)),
    *(Abandoned(given_up) for given_up in (0, 1, 1_200)),
    Privacy("", "", SILENCE),
    Privacy("Association <du Fanal>", "vie-privee@fanal.example", SILENCE),
    MyData(b"{}", NOW),
    *(
        EraseQuestion(7, topics, kind, is_admin, shuts_out)
        for topics in (0, 1, 12)
        for shuts_out in (False, True)
        for kind, is_admin in (
            (ChatKind.PRIVATE, False),
            (ChatKind.PRIVATE, True),
            (ChatKind.GROUP, False),
            (ChatKind.CHANNEL, False),
        )
    ),
    Erased(),
    UnknownCommand("<b>xyz", "", "<i>"),
    UnknownCommand("x" * 4_000, "abonner", "a" * 4_000),
    UnknownCommand("abonne", "abonner", "Otan & <b>"),
    Status(HouseState(EMPTY, False, None), QUIET_DAY),
    Status(HouseState(EMPTY, True, None), QUIET_DAY),
    Status(HouseState(BUSY, True, VITALS), QUIET_DAY, b"png"),
    Status(HouseState(BUSY, True, replace(VITALS, troubles=())), QUIET_DAY, b"png"),
    *ACCESS,
    BroadcastPreview(7, Message("<b>Le bot</b> déménage"), 0),
    BroadcastPreview(7, Message("<b>Le bot</b> déménage"), 1),
    BroadcastPreview(7, Message("x" * 4_096), 3_000),
    *(
        BroadcastProgress(7, BroadcastTally(n * 5, n, n, n, n), is_over, was_stopped)
        for n in (0, 1, 1_240)
        for is_over in (False, True)
        for was_stopped in (False, True)
    ),
    BroadcastDropped(),
    Journal((), UserId(42), True, None),
    Journal(tuple(DEEDS), UserId(42), True, None),
    Journal(tuple(DEEDS * 9), UserId(42), False, 3),
    *PAGES,
]


def one(result: Result, voice: Voice = FR) -> Message:
    (message,) = show(result, voice)
    return message


def labels(message: Message) -> list[list[str]]:
    return [[button.label for button in row] for row in message.buttons]


def deeds(message: Message) -> list[Action | None]:
    return [decode(button.action) for row in message.buttons for button in row]


def test_the_table_holds_every_result() -> None:
    assert {type(result) for result in RESULTS} == set(get_args(Result))


@pytest.mark.parametrize("voice", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize("result", RESULTS, ids=lambda result: type(result).__name__)
def test_every_result_is_answered(result: Result, voice: Voice) -> None:
    messages = show(result, voice)
    assert messages
    for message in messages:
        check(message)
        assert "flux" not in message.html or not isinstance(result, Subscribed | Welcome | DigestOnDemand)
        if voice is FR:
            assert faults(plain_text(message.html)) == []


def test_the_first_minute_is_one_sentence_and_three_words() -> None:
    message = one(Welcome(TIMES, WORDS, False, ()))
    assert message.html == (
        "Bonjour. Écrivez un mot de l’actualité\u00a0: chaque jour à 7\u202fh\u202f30, vous recevrez ce que la presse "
        "en dit de nouveau."
    )
    assert labels(message) == [["Otan", "cessez-le-feu", "budget"]]
    assert deeds(message) == [actions.ConfirmAsk(n) for n in (1, 2, 3)]


def test_whoever_comes_back_finds_the_topics_again() -> None:
    assert one(Welcome(TIMES, (), True, (OTAN, TRUCE))).html == (
        "Bon retour. Vous suivez toujours <b>Otan</b> et <b>cessez-le-feu</b>. "
        "Prochaine revue\u00a0: demain, 7\u202fh\u202f30."
    )


def test_whoever_never_left_is_told_what_they_follow() -> None:
    assert one(Welcome(TIMES, (), False, (OTAN,))).html == (
        "Bonjour. Vous suivez <b>Otan</b>. Écrivez un autre mot de l’actualité pour le suivre aussi. "
        "Prochaine revue\u00a0: demain, 7\u202fh\u202f30."
    )


def test_no_digest_is_promised_where_nothing_is_followed() -> None:
    idle = replace(TIMES, follows=False)
    assert one(ScheduleSet(idle, None)).html == (
        "C’est noté\u00a0: chaque jour à 7\u202fh\u202f30. Reste à choisir un thème\u00a0: /abonner, puis un mot "
        "de l’actualité."
    )


def test_a_subscription_shows_what_it_means_and_can_be_undone() -> None:
    message = one(Subscribed(OTAN, ("Nato", "Alliance atlantique"), 9, TIMES))
    assert message.html == (
        "<b>Otan</b>, c’est entendu. Aussi sous les noms Nato et Alliance atlantique.\n"
        "Ces sept derniers jours\u00a0: 9 sujets. Première revue\u00a0: demain, 7\u202fh\u202f30."
    )
    assert labels(message) == [["Lire les dernières 24 heures"], ["Préciser", "Changer l’heure", "Annuler"]]
    assert deeds(message) == [
        actions.ReadDay(OTAN.id),
        actions.Refine(OTAN.id),
        actions.OpenTimes(Page.TIMES, 0, OTAN.id),
        actions.Unsubscribe(OTAN.id),
    ]


def test_a_subscription_with_nothing_yet_says_that_the_watch_begins() -> None:
    message = one(Subscribed(OTAN, (), 0, NO_TIMES, 3))
    assert message.html.splitlines()[1] == (
        "Rien ces sept derniers jours\u00a0: la veille commence. Alerte dès 3 rédactions. "
        "Les revues sont suspendues\u202f; /reprendre les fait revenir."
    )
    assert labels(message) == [["Préciser", "Changer l’heure", "Annuler"]]


@pytest.mark.parametrize(
    ("stories", "said"),
    [
        (1200, "Ces sept derniers jours\u00a0: environ 1\u202f200 sujets."),
        (0, "Les articles des sept derniers jours sont en cours de lecture."),
    ],
)
def test_what_is_not_counted_yet_is_said_to_be_about_so_many(stories: int, said: str) -> None:
    followed = Subscribed(OTAN, (), stories, TIMES, week_is_exact=False)
    page = TopicPage(OTAN, (), stories, TIMES, "", "", week_is_exact=False)
    for result in (followed, page):
        assert said in one(result).html


def test_a_bare_word_is_asked_about_and_the_first_button_confirms() -> None:
    message = one(Proposal((Suggestion("Otan", 7),)))
    assert message.html == "Faut-il suivre «\u00a0<b>Otan</b>\u00a0»\u202f?"
    assert labels(message) == [["S’abonner à «\u00a0Otan\u00a0»"], ["Non"]]
    assert deeds(message) == [actions.ConfirmAsk(7), actions.DeclineAsk(7)]


def test_a_comma_proposes_two() -> None:
    message = one(Proposal((Suggestion("Otan", 7), Suggestion("a" * 60, 8))))
    assert deeds(message) == [actions.ConfirmAsk(7), actions.ConfirmAsk(8), actions.DeclineAsk(7)]
    assert labels(message)[1][0].endswith("…\u00a0»")


def test_a_question_opens_the_keyboard() -> None:
    message = one(Question(Wanted.SCHEDULE, TIMES))
    assert message.ask
    assert "chaque jour à 7\u202fh\u202f30 (heure locale, Paris)" in message.html


def test_topics_are_listed_with_their_alerts() -> None:
    message = one(Subscriptions(FOLLOWED[:2], TIMES, False, None))
    assert message.html.splitlines() == [
        "<b>Vous suivez 2 thèmes</b>",
        "• Otan",
        "• cessez-le-feu, alerte aussitôt",
        "",
        "Vos revues\u00a0: chaque jour à 7\u202fh\u202f30.",
        "Prochaine revue\u00a0: demain, 7\u202fh\u202f30.",
    ]


def test_an_alert_that_made_a_topic_can_be_undone_and_another_cannot() -> None:
    assert deeds(one(AlertSet(OTAN, 2, True, TIMES))) == [
        actions.WantSpikes(OTAN.id),
        actions.Unsubscribe(OTAN.id),
    ]
    assert deeds(one(AlertSet(OTAN, 2, False, TIMES, True))) == [
        actions.NoSpikes(OTAN.id),
        actions.NoAlert(OTAN.id),
    ]
    ended = one(AlertSet(OTAN, None, False, TIMES))
    assert deeds(ended) == [actions.WantSpikes(OTAN.id)]
    assert "reste dans vos revues" in ended.html


def test_a_zone_is_shown_by_the_time_that_it_is_there() -> None:
    there = replace(TIMES, zone="America/Montreal")  # half past seven in Paris
    message = one(ZoneSet(there, 5))
    assert message.html == (
        "C’est noté\u00a0: tout suivra l’heure de <b>Montréal</b>, où il est 2\u202fh\u202f30. "
        "Prochaine revue\u00a0: demain, 2\u202fh\u202f30."
    )
    assert deeds(message) == [actions.UndoZone(5)]
    assert "back to the time in <b>Montreal</b>" in one(ZoneSet(there, None, restored=True), EN).html


def test_a_place_that_may_be_several_is_asked_about() -> None:
    message = one(ZoneChoice("Canada", 7, ("America/Toronto", "America/St_Johns")))
    assert labels(message) == [["Toronto"], ["Saint-Jean de Terre-Neuve"]]
    assert deeds(message) == [actions.PickZone(7, 0), actions.PickZone(7, 1)]


def test_a_topic_whose_spikes_are_told_says_so() -> None:
    followed = (replace(FOLLOWED[0], spikes=True), replace(FOLLOWED[1], spikes=True))
    lines = one(Subscriptions(followed, TIMES, False, None)).html.splitlines()
    assert lines[1:3] == ["• Otan, pics signalés", "• cessez-le-feu, alerte aussitôt, pics signalés"]


def test_quiet_hours_say_what_becomes_of_alerts_and_offer_the_other_way() -> None:
    message = one(QuietSet(QuietHours(22 * 60, 7 * 60), QuietMode.HOLD, 5))
    assert message.html == (
        "Heures calmes, de 22\u202fh à 7\u202fh\u00a0: les alertes sont retenues jusqu’à 7\u202fh."
    )
    assert labels(message) == [["Sans son", "✓ Retenir jusqu’à 7\u202fh"], ["Annuler"]]
    assert deeds(message) == [actions.SilenceAlerts(), actions.HoldAlerts(), actions.UndoQuiet(5)]
    assert deeds(one(QuietSet(QuietHours(0, 0), QuietMode.HOLD))) == []


def test_alerts_that_are_muted_are_a_tap_from_coming_back() -> None:
    assert deeds(one(AlertsMuted(True))) == [actions.UnmuteAlerts()]
    assert deeds(one(AlertsMuted(False))) == [actions.MuteAlerts()]


def test_times_are_repeated_as_understood_and_can_be_undone() -> None:
    message = one(ScheduleSet(TIMES, 5))
    assert message.html == (
        "C’est noté\u00a0: chaque jour à 7\u202fh\u202f30. Prochaine revue\u00a0: demain, 7\u202fh\u202f30."
    )
    assert deeds(message) == [actions.UndoSchedule(5)]
    assert one(ScheduleSet(TIMES, None, restored=True)).buttons == ()


def test_a_pause_names_its_end() -> None:
    until = datetime(2025, 8, 25, tzinfo=FR.zone)
    assert "aucune revue jusqu’au lundi 25 août." in one(Paused(until)).html
    assert "no digest until Monday 25 August." in one(Paused(until), EN).html


def test_pages_of_feeds_turn_both_ways_and_open_each() -> None:
    page = FeedList((feed(),), 1, 3, 25, 11)
    assert labels(one(page)) == [["11"], ["◀", "▶"], ["Liste OPML"]]
    assert deeds(one(page))[:3] == [
        actions.OpenFeed(FeedId(4), 0, 1),
        actions.FeedsTo(0, 0),
        actions.FeedsTo(0, 2),
    ]
    assert labels(one(replace(page, page=0)))[1] == ["▶"]
    assert labels(one(replace(page, page=2)))[1] == ["◀"]
    assert one(page).html.splitlines()[0] == "<b>25 flux, page 2 sur 3</b>"
    found = one(replace(page, typed="le monde", ask_id=7))
    assert found.html.splitlines()[0] == "<b>25 flux pour «\u00a0le monde\u00a0», page 2 sur 3</b>"
    assert actions.FeedsTo(7, 2) in deeds(found)
    assert labels(one(replace(page, wishes=2)))[-1] == ["Liste OPML", "Demandes des éditeurs (2)"]


def test_a_feeds_card_says_how_it_does_and_leads_back() -> None:
    read = replace(
        feed(), first_read_at=NOW, last_success_at=NOW, gap=timedelta(minutes=40), health_since=NOW
    )
    card = one(FeedCard(read, 12.4, 300, place=FeedPlace(7, 2)))
    assert card.html.splitlines()[2:5] == [
        "Santé\u00a0: lu depuis aujourd’hui, 7\u202fh\u202f30",
        "Articles\u00a0: 12 par jour\u202f; 300 gardés",
        "Rythme\u00a0: un article toutes les 40 minutes environ",
    ]
    assert deeds(card)[-1] == actions.FeedsTo(7, 2)
    assert "Reprendre la lecture" not in str(labels(card))
    paused = one(FeedCard(replace(read, paused_at=NOW), 12.4, 300))
    assert "Santé\u00a0: suspendu depuis" in paused.html
    assert "prochaine" not in paused.html
    assert labels(paused)[0] == ["Reprendre la lecture"]


def test_a_failing_feed_says_why_and_since_when() -> None:
    message = one(FeedList((feed("B", FeedHealth.FAILING, FetchProblem.TIMEOUT),), 0, 1, 1))
    assert message.html.splitlines()[1] == (
        '1 · <a href="https://fanal.example/rss">B</a>, ne répond pas depuis hier, 7\u202fh\u202f30 '
        "(le site ne répond pas à temps, HTTP 503)"
    )


def test_a_page_with_many_feeds_offers_a_choice_by_place() -> None:
    message = one(FeedChoice("https://x.example/", 7, OPTIONS))
    assert deeds(message) == [actions.PickFeed(7, n) for n in range(3)]
    assert message.html.splitlines() == [
        "Cette adresse mène à 4 flux. Lequel faut-il lire\u202f?",
        "1. <b>À la une</b> (30 articles, le dernier\u00a0: hier 22\u202fh\u202f30)",
        "2. <b>&lt;b&gt;Monde&lt;/b&gt;</b> (vide)",
        "3. <b>https://x.example/3</b> (commentaires, 1 article)",
        "4. <b>Sport</b> (30 articles, le dernier\u00a0: hier 22\u202fh\u202f30, "
        "déjà lu, sous le nom &lt;i&gt;Média&lt;/i&gt;)",
    ]


def test_feeds_of_one_title_are_told_apart() -> None:
    offers = (
        FeedOffer("https://x.example/une", "Le Fanal", "Une"),
        FeedOffer("https://x.example/monde", "Le Fanal"),
        FeedOffer("https://x.example", "Le Fanal", "Le Fanal"),
        FeedOffer("https://x.example/sport", "Sport"),
    )
    assert option_titles(offers) == ("Le Fanal · Une", "Le Fanal · monde", "Le Fanal", "Sport")


def test_an_added_feed_shows_its_latest_titles_with_their_times_and_can_be_undone() -> None:
    latest = (Headline("Grève au Havre", NOW - timedelta(hours=1)), Headline("Météo"))
    message = one(FeedAdded(feed(), 30, latest))
    assert message.html.splitlines() == [
        "<b>Le Fanal</b> est ajouté\u00a0: 30 articles lus. Les derniers\u00a0:",
        "• Grève au Havre, 6\u202fh\u202f30",
        "• Météo",
    ]
    assert deeds(message) == [actions.RemoveFeed(feed().id)]


def test_a_feed_that_could_not_be_read_says_why() -> None:
    message = one(FeedAdded(feed(), 0, (), FetchProblem.HTTP_STATUS, 404))
    assert "n’a pas pu être lu\u00a0: le site répond par une erreur, HTTP 404." in message.html


def test_the_bundles_of_the_catalogue_are_buttons() -> None:
    bundles = (BundleCount(6, "suisse", 12, 0), BundleCount(7, "canada", 8, 3), BundleCount(9, "monde", 2, 2))
    message = one(Catalogue(148, 108, bundles))
    assert labels(message) == [["Suisse · 12", "Canada · 3 sur 8"], ["International · tout est lu"]]
    assert deeds(message) == [actions.AddBundle(6), actions.AddBundle(7), actions.AddBundle(9)]


def test_what_was_found_in_the_catalogue_is_added_whole_or_by_medium() -> None:
    message = one(FOUND)
    assert message.html.splitlines()[1:] == [
        "• Le Temps (Suisse)\u00a0: tout, monde (1 sur 2 déjà lu)",
        "• RTS Info (Suisse)\u00a0: info (déjà lu)",
        "• Tahiti Infos (Outre-mer)\u00a0: une",
    ]
    assert deeds(message) == [
        actions.AddMedia(7, 0),
        actions.AddMedia(7, 1),
        actions.AddMedia(7, 3),
        actions.MediaPage(7, 1),
    ]


def test_sections_of_one_medium_are_named_on_their_buttons() -> None:
    sections = tuple(MediumChoice("Le Temps", (name,), "CH", 0) for name in ("tout", "monde"))
    message = one(replace(FOUND, choices=sections, pages=1, feeds=2, left=2))
    assert labels(message) == [
        ["Tout ajouter (2 flux)"],
        ["Ajouter Le Temps, tout"],
        ["Ajouter Le Temps, monde"],
    ]


def test_an_addition_names_its_outlets_and_can_be_undone() -> None:
    message = one(MediaAdded("suisse", 3, (feed("RTS Info"), feed("Le Temps"), feed("Le Temps")), 2))
    assert message.html == (
        "<b>Suisse</b>\u00a0: 3 flux ajoutés (RTS Info et Le Temps). 2 étaient déjà lus. "
        "La première lecture commence\u202f; je vous dirai ce qui n’a pas pu être lu."
    )
    assert deeds(message) == [actions.UndoAddition(3)]


@pytest.mark.parametrize("voice", [FR, EN], ids=["fr", "en"])
def test_first_readings_name_what_failed(voice: Voice) -> None:
    broken = feed("<i>Média</i>", FeedHealth.FAILING, FetchProblem.HTTP_STATUS)
    for report in (
        FirstReadings("suisse", 12, (), 0),
        FirstReadings("", 1, (), 0),
        FirstReadings("<b>", 3, (broken,) * 30, 2),
        FirstReadings("x", 0, (), 1),
    ):
        message = first_readings(report, voice)
        check(message)
        assert message.silent
        if voice is FR:
            assert faults(plain_text(message.html)) == []
    assert first_readings(FirstReadings("suisse", 10, (broken,), 0), FR).html.splitlines() == [
        "<b>Suisse</b>, première lecture\u00a0: 10 flux lus sur 11. N’ont pas pu l’être\u00a0:",
        "• &lt;i&gt;Média&lt;/i&gt;, <code>https://fanal.example/rss</code>\u00a0: "
        "le site répond par une erreur, HTTP 503",
    ]


def test_help_shows_every_command_with_its_other_names() -> None:
    lines = one(Help(COMMANDS, COMMANDS[:1])).html.splitlines()
    assert lines[1] == "/start (/alias)\u00a0: commencer, ou reprendre après un arrêt"
    assert "Pour l’administration\u00a0:" in lines


@pytest.mark.parametrize(
    ("voice", "line"),
    [
        (FR, "Si ce bot ne répond plus\u00a0: @vigie_bis_bot."),
        (EN, "Should this bot fall silent: @vigie_bis_bot."),
    ],
    ids=["fr", "en"],
)
def test_help_names_the_spare_bot(voice: Voice, line: str) -> None:
    message = show(Help(COMMANDS, (), "@vigie_bis_bot"), voice)[0]
    check(message)
    assert line in message.html.splitlines()


def test_words_to_begin_with_stand_in_the_locale() -> None:
    assert examples("fr") == ("Otan", "cessez-le-feu", "budget")


def test_the_journal_says_what_by_whom_and_where_more_is() -> None:
    line = AuditLine(5, NOW, UserId(42), False, Deed.FEED_ADDED, "<Le Fanal>", None)
    rest = replace(line, by=None, deed=Deed.CHAT_BLOCKED, subject="", about=ChatId(-100))
    said = one(Journal((line, rest, replace(rest, from_terminal=True)), UserId(42), False, 3))
    _, first, second, third = said.html.splitlines()
    assert first.endswith("flux ajouté, <b>&lt;Le Fanal&gt;</b> (vous)")
    assert second.endswith("<b><code>-100</code></b> (quelqu’un dont les données sont effacées)")
    assert third.endswith("(au terminal)")
    assert deeds(said) == [OpenJournal(0), OpenJournal(3)]


def test_how_the_bot_does_is_said_in_words_that_a_caption_holds() -> None:
    busy = Status(HouseState(BUSY, True, VITALS), QUIET_DAY, b"png")
    for voice in (FR, EN):
        said = one(busy, voice)
        assert said.attachment is not None
        assert said.attachment.as_photo
        assert utf16(plain_text(said.html)) <= 1_024
        assert "&lt;delivery&gt;" in said.html
    lines = one(busy).html.splitlines()
    assert lines[0].startswith("<b>À surveiller</b>, version 0.1.0, démarré mardi")
    assert "Articles\u00a0: 12\u202f500, dont 830 en 24 heures\u202f; 30 à analyser" in lines
    assert "Conversations\u00a0: 1 privée, 5 groupes et 4 canaux\u202f; 10 fermées" in lines
    assert "<b>1 revue en retard</b>" in lines
    assert any("services.&lt;delivery&gt;:123\u00a0: KeyError, 1\u202f200 fois" in line for line in lines)
    dead = one(Status(HouseState(EMPTY, False, VITALS), QUIET_DAY)).html
    assert dead.startswith("<b>À surveiller</b>\u00a0: le bot ne tourne pas.")
    assert "KeyError" not in dead
    assert "0.1.0" not in dead


def test_what_the_journal_counts_is_said_in_words() -> None:
    def said(deed: Deed, subject: str) -> str:
        line = AuditLine(5, NOW, UserId(42), False, deed, subject, None)
        return one(Journal((line,), UserId(42), True, None)).html.splitlines()[1]

    assert "annonce envoyée, <b>à 1\u202f240 conversations</b>" in said(Deed.BROADCAST_SENT, "1240")
    assert "envois abandonnés, <b>1 message</b>" in said(Deed.HELD_ABANDONED, "1")
    assert "<b>2024</b>" in said(Deed.FEED_ADDED, "2024")


def test_a_broadcast_is_shown_then_asked_about_and_the_first_button_sends() -> None:
    words = Message("<b>Le bot</b> déménage", silent=True)
    shown, asked = show(BroadcastPreview(7, words, 3_000), FR)
    assert shown == words
    assert labels(asked) == [["Envoyer à 3\u202f000 conversations"], ["Annuler"]]
    assert deeds(asked) == [SendBroadcast(7), DropBroadcast(7)]
    nobody = show(BroadcastPreview(7, words, 0), FR)[1]
    assert deeds(nobody) == [DropBroadcast(7)]


def test_how_far_a_broadcast_is_can_be_stopped_until_it_is_over() -> None:
    tally = BroadcastTally(3_000, 1_240, 2, 0, 0)
    going = one(BroadcastProgress(7, tally, False, False))
    assert going.html.splitlines() == [
        "Envoi en cours\u00a0: <b>1\u202f240 sur 3\u202f000</b>",
        "2 conversations refusent le bot ou n’existent plus.",
    ]
    assert deeds(going) == [StopBroadcast(7)]
    for over, stopped in ((True, False), (True, True), (False, True)):
        assert one(BroadcastProgress(7, tally, over, stopped)).buttons == ()
