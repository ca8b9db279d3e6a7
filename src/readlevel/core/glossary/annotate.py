"""Annotates a document: selects the uses of terms to explain, and their definitions."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from readlevel.core.glossary.acronym_expansions import find_acronyms, find_expansions
from readlevel.core.glossary.matcher import Glossary, TermMatch, keep_leftmost_longest
from readlevel.core.glossary.token_marks import (
    BARRIER,
    InlinePart,
    TermMark,
    inline_text,
    insert_marks,
    is_explicit_term,
    is_unrestricted,
    locate_mark,
    open_term,
    replace_children,
    split_parts,
    token_offsets,
    wrap_span,
)
from readlevel.core.model.answer import Audience
from readlevel.core.model.finding import Finding
from readlevel.core.model.persona import TermSelection, TooltipPolicy
from readlevel.core.model.term import Term
from readlevel.core.text.document import Document, Token, split_lines, text_of

_new_tuple = tuple.__new__
"""Makes a named tuple in half the time."""

_LOOKED_AT = 10_000
"""Characters of a line in which the column of a finding is searched, as lines may be very long."""

_MOST_ACRONYMS = 100
"""The most acronyms a text can introduce; each is searched for in the rest of the text."""


_DEFINITIONS = {
    Audience.LAY: attrgetter("definition_lay"),
    Audience.CLINICIAN: attrgetter("definition_clinician"),
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A term that a text explains, with the definition chosen for its readers (Markdown)."""

    term: Term
    definition: str
    words: Audience
    """The audience of the definition; the policy's other audience if its own has no definition."""


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document with `term_open` and `term_close` tokens around explained terms."""

    document: Document
    explanations: tuple[Explanation, ...]
    """Each explained term once, in order of first use."""
    findings: tuple[Finding, ...]


def annotate(
    document: Document, glossary: Glossary, policy: TooltipPolicy, language: str
) -> AnnotatedDocument:
    """Mark every use of each term that `policy` explains in a document in `language`.

    Uses after the first one in the text have an attribute `again`: `section` for the first use in
    its section (a heading of the highest level and what follows it), else `text`. Headings, links,
    code, citations, images and `[word]{.plain}` are not annotated. `[word]{term=slug}` is
    explained if the policy explains any terms. An acronym that the text itself expands means that
    term from there on. Findings: `ambiguous_term` (data: `choices`, slugs) for a form that several
    terms share, `unknown_term` for an explicit slug that the glossary lacks.
    """
    blocks, sections = _list_blocks(document.tokens)
    found = glossary.find_matches_in([text for _, _, text in blocks], language)
    annotator = _Annotator(glossary, policy, language, document.source)
    tokens = list(document.tokens)
    has_spans, introduced = "{" in document.source, annotator.introduced
    for number, (place, inline, text) in enumerate(blocks):
        if (
            number in found
            or (has_spans and "{" in inline.content)
            or (introduced and annotator.knows(text))
        ):
            while sections and sections[0] < place:
                sections.popleft()
                annotator.begin_section()
            tokens[place] = annotator.annotate(inline, text, found.get(number, ()))
    return AnnotatedDocument(
        Document(document.source, tuple(tokens)),
        tuple(annotator.explanations.values()),
        tuple(annotator.findings),
    )


_Block = tuple[int, Token, str]
"""The inline token of a block: its index, the token, and its text."""


def _list_blocks(tokens: Sequence[Token]) -> tuple[list[_Block], deque[int]]:
    """Return the blocks that may contain terms (all but headings) and the starts of sections.

    A section begins with a heading that `text.headings` puts on the highest level: no heading
    before it has a higher level in the source.
    """
    blocks: list[_Block] = []
    sections: deque[int] = deque()
    highest = 7
    for place, token in enumerate(tokens):
        if token.type != "inline":
            continue
        children = token.children
        if tokens[place - 1].type == "heading_open":
            written = int(tokens[place - 1].tag[1:])
            if written <= highest and (token.content[:1].isalpha() or text_of(token)):
                highest = written
                sections.append(place)
        elif children:
            first = children[0]
            alone = len(children) == 1 and first.type == "text"
            blocks.append((place, token, first.content if alone else inline_text(children)))
    return blocks, sections


class _Annotator:
    """The state of annotating one document: the terms and acronyms used so far."""

    def __init__(
        self, glossary: Glossary, policy: TooltipPolicy, language: str, source: str
    ) -> None:
        self.explanations: dict[str, Explanation] = {}
        self.findings: list[Finding] = []
        self.introduced: dict[str, Term] = {}
        """The acronyms that the document has introduced so far."""
        self._glossary = glossary
        self._policy = policy
        self._selection = policy.explain
        self._language = language
        self._source = source
        self._reported: set[str] = set()
        self._used_in_section: set[str] = set()

    @cached_property
    def _lines(self) -> list[str]:
        return split_lines(self._source)

    def begin_section(self) -> None:
        """Start a section, in which no term has been used yet."""
        self._used_in_section.clear()

    def knows(self, text: str) -> bool:
        """Return whether `text` may contain an acronym that the document introduced."""
        for acronym in self.introduced:  # noqa: SIM110  # `any` takes twice as long
            if acronym in text:
                return True
        return False

    def annotate(self, inline: Token, text: str, found: Sequence[TermMatch]) -> Token:
        """Return an inline token with marked terms; `found` are the matches in its text."""
        given = inline.children or []
        if BARRIER not in text or is_unrestricted(given):
            run = _new_tuple(InlinePart, (given, 0, text, 0, True))
            return replace_children(inline, self._mark(inline, run, found))
        children: list[Token] = []
        coming = deque(found)
        for each in split_parts(given):
            own: list[TermMatch] = []
            while coming and coming[0].start < each.start + len(each.text):
                start, end, terms, by_acronym = coming.popleft()
                own.append(TermMatch(start - each.start, end - each.start, terms, by_acronym))
            if each.is_run:
                children.extend(self._mark(inline, each, own))
            elif is_explicit_term(each):
                children.extend(self._force(inline, each))
            else:
                children.extend(each.tokens)
        return replace_children(inline, children)

    def _mark(self, inline: Token, run: InlinePart, found: Sequence[TermMatch]) -> Sequence[Token]:
        may_expand = "(" in run.text
        matches = self._introduce(run.text, found) if may_expand or self.introduced else found
        if not matches:
            return run.tokens
        tokens, wants_every = run.tokens, self._selection is TermSelection.EVERY
        starts = token_offsets(tokens)
        marks: list[TermMark] = []
        for match in matches:
            start, end, terms, _ = match
            if len(terms) > 1:
                self._report_ambiguous(match, inline, run)
            elif wants_every or self._wants(match):
                place = locate_mark(tokens, starts, start, end)
                opening = self._explain(terms[0]) if place else None
                if place and opening:
                    marks.append((start, end, opening, *place))
        return insert_marks(tokens, starts, marks) if marks else tokens

    def _introduce(self, text: str, matches: Sequence[TermMatch]) -> Sequence[TermMatch]:
        """Return `matches` and the matches of acronyms that the document has introduced so far."""
        own = list(find_acronyms(text, self.introduced)) if self.introduced else []
        for acronym, term, start in find_expansions(text, matches):
            known = self.introduced.get(acronym) is term or len(self.introduced) == _MOST_ACRONYMS
            if not known and not self._is_listed(acronym, term):
                self.introduced[acronym] = term
                own.extend(find_acronyms(text, {acronym: term}, start))
        # At the same position, the meaning from the text comes first and is kept.
        return keep_leftmost_longest([*own, *matches]) if own else matches

    def _is_listed(self, acronym: str, term: Term) -> bool:
        """Return whether `acronym` means only `term` in the glossary."""
        listed = self._glossary.find_matches(acronym, self._language)
        return [match.terms for match in listed if match.by_acronym] == [(term,)]

    def _force(self, inline: Token, span: InlinePart) -> Sequence[Token]:
        """Mark a span with an explicit term, unless it contains a link, image or citation."""
        tokens = span.tokens
        slug = str(tokens[0].attrGet("term"))
        term = self._glossary.find_term(slug, self._language)
        if term is None:
            written = span.text.strip(BARRIER)
            self._report("unknown_term", written, _line(inline, span), {"slug": slug})
        linked = any(token.type in {"link_open", "image", "citation"} for token in tokens)
        opening = None if term is None or linked else self._explain(term)
        return tokens if opening is None else wrap_span(tokens, opening)

    def _wants(self, match: TermMatch) -> bool:
        if self._selection is TermSelection.SPECIALIST:
            return match.by_acronym or match.terms[0].rare
        return self._selection is TermSelection.EVERY

    def _explain(self, term: Term) -> Token | None:
        """Record a use of `term` and return its opening token; None if it has no definition."""
        slug, again = term.slug, None
        if slug not in self.explanations:
            explanation = choose_definition(term, self._policy)
            if explanation is None:
                return None
            self.explanations[slug] = explanation
        else:
            again = "text" if slug in self._used_in_section else "section"
        self._used_in_section.add(slug)
        return open_term(slug, again)

    def _report_ambiguous(self, match: TermMatch, inline: Token, run: InlinePart) -> None:
        text = run.text
        written = text[match.start : match.end]
        if written.casefold() in self._reported:
            return
        self._reported.add(written.casefold())
        line = _line(inline, run)
        if line is not None:
            line += text.count("\n", 0, match.start)
        choices = [term.slug for term in match.terms]
        self._report("ambiguous_term", written, line, {"choices": choices})

    def _report(self, code: str, text: str, line: int | None, data: dict[str, object]) -> None:
        column = None
        if line is not None:
            column = self._lines[line - 1].find(text, 0, _LOOKED_AT) + 1 or None
        self.findings.append(Finding(code, "warns", line, column, text, data))


def choose_definition(term: Term, policy: TooltipPolicy) -> Explanation | None:
    """Return the definition of `term` for the audience of `policy`, else for another audience.

    Return None if the term has no definition or the policy explains nothing.
    """
    if policy.explain is TermSelection.NONE:
        return None
    others = (one for one in _DEFINITIONS if one is not policy.words)
    for audience in (policy.words, *others):
        definition = _DEFINITIONS[audience](term)
        if definition:
            return Explanation(term, definition, audience)
    return None


def _line(inline: Token, part: InlinePart) -> int | None:
    """Return the source line on which a part of an inline token begins."""
    return inline.map[0] + 1 + part.line if inline.map else None
