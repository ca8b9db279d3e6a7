"""Where a text has wordings that the house style does not want: in its sentences and headings."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from readlevel.core.glossary.forms import list_forms
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.house_style.even_signs import EVEN, even_out
from readlevel.core.house_style.house_rule import HouseRule, HouseStyle, RuleLevel
from readlevel.core.house_style.wording_matcher import (
    WordingMatch,
    avoids_capital,
    find_first_word,
    fit_case,
    make_matcher,
)
from readlevel.core.languages.folding import fold
from readlevel.core.languages.words import split_words
from readlevel.core.text.document import Document, text_of
from readlevel.core.text.prose import Prose, Sentence
from readlevel.core.text.source_positions import (
    LocatedSentence,
    Span,
    blank_marks,
    find_words_within,
    list_word_ends,
    locate_sentences,
)

_LONGEST_OPENING = 20
"""Characters before the first word of a sentence among which its punctuation is looked for."""

_ELLIPSIS, _DOTS = "\u2026", 3
"""In the text of a sentence, an ellipsis is three dots."""


@dataclass(frozen=True, slots=True)
class WordingUse:
    """A wording in a text that the house style does not want."""

    text: str
    """As it reads, without markup."""
    rule: HouseRule
    span: Span | None
    """Where it is in the source, in characters; None if it was not found there."""
    sentence: Span | None
    """The sentence or heading around it."""
    line: int
    """Line in the source, from 1, on which its block begins."""
    term: str = ""
    """The name in the glossary, if the rule is to use it."""
    begins_sentence: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """Return what to say instead, best first.

        A term's name may be another part of speech than the name in the text, so it is not offered.
        """
        return () if self.term else tuple(map(self._fit, self.rule.say))

    @property
    def reason(self) -> str:
        """Return why."""
        return self.rule.explain(self.text)

    def _fit(self, said: str) -> str:
        if not self.begins_sentence and avoids_capital(self.rule, even_out(said)):
            return said
        return fit_case(said, self.text)


def find_wordings(
    style: HouseStyle,
    document: Document,
    prose: Prose,
    language: str,
    glossary: Glossary | None = None,
) -> Iterator[WordingUse]:
    """Yield the wordings that a style does not want, in order.

    `style` is that for the text (`HouseStyle.select`).
    """
    if not style:
        return
    sentences = sorted((*prose.sentences, *_list_headings(document)), key=lambda one: one.line)
    matcher = make_matcher(tuple(style.rules))
    plain = blank_marks(document.source)
    for sentence, place in zip(
        sentences, locate_sentences(sentences, document.source), strict=True
    ):
        locator = _Locator(sentence, place, plain)
        found = matcher.find(sentence.text)
        for match in found:
            yield locator.locate(match)
        if style.glossary_names is not None and glossary is not None:
            for match in _find_other_names(sentence.text, language, glossary, style.glossary_names):
                if not any(match.start < one.end and one.start < match.end for one in found):
                    yield locator.locate(match, match.rule.say[0])


def _list_headings(document: Document) -> Iterator[Sentence]:
    for place, token in enumerate(document.tokens):
        if token.type == "heading_open":
            text = text_of(document.tokens[place + 1])
            words = split_words(text)
            if words and token.map:
                yield Sentence(text, words, token.map[0] + 1)


def _find_other_names(
    text: str, language: str, glossary: Glossary, level: RuleLevel
) -> Iterator[WordingMatch]:
    """Yield where a text calls a term by another name than the glossary."""
    for match in glossary.find_matches(text, language):
        if match.by_acronym or len(match.terms) != 1:
            continue
        term, found = match.terms[0], text[match.start : match.end]
        own = {form.pattern for form in list_forms(term.name, (), None, term.language)}
        if fold(found).text not in own:
            rule = HouseRule((found,), (term.name,), level=level, language=language)
            yield WordingMatch(match.start, match.end, rule)


class _Locator:
    """Finds the places of wordings of one sentence in the source, which has targets blanked."""

    def __init__(self, sentence: Sentence, place: LocatedSentence, source: str) -> None:
        self._sentence = sentence
        self._place = place
        self._source = source
        self._ends = list_word_ends(sentence)
        self._first = find_first_word(sentence.text)
        self._gaps: dict[int, dict[int, int]] = {}

    def locate(self, match: WordingMatch, term: str = "") -> WordingUse:
        """Return the use of a wording."""
        sentence, (start, end, rule) = self._sentence, match
        text = sentence.text[start:end]
        span = self._find_span(start, end)
        begins = start <= self._first
        return WordingUse(text, rule, span, self._place.span, sentence.line, term, begins)

    def _find_span(self, start: int, end: int) -> Span | None:
        """Return the place in the source of `start` to `end` of the sentence's text.

        Its words are known there. Signs beside words, such as an exclamation mark, are looked for
        between their places.
        """
        begin, last = self._find_sign(start), self._find_sign(end - 1)
        if begin is not None and last is not None:
            return begin[0], last[1]
        return self._place.between(*find_words_within(self._ends, self._sentence.words, start, end))

    def _find_sign(self, place: int) -> Span | None:
        """Return the place in the source of the character at `place` of the sentence's text."""
        words = self._sentence.words
        after = bisect_right(self._ends, place)
        if after < len(words) and place >= self._ends[after] - len(words[after]):
            return self._find_in_word(after, place - self._ends[after] + len(words[after]))
        if after not in self._gaps:
            self._gaps[after] = self._align_gap(after)
        found = self._gaps[after].get(place)
        return None if found is None else (found, found + 1)

    def _align_gap(self, after: int) -> dict[int, int]:
        """Return the places in the source of the characters before a word, by those in the text."""
        text, words = self._sentence.text, self._sentence.words
        written = self._find_gap(after)
        if written is None:
            return {}
        start = self._ends[after - 1] if after else 0
        end = self._ends[after] - len(words[after]) if after < len(words) else len(text)
        backwards = after == 0
        return dict(_align(text, (start, end), self._source, written, backwards=backwards))

    def _find_in_word(self, number: int, offset: int) -> Span | None:
        """Return the place of a character of a word; the whole word if markup divides it."""
        span, word = self._place.words[number], self._sentence.words[number]
        if span is None or span[1] - span[0] != len(word):
            return span
        return span[0] + offset, span[0] + offset + 1

    def _find_gap(self, after: int) -> Span | None:
        """Return the part of the source between the word before `after` and that word."""
        places, whole = self._place.words, self._place.span
        behind = places[after] if after < len(places) else None
        before = places[after - 1] if after else None
        if whole is None or (after and before is None) or (after < len(places) and behind is None):
            return None
        start = before[1] if before else max(0, whole[0] - _LONGEST_OPENING)
        return start, behind[0] if behind else max(whole[1], start)


def _align(
    text: str, span: Span, source: str, written: Span, *, backwards: bool
) -> Iterator[tuple[int, int]]:
    """Yield the place of each character of a text between two words, and that in the source.

    The source also has markup there, and other quotation marks and spaces; the characters are in
    the same order. `backwards` looks from the end on, because the beginning is not known.
    """
    step = -1 if backwards else 1
    places = iter(range(*written)[::step])
    found, dots = None, 0
    for at in range(*span)[::step]:
        sign = text[at].translate(EVEN)
        if sign.isspace():
            continue
        if found is not None and source[found] == _ELLIPSIS and sign == "." and dots < _DOTS:
            dots += 1
        else:
            found = next((one for one in places if _is_sign(source[one], sign)), None)
            dots = 1
        if found is None:
            return
        yield at, found


def _is_sign(written: str, sign: str) -> bool:
    return written.translate(EVEN) == sign or (written == _ELLIPSIS and sign == ".")
