"""The queue of proposals for one text: what makes it hard, the most valuable first."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from readlevel.core.consistency.compare_versions import compare_versions
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.glossary.undefined_acronyms import find_undefined_acronyms
from readlevel.core.hints.difficulties import DifficultyReason, HardSentence
from readlevel.core.hints.find_difficulties import find_difficulties
from readlevel.core.house_style.find_wordings import WordingUse, find_wordings
from readlevel.core.house_style.house_rule import NO_STYLE, HouseStyle, RuleLevel
from readlevel.core.readability.prose_words import ProseWords
from readlevel.core.simplify.proposal import NOTHING, Proposal, ProposalKind, Rewrite, Worth
from readlevel.core.simplify.rules import list_rules, rewrite_sentence
from readlevel.core.simplify.sentence_worth import SentenceWorth, find_part
from readlevel.core.simplify.structure import find_structure
from readlevel.core.simplify.unwanted_wordings import leave_out_covered, replace_unwanted
from readlevel.core.simplify.worth_meter import WorthMeter
from readlevel.core.text.document import parse
from readlevel.core.text.prose import Prose, Sentence, prose
from readlevel.core.text.source_positions import LocatedSentence, Span, locate_sentences

MAX_PROPOSALS = 300
"""After these, easier sentences are not read any more: the facts of each wording are compared."""

_BRACKETS = re.compile(r"\((?P<remark>[^()\[\]]*)\)")
_MIN_REMARK_WORDS = 5

_ONLY_PERSONS = frozenset({ProposalKind.STATISTIC})
"""Kinds whose options have blanks, so that their facts cannot be checked yet."""

_STATED_BY_MARKS: Mapping[DifficultyReason, ProposalKind] = {
    DifficultyReason.LONG_SENTENCE: ProposalKind.LONG_SENTENCE,
    DifficultyReason.PASSIVE: ProposalKind.ACTIVE,
    DifficultyReason.UNCOMMON_WORD: ProposalKind.UNCOMMON_WORD,
    DifficultyReason.PLAINER: ProposalKind.WORD,
}
_WHOLE = frozenset({ProposalKind.SPLIT, ProposalKind.LIST, ProposalKind.LONG_SENTENCE})
"""Kinds that concern a whole sentence, of which the first is enough."""


def list_proposals(
    markdown: str,
    language: str,
    glossary: Glossary | None = None,
    *,
    for_patients: bool = True,
    house_style: HouseStyle = NO_STYLE,
) -> list[Proposal]:
    """Return the proposals for a text, those that lower its level most first.

    Before them come those for what the house style does not allow.

    Each option states the facts that the text states: an option that another reading of the facts
    tells apart is left out. Of a text with very many, those of its hardest sentences are returned.
    `for_patients` speaks to the reader. Raise `UnreadableMarkdown` for text that cannot be parsed.
    """
    document = parse(markdown)
    read = prose(document, language)
    uses = list(find_wordings(house_style, document, read, language, glossary))
    return _Queue(read, markdown, language, glossary, for_patients=for_patients).collect(uses)


def count_to_target(proposals: Sequence[Proposal], grade: float, target: float) -> int | None:
    """Return how many of the first proposals bring `grade` to `target`; None if all do not."""
    for count, one in enumerate(proposals, start=1):
        if grade <= target:
            return count - 1
        grade -= max(0.0, one.worth.grade)
    return len(proposals) if grade <= target else None


class _Queue:
    """The proposals for one text while they are collected."""

    def __init__(
        self,
        read: Prose,
        markdown: str,
        language: str,
        glossary: Glossary | None,
        *,
        for_patients: bool,
    ) -> None:
        self._sentences = read.sentences
        self._located = list(locate_sentences(read.sentences, markdown))
        read_here = zip(self._sentences, self._located, strict=True)
        self._by_span = {place.span: sentence for sentence, place in read_here}
        self._markdown = markdown
        self._language = language
        self._undefined = list(find_undefined_acronyms(read.sentences, language))
        words = ProseWords(read, language)
        self._worth = SentenceWorth(WorthMeter(words), language)
        self._difficulties = find_difficulties(words, markdown, glossary).sentences
        self._rules = list_rules(language, for_patients=for_patients)

    def collect(self, uses: Sequence[WordingUse] = ()) -> list[Proposal]:
        """Return the proposals, the most valuable first; `uses` are of unwanted wordings."""
        read = zip(self._sentences, self._located, self._difficulties, strict=True)
        found: list[Proposal] = []
        for one in sorted(read, key=lambda sentence: -(sentence[2].hardness or 0.0)):
            if len(found) < MAX_PROPOSALS:
                found.extend(self._list_of(*one))
        found.extend(find_structure(self._sentences, self._located, self._markdown))
        unwanted = list(
            replace_unwanted(
                uses[:MAX_PROPOSALS], self._markdown, self._find_worth, self._changes_facts
            )
        )
        found = [*unwanted, *leave_out_covered(found, unwanted)]
        found.sort(
            key=lambda one: (
                one.level is not RuleLevel.ERROR,
                -one.worth.grade,
                -one.worth.hardness,
                one.span,
            )
        )
        return found

    def _list_of(
        self, sentence: Sentence, place: LocatedSentence, hard: HardSentence
    ) -> Iterator[Proposal]:
        if place.span is None:
            return
        start, end = place.span
        written = self._markdown[start:end]
        rewrites = rewrite_sentence(self._rules, self._markdown, start, end)
        proposed = (self._propose(sentence, start, written, one) for one in rewrites)
        rewritten = list(_keep_one_division(one for one in proposed if one is not None))
        yield from rewritten
        marked = list(self._list_marked(sentence, written, hard))
        replaced = [one for one in (*rewritten, *marked) if one.options]
        spans = [one.span for one in replaced if one.kind not in _WHOLE]
        is_divided = any(one.kind in _WHOLE for one in rewritten)
        named = {(one.span[1], one.options) for one in rewritten if one.kind is ProposalKind.VERB}
        yield from (
            one for one in marked if one.options and (one.span[1], one.options[:1]) not in named
        )
        for one in (
            *(one for one in marked if not one.options),
            *self._list_remarks(sentence, start, written),
            *self._list_acronyms(sentence, place, written),
        ):
            covered = any(a <= one.span[0] and one.span[1] <= b for a, b in spans)
            if not (is_divided if one.kind in _WHOLE else covered):
                yield one

    def _propose(
        self, sentence: Sentence, start: int, written: str, rewrite: Rewrite
    ) -> Proposal | None:
        """Return a proposal with the options that state the same facts; None if there is none."""
        options: list[str] = []
        worth = NOTHING
        first, last = find_part(written, rewrite)
        before = written[first:last]
        for option in rewrite.options:
            whole = written[first : rewrite.start] + option + written[rewrite.end : last]
            if rewrite.kind not in _ONLY_PERSONS and self._changes_facts(before, whole):
                continue
            if not options:
                worth = self._worth.measure(self._worth.narrow(sentence, written, rewrite), whole)
            options.append(option)
        if not options:
            return None
        span = start + rewrite.start, start + rewrite.end
        return Proposal(
            rewrite.kind,
            span,
            self._markdown[slice(*span)],
            written,
            tuple(options),
            rewrite.note,
            worth,
        )

    def _list_marked(
        self, sentence: Sentence, written: str, hard: HardSentence
    ) -> Iterator[Proposal]:
        """Yield the difficulties of a sentence that are marked in the editor, of many the first."""
        hopes: dict[tuple[ProposalKind, str], Worth] = {}
        marks = (one for one in hard.marks if one.reason in _STATED_BY_MARKS)
        for mark in islice(marks, MAX_PROPOSALS):
            kind = _STATED_BY_MARKS[mark.reason]
            span = mark.span or (hard.span if kind in _WHOLE else None)
            if span is None or hard.span is None:
                continue
            begin = hard.span[0]
            text = self._markdown[slice(*span)]
            rewrite = Rewrite(
                kind,
                span[0] - begin,
                span[1] - begin,
                tuple(mark.data.get("plainer", ())),
                mark.data.get("note"),
            )
            proposal = self._propose(sentence, begin, written, rewrite) if rewrite.options else None
            if proposal is not None:
                yield proposal
            elif not rewrite.options:
                data = (("words", mark.data["words"]),) if kind in _WHOLE else ()
                if (kind, text) not in hopes:
                    near = self._worth.narrow(sentence, written, rewrite)
                    hopes[kind, text] = self._worth.hope(near, kind, text)
                yield Proposal(kind, span, text, written, (), None, hopes[kind, text], data)

    def _list_remarks(self, sentence: Sentence, start: int, written: str) -> Iterator[Proposal]:
        for found in _BRACKETS.finditer(written):
            if len(found["remark"].split()) >= _MIN_REMARK_WORDS:
                span = start + found.start(), start + found.end()
                without = written[: found.start()].rstrip() + written[found.end() :]
                worth = self._worth.measure(sentence, f"{without} {found['remark']}.")
                yield Proposal(ProposalKind.BRACKETS, span, found[0], written, (), None, worth)

    def _list_acronyms(
        self, sentence: Sentence, place: LocatedSentence, written: str
    ) -> Iterator[Proposal]:
        for acronym, first in self._undefined:
            spans = (
                span
                for word, span in zip(sentence.words, place.words, strict=True)
                if word in (acronym, f"{acronym}s")
            )
            span = next(spans, None) if first is sentence else None
            if span is not None:
                text = self._markdown[slice(*span)]
                yield Proposal(ProposalKind.ACRONYM, span, text, written, (), None, NOTHING)

    def _find_worth(self, span: Span, written: str) -> Worth:
        """Return what it is worth to write another text in the place of a sentence."""
        sentence = self._by_span.get(span)
        return NOTHING if sentence is None else self._worth.measure(sentence, written)

    def _changes_facts(self, before: str, after: str) -> bool:
        return bool(compare_versions(before, after, self._language))


def _keep_one_division(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals, of those that concern the whole sentence only the first."""
    is_divided = False
    for one in proposals:
        if one.kind not in _WHOLE or not is_divided:
            yield one
        is_divided = is_divided or one.kind in _WHOLE
