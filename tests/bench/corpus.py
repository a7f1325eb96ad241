"""Feeds and articles made up for measuring: deterministic, in French, as long as real ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tests.fakes import Item, rss

WHO = (
    "Le gouvernement|La mairie de Nantes|Le tribunal de Lyon|La Commission européenne|Un collectif "
    "d’habitants|Le syndicat des enseignants|L’Otan|La Banque centrale|Une équipe de chercheurs|Le "
    "ministère de la Santé|La région Bretagne|Le club de Lens|Le Parlement|L’opérateur ferroviaire|Une "
    "commune du Jura|Kiev|Le Kremlin|Le premier ministre|La préfecture du Nord|Un éleveur des "
    "Alpes|L’université de Liège|Le canton de Vaud"
).split("|")
DOES = (
    "annonce|reporte|défend|conteste|prépare|suspend|relance|rejette|promet|étudie|dénonce|confirme|limite|finance|prolonge|inaugure|abandonne|réclame"
).split("|")
WHAT = (
    "un plan contre la sécheresse|la réforme des retraites|la fermeture d’une ligne|un cessez-le-feu de "
    "trente jours|la hausse du prix du gaz|le procès de l’ancien maire|un accord sur les salaires|la "
    "rénovation des écoles|la grève des transports|le budget de l’hôpital|une enquête sur l’eau "
    "potable|le retour du loup|la construction d’un tramway|l’interdiction d’un pesticide|un prêt aux "
    "agriculteurs|la liste des sélectionnés|une exposition de gravures|le vote du projet de loi|la "
    "livraison de blindés|un vaccin contre la grippe"
).split("|")
HOW = (
    "malgré l’opposition des élus|à compter du mois prochain|selon une note interne|après des mois de "
    "discussions|devant une salle pleine|pour la troisième fois en cinq ans|sans attendre le rapport|au "
    "grand dam des riverains|à l’issue d’un vote serré|avec l’appui de la région|dans un climat tendu|en "
    "dépit des réserves des experts"
).split("|")
EPOCH = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)


def sentence(rng: random.Random) -> str:
    """One sentence of a newspaper that does not exist, with a number so that few are alike."""
    return (
        f"{rng.choice(WHO)} {rng.choice(DOES)} {rng.choice(WHAT)} {rng.choice(HOW)}, "
        f"pour {rng.randrange(2, 990)} {rng.choice(('personnes', 'communes', 'millions d’euros', 'emplois'))}."
    )


def articles(
    count: int, seed: int = 1, start: datetime = EPOCH, step: timedelta = timedelta(minutes=5)
) -> Iterator[Item]:
    """Articles in order of time."""
    rng = random.Random(seed)
    for n in range(count):
        yield Item(
            title=sentence(rng).removesuffix("."),
            text=" ".join(sentence(rng) for _ in range(rng.randrange(2, 4))),
            link=f"https://journal-{seed}.example/{n}",
            guid=f"{seed}-{n}",
            at=start + n * step,
        )


def feed(number: int, items: int, end: datetime, step: timedelta = timedelta(minutes=40)) -> bytes:
    """One feed whose newest item is of `end`, newest first."""
    made = list(articles(items, number + 1, end - (items - 1) * step, step))
    return rss(made[::-1], f"Le Journal n° {number}")
