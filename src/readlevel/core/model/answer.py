"""What an answer is: one question, its texts for two audiences, and what they cite."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from readlevel.core.model.workflow import Status


class Audience(StrEnum):
    """Which of the two texts of an answer is meant."""

    CLINICIAN = "clinician"
    LAY = "lay"

    @property
    def other(self) -> "Audience":
        """Return the other of the two."""
        return Audience.LAY if self is Audience.CLINICIAN else Audience.CLINICIAN


CODE_SYSTEMS = ("icd10cm", "icd9cm", "snomedct", "rxnorm", "ndc", "loinc", "mesh")
"""Names of the code systems an answer can carry codes of, as `answer.toml` spells them."""


@dataclass(frozen=True, slots=True)
class Review:
    """Where one revision of a variant stands, and who said so and when."""

    status: Status = Status.DRAFT
    updated: date | None = None
    author: str | None = None
    reviewer: str | None = None
    reviewed: date | None = None
    next_review: date | None = None
    withdrawn_because: str | None = None
    checked_against: str | None = None
    """Of a reviewed plain text: digest of what the clinician text said then (`core.drift`)."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One text of an answer: for one audience, in one language, in Markdown."""

    audience: Audience
    language: str
    markdown: str
    review: Review = Review()


@dataclass(frozen=True, slots=True)
class Reference:
    """One cited work, as CSL-JSON gives it; `key` is what `[@key]` in a text names."""

    key: str
    csl: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that the texts show, by the name they use for it (`images/<name>`)."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """One question and everything published about it."""

    slug: str
    question: Mapping[str, str]
    """The question, by language tag; never empty."""
    variants: tuple[Variant, ...]
    """At most one for each audience and language; never empty."""
    topics: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Codes by the name of their system (one of `CODE_SYSTEMS`)."""
    references: tuple[Reference, ...] = ()
    former_slugs: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    parity: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Why differences between the two texts of a language may stay: reasons by language and by the
    key of the difference (`core.parity`); an empty one says that it is left out on purpose."""

    def question_in(self, language: str) -> tuple[str, str]:
        """Return (language, question) in `language`, else in the first language there is."""
        if language in self.question:
            return language, self.question[language]
        return next(iter(self.question.items()))
