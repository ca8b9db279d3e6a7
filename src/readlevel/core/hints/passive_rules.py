"""What finds the passive voice in sentences, by language."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from readlevel.core.hints.english.passive_voice import find_passives, list_start_words


class PassiveRules(NamedTuple):
    """The rules of one language."""

    find_passives: Callable[[Sequence[str]], Sequence[tuple[int, int]]]
    """Returns the passives of the words of a sentence as (first word, end)."""
    list_start_words: Callable[[], frozenset[str]]
    """Returns the words with which a passive may begin, in every mix of capitals."""


_RULES: Mapping[str, PassiveRules] = {"en": PassiveRules(find_passives, list_start_words)}
"""By primary tag."""


def find_passive_rules(tag: str) -> PassiveRules | None:
    """Return the rules of a language (a primary tag), None if it has none."""
    return _RULES.get(tag)
