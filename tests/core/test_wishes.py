"""What a publisher's wish covers."""

from __future__ import annotations

import pytest

from bot.core.wishes import covers, named_place, place_of, refuses, wish_for
from bot.model import Wish, WishKind
from tests.fakes import THURSDAY


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://www.lefanal.fr/rss/une.xml", "lefanal.fr"),
        ("https://rss.lefanal.fr/", "lefanal.fr"),
        ("http://LEFANAL.fr:8080/rss", "lefanal.fr"),
        ("https://www.rfi.fr/fr/rss", "rfi.fr"),
        ("https://www.lefanal.co.uk/rss", "lefanal.co.uk"),
        ("https://www.info.gouv.fr/rss", "info.gouv.fr"),
        ("https://camille.blogspot.com/feeds/posts/default", "camille.blogspot.com"),
        ("https://camille.substack.com/feed", "camille.substack.com"),
        ("https://medium.com/feed/@camille", "medium.com/feed/@camille"),
        ("http://feeds.feedburner.com/LeFanal", "feedburner:lefanal"),
        (
            "https://www.youtube.com/feeds/videos.xml?channel_id=UC1",
            "youtube.com/feeds/videos.xml?channel_id=UC1",
        ),
        ("http://127.0.0.1:8081/une.xml", "127.0.0.1:8081/une.xml"),
        ("https://média.example/rss", "xn--mdia-bpa.example"),
        ("lefanal.fr", "lefanal.fr"),
        ("", ""),
        ("https://", ""),
    ],
)
def test_the_place_of_an_address_is_its_site_or_itself_on_a_shared_host(url: str, place: str) -> None:
    assert place_of(url) == place


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        (" www.lefanal.fr ", "lefanal.fr"),
        ("blog.lefanal.fr", "blog.lefanal.fr"),
        ("lefanal.fr/", "lefanal.fr"),
        ("https://rss.lefanal.fr/une.xml", "lefanal.fr"),
        ("média.example", "xn--mdia-bpa.example"),
        ("Le Fanal", ""),
        ("fanal", ""),
        ("", ""),
        ("..", ""),
    ],
)
def test_a_host_is_taken_as_it_is_named_and_a_name_is_none(typed: str, place: str) -> None:
    assert named_place(typed) == place


@pytest.mark.parametrize(
    ("place", "url", "covered"),
    [
        ("lefanal.fr", "https://lefanal.fr/rss", True),
        ("lefanal.fr", "http://www.lefanal.fr:8080/rss", True),
        ("lefanal.fr", "https://rss.lefanal.fr/", True),
        ("lefanal.fr", "https://RSS.LeFanal.fr./", True),
        ("lefanal.fr", "https://nouveaulefanal.fr/", False),
        ("lefanal.fr", "https://lefanal.fr.example/", False),
        ("lefanal.fr", "https://autre.fr/?u=lefanal.fr", False),
        ("lefanal.fr", "", False),
        ("xn--mdia-bpa.example", "https://www.média.example/rss", True),
        ("medium.com/feed/@camille", "https://medium.com/feed/@camille/", True),
        ("medium.com/feed/@camille", "https://medium.com/feed/@camille/une", True),
        ("medium.com/feed/@camille", "https://medium.com/feed/@camilleon", False),
        ("feedburner:lefanal", "https://feeds2.feedburner.com/~r/LeFanal", True),
        ("feedburner:lefanal", "https://feeds.feedburner.com/autre", False),
    ],
)
def test_a_place_covers_all_of_its_hosts_and_nothing_else(place: str, url: str, covered: bool) -> None:
    assert covers(place, url) is covered


@pytest.mark.parametrize(
    "url", ["https://www.lefanal.fr/une", "https://medium.com/feed/@c", "http://feeds.feedburner.com/LeFanal"]
)
def test_a_place_covers_the_address_it_was_made_of(url: str) -> None:
    assert covers(place_of(url), url)


def test_the_strictest_wish_counts() -> None:
    titles = Wish("fanal.example", WishKind.TITLES, THURSDAY)
    refusal = Wish("sport.fanal.example", WishKind.REFUSED, THURSDAY)
    both = (titles, refusal)
    assert wish_for(both, "https://sport.fanal.example/rss") == refusal
    assert wish_for(both, "https://www.fanal.example/rss") == titles
    assert wish_for(both, "https://autre.example/", "https://fanal.example/1") == titles
    assert wish_for(both, "", "https://autre.example/") is None
    assert refuses(both, "https://sport.fanal.example/")
    assert not refuses(both, "https://fanal.example/")
