import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.house_style.check_rule import RuleFault, RuleProblem, check_rule, check_style
from readlevel.core.house_style.even_signs import EVEN
from readlevel.core.house_style.house_rule import MAX_RULES, HouseRule, HouseStyle
from readlevel.core.house_style.pattern_automaton import (
    MAX_MATCH,
    PatternAutomaton,
    PatternSearch,
    check_pattern,
)
from readlevel.core.house_style.token_pattern import PatternFault, PatternProblem, read_pattern
from readlevel.core.house_style.wording_matcher import WordingMatcher, make_matcher


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
        ("[]", "bad_class", "[]"),
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


@pytest.mark.parametrize(
    "pattern",
    [
        "[ab]*a[ab]{40}c",
        "[ab ]*a[ab ]{11}c",
        r"(\w+ ){1,20}of(\w+ ){1,20}",
        "(([ab]?){20}){20}c",
        "(a?b?c?d?e?f?g?h?i?j?k?l?m?n?){0,30}!",
        "((a{50}){50})",
    ],
)
def test_a_pattern_whose_sets_of_states_would_be_too_many_is_refused(pattern: str) -> None:
    with pytest.raises(PatternProblem) as found:
        check_pattern(pattern, ignore_case=True)
    assert found.value.fault is PatternFault.TOO_LONG


ORDINARY = [
    r"suffer(?:s|ed|ing)? from",
    r"not only .{1,50}, but instead also",
    r"(\w+ ){1,5}of",
    r"(?:am|is|are|was|were|be|been|being)(?: (?:\w+ly|not|also)){0,3} \w+(?:ed|en|wn)",
    r"(there|it) (is|are|was|were) \w+ (\w+ ){0,4}(that|which|who)",
    "[ab ]*a[ab ]{9}c",
    "(([ab]?){12}){12}c",
]


@pytest.mark.parametrize("pattern", ORDINARY)
@pytest.mark.parametrize("letters", ["ab", "of but", "it is ed "])
def test_the_sets_of_states_of_a_text_were_counted_before_it_was_read(
    pattern: str, letters: str
) -> None:
    """So each is worked out once, and every character of a text takes one step."""
    read = check_pattern(pattern, ignore_case=True)
    counted, reading = (PatternAutomaton([read], [True]) for _ in range(2))
    assert counted.is_quick()
    chosen = random.Random(0).choices(letters, k=1_000)
    for start in range(1_000):
        list(reading.match("".join(chosen), start))
    assert reading._known.keys() <= counted._known.keys()


def test_patterns_whose_sets_multiply_are_divided_among_automata() -> None:
    """Each pattern has few sets of states; of all together there are a thousand times as many."""
    sources = [f"[a-h ]*{one}[a-h ]{{7}}!" for one in "abcdefgh"]
    patterns = [check_pattern(source, ignore_case=False) for source in sources]
    search = PatternSearch(patterns, [False] * len(patterns))
    chosen = random.Random(0)
    for _ in range(16):
        text = "".join(chosen.choices("abcdefgh ", k=300)) + "!"
        for start in range(0, 300, 3):
            known = (
                {
                    (end, number)
                    for number, pattern in enumerate(patterns)
                    for end, _ in PatternAutomaton([pattern], [False]).match(text, start)
                }
                if start > 290
                else None
            )
            found = set(search.match(text, start))
            assert known is None or found == known
        search.divide_full()
    assert 1 < search.count_automata() <= len(patterns)
    assert not any(automaton.is_full for _, automaton in search._groups)


def test_ordinary_patterns_share_an_automaton() -> None:
    patterns = [check_pattern(one, ignore_case=True) for one in ORDINARY[:3]]
    search = PatternSearch(patterns, [True] * 3)
    for start in range(60):
        list(
            search.match(
                "He suffers from it, and not only that: a kind of pain, not only a cold." * 3, start
            )
        )
    search.divide_full()
    assert search.count_automata() == 1


@given(
    st.lists(
        st.sampled_from(["a", "b", r"\b", "-", "[ab]", "a?", r"(?:\bb|a\b)"]),
        min_size=1,
        max_size=6,
    ),
    st.text("ab- ", max_size=12),
    st.integers(0, 12),
)
def test_the_edges_of_words_are_where_they_are_elsewhere(
    parts: list[str], text: str, start: int
) -> None:
    pattern = "".join(parts)
    try:
        automaton = PatternAutomaton([read_pattern(pattern)], [False])
    except PatternProblem as problem:
        assert problem.fault is PatternFault.EMPTY
        return
    compiled = re.compile(pattern)
    known = {end for end in range(start + 1, len(text) + 1) if _spans(compiled, text, start, end)}
    assert {end for end, _ in automaton.match(text, start)} == known


def _spans(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Return whether a pattern matches exactly there, with what is around it in view."""
    return (
        re.compile(f"(?<=^.{{{start}}}){pattern.pattern}(?=.{{{len(text) - end}}}$)").search(text)
        is not None
    )


SIGNS = [chr(one) for one in EVEN if chr(one) != "-"]
PLACES = (
    *("[{}]", "[a{}]", "[{}a]", "[a{}z]", "[z{}a]", r"[\{}]", r"[\w{}\s]", "[a-c{}x-z]", "[]{}]"),
    *("x{}", r"x\{}", "[\1-{}]", "[{}-\U0010ffff]", "[&&{}]", "[[{}~~]", r"[\-{}]", "[^{}a]?x{}"),
)


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_a_sign_that_is_written_in_several_ways_is_found_in_all_of_them(sign: str) -> None:
    alike = [chr(one) for one, even in EVEN.items() if even == EVEN[ord(sign)]]
    for place in PLACES:
        rule = HouseRule((place.replace("{}", sign),), is_pattern=True, whole_words=False)
        check_style(HouseStyle((rule,)))
        matcher = WordingMatcher([rule])
        for one in alike:
            text = f"x{one}" if "x{" in place or "x\\" in place else one
            assert [match[:2] for match in matcher.find(text)] == [(0, len(text))]


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_a_class_without_a_sign_does_not_have_it_in_any_way(sign: str) -> None:
    rule = HouseRule((f"[^{sign}]",), is_pattern=True, whole_words=False)
    alike = [chr(one) for one, even in EVEN.items() if even == EVEN[ord(sign)]]
    assert WordingMatcher([rule]).find("".join(alike)) == []


@given(st.text([*map(chr, EVEN), *r"[]^-\&~|azw0+{2}(?i)."], max_size=12), st.booleans())
def test_every_pattern_that_is_accepted_can_be_searched(pattern: str, whole_words: bool) -> None:
    for one in (pattern, f"[{pattern}]", f"a[^{pattern}]"):
        rule = HouseRule((one,), is_pattern=True, whole_words=whole_words)
        try:
            check_style(HouseStyle((rule,)))
        except RuleProblem:
            continue
        WordingMatcher([rule]).find("a–z - “a”")


def test_a_stored_rule_that_cannot_be_used_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    bad, good = HouseRule(("[z-a]",), is_pattern=True), HouseRule(("victim",))
    assert [match.rule for match in make_matcher((bad, good)).find("A victim.")] == [good]
    assert "bad_class" in caplog.text
    many = HouseRule(("x{50}" * 19,) * 64, is_pattern=True)
    assert [match.rule for match in make_matcher((many, good)).find("A victim.")] == [good]


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
