"""Options in the URL of an embedded answer, and how links open from within a frame."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from readlevel.web.http.persona_cookie import PERSONA_PARAMETER
from readlevel.web.http.urls import with_query

NOBODY, EVERYBODY = ("'none'",), ("*",)
"""Values of the setting for who may frame answers, other than a list of sites."""
EMBED_ROOT = "/embed/"
LANGUAGE = "lang"
THEMES = ("light", "dark")
_OFF, _ON = "0", "1"
_LONGEST = 40

_LINK = re.compile(r'<a(?P<said>(?:\s+[\w-]+="[^"]*")*)\s*>')
_STAYS = re.compile(rf'\s(?:target="|href="(?:#|{EMBED_ROOT}))')


@dataclass(frozen=True, slots=True)
class EmbedOptions:
    """The options of an embedded answer, as given in its URL."""

    persona: str = ""
    language: str = ""
    theme: str = ""
    """`light` or `dark`; empty for the browser's preference."""
    header: bool = True
    scores: bool = True
    tools: bool = True
    """Whether the frame offers the reading tools."""
    check: bool = False
    """Whether the question after the text is asked."""

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> Self:
        """Parse the parameters of a URL; an unknown theme is ignored."""
        theme = parameters.get("theme", "")
        return cls(
            parameters.get(PERSONA_PARAMETER, "")[:_LONGEST],
            parameters.get(LANGUAGE, "")[:_LONGEST],
            theme if theme in THEMES else "",
            parameters.get("header") != _OFF,
            parameters.get("scores") != _OFF,
            parameters.get("tools") != _OFF,
            parameters.get("check") == _ON,
        )

    @property
    def parameters(self) -> dict[str, str]:
        """The options as URL parameters, in a fixed order, without defaults."""
        given = {
            PERSONA_PARAMETER: self.persona,
            LANGUAGE: self.language,
            "theme": self.theme,
            "header": "" if self.header else _OFF,
            "scores": "" if self.scores else _OFF,
            "tools": "" if self.tools else _OFF,
            "check": _ON if self.check else "",
        }
        return {name: value for name, value in given.items() if value}

    def put_on(self, path: str) -> str:
        """Return `path` with the options in its query."""
        return with_query(path, **self.parameters)


def open_links_in_new_window(page: str) -> str:
    """Open links that leave the frame in a new window, because few sites can be framed.

    Pages and sanitised texts write every attribute in double quotes, so the pattern finds the end
    of each tag; links of any other form are left unchanged.
    """
    return _LINK.sub(_open_outside, page)


def _open_outside(link: re.Match[str]) -> str:
    if _STAYS.search(link["said"]) or ' href="' not in link["said"]:
        return link[0]
    return f'<a{link["said"]} target="_blank" rel="noopener">'
