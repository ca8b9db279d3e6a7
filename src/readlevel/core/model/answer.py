"""An answer: a question, its texts for two audiences, and the works they cite."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from readlevel.core.model.workflow import Status


class Audience(StrEnum):
    """The audience of a text."""

    CLINICIAN = "clinician"
    LAY = "lay"

    @property
    def other(self) -> "Audience":
        """Return the other of the two."""
        return Audience.LAY if self is Audience.CLINICIAN else Audience.CLINICIAN


CODE_SYSTEMS = ("icd10cm", "icd9cm", "snomedct", "rxnorm", "ndc", "loinc", "mesh")
"""Names of the code systems of an answer's codes, as `answer.toml` spells them."""


@dataclass(frozen=True, slots=True)
class OutsideApproval:
    """The approval of a revision by somebody without an account, who agreed to be named."""

    name: str
    role: str
    """Profession or qualification, as they gave it."""
    approved: date


@dataclass(frozen=True, slots=True)
class Review:
    """The review of one revision of a variant: its status, people and dates."""

    status: Status = Status.DRAFT
    updated: date | None = None
    author: str | None = None
    reviewer: str | None = None
    reviewed: date | None = None
    next_review: date | None = None
    withdrawn_because: str | None = None
    checked_against: str | None = None
    """For a reviewed plain text: `digest_clinician_text` of the clinician text at that time."""
    outside_approvals: tuple[OutsideApproval, ...] = ()
    """Those of people without an account, in the order of their approvals."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One text of an answer: for one audience, in one language, in Markdown."""

    audience: Audience
    language: str
    markdown: str
    review: Review = Review()


@dataclass(frozen=True, slots=True)
class TextDraft:
    """The part of a text that comes from a draft of a language model."""

    audience: Audience
    language: str
    model: str
    prompt_version: str
    share: float
    """Share of the words of the text, 0 to 1."""
    is_beneath: bool = False
    """Whether it is about the public text beneath a newer one."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited work as CSL-JSON; texts cite it as `[@key]`."""

    key: str
    csl: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Image:
    """An image that the texts show as `images/<name>`."""

    name: str
    content: bytes


class ImageSize(NamedTuple):
    """The size of an image in CSS pixels."""

    width: int
    height: int


UNKNOWN_SIZE = ImageSize(0, 0)
"""The size of an image that could not be measured."""

ImageSizes = Mapping[str, ImageSize]
"""The known sizes of the images of an answer, by name."""
NO_SIZES: ImageSizes = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class AnswerHead:
    """What an answer holds beside its texts and images."""

    slug: str
    question: Mapping[str, str]
    """The question, by language tag; never empty."""
    topics: tuple[str, ...] = field(default=(), kw_only=True)
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict, kw_only=True)
    """Codes by the name of their system (from `CODE_SYSTEMS`)."""
    references: tuple[Reference, ...] = field(default=(), kw_only=True)
    former_slugs: tuple[str, ...] = field(default=(), kw_only=True)
    parity: Mapping[str, Mapping[str, str]] = field(default_factory=dict, kw_only=True)
    """Reasons why differences between the two texts of a language may remain, by language and by
    `Difference.key`; an empty reason means that a fact was omitted on purpose."""
    audience_questions: Mapping[Audience, Mapping[str, str]] = field(
        default_factory=dict, kw_only=True
    )
    """The question as one audience would ask it, by language, where it differs from `question`."""
    search_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict, kw_only=True)
    """Words by which the search finds the answer too, by language; never shown to readers."""
    is_sample: bool = field(default=False, kw_only=True)
    """Whether it only shows how the software works, and is no advice."""
    archived_because: str | None = field(default=None, kw_only=True)
    """Why it was archived, as readers are told; None if it is not archived. Readers get nothing of
    an archived answer, whatever the status of its texts."""

    @property
    def is_archived(self) -> bool:
        """Return whether the answer is archived, so that readers get none of its texts."""
        return self.archived_because is not None

    def question_in(self, language: str, audience: Audience | None = None) -> tuple[str, str]:
        """Return (language, question) in `language`, else in the first language of the question.

        The question as `audience` asks it comes first.
        """
        own = self.audience_questions.get(audience, {}) if audience else {}
        if language in own:
            return language, own[language]
        if language in self.question:
            return language, self.question[language]
        return next(iter(self.question.items()))


@dataclass(frozen=True, slots=True)
class AnswerTexts(AnswerHead):
    """An answer without its images, as editors work on it."""

    variants: tuple[Variant, ...]
    """At most one for each audience and language; never empty."""


@dataclass(frozen=True, slots=True)
class Answer(AnswerTexts):
    """One question and everything published about it, as files hold it."""

    images: tuple[Image, ...] = field(default=(), kw_only=True)
    published: tuple[Variant, ...] = field(default=(), kw_only=True)
    """Public texts that have a newer text in `variants`, where an answer travels between sites."""
    drafts: tuple[TextDraft, ...] = field(default=(), kw_only=True)
    """Where its texts have words from a model."""

    def find_published(self, newest: Variant) -> Variant | None:
        """Return the public text beneath a newer one, or None."""
        key = (newest.audience, newest.language)
        return next((one for one in self.published if (one.audience, one.language) == key), None)
