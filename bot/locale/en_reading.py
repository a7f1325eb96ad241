# ruff: noqa: D103 -- a sentence documents itself
"""What is said in English of stories that are opened, followed, left out and looked for. Arguments are escaped."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locale.en_moments import listing, number, quoted

FOLLOW = "Follow"
UNFOLLOW = "Stop following"
EXCLUDE = "Leave out"
EXCLUDE_KIND = "Leave out such articles"
REMOVE_SYNONYM = "Drop this synonym"
CANCEL = "Undo"
NO = "No"
LEFT = "You no longer follow this story."


def _stories(count: int) -> str:
    return f"{number(count)} {'story' if count == 1 else 'stories'}"


def _quoted(words: Sequence[str]) -> str:
    return listing([f"“{word}”" for word in words])


# --- following ---------------------------------------------------------------------------------------------------


def followed(until: str) -> str:
    return f"Followed {until}: what comes next will answer this message."


def followed_there(until: str) -> str:
    return f"Followed {until}: what comes next will be posted in the channel."


def follow_up_of_alert(moment: str, public: bool) -> str:
    return f"More on {'the' if public else 'your'} alert of {moment}."


def follow_up_since(moment: str, public: bool) -> str:
    return f"More on {'a story followed' if public else 'the story you have followed'} since {moment}."


# --- leaving out -------------------------------------------------------------------------------------------------


def exclusion_intro(topic: str, stories: int) -> str:
    return f"<b>What should be left out of {topic}?</b>\nIn the last seven days: {_stories(stories)}."


def exclusion(words: Sequence[str], removed: int, stories: int, headlines: Sequence[str], more: int) -> str:
    rest = f" and {number(more)} more" if more else ""
    bold = listing([f"<b>{word}</b>" for word in words])
    gone = "; ".join(map(quoted, headlines))
    return f"Without {bold}, {number(removed)} of {_stories(stories)} fewer: {gone}{rest}."


def exclude_button(words: Sequence[str]) -> str:
    return f"Leave out {_quoted(words)}"


def no_exclusion(topic: str) -> str:
    return (
        f"No word sets this story apart from the others on <b>{topic}</b>. "
        "To leave out a word of your own: <b>/subscribe Otan -sport</b>."
    )


def swapped(former: str, topic: str) -> str:
    return f"Done: <b>{topic}</b> takes the place of <b>{former}</b>."


def restored(topic: str) -> str:
    return f"<b>{topic}</b> is back."


# --- the archive -------------------------------------------------------------------------------------------------

ASK_SEARCH = "What should I look for? For example: <b>cessez-le-feu</b>, or <b>Otan 7d</b> for seven days."
BEFORE = "‹ Newer"
AFTER = "Older ›"
NO_MORE = "There is nothing older."


def front_page(date: str, clock: str) -> str:
    return f"Front page of {date}, {clock}: what most newsrooms report."


def no_front_page(span: str) -> str:
    return f"No articles in the last {span}: the front page waits for the first readings."


def found(topic: str, stories: int, exact: bool, at_least: bool, span: str) -> str:
    about = "more than " if at_least else "" if exact else "about "
    return f"<b>{topic}</b>: {about}{_stories(stories)} in {span}{', newest first' if stories > 1 else ''}."


def wider(span: str) -> str:
    return f"Search {span}"


def page(page: int, pages: int) -> str:
    return f"Page {number(page)} of {number(pages)}."


def found_nothing(topic: str, span: str) -> str:
    return f"Nothing on <b>{topic}</b> in {span}. The press writes in French: French words find more."


# --- trends ------------------------------------------------------------------------------------------------------

ASK_TREND = (
    "Whose curve should I show? For example: <b>cessez-le-feu</b>, or <b>Otan, budget 7d</b> to compare two."
)


def trend(topic: str, stories: int, exact: bool, span: str) -> str:
    return f"<b>{topic}</b>: {'' if exact else 'about '}{_stories(stories)} in {span}"


def _on(day: str) -> str:
    return day if day in ("today", "yesterday") else f"on {day}"


def peak(day: str, stories: int, headline: str) -> str:
    return f"{number(stories)} {_on(day)}, above all {quoted(headline)}"


def only_peak(day: str, headline: str) -> str:
    return f", all {_on(day)}, above all {quoted(headline)}."


def peaks(named: Sequence[str]) -> str:
    """What follows `trend`: the day that stands out most, then the others."""
    first, *rest = named
    return f", of which {first}{''.join(f'; {each}' for each in rest)}."


def no_trend(topics: Sequence[str], span: str) -> str:
    return (
        f"Nothing on {listing([f'<b>{topic}</b>' for topic in topics])} in {span}: there is no curve to show."
    )


def only_first(count: int) -> str:
    return f"A curve shows at most {count} topics: here are the first."


def trend_title(span: str) -> str:
    return f"Stories a day in the press, {span}"


def legend(topic: str, stories: int, exact: bool) -> str:
    return f"{topic}: {'' if exact else 'about '}{_stories(stories)}"
