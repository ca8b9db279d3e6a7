"""The rendering of a text under a tooltip policy, as it is stored and shown."""

from dataclasses import dataclass

from readlevel.core.model.block import ComprehensionCheck, ContentBlock
from readlevel.core.model.finding import Finding
from readlevel.core.model.heading import Heading
from readlevel.core.readability.readability import Readability
from readlevel.core.rendering.safe_html import SafeHTML

RENDERER_VERSION = 21
"""Increased with every change after which the same source gives another rendering."""


@dataclass(frozen=True, slots=True)
class CitedReference:
    """One line of the reference list, numbered in order of first use."""

    number: int
    key: str
    html: SafeHTML
    """The formatted reference (Vancouver style), without its number and links."""
    citations: int
    """Number of citations in the text; their anchors are `cite-<number>-1` and so on."""
    doi_url: str | None = None
    pubmed_url: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ExplainedTerm:
    """A term that the text explains, with the definition for its tooltip."""

    slug: str
    name: str
    definition: SafeHTML
    language: str
    """Language of the definition, which is marked if the text has another language."""
    words: str
    """The audience of the definition: `lay` or `clinician`."""
    pronunciation: str | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """The rendering of one variant revision under one tooltip policy, ready to be stored."""

    html: SafeHTML
    contents: tuple[Heading, ...]
    readability: Readability
    references: tuple[CitedReference, ...]
    terms: tuple[ExplainedTerm, ...]
    findings: tuple[Finding, ...]
    plain_text: str
    """The words of the text, for search and excerpts."""
    source_digest: str
    terms_digest: str
    renderer_version: int
    blocks: tuple[ContentBlock, ...] = ()
    """Its key points, emergencies and other blocks, in order."""
    check: ComprehensionCheck | None = None
    """The question after the text."""
