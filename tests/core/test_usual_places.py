"""Where feeds usually are."""

from __future__ import annotations

import pytest

from bot.core.usual_places import home_of, usual_places


@pytest.mark.parametrize(
    ("page", "generator", "first"),
    [
        ("", "WordPress 6.7", "/feed/"),
        ("", "SPIP 4.3.1", "/spip.php?page=backend"),
        ("", "Drupal 10 (https://www.drupal.org)", "/rss.xml"),
        ("", "Ghost 5.9", "/rss/"),
        ("", "Hugo 0.120", "/index.xml"),
        ("", "Jekyll v4", "/feed.xml"),
        ("", "blogger", "/feeds/posts/default?alt=rss"),
        ("", "Joomla! - Open Source", "/?format=feed&type=rss"),
        ("", "Wix.com Website Builder", "/blog-feed.xml"),
        ("<img src='/wp-content/uploads/a.png'>", "", "/feed/"),
        ("<a href='spip.php?article3'>", "", "/spip.php?page=backend"),
        ("<link href='/sites/default/files/css/a.css'>", "", "/rss.xml"),
        ("<script src='https://substackcdn.com/x.js'>", "", "/feed"),
        ("", "", "/feed"),
    ],
)
def test_the_system_that_made_a_page_says_where_its_feed_is(page: str, generator: str, first: str) -> None:
    places = usual_places(page, "https://fanal.example/", generator)
    assert places[0] == f"https://fanal.example{first}"
    assert len(places) == len({place.rstrip("/") for place in places}) <= 9


def test_a_section_may_have_a_feed_of_its_own_and_an_article_has_none() -> None:
    assert (
        usual_places("", "https://fanal.example/monde/europe/")[0]
        == "https://fanal.example/monde/europe/feed"
    )
    article = "https://fanal.example/2025/03/14/une-greve-au-havre-qui-dure-depuis-trois-semaines_6123.html"
    assert all(place.count("/") == 3 for place in usual_places("", article))


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://fanal.example/monde/", "https://fanal.example/"),
        ("https://fanal.example/?p=3", "https://fanal.example/"),
        ("https://fanal.example/", ""),
        ("https://fanal.example", ""),
    ],
)
def test_the_home_of_a_page(url: str, home: str) -> None:
    assert home_of(url) == home
