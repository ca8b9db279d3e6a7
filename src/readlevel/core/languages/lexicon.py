"""Word lists of the package, read when first used.

`data/syllables.en.txt` holds the English words that the syllable rules get wrong, under lines
`# <syllables>` (from the CMU Pronouncing Dictionary). `data/common.<language>.txt` holds the words
of Zipf frequency 3.0 and more, those of 3.5 and more before the empty line (from wordfreq).
`tools/build_lexicon.py` writes both. `data/everyday.<language>.txt` holds words of 4.4 and more
(`tools/build_everyday.py`). NOTICE has their licences. The list of Dale and Chall is part of
textstat.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

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
def get_common_words(language: str) -> frozenset[str]:
    """Return the words of Zipf frequency 3.0 and more: one in a million words, or more often.

    `language` is a primary tag; the set is empty if `FREQUENCY_LANGUAGES` lacks it.
    """
    if language not in FREQUENCY_LANGUAGES:
        return frozenset()
    return frozenset(_read(f"common.{language}.txt").split())


@cache
def get_frequent_words(language: str) -> frozenset[str]:
    """Return the words of Zipf frequency 3.5 and more: three in a million words, or more often.

    `language` is a primary tag; the set is empty if `FREQUENCY_LANGUAGES` lacks it.
    """
    if language not in FREQUENCY_LANGUAGES:
        return frozenset()
    return frozenset(_read(f"common.{language}.txt").partition("\n\n")[0].split())


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
