"""Addresses that one system gives to one and the same feed, in several formats.

WordPress serves `/feed/`, `/feed/atom/`, `/feed/rss2/` and `/?feed=atom`; Blogger and Joomla have their own ways. Who
follows one of them has them all.
"""

from __future__ import annotations

import re

from bot.core.links import same_feed_key

_WORDPRESS_PATH = re.compile(r"/feed/(?:atom1?|rss2?|rdf)$", re.IGNORECASE)
_WORDPRESS_QUERY = re.compile(
    r"/?(?:index\.php)?\?feed=(?P<comments>comments-)?(?:atom|rss2?|rdf)$", re.IGNORECASE
)
_BLOGGER = re.compile(r"/feeds/posts/(?:default|full|summary)(?:\?alt=(?:rss|atom))?$", re.IGNORECASE)
_JOOMLA = re.compile(r"(\?|&)type=(?:rss|atom)(?=&|$)", re.IGNORECASE)


def family_key(url: str) -> str:
    """Equal for the addresses of one feed in its several formats; at least as wide as `same_feed_key`."""
    key = _WORDPRESS_PATH.sub("/feed", same_feed_key(url))
    key = _WORDPRESS_QUERY.sub(lambda found: "/comments/feed" if found["comments"] else "/feed", key)
    key = _BLOGGER.sub("/feeds/posts/default", key)
    return _JOOMLA.sub(r"\1type=rss", key)
