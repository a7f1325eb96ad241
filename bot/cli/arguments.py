"""The command line, as one visible tree. Nothing heavy is imported here."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from bot import __version__

MAX_PORT = 65_535

Command = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """argparse, but for one line on stderr where it prints the whole usage."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is; exit status 2."""
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def lazy(module: str, function: str) -> Command:
    """The command `function` of `bot.cli.module`, imported when it runs."""

    def run(args: argparse.Namespace) -> int:
        command: Command = getattr(importlib.import_module(f"bot.cli.{module}"), function)
        return command(args)

    return run


def build_parser() -> argparse.ArgumentParser:
    """The whole tree; `args.command(args)` runs what was typed."""
    parser = Parser(
        prog="vigie",
        description="Follow the French-language press from Telegram: your subjects, one card a story.",
    )
    parser.add_argument("--version", action="version", version=f"vigie {__version__}")
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings (default: config.toml, if there is one)"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_service(commands)
    _add_reading(commands)
    _add_text(commands)
    _add_feeds(commands)
    _add_chats(commands)
    _add_house(commands)
    return parser


def parse_arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """What was typed; exits with status 2 where it cannot be understood.

    argparse takes all positional arguments at the first of them: those that stand behind an option, as in
    `grep QUERY --explain FILE`, are put in their place here.
    """
    parser = build_parser()
    args, late = parser.parse_known_args(argv)
    if late and not _take_late(args, late):
        parser.error(f"not understood: {' '.join(late)}")
    return args


def _take_late(args: argparse.Namespace, late: list[str]) -> bool:
    if any(word.startswith("-") for word in late):
        return False
    for several in ("queries", "names"):
        if hasattr(args, several):
            setattr(args, several, [*getattr(args, several), *late])
            return True
    if len(late) == 1 and getattr(args, "file", "") is None:
        args.file = late[0]
        return True
    return False


def _command(commands: Any, name: str, module: str, function: str, summary: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=summary, description=summary[0].upper() + summary[1:] + "."
    )
    parser.set_defaults(command=lazy(module, function))
    return parser


def _add_service(commands: Any) -> None:
    init = _command(commands, "init", "setup", "init", "ask for a token and write config.toml")
    init.add_argument(
        "--link", action="store_true", help="only print a link, by which one more person becomes an admin"
    )
    _command(commands, "run", "service", "run", "run the bot until SIGTERM or Ctrl-C")
    demo = _command(commands, "demo", "demo", "demo", "the whole bot with no token and no network")
    demo.add_argument(
        "--script", metavar="FILE", help="play the lines of FILE (- for standard input) and exit"
    )
    demo.add_argument(
        "--at",
        metavar="TIME",
        help="start the clock there (ISO 8601, or now) instead of an evening of March 2025",
    )
    demo.add_argument(
        "--port", type=_port, metavar="N", help="port of the page and of the local Bot API (default: any)"
    )
    demo.add_argument(
        "--no-browser", action="store_true", help="print the page's address, and open no browser"
    )


def _add_reading(commands: Any) -> None:
    digest = _command(commands, "digest", "reading", "digest", "one digest in the terminal")
    digest.add_argument(
        "queries", nargs="+", metavar="QUERY", help="what to look for; each argument is one query"
    )
    digest.add_argument(
        "--feed",
        action="append",
        default=[],
        metavar="URL|FILE",
        help="read this feed now, instead of the configured",
    )
    digest.add_argument(
        "--since", default="24h", metavar="24h|7j|all", help="by date of publication (default: 24h)"
    )
    digest.add_argument("--format", choices=("text", "html", "json"), default="text")
    refresh = _command(commands, "refresh", "reading", "refresh", "read every feed that is due, once")
    refresh.add_argument("--all", action="store_true", help="read every feed, due or not")


def _add_text(commands: Any) -> None:
    grep = _command(commands, "grep", "text", "grep", "print the lines that a query matches")
    grep.add_argument("query", metavar="QUERY")
    grep.add_argument("file", nargs="?", metavar="FILE", help="default: standard input")
    grep.add_argument("--explain", action="store_true", help="add the words that matched")
    grep.add_argument(
        "--jsonl", action="store_true", help="read objects with id, title, text; print matching ids"
    )
    summarise = _command(commands, "summarise", "text", "summarise", "print the sentences that say most")
    summarise.add_argument("file", nargs="?", metavar="FILE", help="default: standard input")
    summarise.add_argument("--query", metavar="Q", default="", help="prefer sentences about this")
    summarise.add_argument(
        "--sentences", type=_positive, default=2, metavar="N", help="how many (default: 2)"
    )
    form = summarise.add_mutually_exclusive_group()
    form.add_argument(
        "--html", metavar="PAGE", nargs="?", const="", help="the input is a page: extract its article"
    )
    form.add_argument(
        "--jsonl", action="store_true", help="read objects with id, title, text; print id, summary"
    )
    sentences = _command(commands, "sentences", "text", "sentences", "cut a paragraph a line into sentences")
    sentences.add_argument("file", nargs="?", metavar="FILE", help="default: standard input")
    cluster = _command(commands, "cluster", "text", "cluster", "group titles that tell the same event")
    cluster.add_argument("file", nargs="?", metavar="FILE", help="default: standard input")


