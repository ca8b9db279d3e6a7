"""What finds the passive voice in sentences, by language."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from readlevel.core.hints.english.passive_voice import find_passives, find_start_words


class PassiveRules(NamedTuple):
    """The rules of one language."""

    find_passives: Callable[[Sequence[str]], Sequence[tuple[int, int]]]
    """Returns the passives of the words of a sentence as (first word, end)."""
    find_start_words: Callable[[Collection[str]], Collection[str]]
    """Returns those of some words with which a passive may begin."""


_RULES: Mapping[str, PassiveRules] = {"en": PassiveRules(find_passives, find_start_words)}
"""By primary tag."""


def find_passive_rules(tag: str) -> PassiveRules | None:
    """Return the rules of a language (a primary tag), None if it has none."""
    return _RULES.get(tag)
