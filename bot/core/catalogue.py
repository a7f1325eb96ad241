"""The French-language media that ship with the bot, to choose from by bundle, country, section or name.

Addresses are facts that publishers change without notice: one that fails on its first reading says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel import Locale

from bot.french.normalise import fold


@dataclass(frozen=True, slots=True)
class Medium:
    """One feed of the catalogue; `country` is an ISO 3166 code or a region's word, `bundles` those it is picked for."""

    name: str
    url: str
    section: str
    country: str
    bundles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bundle:
    """Media chosen together: those of some countries, and those picked for it.

    `number` stands in buttons and never changes its meaning; a new bundle takes a new one.
    """

    number: int
    key: str
    countries: frozenset[str] = frozenset()

    def holds(self, medium: Medium) -> bool:
        """Whether a medium is in it."""
        return medium.country in self.countries or self.key in medium.bundles


_AFRICA = frozenset({"Afrique", "BF", "CD", "CF", "CI", "CM", "MA", "ML", "NE", "SN", "TD", "TN"})
_OVERSEAS = "FR-outre-mer"
_WORLD = "INT"
BUNDLES: Mapping[str, Bundle] = {
    bundle.key: bundle
    for bundle in (
        Bundle(1, "essentiel"),
        Bundle(2, "france", frozenset({"FR", _OVERSEAS})),
        Bundle(3, "regions"),
        Bundle(4, "outre-mer", frozenset({_OVERSEAS})),
        Bundle(5, "belgique", frozenset({"BE"})),
        Bundle(6, "suisse", frozenset({"CH"})),
        Bundle(7, "canada", frozenset({"CA"})),
        Bundle(8, "afrique", _AFRICA),
        Bundle(9, "monde", frozenset({_WORLD})),
        Bundle(10, "enquete"),
        Bundle(11, "economie"),
        Bundle(12, "sciences"),
    )
}
# What people type for a bundle or a country beside its key and its names in Babel; folded.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "essentiel": ("essentiels", "principaux", "essentials"),
    "france": ("francais", "francaise"),
    "regions": ("region", "regional", "regionale", "presse regionale", "pqr", "local", "locale"),
    "outre-mer": ("outremer", "dom", "dom-tom", "drom", "ultramarin", "overseas"),
    "belgique": ("belge", "belges", "wallonie", "belgium"),
    "suisse": ("romandie", "suisse romande", "switzerland"),
    "canada": ("quebec", "quebecois", "quebecoise", "canadien"),
    "afrique": ("africain", "africaine", "maghreb", "africa"),
    "monde": ("international", "internationaux", "world"),
    "enquete": ("enquetes", "investigation", "independants", "independant"),
    "economie": ("eco", "economique", "finance", "business", "economy"),
    "sciences": ("science", "tech", "technologie", "numerique", "environnement"),
}


def load_catalogue() -> tuple[Medium, ...]:
    """All media, in the order of the file: by country, best known first."""
    return _loaded()


@cache
def _loaded() -> tuple[Medium, ...]:
    text = files("bot.core").joinpath("data/media.tsv").read_text(encoding="utf-8")
    return tuple(_medium(*line.split("\t")) for line in text.splitlines()[1:])


def _medium(name: str, url: str, section: str, country: str, bundles: str) -> Medium:
    return Medium(name.replace("'", "’"), url, section.replace("'", "’"), country, frozenset(bundles.split()))


def bundle_of(text: str) -> Bundle | None:
    """The bundle that a person names: by its key or another word for it; case and accents do not matter."""
    wanted = _plain(text)
    named = (
        key for key, bundle in BUNDLES.items() if wanted == _plain(key) or wanted in map(_plain, _WORDS[key])
    )
    return next((BUNDLES[key] for key in named), None)


def bundle_numbered(number: int) -> Bundle | None:
    """The bundle of a button, None where there is none."""
    return next((bundle for bundle in BUNDLES.values() if bundle.number == number), None)


def choose(media: Sequence[Medium], names: Sequence[str]) -> tuple[Medium, ...]:
    """Those of these bundles, countries, media or addresses, all for no names. In the catalogue's order."""
    if not names:
        return tuple(media)
    chosen = [_named(media, name) for name in names]
    return tuple(medium for medium in media if any(medium in some for some in chosen))


def pick(media: Sequence[Medium], words: Sequence[str]) -> tuple[Medium, ...]:
    """What is meant by words as they are typed in a terminal, where `le monde` is one name in two words, and
    `suisse belgique` are two; none where one of them names nothing."""
    together = _named(media, " ".join(words))
    if together or not words:
        return together
    if all(_named(media, word) for word in words):
        return choose(media, words)
    return search(media, " ".join(words))


def search(media: Sequence[Medium], text: str) -> tuple[Medium, ...]:
    """What a person looks for: a bundle, a country, a medium, else a section, else words of all these together."""
    found = _named(media, text)
    if found or not text.strip():
        return found
    of_section = tuple(medium for medium in media if _plain(medium.section) == _plain(text))
    if of_section:
        return of_section
    words = _plain(text).split()
    return tuple(medium for medium in media if all(_has_word(medium, word) for word in words))


def _named(media: Sequence[Medium], name: str) -> tuple[Medium, ...]:
    wanted = _plain(name)
    by_name = tuple(m for m in media if wanted and wanted == _plain(m.name))
    bundle = bundle_of(name)
    if bundle is not None and not by_name:
        return tuple(m for m in media if bundle.holds(m))
    return by_name or tuple(m for m in media if wanted in _country_words(m.country) or name.strip() == m.url)


def _has_word(medium: Medium, word: str) -> bool:
    """Whether a word begins one of those by which the medium may be looked for."""
    said = [_plain(medium.name), _plain(medium.section), *_country_words(medium.country)]
    said += [
        _plain(w) for key, bundle in BUNDLES.items() if bundle.holds(medium) for w in (key, *_WORDS[key])
    ]
    return any(part.startswith(word) for text in said for part in text.split())


@cache
def _country_words(country: str) -> frozenset[str]:
    """Its code, and its name in French and in English."""
    names: Iterable[str | None] = (Locale(language).territories.get(country) for language in ("fr", "en"))
    return frozenset(_plain(name) for name in (country, *names) if name)


def _plain(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace("’", " ").replace("'", " ").split())