def _add_feeds(commands: Any) -> None:
    feeds = commands.add_parser(
        "feeds", help="the feeds that are followed", description="The feeds that are followed."
    )
    actions = feeds.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _command(actions, "list", "feeds", "list_feeds", "print them with their health")
    add = _command(actions, "add", "feeds", "add", "follow the feed at an address, or the one of its site")
    add.add_argument("url", metavar="URL", help="a feed's, a site's or an article's")
    add.add_argument("--outlet", default="", metavar="NAME", help="who publishes it, as readers will see it")
    add.add_argument(
        "--pick", type=_positive, metavar="N", help="the Nth of several feeds, as discover lists them"
    )
    add.add_argument(
        "--anyway", action="store_true", help="also where its articles are read at another address already"
    )
    remove = _command(actions, "remove", "feeds", "remove", "stop reading a feed; what it brought stays")
    remove.add_argument("feed", metavar="NAME|URL|NUMBER")
    remove.add_argument("--purge", action="store_true", help="erase what it brought, too")
    check = _command(actions, "check", "feeds", "check", "read every feed once and print what came")
    check.add_argument("feed", nargs="?", default="", metavar="NAME|URL|NUMBER")
    discover = _command(
        actions, "discover", "feeds", "discover", "print the feeds behind an address, following none"
    )
    discover.add_argument("url", metavar="URL")
    catalogue = _command(actions, "catalogue", "feeds", "catalogue", "French-language media to choose from")
    catalogue.add_argument(
        "names",
        nargs="*",
        metavar="[add] WORD",
        help="print those of a bundle, country, section or name; with add, follow them",
    )
    catalogue.add_argument(
        "--later", action="store_true", help="with add: leave the first reading to the next refresh"
    )
    importing = _command(actions, "import", "feeds", "import_feeds", "follow the feeds of an OPML document")
    importing.add_argument("file", metavar="FILE", help="- for standard input")
    _command(actions, "export", "feeds", "export", "print the feeds as OPML")
    _add_wishes(actions)


def _add_wishes(actions: Any) -> None:
    refuse = _command(
        actions,
        "refuse",
        "publishers",
        "refuse",
        "a publisher asks not to be read: erase it and never read it again",
    )
    refuse.add_argument("place", metavar="HOST|URL|OUTLET", help="a host goes with all below it")
    refuse.add_argument(
        "--titles-only",
        action="store_true",
        help="it may be read, and its headlines shown without any extract",
    )
    refuse.add_argument("--by", default="", metavar="WHO", help="who asked")
    refuse.add_argument("--why", default="", metavar="TEXT", help="the reason that was given")
    allow = _command(actions, "allow", "publishers", "allow", "forget what a publisher asked")
    allow.add_argument("place", metavar="HOST|URL", help="as refusals prints it")
    _command(actions, "refusals", "publishers", "refusals", "print what publishers have asked, and when")


def _add_chats(commands: Any) -> None:
    chats = commands.add_parser(
        "chats", help="what is kept of each chat", description="What is kept of each chat."
    )
    actions = chats.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listed = _command(actions, "list", "chats", "list_chats", "print the chats, never what they follow")
    listed.add_argument("--format", choices=("text", "json"), default="text")
    exported = _command(actions, "export", "chats", "export", "all that is kept of a chat, as JSON")
    exported.add_argument("chat", type=_chat_id, metavar="CHAT", help="its number, as list prints it")
    exported.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    erased = _command(actions, "erase", "chats", "erase", "erase a chat for good, after a question")
    erased.add_argument("chat", type=_chat_id, metavar="CHAT", help="its number, as list prints it")
    erased.add_argument("--yes", action="store_true", help="do not ask")


def _add_house(commands: Any) -> None:
    _command(commands, "status", "house", "status", "health: 0 healthy, 3 not")
    _command(commands, "reanalyse", "house", "reanalyse", "rebuild matches after a change of synonyms")
    backup = _command(commands, "backup", "house", "backup", "copy the database, also while the bot runs")
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = _command(commands, "restore", "house", "restore", "bring a copy back, also while the bot runs")
    restore.add_argument("file", type=Path, metavar="FILE")


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError as exc:  # argparse would name our function
        raise argparse.ArgumentTypeError(f"not a number: {text!r}") from exc


def _port(text: str) -> int:
    number = _number(text)
    if not 0 <= number <= MAX_PORT:
        raise argparse.ArgumentTypeError(f"must be from 0 (any) to {MAX_PORT}")
    return number


def _chat_id(text: str) -> int:
    number = _number(text)
    if abs(number) >= 2**63:
        raise argparse.ArgumentTypeError("no chat has such a number")
    return number


def _positive(text: str) -> int:
    number = _number(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
