"""Syllables read from the spelling, for languages whose spelling tells the sounds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SyllableRules:
    """How one language writes its syllables."""

    vowels: str
    nuclei: re.Pattern[str]
    """What makes one syllable within a group of vowels, longest first."""
    respellings: Sequence[tuple[re.Pattern[str], str]] = ()
    """Changes in order: mute vowels go, a hyphen parts vowels that are sounded apart."""

    def count(self, word: str) -> int:
        """Return the syllables of `word`, one at least; capitals alone are said one by one."""
        plain = word.lower()
        if word.isupper() and len(word) <= 5 and not set(plain) & set(self.vowels):
            return len(word)
        for pattern, respelled in self.respellings:
            plain = pattern.sub(respelled, plain)
        groups = re.findall(f"[{self.vowels}]+", plain)
        return sum(max(1, len(self.nuclei.findall(group))) for group in groups) or 1


def compile_respellings(*changes: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return `changes` as a `Spelling` has them; patterns may have spaces and comments."""
    return tuple((re.compile(pattern, re.VERBOSE), respelled) for pattern, respelled in changes)
