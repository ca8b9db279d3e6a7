"""Alignment of the sections of two texts: which section says what another one says.

Sections are compared like sentences, by the words that are typical of them, and matched in order.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import combinations

from readlevel.core.alignment.sentence_alignment import SentenceAlignment, TopicWeights
from readlevel.core.languages.stems import stem
from readlevel.core.languages.stopwords import get_function_words
from readlevel.core.languages.words import split_words
from readlevel.core.model.answer import Audience

_HEADING = re.compile(r'<h[23] id="(s-[^"]+)">(.*?)</h[23]>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MIN_SIMILARITY = 0.06
"""Below it, two sections share no more words than any two of the same topic do."""
_POSITION_WEIGHT = 0.1
"""What the same place in both texts adds at most: it decides between sections that are alike."""
_HEADING_WEIGHT = 2
"""How often the words of a heading count."""


@dataclass(frozen=True, slots=True)
class TextSection:
    """A heading of the table of contents with the text below it, up to the next such heading."""

    anchor: str
    heading: str
    text: str


SectionMatches = Mapping[tuple[Audience, str], Mapping[str, Mapping[str, str]]]
"""For each text, by the audience of another in its language: the anchors there by those here."""


def split_sections(html: str) -> Iterator[TextSection]:
    """Yield the sections of a rendered text, in order."""
    parts = _HEADING.split(html)
    for anchor, heading, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        yield TextSection(anchor, _strip(heading), _strip(text))


def match_sections(
    sections: Sequence[TextSection], others: Sequence[TextSection], language: str
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the anchor in `others` for each of `sections`, and the reverse.

    A section without a match has that of the nearest matched section before it; those before the
    first match are left out.
    """
    pairs = _align(sections, others, language)
    back = [(two, one) for one, two in pairs]
    return _name_partners(sections, others, pairs), _name_partners(others, sections, back)


def match_texts(rendered: Mapping[tuple[Audience, str], str]) -> SectionMatches:
    """Return the matches of rendered texts, by audience and language, with those in its language.

    They are as `match_sections` returns them.
    """
    texts = {key: list(split_sections(html)) for key, html in rendered.items()}
    found: dict[tuple[Audience, str], dict[str, Mapping[str, str]]] = {}
    for (one, language), (other, its_language) in combinations(sorted(texts), 2):
        if language == its_language:
            there, back = match_sections(texts[one, language], texts[other, language], language)
            found.setdefault((one, language), {})[other] = there
            found.setdefault((other, language), {})[one] = back
    return found


def _name_partners(
    sections: Sequence[TextSection], others: Sequence[TextSection], pairs: Sequence[tuple[int, int]]
) -> dict[str, str]:
    partners = dict(pairs)
    found: dict[str, str] = {}
    last: int | None = None
    for place, section in enumerate(sections):
        last = partners.get(place, last)
        if last is not None:
            found[section.anchor] = others[last].anchor
    return found


def _align(
    sections: Sequence[TextSection], others: Sequence[TextSection], language: str
) -> list[tuple[int, int]]:
    """Return the matches in order with the highest sum of scores (Needleman and Wunsch, 1970)."""
    alignment = SentenceAlignment(
        [_weigh(one, language) for one in sections], [_weigh(one, language) for one in others]
    )
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [
        [(0.0, ())] * (len(others) + 1) for _ in range(len(sections) + 1)
    ]
    for one in range(len(sections)):
        for two in range(len(others)):
            options = [best[one][two + 1], best[one + 1][two]]
            similarity = alignment.similarity(one, two)
            if similarity >= _MIN_SIMILARITY:
                apart = abs((one + 0.5) / len(sections) - (two + 0.5) / len(others))
                total, matches = best[one][two]
                score = total + similarity + _POSITION_WEIGHT * (1 - apart)
                options.append((score, (*matches, (one, two))))
            best[one + 1][two + 1] = max(options, key=lambda option: option[0])
    return list(best[-1][-1][1])


def _weigh(section: TextSection, language: str) -> TopicWeights:
    common = get_function_words(language)
    weights: Counter[str] = Counter()
    for text, weight in ((section.heading, _HEADING_WEIGHT), (section.text, 1)):
        for word in split_words(text.casefold()):
            if len(word) > 1 and word not in common:
                weights[stem(word, language)] += weight
    return {word: count**0.5 for word, count in weights.items()}


def _strip(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())
