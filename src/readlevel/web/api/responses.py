"""What the API gives: the parts of pages' contexts (`web/contexts.py`), and ways on from them.

Addresses that begin with `/` are of this site: they stand at `base_url`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import TermSelection
from readlevel.core.model.term import Term
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.web.reader.page_contexts import AnswerCard, TopicLink, VariantContext


@dataclass(frozen=True, slots=True)
class AnswerItem(AnswerCard):
    """One answer in a list."""

    slug: str
    changed: datetime
    """When readers last got something else of it."""
    api_url: str
    """Where the whole answer is given as data."""


@dataclass(frozen=True, slots=True)
class AnswerItems:
    """A part of a list of answers."""

    base_url: str
    language: str
    answers: tuple[AnswerItem, ...]
    next_url: str | None
    """Where the next part is given; null after the last."""


@dataclass(frozen=True, slots=True)
class VariantLink:
    """One text of an answer that the public may read, or that was withdrawn."""

    audience: Audience
    language: str
    status: Status
    url: str
    api_url: str


@dataclass(frozen=True, slots=True)
class WholeAnswer:
    """One text of an answer, with all that its page shows."""

    base_url: str
    variant: VariantContext
    canonical_url: str
    """The stable address of its page."""
    description: str
    """The beginning of the text."""
    alternates: tuple[tuple[str, str], ...]
    """(language tag, absolute address) of the same text in each language, including itself."""
    json_ld: Mapping[str, Any]
    """schema.org data of its page."""
    variants: tuple[VariantLink, ...]
    """All texts of the answer, this one included."""


@dataclass(frozen=True, slots=True)
class WithdrawnItem:
    """One text that was taken back."""

    slug: str
    audience: Audience
    language: str
    question: str
    because: str | None
    """Why; null where editors did not say."""
    url: str


@dataclass(frozen=True, slots=True)
class WithdrawnItems:
    """A part of the texts that were taken back."""

    base_url: str
    texts: tuple[WithdrawnItem, ...]
    next_url: str | None
    """Where the next part is given; null after the last."""


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics that have answers in a language."""

    base_url: str
    language: str
    topics: tuple["TopicItem", ...]


@dataclass(frozen=True, slots=True)
class TopicItem(TopicLink):
    """One topic."""

    slug: str
    """What `topic` takes."""


@dataclass(frozen=True, slots=True)
class TermItem:
    """One term in a list."""

    term: Term
    definition: SafeHTML | None
    """For everybody where there is one, else for health professionals."""
    url: str
    api_url: str


@dataclass(frozen=True, slots=True)
class TermItems:
    """A part of the glossary."""

    base_url: str
    language: str
    terms: tuple[TermItem, ...]
    next_url: str | None
    """Where the next part is given; null after the last."""


@dataclass(frozen=True, slots=True)
class WholeTerm:
    """One term with both definitions."""

    base_url: str
    term: Term
    definition_lay: SafeHTML | None
    definition_clinician: SafeHTML | None
    see_also: tuple[tuple[str, str | None], ...]
    """(name, address or null where the glossary has no such term)."""
    used_in: tuple[AnswerCard, ...]
    """Some of the answers that explain it."""
    canonical_url: str
    json_ld: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PersonaItem:
    """One choice under "Which best describes you?"."""

    key: str
    """What `persona` takes."""
    label: str
    audience: Audience
    """Whose text they read."""
    explain: TermSelection
    """Which hard words are explained to them."""
    words: Audience
    """In whose words those are explained."""
    is_default: bool
    """Whether its text is shown to readers who have not chosen."""
    disclaimer: str | None
    """The site's own; null stands for the usual words of its pages."""


@dataclass(frozen=True, slots=True)
class Personas:
    """Who readers may say they are."""

    language: str
    personas: tuple[PersonaItem, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something is not answered (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    """Names the reason for programs."""
    request_id: str
    """Under which the log of the site has it."""
