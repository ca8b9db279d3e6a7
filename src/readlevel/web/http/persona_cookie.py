"""What a reader has chosen: read from the address or the cookie, and kept in the cookie."""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from readlevel.core.rendering.tooltip_uses import TooltipUses

COOKIE_NAME = "readlevel"
PARTITIONED = "__Host-readlevel"
"""The same where it is also kept in frames of other sites, for each of them apart."""
PERSONA_PARAMETER = "persona"
EXPLAIN_PARAMETER = "explain"
EXPLAIN_OPTIONS = (TooltipUses.FIRST, TooltipUses.ALL, TooltipUses.NONE)
"""Which uses of a hard word a reader may ask to have explained."""

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


class ReaderChoice(NamedTuple):
    """What a reader chose; None for what they did not."""

    persona: str | None = None
    explain: TooltipUses | None = None

    @property
    def cookie(self) -> str:
        """The choice as the cookie keeps it: `patient`, `patient.all`, `.all`."""
        return ".".join([self.persona or "", *([self.explain] if self.explain else [])])


def read_choice_cookie(cookies: str, known: Collection[str]) -> ReaderChoice:
    """Return what a `Cookie` header remembers; a persona that is none of `known` is nobody."""
    if COOKIE_NAME not in cookies:
        return _NOTHING
    found: dict[str, str] = {}
    for part in cookies.split(";"):
        name, _, value = part.strip().partition("=")
        found.setdefault(name, value)
    key, _, explain = found.get(PARTITIONED, found.get(COOKIE_NAME, "")).partition(".")
    return ReaderChoice(key if key in known else None, _OFFERED.get(explain))


_NOTHING = ReaderChoice()
_OFFERED = {str(uses): uses for uses in EXPLAIN_OPTIONS}


def parse_explain(asked: str | None) -> TooltipUses | None:
    """Return which uses of a word are asked to be explained; None for nothing that is offered."""
    return _OFFERED.get(asked or "")


def resolve_choice(
    parameters: Mapping[str, str], cookies: str, known: Collection[str]
) -> ReaderChoice:
    """Return the choice that counts: the address beats the cookie, the unknown is nothing."""
    remembered = read_choice_cookie(cookies, known)
    asked = parameters.get(PERSONA_PARAMETER)
    return ReaderChoice(
        asked if asked in known else remembered.persona,
        parse_explain(parameters.get(EXPLAIN_PARAMETER)) or remembered.explain,
    )


def is_same_site_path(path: str) -> bool:
    """Tell whether a browser sent to `path` stays on this site, however it reads the path."""
    if not _PRINTABLE.fullmatch(path) or len(path) > _LONGEST_PATH:
        return False
    return _stays(path) and _stays(unquote(path)) and _stays(unquote(unquote(path)))


def _stays(path: str) -> bool:
    if any(character < " " or character in "\\\x7f" for character in path):
        return False
    return path.startswith("/") and not path.startswith("//")


def without_choice(path: str) -> str:
    """Return an own path without the choices in it, which would beat the one just made."""
    parts = urlsplit(path)
    chosen = (PERSONA_PARAMETER, EXPLAIN_PARAMETER)
    kept = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in chosen
    ]
    return parts._replace(query=urlencode(kept)).geturl()


def is_cross_site(origin: str | None, fetch_site: str | None, *, host: str, base_url: str) -> bool:
    """Tell whether another site sent the request, by `Origin` and `Sec-Fetch-Site`.

    Without either header it is taken as the reader's own: old browsers and scripts send none.
    """
    if fetch_site is not None and fetch_site.strip().lower() not in _SAME_SITE:
        return True
    if origin is None:
        return False
    return origin != base_url and origin.partition("://")[2] != host
