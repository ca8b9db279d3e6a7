"""The title under which other sites and software show a text."""

from dataclasses import dataclass
from html import unescape
from typing import Protocol

from readlevel.web.http.services import render


class TitledText(Protocol):
    """What has a question, and may be a sample."""

    @property
    def question(self) -> str:
        """Return what it answers."""

    @property
    def sample(self) -> bool:
        """Return whether it only shows how the software works."""


@dataclass(frozen=True, slots=True)
class TextTitle:
    """The title of a text (`reader/text_title.html`)."""

    question: str
    sample: bool


def make_title(text: TitledText) -> str:
    """Return the question of a text; that of a sample says that it is no medical advice."""
    if not text.sample:
        return text.question
    page = TextTitle(text.question, text.sample)
    return unescape(render("reader/text_title.html", page).get_data(as_text=True)).strip()
