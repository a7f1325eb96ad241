"""Why something could not be done: one friendly sentence for each `UserError`, with what to type instead."""

from __future__ import annotations

from bot.core.opml import OPML
from bot.errors import (
    AccessUnclear,
    AdminsStay,
    AlreadyFollowed,
    AlreadySubscribed,
    ChannelError,
    ChatUnknown,
    InvalidUrl,
    LimitReached,
    LimitsUnclear,
    LinkSpent,
    NobodyNamed,
    NoFeedFound,
    NotAllowed,
    NotFound,
    NothingKept,
    NotInCharge,
    PauseError,
    PrivateOnly,
    QueryError,
    QueryProblem,
    QuietError,
    ScheduleError,
    UserError,
    WindowError,
    ZoneError,
)
from bot.model import Message
from bot.views import channels
from bot.views.html import escape, piece, shorten
from bot.views.parts import MAX_QUERY_CHARS, MAX_URL_CHARS, address
from bot.views.query_words import in_words
from bot.views.voice import Voice


def explain(error: UserError, voice: Voice) -> Message:
    """The sentence for an error; one that nobody foresaw gets a general one rather than silence."""
    return Message(html=_sentence(error, voice), ask=error.asks_again)


def stale_button(voice: Voice) -> str:
    """What a tap on a button is answered that no longer means anything."""
    return voice.house.STALE_BUTTON


def _sentence(error: UserError, voice: Voice) -> str:
    house = voice.house
    match error:
        case QueryError():
            return _query(error, voice)
        case QuietError():
            return voice.alerts.BAD_QUIET
        case ScheduleError():
            return house.BAD_SCHEDULE
        case ZoneError():
            return voice.alerts.UNKNOWN_PLACE
        case PauseError(problem=problem):
            return f"{voice.absence.PROBLEMS[problem]} {voice.absence.EXAMPLES}"
        case WindowError():
            return house.BAD_WINDOW
        case NotFound():
            return house.STALE_BUTTON
        case AlreadySubscribed(query=query):
            return house.already_subscribed(escape(shorten(in_words(query, voice), MAX_QUERY_CHARS)))
        case LimitReached(limit=limit, contact=contact):
            more = f" {voice.access.ask_for_more(escape(shorten(contact, MAX_URL_CHARS)))}" if contact else ""
            return f"{house.limit_reached(limit)}{more}"
        case InvalidUrl(url=url, problem=problem):
            return house.bad_address(address(url), house.problem(problem, None))
        case NoFeedFound(url=url, problem=problem, status=status):
            what = house.OPML_LIST if url == OPML else address(url)
            return house.bad_address(what, house.problem(problem, status))
        case AlreadyFollowed(outlet=outlet):
            return house.already_followed(escape(outlet))
        case ChannelError():
            return channels.problem(error, voice)
        case LinkSpent():
            return house.LINK_SPENT
        case NotInCharge():
            return house.NOT_IN_CHARGE
        case NotAllowed():
            return house.NOT_ALLOWED
        case _:
            return _of_access(error, voice)


def _of_access(error: UserError, voice: Voice) -> str:
    say = voice.access
    match error:
        case NothingKept():
            return say.NOTHING_KEPT
        case NobodyNamed():
            return say.NOBODY_NAMED
        case AdminsStay():
            return say.ADMINS_STAY
        case PrivateOnly():
            return say.PRIVATE_ONLY
        case AccessUnclear():
            return say.ACCESS_UNCLEAR
        case LimitsUnclear():
            return say.LIMITS_UNCLEAR
        case ChatUnknown(text=text):
            return say.chat_unknown(f"<code>{escape(shorten(text, MAX_URL_CHARS))}</code>")
    return voice.house.SOMETHING_ELSE


def _query(error: QueryError, voice: Voice) -> str:
    """Names the place where there is one, and shows a query that would pass."""
    problem = voice.house.QUERY_PROBLEMS[error.problem]
    if error.text[error.start : error.end].strip():
        problem = f"{problem.removesuffix('.')} ({voice.house.quoted(_marked(error))})."
    said = [problem]
    short = error.example if len(error.example) <= MAX_QUERY_CHARS else ""
    said.append(voice.house.try_instead(escape(short or voice.house.QUERY_EXAMPLE)))
    if error.problem is QueryProblem.ADDRESS:
        said.append(voice.house.SUGGEST_RATHER)
    return " ".join(said)


def _marked(error: QueryError) -> str:
    """What was typed, with the offending place underlined; of a long text that place alone."""
    before, place = error.text[: error.start], error.text[error.start : error.end]
    after = error.text[error.end :]
    if len(error.text) > MAX_QUERY_CHARS:
        return f"<u>{escape(shorten(place, MAX_QUERY_CHARS))}</u>"
    return f"{piece(before)}<u>{piece(place)}</u>{piece(after)}".strip()
