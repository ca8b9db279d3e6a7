import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.house_style.check_rule import RuleFault, RuleProblem, check_rule, check_style
from readlevel.core.house_style.house_rule import MAX_RULES, HouseRule, HouseStyle
from readlevel.core.house_style.pattern_automaton import MAX_MATCH, PatternAutomaton
from readlevel.core.house_style.token_pattern import PatternFault, PatternProblem, read_pattern


def longest(pattern: str, text: str) -> int | None:
    ends = [end for end, _ in PatternAutomaton([read_pattern(pattern)], [False]).match(text, 0)]
    return ends[-1] if ends else None


@pytest.mark.parametrize(
    ("pattern", "fault", "part"),
    [
        ("(a", "unbalanced", "("),
        ("a)", "unbalanced", ")"),
        ("[a", "unbalanced", "["),
        ("it is(?!\\.)", "unsupported", "(?!\\"),
        ("(?<=a)b", "unsupported", "(?<="),
        (r"(a)\1", "unsupported", r"\1"),
        (r"\p{L}", "unsupported", r"\p"),
        ("[[:alpha:]]", "unsupported", "[[:alpha:]"),
        ("^a", "unsupported", "^"),
        ("*a", "nothing_repeated", "*"),
        ("a**", "nothing_repeated", "*"),
        ("[z-a]", "bad_class", "[z-a]"),
        ("a*", "empty", "a*"),
        ("a|", "empty", "a|"),
        ("a{99}", "too_long", "{99}"),
        ("(" * 60 + "a" + ")" * 60, "too_long", "(" * 40),
        ("((a{50}){50}){50}", "too_long", "((a{50}){50}){50}"),
    ],
)
def test_what_a_pattern_cannot_have_is_named(pattern: str, fault: str, part: str) -> None:
    with pytest.raises(PatternProblem) as found:
        PatternAutomaton([read_pattern(pattern)], [False])
    assert (found.value.fault, found.value.part) == (PatternFault(fault), part)


_PARTS = st.recursive(
    st.sampled_from(["a", "b", "-", r"\w", r"\s", "[ab]", "."]),
    lambda inner: st.one_of(
        st.builds("({}|{})".format, inner, inner),
        st.builds("{}{}".format, inner, inner),
        st.builds("({}){}".format, inner, st.sampled_from(["?", "*", "+", "{2}", "{1,3}"])),
    ),
    max_leaves=6,
)


@given(_PARTS, st.text("ab- ", max_size=12))
def test_a_pattern_matches_what_it_matches_elsewhere(pattern: str, text: str) -> None:
    """The longest match, because Python prefers the first of several alternatives."""
    known = [end for end in range(1, len(text) + 1) if re.fullmatch(pattern, text[:end])]
    try:
        assert longest(pattern, text) == (known[-1] if known else None)
    except PatternProblem as problem:
        assert problem.fault is PatternFault.EMPTY
        assert re.fullmatch(pattern, "")


def test_a_pattern_that_others_try_in_many_ways_takes_one_step_for_each_character() -> None:
    automaton = PatternAutomaton([read_pattern("(a|aa|a*)*b(a?){30}c")], [False])
    assert list(automaton.match("a" * 10_000, 0)) == []
    assert len(automaton._known) < 100
    assert longest("a+", "a" * 1_000) == MAX_MATCH


def test_a_rule_that_cannot_be_used_is_refused() -> None:
    for rule, fault in [
        (HouseRule(()), RuleFault.NO_WORDING),
        (HouseRule((" ",)), RuleFault.NO_WORDING),
        (HouseRule(("a" * 201,)), RuleFault.LONG_WORDING),
        (HouseRule(("a",), reason="a" * 501), RuleFault.LONG_REASON),
        (HouseRule(("e-mail",), ("e‑mail",)), RuleFault.SAYS_IT),
        (HouseRule(tuple(map(str, range(1_001)))), RuleFault.TOO_MANY_WORDINGS),
        (HouseRule(("(",), is_pattern=True), PatternFault.UNBALANCED),
    ]:
        with pytest.raises(RuleProblem) as found:
            check_rule(rule)
        assert found.value.fault == fault
    check_rule(HouseRule(("(",)))
    with pytest.raises(RuleProblem):
        check_style(HouseStyle(tuple(HouseRule((str(n),)) for n in range(MAX_RULES + 1))))
