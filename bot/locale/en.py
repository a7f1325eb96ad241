# ruff: noqa: D103 -- a sentence documents itself
"""Everything the bot says in English. Arguments are escaped already; `times` and dates come from `en_moments`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locale.en_moments import listing, number, quoted
from bot.locale.plurals import english as _s


def _bold(names: Sequence[str]) -> list[str]:
    return [f"<b>{name}</b>" for name in names]


# --- the first minute -------------------------------------------------------------------------------------------

EXAMPLES: tuple[str, ...] = ("Otan", "cessez-le-feu", "budget")
HELLO_AGAIN = "Hello. Type a word from the French news, and I will follow it for you."
THANKS = "My pleasure."
HELP_ASKED = (
    "Type a word from the French news, and every day I will send you what is new about it in the press. "
    "/frontpage: the stories of the moment. /help: everything I can do."
)
YES_OR_NO = "Tap the button that you mean, or type a word from the news."
FORWARDED = "A forwarded command does not count: please type it yourself."
TOO_MANY = "That is a lot at once. Wait a little, then write again and I will answer."
UNREADABLE = "I only read words. Type one from the French news, such as <b>cessez-le-feu</b>."
STOPPING = "A break or a full stop? /pause suspends the digests, /stop ends them; your topics are kept."
DECLINED = "All right, nothing changes."
ASK_TOPIC = "Which word should I follow? For example: <b>cessez-le-feu</b>."
ASK_TOPIC_TO_LEAVE = "Which topic should I drop?"
ASK_ALERT = (
    "Which word should I tell you about at once? For example: <b>cessez-le-feu</b>, "
    "<b>cessez-le-feu 3</b> to wait for three newsrooms, "
    "<b>cessez-le-feu surges</b> for the hours in which everybody writes about it."
)
ASK_TIMES = (
    "When would you like your digests? For example: <b>7:30 18:00 mon-fri</b>, or <b>weekend 10:00</b>."
)
ASK_FEED = "Which address should I read? That of a feed, or of an outlet’s page."
ASK_FEED_TO_REMOVE = "Which feed should I remove? Type its name or address."


def greeting(times: str, in_group: bool) -> str:
    if in_group:
        return (
            f"Hello. <b>/subscribe</b> and a word from the French news: {times}, you will get here what is new about "
            "it in the press."
        )
    return (
        f"Hello. Type a word from the French news: {times}, you will get what is new about it in the press."
    )


def welcome_follower(topics: Sequence[str], in_group: bool) -> str:
    others = "Type another word from the French news to follow it too."
    if in_group:
        others = "To follow another word from the French news: <b>/subscribe</b> and that word."
    return f"Hello. You follow {listing(_bold(topics))}. {others}"


def welcome_back(topics: Sequence[str]) -> str:
    return f"Welcome back. You still follow {listing(_bold(topics))}."


CATCH_UP = "If there was any news, a digest that catches up comes in a moment; it covers 48 hours at most."


def ask_times(times: str, place: str) -> str:
    return f"Your digests come {times} (local time, {place}). {ASK_TIMES}"


def ask_to_follow(topics: Sequence[str]) -> str:
    return f"Shall I follow {listing([f'“<b>{topic}</b>”' for topic in topics])}?"


def follow_button(topic: str) -> str:
    return f"Follow “{topic}”"


# --- subscriptions ----------------------------------------------------------------------------------------------

FOLLOWS_NOTHING = (
    "You follow no topic yet. Type a word from the French news, for example <b>cessez-le-feu</b>."
)
LEAVES_NOTHING = "You follow no topic any more."
PAUSED = "The digests are suspended; /resume brings them back."
CHOOSE_A_TOPIC = "A topic is still to be chosen: /subscribe and a word from the French news."
READ_DAY = "Read the last 24 hours"
CHANGE_TIME = "Change the time"
CANCEL = "Undo"
NO = "No"


def subscribed(topic: str) -> str:
    return f"You now follow <b>{topic}</b>."


def synonyms(names: Sequence[str]) -> str:
    return f"Also under the name{_s(len(names))} {listing(names)}."


def week(stories: int, exact: bool) -> str:
    if not stories and not exact:
        return "The articles of the last seven days are still being read."
    if not stories:
        return "Nothing in the last seven days: the watch begins. The press writes in French: French words find more."
    about = "" if exact else "about "
    return f"In the last seven days: {about}{number(stories)} {'story' if stories == 1 else 'stories'}."


def first_digest(at: str) -> str:
    return f"First digest: {at}."


def next_digest(at: str) -> str:
    return f"Next digest: {at}."


def unsubscribed(topic: str) -> str:
    return f"<b>{topic}</b> is dropped."


def still_followed(topics: Sequence[str]) -> str:
    return f"You still follow {listing(_bold(topics))}."


def not_followed(typed: str) -> str:
    return f"You do not follow “{typed}”. Which topic should I drop?"


def followed(count: int) -> str:
    return f"<b>You follow {number(count)} topic{_s(count)}</b>"


def with_alert(newsrooms: int) -> str:
    return "alert at once" if newsrooms < 2 else f"alert from {number(newsrooms)} newsrooms on"


def alert_set(topic: str, newsrooms: int) -> str:
    who = "a newsroom reports it" if newsrooms < 2 else f"{number(newsrooms)} newsrooms report it"
    return f"<b>{topic}</b>: I will tell you as soon as {who}."


# --- schedule ---------------------------------------------------------------------------------------------------


def times_are(times: str) -> str:
    return f"Your digests: {times}."


def schedule_set(times: str) -> str:
    return f"Noted: {times}."


def schedule_restored(times: str) -> str:
    return f"Your times are back: {times}."


def paused_until(until: str) -> str:
    return f"Understood, no digest {until}. /resume brings them back earlier."


PAUSED_FOR_NOW = "Understood, no digest until you type /resume."
RESUMED = "The digests are back."
WAS_NOT_PAUSED = "Your digests were not suspended."


def stopped(topics: int) -> str:
    if not topics:
        return "Understood, I will not write any more. /start to come back."
    kept = "Your topic is kept" if topics == 1 else f"Your {number(topics)} topics are kept"
    return f"Understood, I will not write any more. {kept}: /start to come back."


# --- digests ----------------------------------------------------------------------------------------------------

FOLLOW_UP = "(follow-up)"
FOR_SUBSCRIBERS = "(subscribers)"
NO_COVERAGE = "No outlet has been read yet."
SOURCES = "Sources"
WHY = "Why?"


def and_others(count: int) -> str:
    return f"and {number(count)} other{_s(count)}"


def apart(first: str, then: str) -> str:
    return f"{first}; {then}"


def recalled(links: Sequence[str], more: int) -> str:
    rest = f" and {number(more)} other{_s(more)}" if more else ""
    return f"Told by an alert already: {'; '.join(map(quoted, links))}{rest}."


def digest_of(date: str, clock: str) -> str:
    return f"Digest of {date}, {clock}."


def on_demand_of(span: str, date: str, clock: str) -> str:
    return f"Over {span}, {date}, {clock}."


def spare(name: str) -> str:
    return f"Should this bot fall silent: {name}."


def gap(since: str, span: str) -> str:
    return f"Last digest: {since}. This one reaches back {span} only: what appeared before is not in it."


def read_all(outlets: int) -> str:
    return f"{number(outlets)} outlet{_s(outlets)} read."


def read_but_one(read: int, total: int, said: str) -> str:
    return f"{number(read)} of {number(total)} outlets read: {said}."


def read_some(read: int, total: int, silent: Sequence[str], more: int, answered: bool) -> str:
    """Which outlets were not read; `answered`: at least one did answer, but with nothing that could be read."""
    names = listing([*silent, f"{number(more)} other{_s(more)}"] if more else silent)
    many = len(silent) + more > 1
    fault = "could not be read" if answered else "do not answer" if many else "does not answer"
    return f"{number(read)} of {number(total)} outlets read: {names} {fault}."


def more_stories(count: int, exact: bool) -> str:
    return f"{'' if exact else 'about '}{number(count)} more {'story' if count == 1 else 'stories'}"


def nothing_new(topics: Sequence[str], more: int, since: str) -> str:
    names = _bold(topics)
    if more:
        names.append(f"your {number(more)} other topic{_s(more)}")
    return f"Nothing new on {' or '.join(names)} since {since}."


def nothing_on(topic: str, since: str) -> str:
    return f"Nothing on <b>{topic}</b> since {since}."


def watch_goes_on(since: str, public: bool) -> str:
    topics = "this channel’s topics" if public else "your topics"
    return f"Nothing new on {topics} since {since}: the watch goes on."


# --- alerts and cards -------------------------------------------------------------------------------------------


def alert_line(topic: str) -> str:
    return f"Alert: {topic}"


def newsrooms(count: int, reprints: bool) -> str:
    apart_from = ", agency copy counted once" if reprints else ""
    return f"{number(count)} newsroom{_s(count)}{apart_from}"


def reprinted(agency: str, outlets: Sequence[str]) -> str:
    return f"{agency}, also in {listing(outlets)}" if outlets else agency


WHY_THIS = "<b>Why this story?</b>"
IN_TITLE = "headline"
IN_TEXT = "text"
IN_SOURCE = "name of the outlet"
AS_SYNONYM = "taken for a synonym"


def why(topics: Sequence[str], articles: int, followed: bool) -> str:
    lead = "You follow " if followed else ""
    found = f"found in {number(articles)} article{_s(articles)}"
    return f"{lead}{listing(_bold(topics))}, {found}{', among them' if articles > 1 else ''}:"


def reason(outlet: str, field: str, excerpt: str) -> str:
    return f"<i>{outlet}</i>, {field}: “{excerpt}”"


OTHERS = "<b>The other stories</b>"
