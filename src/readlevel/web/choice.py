"""What a reader has chosen: read from the address or the cookie, and kept in the cookie."""

import re
from collections.abc import Collection
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

COOKIE = "readlevel"
PARAMETER = "persona"
COOKIE_SECONDS = 365 * 24 * 3600
_LONGEST_PATH = 2000
_PRINTABLE = re.compile(r"[!-~]+")
_SAME_SITE = frozenset({"same-origin", "none"})


def parse_query(query: str) -> dict[str, str]:
    """Return the parameters of an address; of repeated ones the first counts."""
    if not query:
        return {}
    parameters: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        parameters.setdefault(name, value)
    return parameters


def find_remembered(cookies: str, known: Collection[str]) -> str | None:
    """Return the persona that a `Cookie` header remembers; None where it is none of `known`.

    The key is what stands before the first full stop, so that later choices can follow it.
    """
    if COOKIE not in cookies:
        return None
    for part in cookies.split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            key = value.partition(".")[0]
            return key if key in known else None
    return None


def find_chosen(asked: str | None, cookies: str, known: Collection[str]) -> str | None:
    """Return the persona that counts: the address beats the cookie, the unknown is nobody."""
    return asked if asked in known else find_remembered(cookies, known)


def is_own_path(path: str) -> bool:
    """Tell whether a browser sent to `path` stays on this site, however it reads the path."""
    if not _PRINTABLE.fullmatch(path) or len(path) > _LONGEST_PATH:
        return False
    return _stays(path) and _stays(unquote(path)) and _stays(unquote(unquote(path)))


def _stays(path: str) -> bool:
    if any(character < " " or character in "\\\x7f" for character in path):
        return False
    return path.startswith("/") and not path.startswith("//")


def without_persona(path: str) -> str:
    """Return an own path without the persona in it, which would beat the one just chosen."""
    parts = urlsplit(path)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != PARAMETER]
    return parts._replace(query=urlencode(kept)).geturl()


def is_foreign(origin: str | None, fetch_site: str | None, *, host: str, base_url: str) -> bool:
    """Tell whether another site sent the request, by `Origin` and `Sec-Fetch-Site`.

    Without either header it is taken as the reader's own: old browsers and scripts send none.
    """
    if fetch_site is not None and fetch_site.strip().lower() not in _SAME_SITE:
        return True
    if origin is None:
        return False
    return origin != base_url and origin.partition("://")[2] != host
