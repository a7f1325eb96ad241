"""`vigie feeds refuse|allow|refusals` and `feeds remove --purge`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Vigie


@pytest.fixture
def followed(vigie: Vigie, tmp_path: Path) -> Vigie:
    """Two feeds of one outlet, and one of another."""
    document = """<opml version="2.0"><body>
      <outline text="Le Fanal" xmlUrl="https://rss.fanal.example/une"/>
      <outline text="Le Fanal" xmlUrl="https://feeds.feedburner.com/LeFanal"/>
      <outline text="Radio Estuaire" xmlUrl="https://estuaire.example/rss"/></body></opml>"""
    (tmp_path / "liste.opml").write_text(document, encoding="utf-8")
    assert vigie("feeds", "import", "liste.opml").status == 0
    return vigie


def test_a_refusal_is_noted_listed_obeyed_and_lifted(followed: Vigie) -> None:
    assert followed("feeds", "refusals").status == 1
    noted = followed("feeds", "refuse", "www.fanal.example", "--by", "la rédaction", "--why", "pas de robots")
    assert noted.status == 0
    assert noted.out == "fanal.example\u00a0: plus rien n’y est lu ni montré. Retiré\u00a0: Le Fanal.\n"
    listed = followed("feeds", "refusals")
    assert listed.status == 0
    assert all(
        said in listed.out for said in ("fanal.example", "ni lu ni montré", "la rédaction", "pas de robots")
    )
    assert "rss.fanal.example" not in followed("feeds", "list").out
    again = followed("feeds", "add", "https://fanal.example/rss")
    assert again.status == 2
    assert "l’éditeur a demandé à ne pas être lu" in again.err
    assert followed("feeds", "allow", "fanal.example").status == 0
    assert followed("feeds", "refusals").status == 1
    assert followed("feeds", "allow", "fanal.example").status == 1


def test_an_outlet_is_refused_with_all_its_feeds(followed: Vigie) -> None:
    noted = followed("feeds", "refuse", "le fanal")
    assert "feedburner:lefanal" in noted.out
    assert followed("feeds", "list").out.count("example") == 1


def test_headlines_alone_leave_the_feed_in_its_place(followed: Vigie) -> None:
    noted = followed("feeds", "refuse", "fanal.example", "--titles-only")
    assert noted.out == "fanal.example\u00a0: seuls les titres sont désormais gardés et montrés.\n"
    assert "rss.fanal.example" in followed("feeds", "list").out
    assert "titres seulement" in followed("feeds", "refusals").out


def test_nobody_is_refused_by_a_slip(followed: Vigie) -> None:
    assert (
        followed("feeds", "refuse", "fanal").status == 2
    )  # part of a name is not enough to erase a newspaper
    refused = followed("feeds", "refuse", "La Gazette")
    assert (refused.status, refused.err.count("\n")) == (2, 1)
    assert "La Gazette: neither a host" in refused.err
    assert followed("feeds", "refusals").status == 1


def test_a_feed_goes_with_its_articles(followed: Vigie) -> None:
    slip = followed("feeds", "remove", "--purge", "estuaire")
    assert (slip.status, slip.out, slip.err.count("\n")) == (2, "", 1)
    assert "Radio Estuaire" in slip.err
    assert "Radio Estuaire" in followed("feeds", "list").out
    purged = followed("feeds", "remove", "--purge", "radio estuaire")
    assert purged.status == 0
    assert purged.out == "Radio Estuaire n’est plus lu\u202f; il n’en restait aucun article.\n"
    assert "estuaire" not in followed("feeds", "list").out


def test_the_catalogue_leaves_out_who_refuses(followed: Vigie) -> None:
    assert followed("feeds", "catalogue", "Le Temps").status == 0
    assert followed("feeds", "refuse", "letemps.ch").status == 0
    shown = followed("feeds", "catalogue", "Le Temps")
    assert shown.status == 1
    assert "letemps.ch" not in shown.out
    assert "Le Temps: its publisher has asked not to be read" in shown.err
    added = followed("feeds", "catalogue", "add", "Le Temps", "--later")
    assert added.status == 1
    assert added.out == "0 feeds added, 0 known already\n"
