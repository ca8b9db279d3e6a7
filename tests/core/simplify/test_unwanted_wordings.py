"""Proposals for wordings of the house style, in sentences of any length."""

from readlevel.core.house_style.find_wordings import WordingUse
from readlevel.core.house_style.house_rule import HouseRule
from readlevel.core.simplify.proposal import NOTHING
from readlevel.core.simplify.unwanted_wordings import MAX_AROUND, replace_unwanted

RULE = HouseRule(("utilise",), ("use",))


def count_compared(times: int) -> int:
    """Return the characters that are compared for a sentence with a wording so many times."""
    markdown = "they utilise it and " * times
    length = len("they utilise it and ")
    uses = [
        WordingUse("utilise", RULE, (at + 5, at + 12), (0, len(markdown)), 1)
        for at in range(0, len(markdown), length)
    ]
    compared = 0

    def changes_facts(before: str, after: str) -> bool:
        nonlocal compared
        compared += len(before) + len(after)
        return False

    found = list(replace_unwanted(uses, markdown, lambda span, text: NOTHING, changes_facts))
    assert [one.options for one in found] == [("use",)] * times
    return compared


def test_many_wordings_in_a_long_sentence_are_compared_with_what_is_around_them() -> None:
    short, long = count_compared(500), count_compared(1_000)
    assert long <= 2.2 * short
    assert short <= 500 * (2 * MAX_AROUND + 40)
