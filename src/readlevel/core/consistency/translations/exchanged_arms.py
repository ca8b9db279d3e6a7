"""Results of two groups that stand the other way round in a translation.

The result nearest to the words for the control group must be the same one in both texts.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from readlevel.core.claims.claim_vocabulary import get_finder
from readlevel.core.consistency.compared_texts import locate_fact
from readlevel.core.consistency.difference import Difference, DifferenceKind
from readlevel.core.consistency.translations.phrase_tables import get_phrases, has_table
from readlevel.core.consistency.translations.translated_blocks import BlockPair
from readlevel.core.consistency.translations.translation_difference import make_difference
from readlevel.core.facts.extract import SentenceFacts
from readlevel.core.facts.quantities import Quantity

_CONTROL = "control"
_TOTALS = frozenset({10.0, 100.0, 1000.0, 10_000.0})
_BREAK = re.compile(r"[,;،؛:]")
_ACROSS = 60
"""How many characters farther a result is behind a comma."""


class _ControlResult(NamedTuple):
    result: Quantity
    others: frozenset[float]
    """The other results of the sentence."""


def compare_arms(pair: BlockPair) -> Iterator[Difference]:
    """Yield the result of a control group that is another group's in the translation."""
    if len(pair.source) != 1 or len(pair.translation) != 1:
        return
    source, translation = pair.source[0], pair.translation[0]
    one = _find_control_result(source, pair.languages[0])
    other = _find_control_result(translation, pair.languages[1])
    if (
        one is not None
        and other is not None
        and one.result.numbers[0] in other.others
        and other.result.numbers[0] in one.others
        and one.result.numbers[0] not in one.others
    ):
        yield make_difference(
            DifferenceKind.CONFLICT,
            "arm",
            locate_fact(source, (one.result.start, one.result.end)),
            locate_fact(translation, (other.result.start, other.result.end)),
        )


def _find_control_result(facts: SentenceFacts, language: str) -> _ControlResult | None:
    find = get_phrases if has_table(language) else get_finder
    named = [one for one in find("arm", language).find(facts.text) if one.value == _CONTROL]
    results = [
        one
        for one in facts.quantities
        if not one.needs_no_support and one.numbers[0] not in _TOTALS
    ]
    if len(named) != 1 or len(results) != 2:
        return None
    control = named[0]

    def measure_distance(one: Quantity) -> int:
        first, last = sorted([(one.start, one.end), (control.start, control.end)])
        between = facts.text[first[1] : last[0]]
        return len(between) + _ACROSS * len(_BREAK.findall(between))

    nearest, other = sorted(results, key=measure_distance)
    return _ControlResult(nearest, frozenset({other.numbers[0]}))
