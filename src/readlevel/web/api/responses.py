"""The JSON bodies of the API's responses, built on the contexts of pages.

URLs that begin with `/` are relative to `base_url`. Docstrings here become descriptions in OpenAPI.
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
from readlevel.usecases.public.api_lists import TombstoneReason
from readlevel.web.reader.page_contexts import AnswerCard, TopicLink, VariantContext


@dataclass(frozen=True, slots=True)
class AnswerItem(AnswerCard):
    """One answer in a list."""

    slug: str
    changed: datetime
    """When what readers see of it last changed."""
    api_url: str
    """URL of the complete answer in this API."""
    score: float | None
    """In a search, how much of the query the answer covers, from 0 to 1; else null."""


@dataclass(frozen=True, slots=True)
class AnswerItems:
    """A page of a list of answers."""

    base_url: str
    language: str
    answers: tuple[AnswerItem, ...]
    withdrawn: tuple["WithdrawnItem", ...]
    """With `updated_since`, the texts in the language that are no longer public, whatever their
    topics were: delete your copies. Empty in other lists."""
    next_url: str | None
    """URL of the next page; null on the last page."""
    corrected_query: str | None
    """In a search, the query searched for if misspelled words were put right; else null."""
    fits: bool | None
    """In a search, whether the first answer covers enough of the query to be offered as an answer;
    if not, these are the nearest pages. Else null."""


@dataclass(frozen=True, slots=True)
class VariantLink:
    """One public or withdrawn text of an answer."""

    audience: Audience
    language: str
    status: Status
    url: str
    api_url: str


@dataclass(frozen=True, slots=True)
class WholeAnswer:
    """One text of an answer, with everything its page shows."""

    base_url: str
    variant: VariantContext
    canonical_url: str
    """The stable address of its page."""
    description: str
    """The beginning of the text."""
    alternates: tuple[tuple[str, str], ...]
    """(language tag, absolute URL) of the same text in each language, including this one."""
    json_ld: Mapping[str, Any]
    """schema.org data of its page."""
    variants: tuple[VariantLink, ...]
    """All texts of the answer, including this one."""


@dataclass(frozen=True, slots=True)
class WithdrawnItem:
    """One text that was public and is not any more."""

    slug: str
    audience: Audience
    language: str
    question: str
    status: TombstoneReason
    """`withdrawn`; `being_revised`: it may come back with changes; `removed`: it was archived or
    deleted."""
    because: str | None
    """The reason for a withdrawal; null if editors did not give one."""
    changed: datetime
    """When it left."""
    url: str


@dataclass(frozen=True, slots=True)
class WithdrawnItems:
    """A page of the texts that are no longer public."""

    base_url: str
    texts: tuple[WithdrawnItem, ...]
    next_url: str | None
    """URL of the next page; null on the last page."""


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
    """Value for the parameter `topic`."""


@dataclass(frozen=True, slots=True)
class TermItem:
    """One term in a list."""

    term: Term
    definition: SafeHTML | None
    """The plain-language definition if there is one, else that for health professionals."""
    url: str
    api_url: str


@dataclass(frozen=True, slots=True)
class TermItems:
    """A page of the glossary."""

    base_url: str
    language: str
    terms: tuple[TermItem, ...]
    next_url: str | None
    """URL of the next page; null on the last page."""
    corrected_query: str | None
    """In a search, the query searched for if misspelled words were put right; else null."""


@dataclass(frozen=True, slots=True)
class WholeTerm:
    """One term with both definitions."""

    base_url: str
    term: Term
    definition_lay: SafeHTML | None
    definition_clinician: SafeHTML | None
    see_also: tuple[tuple[str, str | None], ...]
    """(name, URL or null if the glossary has no such term)."""
    used_in: tuple[AnswerCard, ...]
    """Some of the answers that explain it."""
    canonical_url: str
    json_ld: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PersonaItem:
    """One choice under "Which best describes you?"."""

    key: str
    """Value for the parameter `persona`."""
    label: str
    audience: Audience
    """The audience whose text they read."""
    explain: TermSelection
    """Which terms are explained to them."""
    words: Audience
    """The audience whose definitions they get."""
    is_default: bool
    """Whether its text is shown to readers who have not chosen."""
    disclaimer: str | None
    """The site's own disclaimer; null for the default one."""


@dataclass(frozen=True, slots=True)
class Personas:
    """The personas a reader can choose from."""

    language: str
    personas: tuple[PersonaItem, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    """Reason, for programs."""
    request_id: str
    """Identifies the request in the site's log."""
