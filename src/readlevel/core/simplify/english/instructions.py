"""Splits English sentences between two things that the reader is told to do."""

import re
from collections.abc import Iterator, Sequence

from readlevel.core.simplify.divisions import list_divisions
from readlevel.core.simplify.english.clauses import get_group, list_words
from readlevel.core.simplify.sentence_marks import capitalise, is_balanced

_TOLD = frozenset(
    {"apply", "ask", "avoid", "bring", "call", "check", "contact", "discard", "do", "drink", "eat"}
    | {"give", "keep", "measure", "never", "offer", "repeat", "rest", "rinse", "seek", "stop"}
    | {"store", "swallow", "take", "tell", "use", "wait", "wash", "wear", "monitor", "refer"}
)
"""Verbs with which instructions begin."""

_TIMES = frozenset({"after", "before"})
_FEWEST_TOLD = 4
_NEXT_INSTRUCTION = re.compile(r",\s(?:(?:and\s)?(?P<then>then\s)|and\s)")


def divide_at_instructions(text: str) -> Iterator[str]:
    """Yield the divisions between two things that the reader is told to do."""
    words = list_words(text)
    if not _is_instruction(words) or not (get_group("subordinators") - _TIMES).isdisjoint(words):
        return
    for left, right, found in list_divisions(_NEXT_INSTRUCTION, text):
        after = list_words(right)
        long_enough = min(len(list_words(left)), len(after)) >= _FEWEST_TOLD
        if long_enough and _is_instruction(after) and is_balanced(left) and is_balanced(right):
            opening = found["then"] or ""
            yield f"{left}. {capitalise(opening + right)}"


def is_told(words: Sequence[str]) -> bool:
    """Return whether the words, in lower case, tell the reader to do one thing."""
    is_verb = words[0] in _TOLD or words[0] in get_group("verbs") - get_group("nouns")
    return is_verb and "and" not in words


def _is_instruction(words: Sequence[str]) -> bool:
    """Return whether a sentence begins with a verb that tells what to do, and its object."""
    return len(words) > 1 and words[0] in _TOLD and words[1] not in get_group("auxiliaries")
