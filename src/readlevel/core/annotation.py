"""Terms marked in a document: which uses are explained, and with which definition."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from readlevel.core.answer import Audience
from readlevel.core.document import Document, Token
from readlevel.core.glossary import Glossary, Match
from readlevel.core.headings import TOP_LEVEL, list_headings
from readlevel.core.persona import Explain, TooltipPolicy
from readlevel.core.rendering import Finding
from readlevel.core.term import Term

_BREAKS = frozenset({"softbreak", "hardbreak"})
_UNEXPLAINED = frozenset({"code_inline", "image", "citation", "html_inline"})


@dataclass(frozen=True, slots=True)
class Explanation:
    """A term that a text explains, with the definition chosen for its readers (Markdown)."""

    term: Term
    definition: str
    words: Audience
    """The audience the definition is written for: not the policy's where that one is missing."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document whose explained terms stand between `term_open` and `term_close` tokens."""

    document: Document
    explanations: tuple[Explanation, ...]
    """Each explained term once, in order of first use."""
    findings: tuple[Finding, ...]


def annotate(
    document: Document, glossary: Glossary, policy: TooltipPolicy, language: str
) -> Annotated:
    """Mark every use of each term that `policy` explains in a document in `language`.

    A use after the first of its term says `again`: `section` where it is the first of its section
    (a heading of the highest level, with what follows it), else `text`.
    Headings, links, code, citations and images stay as they are, and so does `[word]{.plain}`.
    `[word]{term=slug}` is explained wherever the policy explains anything. Findings:
    `ambiguous_term` (data: `choices`, slugs) for a form that several terms share, `unknown_term`
    for a forced slug that the glossary lacks.
    """
    annotator = _Annotator(glossary, policy, language, document.source.splitlines())
    tokens: list[Token] = []
    headings = iter(list_headings(document.tokens))
    in_heading = False
    for token in document.tokens:
        if token.type == "heading_open":
            in_heading = True
            heading = next(headings)
            if heading is not None and heading.level == TOP_LEVEL:
                annotator.begin_section()
        elif token.type == "heading_close":
            in_heading = False
        if token.type == "inline" and token.children and not in_heading:
            line = token.map[0] + 1 if token.map else None
            tokens.append(token.copy(children=annotator.annotate(token.children, line)))
        else:
            tokens.append(token)
    return Annotated(
        Document(document.source, tuple(tokens)),
        tuple(annotator.explanations.values()),
        tuple(annotator.findings),
    )


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a run of tokens, taken as one text, is to be marked."""

    start: int
    end: int
    opening: Token
    closers: int
    """How many closing tokens right after `end` belong to it."""


class _Annotator:
    """What is known while one document is gone through: which terms were used already."""

    def __init__(
        self, glossary: Glossary, policy: TooltipPolicy, language: str, lines: Sequence[str]
    ) -> None:
        self.explanations: dict[str, Explanation] = {}
        self.findings: list[Finding] = []
        self._glossary = glossary
        self._policy = policy
        self._language = language
        self._lines = lines
        self._reported: set[str] = set()
        self._used_in_section: set[str] = set()

    def begin_section(self) -> None:
        """Note that no term was used yet in what follows."""
        self._used_in_section.clear()

    def annotate(self, children: Sequence[Token], line: int | None) -> list[Token]:
        """Return the children of one inline token with its terms marked; it begins at `line`."""
        annotated: list[Token] = []
        for part in _part(children):
            if part[0].type == "span_open" and part[0].attrGet("term"):
                annotated.extend(self._force(part, line))
            elif _is_opaque(part[0]):
                annotated.extend(part)
            else:
                annotated.extend(self._mark(part, line))
            if line is not None:
                line += sum(token.type in _BREAKS for token in part)
        return annotated

    def _mark(self, run: Sequence[Token], line: int | None) -> Sequence[Token]:
        text = "".join(map(_text, run))
        matches = self._glossary.find_matches(text, self._language)
        if not matches:
            return run
        starts = [0, *accumulate(len(_text(token)) for token in run)]
        marks: list[_Mark] = []
        for match in matches:
            if len(match.terms) > 1:
                self._report_ambiguous(match, text, line)
            elif self._wants(match) and (closers := _count_closers(run, starts, match)) is not None:
                opening = self._explain(match.terms[0])
                if opening is not None:
                    marks.append(_Mark(match.start, match.end, opening, closers))
        return list(_insert(run, starts, marks)) if marks else run

    def _force(self, span: Sequence[Token], line: int | None) -> Iterator[Token]:
        """Mark a whole span that its writer gave a term; a link or citation inside goes before."""
        slug = str(span[0].attrGet("term"))
        term = self._glossary.find_term(slug, self._language)
        if term is None:
            written = "".join(map(_text, span))
            self._report("unknown_term", written, line, {"slug": slug})
        linked = any(token.type in {"link_open", "image", "citation"} for token in span)
        opening = None if term is None or linked else self._explain(term)
        if opening is None:
            yield from span
            return
        yield span[0]
        yield opening
        yield from span[1:-1]
        yield _closing()
        yield span[-1]

    def _wants(self, match: Match) -> bool:
        if self._policy.explain is Explain.SPECIALIST:
            return match.by_acronym or match.terms[0].rare
        return self._policy.explain is Explain.EVERY

    def _explain(self, term: Term) -> Token | None:
        """Note that `term` is used and return what opens it, None where nothing explains it."""
        again = None
        if term.slug not in self.explanations:
            explanation = explain(term, self._policy)
            if explanation is None:
                return None
            self.explanations[term.slug] = explanation
        else:
            again = "text" if term.slug in self._used_in_section else "section"
        self._used_in_section.add(term.slug)
        return _opening(term, again)

    def _report_ambiguous(self, match: Match, text: str, line: int | None) -> None:
        written = text[match.start : match.end]
        if written.casefold() in self._reported:
            return
        self._reported.add(written.casefold())
        if line is not None:
            line += text.count("\n", 0, match.start)
        choices = [term.slug for term in match.terms]
        self._report("ambiguous_term", written, line, {"choices": choices})

    def _report(self, code: str, text: str, line: int | None, data: dict[str, object]) -> None:
        column = None
        if line is not None and line <= len(self._lines):
            column = self._lines[line - 1].find(text) + 1 or None
        self.findings.append(Finding(code, "warns", line, column, text, data))


def explain(term: Term, policy: TooltipPolicy) -> Explanation | None:
    """Return what `policy` says of `term`: in its audience's words, else in the other's, else None.

    None too where the policy explains nothing.
    """
    if policy.explain is Explain.NONE:
        return None
    definitions = {
        Audience.LAY: term.definition_lay,
        Audience.CLINICIAN: term.definition_clinician,
    }
    for audience in (policy.words, policy.words.other):
        definition = definitions[audience]
        if definition:
            return Explanation(term, definition, audience)
    return None


def _part(children: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Part the children of an inline token into runs to look at, and what is left alone."""
    start = position = 0
    while position < len(children):
        if not _is_opaque(children[position]):
            position += 1
            continue
        if start < position:
            yield children[start:position]
        end = _closing_of(children, position) + 1
        yield children[position:end]
        start = position = end
    if start < len(children):
        yield children[start:]


