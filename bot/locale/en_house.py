# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in English to admins and in a terminal, and why something could not be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.errors import FetchProblem, QueryProblem
from bot.locale.en_moments import listing, number
from bot.locale.plurals import english as _s
from bot.model import FeedHealth, Kind

# --- feeds ------------------------------------------------------------------------------------------------------

HEALTH: Mapping[FeedHealth, str] = {
    FeedHealth.NEW: "not read yet",
    FeedHealth.OK: "read",
    FeedHealth.SLOW: "slow to answer",
    FeedHealth.SILENT: "silent",
    FeedHealth.FAILING: "failing",
    FeedHealth.BLOCKED: "refused by the publisher",
    FeedHealth.GONE: "removed by the publisher",
}
PAUSED = "paused"
NO_FEEDS = "No feed is read. /addfeed adds one."
WHICH_FEED = "Which feed should I remove?"
PREVIOUS, NEXT = "◀", "▶"


def admin_welcome(feeds: int) -> str:
    known = (
        f"{number(feeds)} feed{_s(feeds)} {'is' if feeds == 1 else 'are'} read"
        if feeds
        else "No feed is read yet"
    )
    return f"Done: you administer this bot. {known}. /addfeed adds one, /feeds shows them."


def feed_page(total: int, page: int, pages: int) -> str:
    place = f", page {number(page)} of {number(pages)}" if pages > 1 else ""
    return f"<b>{number(total)} feed{_s(total)}{place}</b>"


def since(at: str) -> str:
    return f"since {at}"


# --- how feeds do -------------------------------------------------------------------------------------------

NO_ANSWER = "does not answer"
READ_AGAIN = "read again"
HEALTH_NOTICE = "<b>Health of the feeds</b>"
TOPICS_LOST_END = "I will tell you when they are back."


def blocked(service: str, status: int | None) -> str:
    if service:
        return f"blocked by {service}"
    return {401: "asks for a password", 451: "forbidden for a legal reason"}.get(
        status or 0, "refused by the publisher"
    )


def named(outlet: str, said: str) -> str:
    return f"{outlet}: {said}"


def read_now(outlet: str) -> str:
    return f"Read {outlet} now"


def busy(outlet: str) -> str:
    return f"<b>{outlet}</b> was not read: it is being read already, or its site asked for a pause."


def more_changes(count: int) -> str:
    return f"and {number(count)} more: /feeds"


def outage(since: str) -> str:
    return (
        f"No site has answered since {since}: it is probably this machine’s own connection. "
        "The feeds are not to blame."
    )


def outage_over(since: str) -> str:
    return f"Sites answer again, after an outage that began {since}. All feeds are being read."


def topics_lost(topics: int) -> str:
    who = "some of your topics" if topics > 1 else "one of your topics"
    return f"The outlets that wrote about {who} can no longer be read."


def topic_lost(topic: str, outlets: Sequence[str], more: int, since: str) -> str:
    names = listing([*outlets, f"{number(more)} other{_s(more)}"] if more else outlets)
    return f"<b>{topic}</b>: {names}, since {since}"


def topics_back(topics: Sequence[str]) -> str:
    return f"Reading has resumed for {listing([f'<b>{topic}</b>' for topic in topics])}."


def one_silent(outlet: str, answered: bool, since: str, service: str) -> str:
    """An outlet that was not read, in a reader’s words; `since` a day, or "" for today."""
    lasting = f" since {since}" if since else ""
    if service:
        return (
            f"{outlet} has been blocked by {service}{lasting}"
            if since
            else f"{outlet} is blocked by {service}"
        )
    if answered:
        return f"{outlet} has not been readable{lasting}" if since else f"{outlet} could not be read"
    return f"{outlet} has not answered{lasting}" if since else f"{outlet} does not answer"


def no_such_feed(typed: str) -> str:
    return f"No feed is called “{typed}”. Which one should I remove?"


def feed_removed(outlet: str) -> str:
    return f"<b>{outlet}</b> is no longer read."


def imported(added: int, known: int, refused: int) -> str:
    return f"{number(added)} feed{_s(added)} added, {number(known)} known already, {number(refused)} refused."


# --- what is held -----------------------------------------------------------------------------------------------

HELD = "<b>Everything is held back</b> but answers. Feeds are read as before."
NOTHING_HELD = "Nothing was held back."
SEND_HELD, ABANDON_HELD = "Send", "Give up"
KINDS: Mapping[Kind, str] = {
    Kind.ANSWER: "Answers",
    Kind.ALERT: "Alerts",
    Kind.DIGEST: "Digests",
    Kind.BROADCAST: "Announcements",
}


def braked(kind: str) -> str:
    return f"<b>{kind} are held back</b>: there are far more of them than usual. Should they be sent?"


def surge(owed: int, usual: int) -> str:
    return f"{number(owed)} at once; the largest batch of the last weeks had {number(usual)}."


def held_now(waiting: int, since: str) -> str:
    if not waiting:
        return f"Nothing is waiting yet. Held back since {since}."
    return f"{number(waiting)} message{_s(waiting)} {'is' if waiting == 1 else 'are'} waiting. Held back since {since}."


def released(waiting: int) -> str:
    if not waiting:
        return "Sending goes on; nothing was waiting."
    return f"Sending goes on: {number(waiting)} message{_s(waiting)} {'was' if waiting == 1 else 'were'} waiting."


def abandoned(given_up: int) -> str:
    if not given_up:
        return "Sending goes on; there was nothing to give up."
    return f"{number(given_up)} message{_s(given_up)} {'is' if given_up == 1 else 'are'} given up. Sending goes on."


# --- refusals ---------------------------------------------------------------------------------------------------

