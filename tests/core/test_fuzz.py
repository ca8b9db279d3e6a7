"""Whatever text comes, it is scored, its counts agree with each other, and numbers part nothing."""

import math
import re
import unicodedata
from contextlib import suppress
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.hints.find_difficulties import find_difficulties
from readlevel.core.languages.words import is_numeral, split_words
from readlevel.core.readability.prose_words import ProseWords
from readlevel.core.readability.readability import measure
from readlevel.core.text.document import UnreadableMarkdown, parse
from readlevel.core.text.prose import Prose, prose, prose_of_text

LANGUAGES = st.sampled_from(
    ["en", "es", "de", "fr", "it", "nl", "pt", "ru", "ar", "hi", "zh", "xx"]
)
SCRIPTS = (
    *("word", "œdème", "straße", "кровь", "сердце", "دم", "हृदय", "血液", "ひざ", "심장", "καρδιά"),
    *(
        "לב",
        "e\u0301te\u0301",
        "ﬁbrosis",
        "İ",
        "ǅ",
        "½",
        "²",
        "①",
        "Ⅳ",
        "٣",
        "ª",
        "𝟙",
        "🩺",
        "\u0301",
    ),
)
SIGNS = (
    *(
        ". ",
        "! ",
        "? ",
        "… ",
        "。",
        "؟ ",
        "। ",
        ", ",
        "; ",
        ": ",
        " - ",
        "—",
        "-",
        "/",
        "\n",
        "\n\n",
    ),
    *("\n- ", "\n1. ", "\n# ", "\n> ", "\t", "|", "(", ")", "[", "]", "{", "}", '"', "'", "’", "“"),
    *(
        "*",
        "_",
        "`",
        "~",
        "^",
        "[^1]",
        "[1]",
        "[@a]",
        "@",
        "http://a.org",
        "e.g. ",
        "Dr. ",
        "z. B. ",
    ),
    *("0.73", "1,000", "5 mg", "\u200b", "\u2028", "\0", "\ufeff", "\u202e", "\u200d"),
)
MIXED = st.lists(st.sampled_from(SCRIPTS + SIGNS), max_size=60).map("".join)
LONG_RUNS = st.builds(str.__mul__, st.text(min_size=1, max_size=3), st.integers(50, 900))
RUNS = st.builds("{}{}{}".format, st.text(max_size=5), LONG_RUNS, st.text(max_size=5))
NESTED = st.builds(
    lambda opening, closing, times, inner: opening * times + inner + closing * times,
    st.sampled_from(["(", "[", "{", "“", "«", "> ", "- ", "*", "[^", "(e.g. "]),
    st.sampled_from([")", "]", "}", "”", "»", ".", ".)", "*"]),
    st.integers(1, 200),
    st.sampled_from(["", "a", "A word. Two", "0.73", "\n"]),
)


@given(st.text(max_size=200) | MIXED | RUNS | NESTED, LANGUAGES)
def test_any_text_is_scored_with_counts_that_agree(text: str, language: str) -> None:
    check(prose_of_text(text, language), text, language)
    with suppress(UnreadableMarkdown):
        check(prose(parse(text), language), text, language)


def check(read: Prose, text: str, language: str) -> None:
    for sentence in read.sentences:
        assert sentence.words == split_words(sentence.text)
        assert all(map(str.strip, sentence.words))
        assert 1 <= sentence.line <= len(text) + 1
    assert all(one.line <= other.line for one, other in pairwise(read.sentences))
    found = measure(read, language)
    counts = found.counts
    assert counts.sentences == len(read.sentences)
    assert counts.sentences <= counts.words <= counts.syllables
    assert counts.words <= counts.letters <= len(unicodedata.normalize("NFD", text)) * 2
    assert 3 * counts.polysyllables <= counts.syllables
    assert max(counts.difficult_words, counts.uncommon_words) <= counts.words
    assert found.measures.longest_sentence_words <= counts.words
    assert all(math.isfinite(one) for one in found.scores.values() if one is not None)
    reasons = find_difficulties(ProseWords(read, language), text)
    assert len(reasons.sentences) == counts.sentences


DECIMAL = st.integers(0, 99_999).map(lambda number: f"{number / 100:.2f}")
WHOLE = st.integers(1, 99_999).map(lambda number: f"{number:,}")
STATISTIC = st.one_of(
    st.tuples(st.just("RR {}"), DECIMAL),
    st.tuples(st.just("95% CI {} to {}"), DECIMAL, DECIMAL),
    st.tuples(st.just("(OR {}; 99% CI {}–{})"), DECIMAL, DECIMAL, DECIMAL),
    st.tuples(st.just("P < {}"), DECIMAL),
    st.tuples(st.just("p={}"), DECIMAL),
    st.tuples(st.just("P < .{}"), st.integers(1, 999)),
    st.tuples(st.just("n = {}"), WHOLE),
    st.tuples(st.just("{}–{} mg/dL"), DECIMAL, DECIMAL),
    st.tuples(st.just("I2 = {}%"), WHOLE),
    st.tuples(st.just("I² of {} %"), DECIMAL),
    st.tuples(st.just("mean {} ± {} mmHg"), DECIMAL, WHOLE),
    st.tuples(st.just("{}/{} participants"), WHOLE, WHOLE),
    st.tuples(st.just("x̄ was {}"), DECIMAL.map(lambda number: number.replace(".", "·"))),
)
SENTENCE = st.lists(STATISTIC, min_size=1, max_size=6)


@given(st.lists(SENTENCE, min_size=1, max_size=6), st.sampled_from([", ", "; ", " and ", " ("]))
def test_decimals_add_no_sentence_and_no_word(
    parts: list[list[tuple[str, str]]], sign: str
) -> None:
    statistics = [one.format(*numbers) for each in parts for one, *numbers in each]
    text = " ".join(
        f"It was so: {sign.join(one.format(*numbers) for one, *numbers in each)}." for each in parts
    )
    numerals = sum(len(re.findall(r"(?<!I)\d[\d.,·]*", one)) for one in statistics)
    for read in (prose_of_text(text, "en"), prose(parse(text), "en")):
        assert len(read.sentences) == len(parts), text
        assert sum(is_numeral(word) for one in read.sentences for word in one.words) == numerals
