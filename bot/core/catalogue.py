"""The French-language media that ship with the bot, to choose from by name or by country.

Addresses are facts that publishers change without notice: one that fails on its first reading says so in its health.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from bot.french.normalise import fold


@dataclass(frozen=True, slots=True)
class Medium:
    """One feed of the catalogue; `country` is an ISO 3166 code."""

    name: str
    url: str
    section: str
    country: str


def load_catalogue() -> tuple[Medium, ...]:
    """All media, in the order of the file: by country, best known first."""
    text = files("bot.core").joinpath("data/media.tsv").read_text(encoding="utf-8")
    return tuple(Medium(*line.split("\t")) for line in text.splitlines()[1:])


BUNDLES: Mapping[str, frozenset[str]] = {
    "france": frozenset({"FR", "FR-outre-mer"}),
    "outre-mer": frozenset({"FR-outre-mer"}),
    "belgique": frozenset({"BE"}),
    "suisse": frozenset({"CH"}),
    "canada": frozenset({"CA"}),
    "afrique": frozenset({"Afrique", "BF", "CD", "CF", "CI", "CM", "MA", "ML", "NE", "SN", "TD", "TN"}),
    "monde": frozenset({"INT"}),
}


def choose(media: Sequence[Medium], names: Sequence[str]) -> tuple[Medium, ...]:
    """Those of these names, countries or bundles, all for no names; case and accents do not matter. In its order."""
    if not names:
        return tuple(media)
    wanted = {fold(name.strip()) for name in names}
    countries = frozenset[str]().union(*(BUNDLES[name] for name in wanted if name in BUNDLES))
    return tuple(
        m for m in media if m.country in countries or fold(m.name) in wanted or fold(m.country) in wanted
    )
