"""The persona cookie: the reader's choices, read from the URL or the cookie."""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from readlevel.core.rendering.tooltip_uses import TooltipUses

COOKIE_NAME = "readlevel"
PARTITIONED_COOKIE_NAME = "__Host-readlevel"
"""Name of the cookie if it is also kept in frames of other sites (CHIPS)."""
PERSONA_PARAMETER = "persona"
EXPLAIN_PARAMETER = "explain"
EXPLAIN_OPTIONS = (TooltipUses.FIRST, TooltipUses.ALL, TooltipUses.NONE)
"""The settings for tooltip uses that a reader may choose."""

COOKIE_SECONDS = 365 * 24 * 3600
_MAX_PATH_LENGTH = 2000
_PRINTABLE = re.compile(r"[!-~]+")
_SAME_SITE = frozenset({"same-origin", "none"})


def parse_query(query: str) -> dict[str, str]:
    """Return the parameters of a query string; the first of repeated ones wins."""
    if not query:
        return {}
    parameters: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        parameters.setdefault(name, value)
    return parameters


class ReaderChoice(NamedTuple):
    """The reader's choices; None for what they have not chosen."""

    persona: str | None = None
    explain: TooltipUses | None = None

    @property
    def cookie(self) -> str:
        """The value of the cookie: `patient`, `patient.all`, `.all`."""
        return ".".join([self.persona or "", *([self.explain] if self.explain else [])])


def read_choice_cookie(cookies: str, known: Collection[str]) -> ReaderChoice:
    """Parse the choices from a `Cookie` header; ignore personas that are not in `known`."""
    if COOKIE_NAME not in cookies:
        return _NO_CHOICE
    found: dict[str, str] = {}
    for part in cookies.split(";"):
        name, _, value = part.strip().partition("=")
        found.setdefault(name, value)
    key, _, explain = found.get(PARTITIONED_COOKIE_NAME, found.get(COOKIE_NAME, "")).partition(".")
    return ReaderChoice(key if key in known else None, _EXPLAIN_BY_NAME.get(explain))


_NO_CHOICE = ReaderChoice()
_EXPLAIN_BY_NAME = {str(uses): uses for uses in EXPLAIN_OPTIONS}


def parse_explain(asked: str | None) -> TooltipUses | None:
    """Parse the parameter `explain`; return None if it is no option."""
    return _EXPLAIN_BY_NAME.get(asked or "")


def resolve_choice(
    parameters: Mapping[str, str], cookies: str, known: Collection[str]
) -> ReaderChoice:
    """Return the effective choices: the URL takes precedence over the cookie."""
    remembered = read_choice_cookie(cookies, known)
    asked = parameters.get(PERSONA_PARAMETER)
    return ReaderChoice(
        asked if asked in known else remembered.persona,
        parse_explain(parameters.get(EXPLAIN_PARAMETER)) or remembered.explain,
    )


def is_same_site_path(path: str) -> bool:
    """Return whether a redirect to `path` stays on this site in every browser."""
    if not _PRINTABLE.fullmatch(path) or len(path) > _MAX_PATH_LENGTH:
        return False
    return (
        _is_relative_path(path)
        and _is_relative_path(unquote(path))
        and _is_relative_path(unquote(unquote(path)))
    )


def _is_relative_path(path: str) -> bool:
    if any(character < " " or character in "\\\x7f" for character in path):
        return False
    return path.startswith("/") and not path.startswith("//")


def strip_choice(path: str) -> str:
    """Remove the choices from a path's query: they would override the one just made."""
    parts = urlsplit(path)
    chosen = (PERSONA_PARAMETER, EXPLAIN_PARAMETER)
    kept = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in chosen
    ]
    return parts._replace(query=urlencode(kept)).geturl()


def is_cross_site(origin: str | None, fetch_site: str | None, *, host: str, base_url: str) -> bool:
    """Return whether another site sent the request, by `Origin` and `Sec-Fetch-Site`.

    Without both headers the request counts as same-site: old browsers and scripts send neither.
    """
    if fetch_site is not None and fetch_site.strip().lower() not in _SAME_SITE:
        return True
    if origin is None:
        return False
    return origin != base_url and origin.partition("://")[2] != host
