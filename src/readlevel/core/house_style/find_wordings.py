"""Where a text has wordings that the house style does not want: in its sentences and headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readlevel.core.glossary.forms import list_forms
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.house_style.even_signs import even_out
from readlevel.core.house_style.house_rule import HouseRule, HouseStyle, RuleLevel
from readlevel.core.house_style.wording_matcher import (
    WordingMatch,
    avoids_capital,
    begins_sentence,
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
    find_words_within,
    list_word_ends,
    locate_sentences,
)


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
    for sentence, place in zip(
        sentences, locate_sentences(sentences, document.source), strict=True
    ):
        ends = list_word_ends(sentence)
        found = matcher.find(sentence.text)
        for match in found:
            yield _locate(match, sentence, place, ends, document.source)
        if style.glossary_names is not None and glossary is not None:
            for match in _find_other_names(sentence.text, language, glossary, style.glossary_names):
                if not any(match.start < one.end and one.start < match.end for one in found):
                    yield _locate(match, sentence, place, ends, document.source, match.rule.say[0])


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


def _locate(
    match: WordingMatch,
    sentence: Sentence,
    place: LocatedSentence,
    ends: Sequence[int],
    source: str,
    term: str = "",
) -> WordingUse:
    text = sentence.text[match.start : match.end]
    span = place.between(*find_words_within(ends, sentence.words, match.start, match.end))
    if not (text[0].isalnum() and text[-1].isalnum()):
        # What is no word, such as an exclamation mark, stands beside the words.
        span = _find_exactly(text, source, place.span, span)
    begins = begins_sentence(sentence.text, match.start)
    return WordingUse(text, match.rule, span, place.span, sentence.line, term, begins)


def _find_exactly(text: str, source: str, sentence: Span | None, near: Span | None) -> Span | None:
    if sentence is None or near is None:
        return None
    start = source.find(text, max(sentence[0], near[0] - len(text)), sentence[1])
    return (start, start + len(text)) if start >= 0 else None
