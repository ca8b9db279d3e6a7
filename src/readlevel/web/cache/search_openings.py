"""Notices that an answer or term was opened from a search, by the page that the browser names.

The browser tells this site, and no other (`Referrer-Policy: same-origin`), which of its pages led
to a request. So links of hits are those of the answers, and hold nothing of the search.
"""

from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from readlevel.web.cache.memory_cache import Environ

_OPENED = ("answers", "glossary")
_MAX_HEADER_LENGTH = 2_500
_MOST_FIELDS = 10


def find_search(
    environ: Environ, base_url: str, languages: Sequence[str]
) -> tuple[str, str] | None:
    """Return the (language, query) of the search that a request was opened from, or None."""
    referrer = environ.get("HTTP_REFERER", "")
    if "q=" not in referrer or environ["REQUEST_METHOD"] != "GET":
        return None
    is_opened = environ.get("HTTP_SEC_FETCH_MODE", "navigate") == "navigate"
    if len(referrer) > _MAX_HEADER_LENGTH or not is_opened or "HTTP_SEC_PURPOSE" in environ:
        return None
    if not _is_page_of_hit(environ["PATH_INFO"], languages):
        return None
    try:
        parts = urlsplit(referrer)
        given = parse_qs(parts.query, max_num_fields=_MOST_FIELDS).get("q", [""])[0]
    except ValueError:
        return None
    if parts.netloc not in (environ.get("HTTP_HOST"), urlsplit(base_url).netloc):
        return None
    home = parts.path.strip("/")
    if home and home not in languages[1:]:
        return None
    return (home or languages[0], given) if given else None


def _is_page_of_hit(path: str, languages: Sequence[str]) -> bool:
    first, *rest = path.strip("/").split("/")
    if first in languages[1:] and rest:
        first, *rest = rest
    return first in _OPENED and bool(rest)
