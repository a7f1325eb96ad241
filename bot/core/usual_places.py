"""Where sites have their feeds when their pages do not say: by the system that made the page, then the commonest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit


@dataclass(frozen=True, slots=True)
class _System:
    """How a system calls itself in the generator tag, what else gives it away, and where its main feed is."""

    name: str
    marks: str
    paths: tuple[str, ...]


_SYSTEMS = (
    _System("wordpress", r"/wp-(?:content|includes|json)\b", ("/feed/",)),
    _System("spip", r"spip\.php|/squelettes/|\bspip_", ("/spip.php?page=backend",)),
    _System("drupal", r"/sites/(?:default|all)/|drupal-settings", ("/rss.xml",)),
    _System("ghost", r"ghost-portal|/ghost/api/", ("/rss/",)),
    _System("hugo", "", ("/index.xml",)),
    _System("jekyll", "", ("/feed.xml",)),
    _System("blogger", r"\.blogspot\.|bp\.blogspot", ("/feeds/posts/default?alt=rss",)),
    _System("joomla", r"/media/jui/|com_content", ("/?format=feed&type=rss",)),
    _System("substack", r"substackcdn\.com|\.substack\.com", ("/feed",)),
    _System("wix", r"static\.wixstatic\.com", ("/blog-feed.xml",)),
    _System("squarespace", r"static1\.squarespace\.com", ("/?format=rss",)),
    _System("over-blog", r"over-blog(?:-kiwi)?\.com", ("/rss",)),
)
_COMMONEST = ("/feed", "/rss.xml", "/rss", "/feed.xml", "/spip.php?page=backend", "/index.xml", "/atom.xml")
_SECTION = re.compile(r"(?:/[\w%~-]{1,40}){1,3}/?")  # no file, no long slug of an article


def usual_places(page: str, url: str, generator: str = "") -> tuple[str, ...]:
    """Addresses to try for the page at `url`, the likeliest first, each once; `generator` is what made the page."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}/"
    known = [path for system in _SYSTEMS if _made(system, page, generator) for path in system.paths]
    section = [f"{root.rstrip('/')}{parts.path.rstrip('/')}/feed"] if _SECTION.fullmatch(parts.path) else []
    return _distinct(
        [*(urljoin(root, path) for path in known), *section, *(urljoin(root, path) for path in _COMMONEST)]
    )


def _made(system: _System, page: str, generator: str) -> bool:
    if generator:
        return system.name in generator.lower()
    return bool(system.marks) and re.search(system.marks, page, re.IGNORECASE) is not None


def home_of(url: str) -> str:
    """The site's own page, or "" where `url` is that page."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/" if parts.path not in ("", "/") or parts.query else ""


def _distinct(urls: Iterable[str]) -> tuple[str, ...]:
    """`/feed` and `/feed/` are one."""
    distinct: dict[str, str] = {}
    for url in urls:
        distinct.setdefault(url.rstrip("/"), url)
    return tuple(distinct.values())
