"""French on the command line, with no feed and no database: grep, summarise, sentences, cluster."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from pathlib import Path
from typing import IO, Any

from bot.cli.complain import say
from bot.errors import QueryError
from bot.model import Hit

FOUND, NOTHING, BAD = 0, 1, 2
HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")  # JSON can spell it, and no output can hold it


def grep(args: argparse.Namespace) -> int:
    """Print the lines, or the ids, that the query matches."""
    if args.jsonl:
        return _grep_objects(args)
    from bot.french.aliases import default_aliases
    from bot.french.match import Matcher, analyse
    from bot.french.query import parse_query

    matcher = Matcher(parse_query(args.query), default_aliases())
    found = False
    with opened(args.file) as lines:
        for line in lines:
            text = line.rstrip("\r\n")
            hits = matcher.find(analyse("", text, ""))
            if hits is not None:
                found = True
                print(f"{text}\t{explain(text, hits)}" if args.explain else text)
    return FOUND if found else NOTHING


def _grep_objects(args: argparse.Namespace) -> int:
    from bot.french.aliases import default_aliases
    from bot.french.match import Matcher, analyse
    from bot.french.query import parse_query

    aliases = default_aliases()
    file, default = args.file, args.query
    if file is None and Path(default).is_file():
        file, default = default, ""  # every line brings its own query: the one argument is the file
    matchers = {default: Matcher(parse_query(default), aliases)} if default else {}
    found = False
    for number, row in objects(file, ("id",)):
        typed = str(row.get("query") or default)
        try:
            if typed not in matchers:
                matchers[typed] = Matcher(parse_query(typed), aliases)
        except QueryError as exc:
            from bot.cli.words import in_words

            skip(number, in_words(exc))
            continue
        title, text = str(row.get("title") or ""), str(row.get("text") or "")
        hits = matchers[typed].find(analyse(title, text, str(row.get("source") or "")))
        if hits is not None:
            found = True
            where = {"title": title, "text": text, "source": str(row.get("source") or "")}
            words = ", ".join(dict.fromkeys(where[hit.field][hit.start : hit.end] for hit in hits))
            print(f"{row['id']}\t{words}" if args.explain else row["id"])
    return FOUND if found else NOTHING


def explain(text: str, hits: tuple[Hit, ...]) -> str:
    """The words that matched, each once, with the synonym's own query word after it."""
    words = (
        text[hit.start : hit.end] + (f" (= {hit.term})" if hit.alias else "")
        for hit in hits
        if hit.field == "text"
    )
    return ", ".join(dict.fromkeys(words))


def summarise(args: argparse.Namespace) -> int:
    """Print the sentences that say most, one a line."""
    from bot.french.summary import summarise as best

    wanted = _wanted(args.query)
    if args.jsonl:
        for _number, row in objects(args.file, ("id",)):
            about = _wanted(str(row["query"])) if row.get("query") else wanted
            chosen = best(
                str(row.get("text") or ""),
                title=str(row.get("title") or ""),
                wanted=about,
                count=args.sentences,
            )
            print(json.dumps({"id": row["id"], "summary": list(chosen)}, ensure_ascii=False))
        return FOUND
    if args.html is not None:
        from bot.core.page import read_page

        page = read_page(read_bytes(args.html or args.file))
        title, text = page.title, page.text
    else:
        title, text = "", read_bytes(args.file).decode("utf-8", "replace")
    chosen = best(text, title=title, wanted=wanted, count=args.sentences)
    for sentence in chosen:
        print(sentence)
    return FOUND if chosen else NOTHING


def _wanted(query: str) -> Any:
    if not query:
        return None
    from bot.french.aliases import default_aliases
    from bot.french.match import Matcher, analyse
    from bot.french.query import parse_query

    matcher = Matcher(parse_query(query), default_aliases())
    return lambda sentence: matcher.find(analyse("", sentence, "")) is not None


def sentences(args: argparse.Namespace) -> int:
    """Print the sentences of each line as a JSON list."""
    from bot.french.sentences import split_sentences

    with opened(args.file) as lines:
        for line in lines:
            print(json.dumps(list(split_sentences(line.rstrip("\r\n"))), ensure_ascii=False))
    return FOUND


def cluster(args: argparse.Namespace) -> int:
    """Print the story of each object, in order; a story bears the id of its first entry."""
    from bot.core.stories import StoryWindow, features
    from bot.model import EntryId

    window, ids = StoryWindow(), dict[int, Any]()
    latest = datetime.min.replace(tzinfo=UTC)
    for number, row in objects(args.file, ("id",)):
        title, text = str(row.get("title") or ""), str(row.get("text") or "")
        outlet, published = str(row.get("source") or ""), _instant(row.get("published"))
        if published is None:
            published = latest if latest.year > 1 else datetime.now(UTC)
        latest = max(latest, published)
        entry_id = EntryId(number)
        ids[entry_id] = row["id"]
        assigned = window.assign(
            entry_id=entry_id,
            outlet=outlet,
            link=str(row.get("link") or ""),
            title=title,
            published_at=published,
            arrived_at=latest,
            features=features(title, text, outlet),
            live=True,
        )
        story = ids[assigned.story_id if assigned.story_id is not None else entry_id]
        print(json.dumps({"id": row["id"], "story": story}, ensure_ascii=False))
    return FOUND


def _instant(value: object) -> datetime | None:
    instant = _read_instant(value)
    # At either end of the calendar no span of time can be added or taken.
    return instant if instant is not None and MINYEAR < instant.year < MAXYEAR else None


def _read_instant(value: object) -> datetime | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(value, UTC)
        except (OverflowError, ValueError, OSError):
            return None
    try:
        instant = datetime.fromisoformat(str(value))
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@contextmanager
def opened(file: str | None) -> Iterator[IO[str]]:
    """The lines of a file or of standard input, as UTF-8 whatever the locale says; bad bytes become U+FFFD."""
    if file in (None, "-"):
        yield open(sys.stdin.fileno(), encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
        return
    assert file is not None
    with Path(file).open(encoding="utf-8", errors="replace") as lines:
        yield lines


def read_bytes(file: str | None) -> bytes:
    """The whole of a file or of standard input."""
    return sys.stdin.buffer.read() if file in (None, "-") else Path(str(file)).read_bytes()


def objects(file: str | None, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON Lines file with their line numbers; a bad line is named on stderr and skipped."""
    with opened(file) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as exc:
                skip(number, f"not JSON: {exc}")
                continue
            if "\\u" in line:
                row = json.loads(HALF_A_CHARACTER.sub("\ufffd", json.dumps(row, ensure_ascii=False)))
            if not isinstance(row, dict):
                skip(number, "not an object")
            elif missing := [key for key in needed if row.get(key) is None]:
                skip(number, f"no {missing[0]!r}")
            else:
                yield number, row


def skip(number: int, problem: str) -> None:
    """Name a bad line on stderr."""
    say(f"line {number} skipped: {problem}", BAD)
