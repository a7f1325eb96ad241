"""A query that is found by one synonym fewer."""

from __future__ import annotations

from dataclasses import replace

from bot.french.aliases import Aliases
from bot.french.normalise import fold
from bot.french.query import Query, parse_query
from bot.french.syntax import Node, Style, Term, either, literally, replaced, terms, wording, write


def without_synonym(query: Query, term: str, synonym: str, aliases: Aliases) -> Query:
    """The query in which `term` is not looked for as `synonym` any more; its other synonyms stay, in sight.

    « Otan » without « Alliance atlantique » is « =Otan OU "Nato" ». Where the synonym belongs to several words at
    once (« Union européenne »), the whole query goes without synonyms.
    """
    found = next((each for each in terms(query.root) if wording(each) == term and not each.literal), None)
    if found is None or found.style is Style.EXACT:
        return parse_query(write(literally(query.root)))
    others = [name for name in aliases.synonyms(found.words) if fold(name) != fold(synonym)]
    kept: list[Node] = [literally(found)]
    for name in others:
        root = parse_query(f"=({name})" if name == name.lower() else f'"{name}"').root
        kept.append(replace(root, field=found.field) if isinstance(root, Term) else root)
    return parse_query(write(replaced(query.root, found, either(kept))))
