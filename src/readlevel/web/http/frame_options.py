"""What an address of a frame says, and what a page in a frame must do with links."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from readlevel.web.http.persona_cookie import PERSONA_PARAMETER
from readlevel.web.http.urls import with_query

NOBODY, EVERYBODY = ("'none'",), ("*",)
"""What the setting says of who may frame answers, where it names no site."""
EMBED_ROOT = "/embed/"
LANGUAGE = "lang"
THEMES = ("light", "dark")
_OFF = "0"
_LONGEST = 40

_LINK = re.compile(r'<a(?P<said>(?:\s+[\w-]+="[^"]*")*)\s*>')
_STAYS = re.compile(rf'\s(?:target="|href="(?:#|{EMBED_ROOT}))')


@dataclass(frozen=True, slots=True)
class EmbedOptions:
    """How a site wants an answer in its frame, as the address says it."""

    persona: str = ""
    language: str = ""
    theme: str = ""
    """`light` or `dark`; empty as the browser has it."""
    header: bool = True
    scores: bool = True

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> Self:
        """Read the parameters of an address; what is not known is not there."""
        theme = parameters.get("theme", "")
        return cls(
            parameters.get(PERSONA_PARAMETER, "")[:_LONGEST],
            parameters.get(LANGUAGE, "")[:_LONGEST],
            theme if theme in THEMES else "",
            parameters.get("header") != _OFF,
            parameters.get("scores") != _OFF,
        )

    @property
    def parameters(self) -> dict[str, str]:
        """The same as parameters, in one order, without those that say nothing."""
        given = {
            PERSONA_PARAMETER: self.persona,
            LANGUAGE: self.language,
            "theme": self.theme,
            "header": "" if self.header else _OFF,
            "scores": "" if self.scores else _OFF,
        }
        return {name: value for name, value in given.items() if value}

    def put_on(self, path: str) -> str:
        """Return a path that says them."""
        return with_query(path, **self.parameters)


def open_links_in_new_window(page: str) -> str:
    """Give links that leave the frame a window of their own: few sites show in a frame.

    Pages and sanitised texts write every attribute in double quotes, so a tag ends where it seems
    to; what is no link of that shape stays as it is.
    """
    return _LINK.sub(_open_outside, page)


def _open_outside(link: re.Match[str]) -> str:
    if _STAYS.search(link["said"]) or ' href="' not in link["said"]:
        return link[0]
    return f'<a{link["said"]} target="_blank" rel="noopener">'
