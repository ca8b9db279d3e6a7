"""Syllables by spelling, for languages whose spelling shows the pronunciation."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

_VOWEL_GROUPS = re.compile(r"[aeiouyаеёиоуыэюяєіїαεηιουωاويىआइईउऊएऐओऔािीुूेैोौ]+")


@dataclass(frozen=True, slots=True)
class SyllableRules:
    """The syllable rules of one language."""

    vowels: str
    nuclei: re.Pattern[str]
    """The parts of a vowel group that form one syllable each, longest first."""
    respellings: Callable[[], Sequence[tuple[re.Pattern[str], str]]] = tuple
    """Return ordered replacements: these remove silent vowels and put hyphens between syllables."""

    def count(self, word: str) -> int:
        """Return the syllables of `word`, at least one; consonants in capitals have one each."""
        plain = word.lower()
        if word.isupper() and len(word) <= 5 and not set(plain) & set(self.vowels):
            return len(word)
        for pattern, respelled in self.respellings():
            plain = pattern.sub(respelled, plain)
        groups = re.findall(f"[{self.vowels}]+", plain)
        return sum(max(1, len(self.nuclei.findall(group))) for group in groups) or 1


def compile_respellings(
    *changes: tuple[str, str],
) -> Callable[[], Sequence[tuple[re.Pattern[str], str]]]:
    """Return a function that compiles replacements for `SyllableRules` when it is first called.

    Most processes need few languages. Patterns may contain spaces and comments.
    """

    @cache
    def compiled() -> Sequence[tuple[re.Pattern[str], str]]:
        return [(re.compile(pattern, re.VERBOSE), respelled) for pattern, respelled in changes]

    return compiled


def count_vowel_groups(word: str) -> int:
    """Estimate the syllables of `word` by its groups of vowels, in any language."""
    return len(_VOWEL_GROUPS.findall(strip_accents(word.lower()))) or 1


def strip_accents(word: str) -> str:
    """Return `word` without accents; æ and œ count as e."""
    parts = unicodedata.normalize("NFD", word.replace("æ", "e").replace("œ", "e"))
    return "".join(part for part in parts if not unicodedata.combining(part))
