"""What one text has become under one tooltip policy, as it is stored and shown."""

import json
from dataclasses import asdict, dataclass

from readlevel.core.model.finding import Finding
from readlevel.core.model.heading import Heading
from readlevel.core.readability import readability
from readlevel.core.readability.readability import Readability
from readlevel.core.rendering.safe_html import SafeHTML, restore_html

RENDERER_VERSION = 6
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


def as_stored(rendering: Rendering) -> str:
    """Return `rendering` as JSON, which `from_stored` reads back to an equal one."""
    given = {
        **asdict(rendering),
        "readability": readability.readability_to_json(rendering.readability),
    }
    return json.dumps(given, ensure_ascii=False, separators=(",", ":"))


def from_stored(stored: str) -> Rendering:
    """Return the rendering that was stored. Raise ValueError where it cannot be read."""
    try:
        given = json.loads(stored)
        return Rendering(
            **{
                **given,
                "html": restore_html(given["html"]["text"]),
                "contents": tuple(Heading(**heading) for heading in given["contents"]),
                "readability": readability.readability_from_json(given["readability"]),
                "references": tuple(
                    CitedReference(**{**reference, "html": restore_html(reference["html"]["text"])})
                    for reference in given["references"]
                ),
                "terms": tuple(
                    ExplainedTerm(
                        **{**term, "definition": restore_html(term["definition"]["text"])}
                    )
                    for term in given["terms"]
                ),
                "findings": tuple(Finding(**finding) for finding in given["findings"]),
            }
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a stored rendering") from error
