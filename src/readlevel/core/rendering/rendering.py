"""What one text has become under one tooltip policy, as it is stored and shown."""

from dataclasses import dataclass

from readlevel.core.model.finding import Finding
from readlevel.core.model.heading import Heading
from readlevel.core.readability.readability import Readability
from readlevel.core.rendering.safe_html import SafeHTML

RENDERER_VERSION = 7
"""Raised with every change that makes the same source render, or be found, otherwise."""


@dataclass(frozen=True, slots=True)
class CitedReference:
    """One line of the reference list, numbered in order of first use."""

    number: int
    key: str
    html: SafeHTML
    """The formatted reference (Vancouver style), without its number and links."""
    citations: int
    """How often the text cites it: the anchors to go back to are `cite-<number>-1` …"""
    doi_url: str | None = None
    pubmed_url: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ExplainedTerm:
    """One term that the text explains, with the definition its tooltip shows."""

    slug: str
    name: str
    definition: SafeHTML
    language: str
    """Language of the definition: marked where it is not the text's."""
    words: str
    """Audience the definition is written for: `lay` or `clinician`."""
    pronunciation: str | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """The result of one variant revision under one tooltip policy, ready to be stored."""

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
