"""What it is worth to change a sentence, or at best might be."""

from readlevel.core.simplify.proposal import NOTHING, ProposalKind, Rewrite, Worth
from readlevel.core.simplify.sentence_window import find_window
from readlevel.core.simplify.worth_meter import WorthMeter
from readlevel.core.text.document import parse
from readlevel.core.text.prose import Sentence, prose
from readlevel.core.text.source_positions import Span

_OF_WORDS = frozenset({ProposalKind.WORD, ProposalKind.UNCOMMON_WORD})
"""Kinds that concern a word or two, of which a very long sentence may have very many."""


def find_part(written: str, rewrite: Rewrite) -> Span:
    """Return the span of a sentence in which a rewrite is looked at."""
    if rewrite.kind in _OF_WORDS:
        return find_window(written, rewrite.start, rewrite.end)
    return 0, len(written)


class SentenceWorth:
    """By how much the level of one text falls with changes of its sentences."""

    def __init__(self, meter: WorthMeter, language: str) -> None:
        self._meter = meter
        self._language = language

    def measure(self, sentence: Sentence, written: str) -> Worth:
        """Return what it is worth to write something else in the place of a sentence."""
        after = prose(parse(written), self._language).sentences
        return self._meter.compute_worth(sentence, after)

    def narrow(self, sentence: Sentence, written: str, rewrite: Rewrite) -> Sentence:
        """Return a sentence, or the part of a very long one around a rewrite."""
        first, last = find_part(written, rewrite)
        if last - first == len(written):
            return sentence
        part, *_ = (*prose(parse(written[first:last]), self._language).sentences, sentence)
        return part

    def hope(self, sentence: Sentence, kind: ProposalKind, text: str) -> Worth:
        """Return what a change would be worth at best: halves of a sentence, an easy word."""
        if kind is ProposalKind.LONG_SENTENCE:
            half = len(sentence.words) // 2
            first, second = sentence.words[:half], sentence.words[half:]
            parts = [
                sentence._replace(text=f"{' '.join(words)}.", words=words)
                for words in (first, second)
            ]
            return self._meter.compute_worth(sentence, parts)
        if kind is ProposalKind.UNCOMMON_WORD:
            words = tuple("it" if word == text else word for word in sentence.words)
            return self._meter.compute_worth(sentence, [sentence._replace(words=words)])
        return NOTHING