def _is_opaque(token: Token) -> bool:
    if token.type == "span_open":
        return "plain" in str(token.attrGet("class") or "").split() or bool(token.attrGet("term"))
    return token.type == "link_open" or token.type in _UNEXPLAINED


def _closing_of(children: Sequence[Token], opening: int) -> int:
    """Return the place of the token that closes the one at `opening`, itself where it is one."""
    depth = 0
    for position in range(opening, len(children)):
        depth += children[position].nesting
        if depth <= 0:
            return position
    return len(children) - 1


def _count_closers(run: Sequence[Token], starts: Sequence[int], match: Match) -> int | None:
    """Return how many closing tokens after `match` belong to it, None where it cannot be marked.

    Markup that opens inside the match and closes right at its end is taken in: `HbA~1c~`. What
    cuts markup in two cannot be marked.
    """
    first, last = bisect_right(starts, match.start), bisect_left(starts, match.end)
    depth = 0
    for token in run[first:last]:
        depth += token.nesting
        if depth < 0:
            return None
    closers = run[last : last + depth]
    closing = all(token.nesting == -1 for token in closers)
    if len(closers) < depth or not closing or (depth and starts[last + depth - 1] > match.end):
        return None
    return depth


def _insert(run: Sequence[Token], starts: Sequence[int], marks: Sequence[_Mark]) -> Iterator[Token]:
    """Yield `run` with its text parted at the marks, and each mark between two term tokens."""
    edges = [edge for mark in marks for edge in ((mark.start, mark), (mark.end, None))]
    edges.reverse()
    closers = waiting = 0
    for token, start in zip(run, starts, strict=False):
        if token.type != "text":
            yield token
            if waiting:
                waiting -= 1
                if not waiting:
                    yield _closing()
            continue
        written, done = token.content, 0
        while edges and _stands_in(edges[-1], start, start + len(written)):
            place, mark = edges.pop()
            if place - start > done:
                yield _words(token, written[done : place - start])
            done = place - start
            if mark is not None:
                closers = mark.closers
                yield mark.opening
            elif closers:
                waiting = closers
            else:
                yield _closing()
        if done < len(written):
            yield _words(token, written[done:])


def _stands_in(edge: tuple[int, _Mark | None], start: int, end: int) -> bool:
    place, mark = edge
    return start <= place < end or (mark is None and place == end)


def _opening(term: Term, again: str | None) -> Token:
    also: dict[str, str | int | float] = {} if again is None else {"again": again}
    return Token("term_open", "a", 1, attrs={"slug": term.slug, **also})


def _closing() -> Token:
    return Token("term_close", "a", -1)


def _words(token: Token, content: str) -> Token:
    return Token("text", "", 0, level=token.level, content=content)


def _text(token: Token) -> str:
    return token.content if token.type == "text" else "\n" if token.type in _BREAKS else ""
