"""The language of a reader whom neither the address nor a choice tells: the browser's, at `/`.

Who comes from a page of the site has chosen its language there, and keeps it.
"""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from readlevel.web.cache.memory_cache import Environ

ROOT = "/"
_LONGEST_HEADER = 1_000


def find_other_language(environ: Environ, languages: Sequence[str]) -> str | None:
    """Return which of the other `languages` a reader at the root would rather have, if any.

    The first one of `languages` is the site's own, which stands at the root.
    """
    if environ["PATH_INFO"] != ROOT or environ.get("QUERY_STRING"):
        return None
    accepted = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    if not accepted or len(accepted) > _LONGEST_HEADER or _comes_from_inside(environ):
        return None
    best = _choose(accepted, tuple(languages))
    return None if best == languages[0] else best


def _comes_from_inside(environ: Environ) -> bool:
    if environ.get("HTTP_SEC_FETCH_SITE") == "same-origin":
        return True
    try:
        return urlsplit(environ.get("HTTP_REFERER", "")).netloc == environ.get("HTTP_HOST")
    except ValueError:
        return False


@lru_cache(maxsize=512)
def _choose(accepted: str, languages: tuple[str, ...]) -> str | None:
    """Return the first language that is accepted, as it is or as another country's."""
    known = {_primary(tag): tag for tag in reversed(languages)}
    known |= {tag.lower(): tag for tag in languages}
    for tag, quality in parse_accept_header(accepted, LanguageAccept):
        found = known.get(tag.lower()) or known.get(_primary(tag))
        if found is not None and quality > 0:
            return found
    return None


def _primary(tag: str) -> str:
    return tag.lower().partition("-")[0]
