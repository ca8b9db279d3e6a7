"""Word lists of the package, read when first used.

`data/syllables.en.txt` holds the English words that the syllable rules get wrong, under lines
`# <syllables>` (from the CMU Pronouncing Dictionary). `data/common.<language>.txt` holds words
under lines `# <Zipf frequency>`, cut off to a tenth (from wordfreq): the first line has the
frequency from which words are easy in that language, the last one that of the rarest words listed.
`tools/build_lexicon.py` writes both. `data/everyday.<language>.txt` holds words of 4.4 and more
(`tools/build_everyday.py`). NOTICE has their licences. The list of Dale and Chall is part of
textstat.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

_DATA = files("readlevel.core") / "data"

FREQUENCY_LANGUAGES = frozenset(
    file.name.split(".")[1] for file in _DATA.iterdir() if file.name.startswith("common.")
)
"""Languages with a list of common words (primary tags)."""


@cache
def get_syllable_exceptions() -> Mapping[str, int]:
    """Return the English words, in lower case, that the syllable rules get wrong, by syllables."""
    counted: dict[str, int] = {}
    for section in _read("syllables.en.txt").split("# ")[1:]:
        number, *words = section.split()
        counted.update(dict.fromkeys(words, int(number)))
    return counted


@cache
def get_acronym_syllables() -> Mapping[str, int]:
    """Return English acronyms by the syllables of the word they are said as; 0 for letters."""
    counted: dict[str, int] = {}
    for section in _read("acronyms.en.txt").split("# ")[1:]:
        number, *acronyms = section.split()
        counted.update(dict.fromkeys(acronyms, 0 if number == "letters" else int(number)))
    return counted


class ZipfTable(NamedTuple):
    """The Zipf frequencies of a language's words, in tenths; 30 is once in a million words."""

    tenths: Mapping[str, int]
    """By word in lower case; words of the frequency `easy` and more all have `easy`."""
    easy: int
    """The frequency of the words that are easy for everyone."""
    rarest: int
    """The lowest frequency in the table."""


@cache
def get_zipf_table(language: str) -> ZipfTable | None:
    """Return the frequencies of the words of `language` (a primary tag), or None if unknown."""
    if language not in FREQUENCY_LANGUAGES:
        return None
    tenths: dict[str, int] = {}
    bounds = []
    for section in _read(f"common.{language}.txt").split("# ")[1:]:
        heading, _, words = section.partition("\n")
        bounds.append(round(float(heading) * 10))
        tenths.update(dict.fromkeys(words.split("\n"), bounds[-1]))
    tenths.pop("", None)
    return ZipfTable(tenths, max(bounds), min(bounds))


@cache
def get_common_words(language: str) -> frozenset[str]:
    """Return the words of Zipf frequency 3.0 and more: one in a million words, or more often.

    `language` is a primary tag; the set is empty if `FREQUENCY_LANGUAGES` lacks it.
    """
    table = get_zipf_table(language)
    if table is None:
        return frozenset()
    return frozenset(word for word, tenths in table.tenths.items() if tenths >= 30)


@cache
def get_everyday_words(language: str) -> frozenset[str]:
    """Return the words of Zipf frequency 4.4 and more, folded: 25 in a million, or more often.

    `language` is a primary tag; the set is empty if `FREQUENCY_LANGUAGES` lacks it.
    """
    if language not in FREQUENCY_LANGUAGES:
        return frozenset()
    return frozenset(_read(f"everyday.{language}.txt").split())


@cache
def get_familiar_words() -> frozenset[str]:
    """Return the words that Dale and Chall found familiar to fourth graders.

    The list is a data file of the installed textstat. It is found without importing the package:
    that would import NLTK, which takes 170 ms and 30 MiB. Raise FileNotFoundError if textstat
    is not installed or keeps its list elsewhere.
    """
    package = find_spec("textstat")
    for folder in (package and package.submodule_search_locations) or ():
        path = Path(folder, "resources", "en", "easy_words.txt")
        return frozenset(map(str.strip, path.read_text("utf-8").splitlines()))
    raise FileNotFoundError("textstat, which has the list of familiar words, is not installed")


def _read(name: str) -> str:
    return _DATA.joinpath(name).read_text("utf-8")
