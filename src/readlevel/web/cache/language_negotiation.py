"""Language negotiation at `/`, by the browser's `Accept-Language`.

A reader who comes from another page of the site has chosen a language there and keeps it.
"""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from readlevel.web.cache.memory_cache import Environ

ROOT = "/"
_MAX_HEADER_LENGTH = 1_000


def find_other_language(environ: Environ, languages: Sequence[str]) -> str | None:
    """Return the other language to redirect a reader to, or None.

    The first of `languages` is the site's own, which is served at the root.
    """
    if environ["PATH_INFO"] != ROOT or environ.get("QUERY_STRING"):
        return None
    accepted = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    if not accepted or len(accepted) > _MAX_HEADER_LENGTH or _is_internal_navigation(environ):
        return None
    best = _choose(accepted, tuple(languages))
    return None if best == languages[0] else best


def _is_internal_navigation(environ: Environ) -> bool:
    if environ.get("HTTP_SEC_FETCH_SITE") == "same-origin":
        return True
    try:
        return urlsplit(environ.get("HTTP_REFERER", "")).netloc == environ.get("HTTP_HOST")
    except ValueError:
        return False


@lru_cache(maxsize=512)
def _choose(accepted: str, languages: tuple[str, ...]) -> str | None:
    """Return the first accepted language that the site has, with or without its region."""
    known = {_primary(tag): tag for tag in reversed(languages)}
    known |= {tag.lower(): tag for tag in languages}
    for tag, quality in parse_accept_header(accepted, LanguageAccept):
        found = known.get(tag.lower()) or known.get(_primary(tag))
        if found is not None and quality > 0:
            return found
    return None


def _primary(tag: str) -> str:
    return tag.lower().partition("-")[0]
