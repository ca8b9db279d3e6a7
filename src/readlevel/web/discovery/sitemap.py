"""Sitemaps, as https://www.sitemaps.org/protocol.html has them, with languages as links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LINKS = "http://www.w3.org/1999/xhtml"
_OPENING = '<?xml version="1.0" encoding="utf-8"?>\n'


@dataclass(frozen=True, slots=True)
class SitemapUrl:
    """One page, and the same in each language where there are several."""

    url: str
    changed: datetime | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    """(language tag or `x-default`, address), the page itself included."""


def group(pages: Sequence[tuple[str, SitemapUrl]]) -> list[SitemapUrl]:
    """Return pages that are the same in several languages, given by tag, each naming them all.

    The first one is for readers of any other language.
    """
    if len(pages) < 2:
        return [page for _, page in pages]
    alternates = [(tag, page.url) for tag, page in pages]
    alternates.append(("x-default", pages[0][1].url))
    return [replace(page, alternates=tuple(alternates)) for _, page in pages]


def write_urlset(addresses: Iterable[SitemapUrl]) -> str:
    """Return a sitemap of pages."""
    opening = f'<urlset xmlns="{_NAMESPACE}" xmlns:xhtml="{_LINKS}">\n'
    return "".join([_OPENING, opening, *map(_write, addresses), "</urlset>\n"])


def write_sitemap_index(urls: Iterable[str]) -> str:
    """Return the sitemap that names the others."""
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
