"""Writes sitemaps (https://www.sitemaps.org/protocol.html) with links between languages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LINKS = "http://www.w3.org/1999/xhtml"
_OPENING = '<?xml version="1.0" encoding="utf-8"?>\n'


@dataclass(frozen=True, slots=True)
class SitemapUrl:
    """One page, with its URLs in the other languages."""

    url: str
    changed: datetime | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    """(language tag or `x-default`, URL), including the page itself."""


def group_alternates(pages: Sequence[tuple[str, SitemapUrl]]) -> list[SitemapUrl]:
    """Link the translations of one page, as (language tag, page), to each other.

    The first one is the default for readers of other languages.
    """
    if len(pages) < 2:
        return [page for _, page in pages]
    alternates = [(tag, page.url) for tag, page in pages]
    alternates.append(("x-default", pages[0][1].url))
    return [replace(page, alternates=tuple(alternates)) for _, page in pages]


def write_urlset(addresses: Iterable[SitemapUrl]) -> str:
    """Return a sitemap of pages as XML."""
    opening = f'<urlset xmlns="{_NAMESPACE}" xmlns:xhtml="{_LINKS}">\n'
    return "".join([_OPENING, opening, *map(_write, addresses), "</urlset>\n"])


def write_sitemap_index(urls: Iterable[str]) -> str:
    """Return a sitemap index as XML."""
    parts = (f"<sitemap><loc>{escape(url)}</loc></sitemap>\n" for url in urls)
    opening = f'<sitemapindex xmlns="{_NAMESPACE}">\n'
    return "".join([_OPENING, opening, *parts, "</sitemapindex>\n"])


def _write(address: SitemapUrl) -> str:
    changed = address.changed
    moment = "" if changed is None else changed.isoformat(timespec="seconds")
    links = (
        f'<xhtml:link rel="alternate" hreflang={quoteattr(tag)} href={quoteattr(url)}/>'
        for tag, url in address.alternates
    )
    said = f"<lastmod>{moment}</lastmod>" if moment else ""
    return f"<url><loc>{escape(address.url)}</loc>{said}{''.join(links)}</url>\n"