STALE_BUTTON = "This button is no longer active."
NOT_ALLOWED = "This command is not open to you."
NOT_IN_CHARGE = "Only the group’s admins can change that."
LINK_SPENT = "This link has been used, or is no longer valid: it serves once, within seven days."
OPML_LIST = "this OPML list"
BAD_SCHEDULE = (
    "I did not understand these times, so nothing changes. Type for example <b>7:30</b>, <b>7:30 18:00 mon-fri</b> "
    "or <b>weekend 10:00</b>."
)
BAD_WINDOW = (
    "I did not understand this span, so nothing changes. Type for example <b>24h</b>, <b>7d</b>, <b>25 August</b> "
    "or <b>Monday</b>."
)
QUERY_PROBLEMS: Mapping[QueryProblem, str] = {
    QueryProblem.EMPTY: "The word to follow is missing.",
    QueryProblem.ONLY_STOP_WORDS: "These words are everywhere: add one that says what it is about.",
    QueryProblem.ONLY_EXCLUSIONS: "Excluding everything leaves nothing: add at least one word to find.",
    QueryProblem.UNBALANCED_QUOTE: "A quotation mark is missing.",
    QueryProblem.UNBALANCED_PARENTHESIS: "A parenthesis is missing.",
    QueryProblem.DANGLING_OPERATOR: "A word is missing beside AND, OR or NOT.",
    QueryProblem.EMPTY_FIELD: "A word is missing after <b>titre:</b> or <b>source:</b>.",
    QueryProblem.TOO_LONG: "That is too long: a few words are enough.",
    QueryProblem.TOO_MANY_TERMS: "Those are too many words: a few are enough.",
    QueryProblem.NO_WORD: "I find no word in it.",
    QueryProblem.ADDRESS: "A link is not a topic: I look for words, in all of the press that I read.",
}
QUERY_EXAMPLE = "cessez-le-feu"
SUGGEST_RATHER = "To suggest a newspaper: /suggest, followed by the link."
FETCH_PROBLEMS: Mapping[FetchProblem, str] = {
    FetchProblem.REFUSED_ADDRESS: "this address is not public and is refused",
    FetchProblem.BAD_URL: "this is not a web address",
    FetchProblem.DNS: "no site has this name",
    FetchProblem.CONNECT: "the site does not accept the connection",
    FetchProblem.TLS: "the site’s secure connection is faulty",
    FetchProblem.TIMEOUT: "the site does not answer in time",
    FetchProblem.TOO_LARGE: "the document is too large",
    FetchProblem.TOO_MANY_REDIRECTS: "the address redirects too many times",
    FetchProblem.CUT_OFF: "the answer broke off",
    FetchProblem.HTTP_STATUS: "the site answers with an error",
    FetchProblem.BLOCKED: "the publisher refuses to be read",
    FetchProblem.GONE: "the publisher has removed this address",
    FetchProblem.BAD_ENCODING: "the answer is badly compressed",
    FetchProblem.HOST_PAUSED: "the site asked for a pause",
    FetchProblem.NOT_A_FEED: "no feed is found there",
    FetchProblem.PARSER_FAILED: "the document cannot be read",
    FetchProblem.UNWANTED: "the publisher has asked not to be read",
}


def problem(kind: FetchProblem, status: int | None) -> str:
    said = FETCH_PROBLEMS[kind]
    return said if status is None else f"{said}, HTTP {status}"


def bad_address(url: str, problem: str) -> str:
    return f"I could not add {url}: {problem}."


def quoted(text: str) -> str:
    return f"“{text}”"


def try_instead(example: str) -> str:
    return f"For example: <b>{example}</b>."


def already_subscribed(topic: str) -> str:
    return f"You follow <b>{topic}</b> already."


def limit_reached(limit: int) -> str:
    return f"You follow {number(limit)} topic{_s(limit)} already, which is the most. /unsubscribe frees one."


def already_followed(outlet: str) -> str:
    return f"This feed is read already, under the name <b>{outlet}</b>."


SOMETHING_ELSE = "That could not be done. Try again in a moment."

# --- terminal ---------------------------------------------------------------------------------------------------

NOTHING_FOUND = "Nothing was found."
HEALTHY, UNHEALTHY = "healthy", "needs a look"
FEED_COLUMNS: tuple[str, ...] = ("outlet", "health", "last reading", "next", "address")


def refreshed(read: int, unchanged: int, failed: int, new: int, edited: int) -> str:
    return (
        f"{number(read)} feed{_s(read)} read: {number(unchanged)} unchanged, {number(failed)} failed; "
        f"{number(new)} new article{_s(new)}, {number(edited)} edited."
    )


STATUS_ROWS: Mapping[str, str] = {
    "alive": "bot running",
    "version": "version",
    "started_at": "running since",
    "memory_bytes": "memory (bytes)",
    "feeds": "feeds",
    "feeds_failing": "feeds failing",
    "feeds_health": "health of feeds",
    "entries": "articles",
    "entries_day": "articles in 24 h",
    "unanalysed": "to analyse",
    "topics": "topics",
    "destinations": "destinations",
    "chats": "chats",
    "closed": "closed",
    "subscriptions": "subscriptions",
    "owed": "messages owed",
    "oldest_owed_at": "oldest owed",
    "doubtful": "doubtful sends",
    "held": "messages held back",
    "held_since": "held back since",
    "abandoned": "messages given up",
    "late_digests": "digests late",
    "last_entry_at": "latest article",
    "last_tick_at": "latest tick",
    "size_bytes": "size (bytes)",
    "backed_up_at": "latest backup",
    "schema": "schema",
    "troubles": "latest errors",
}
YES_NO = ("yes", "no")
