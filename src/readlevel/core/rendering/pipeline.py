"""The rendering pipeline: the steps from the Markdown of a variant to its rendering."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from readlevel.core.glossary.annotate import AnnotatedDocument, annotate
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.answer import NO_SIZES, ImageSizes, Reference
from readlevel.core.model.block import ComprehensionCheck
from readlevel.core.model.finding import Finding
from readlevel.core.model.heading import Heading
from readlevel.core.model.persona import TooltipPolicy
from readlevel.core.model.term import digest_terms
from readlevel.core.readability.prose_words import ProseWords
from readlevel.core.readability.readability import measure_words
from readlevel.core.rendering.bibliography import list_references
from readlevel.core.rendering.comprehension_checks import mark_answer, read_check
from readlevel.core.rendering.glossary_adjusted import list_explained_words
from readlevel.core.rendering.html import inline, render_plain
from readlevel.core.rendering.html import render_document as render_html
from readlevel.core.rendering.rendering import RENDERER_VERSION, ExplainedTerm, Rendering
from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.core.text.blocks import list_blocks
from readlevel.core.text.citations import Citations, number_citations
from readlevel.core.text.document import Document, parse, text_of
from readlevel.core.text.prose import Prose, prose
from readlevel.core.text.shown_images import iter_images
from readlevel.core.text.transform import transform_document
from readlevel.core.text.typography import keep_quantities


@dataclass(frozen=True)
class ParsedSource:
    """A parsed text, so that checks and rendering parse it only once."""

    markdown: str
    language: str
    document: Document
    prose: Prose

    @cached_property
    def words(self) -> ProseWords:
        """The words of the prose."""
        return ProseWords(self.prose, self.language)


def parse_source(markdown: str, language: str) -> ParsedSource:
    """Parse a text and extract its prose. Raise `UnreadableMarkdown` if it is refused."""
    document = parse(markdown)
    return ParsedSource(markdown, language, document, prose(document, language))


@dataclass(frozen=True, slots=True)
class ShapedSource:
    """A parsed text with terms and citations, ready to become HTML."""

    document: Document
    citations: Citations
    annotated: AnnotatedDocument
    contents: tuple[Heading, ...]
    findings: tuple[Finding, ...]
    check: ComprehensionCheck | None


def shape_source(
    source: ParsedSource,
    *,
    slug: str,
    references: Sequence[Reference],
    glossary: Glossary,
    policy: TooltipPolicy,
    sizes: ImageSizes = NO_SIZES,
) -> ShapedSource:
    """Prepare a text for HTML: citations numbered, terms marked by `policy`, blocks transformed."""
    document, language = source.document, source.language
    citations = number_citations(document, {reference.key for reference in references})
    annotated = annotate(document, glossary, policy, language)
    check, broken = read_check(document)
    shaped = transform_document(annotated.document, slug, language, sizes)
    return ShapedSource(
        mark_answer(shaped.document, check) if check else shaped.document,
        citations,
        annotated,
        shaped.contents,
        (*citations.findings, *annotated.findings, *shaped.findings, *broken),
        check,
    )


def render_source(
    source: ParsedSource,
    *,
    slug: str,
    references: Sequence[Reference],
    glossary: Glossary,
    policy: TooltipPolicy,
    glossary_path: str,
    sizes: ImageSizes = NO_SIZES,
) -> Rendering:
    """Render a parsed text of the answer `slug`, with terms explained according to `policy`.

    Browsers keep room for the images whose size is in `sizes`.
    """
    document, language = source.document, source.language
    shaped = shape_source(
        source, slug=slug, references=references, glossary=glossary, policy=policy, sizes=sizes
    )
    citations, annotated = shaped.citations, shaped.annotated
    slugs = {one.term.slug for one in annotated.explanations}
    explained = list_explained_words(source.prose, glossary, slugs, language)
    return Rendering(
        html=render_html(shaped.document, citations, glossary_path, language),
        contents=shaped.contents,
        readability=measure_words(source.words, explained),
        references=list_references(citations, references),
        terms=tuple(
            ExplainedTerm(
                one.term.slug,
                one.term.name,
                inline(one.definition),
                one.term.language,
                one.words,
                one.term.pronunciation,
            )
            for one in annotated.explanations
        ),
        findings=shaped.findings,
        plain_text=plain_text(document),
        source_digest=_digest(source, slug, references, policy, glossary_path, sizes),
        terms_digest=digest_terms(one.term for one in annotated.explanations),
        renderer_version=RENDERER_VERSION,
        blocks=tuple(list_blocks(document, language)),
        check=shaped.check and _typeset(shaped.check),
    )


def _typeset(check: ComprehensionCheck) -> ComprehensionCheck:
    """Return a question with its quantities kept together, as those of the text are."""
    return replace(
        check,
        question=keep_quantities(check.question),
        choices=tuple(keep_quantities(choice) for choice in check.choices),
        sentence=keep_quantities(check.sentence),
    )


def plain_text(document: Document) -> str:
    """Return the words of a document, one line per block."""
    lines = (text_of(token) for token in document.tokens if token.type == "inline")
    return "\n".join(line for line in lines if line)


def render_page(markdown: str) -> tuple[str, SafeHTML]:
    """Render a page that begins with its title; return the title and the HTML below it.

    Raise ValueError if the text does not begin with a heading of the first level.
    """
    document = parse(markdown)
    first = document.tokens[0] if document.tokens else None
    if first is None or first.type != "heading_open" or first.tag != "h1":
        raise ValueError("the page does not begin with its title, as in '# About this site'")
    body = transform_document(Document(document.source, document.tokens[3:]), None)
    return text_of(document.tokens[1]), render_plain(body.document)


def _digest(
    source: ParsedSource,
    slug: str,
    references: Sequence[Reference],
    policy: TooltipPolicy,
    glossary_path: str,
    sizes: ImageSizes,
) -> str:
    shown = {name for name, _ in iter_images(source.document)}
    parts = [
        source.markdown,
        slug,
        source.language,
        [[reference.key, dict(reference.csl)] for reference in references],
        policy.key,
        glossary_path,
        [[name, sizes[name]] for name in sorted(shown & sizes.keys())],
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
