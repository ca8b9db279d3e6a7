from pathlib import Path

import pytest

from readlevel.core.house_style.house_rule import MAX_RULES, HouseRule, HouseStyle, RuleLevel
from readlevel.core.model.answer import Audience
from readlevel.interchange.house_style import style_files, toml_format
from readlevel.interchange.house_style.style_reading import MAX_PROBLEMS
from tests.core.test_growth import count_calls

OURS = """glossary_names = "suggestion"

[[rule]]
avoid = ["suffer from", "suffers from"]
say = ["have"]
reason = "People are not their illness."
except = ["suffer from it"]
level = "error"
language = "en"
for = ["lay"]

[[rule]]
avoid = ["colou?r"]
match_case = true
patterns = true
parts_of_words = true
"""
STYLE = HouseStyle(
    (
        HouseRule(
            ("suffer from", "suffers from"),
            ("have",),
            "People are not their illness.",
            ("suffer from it",),
            RuleLevel.ERROR,
            "en",
            (Audience.LAY,),
        ),
        HouseRule(("colou?r",), ignore_case=False, is_pattern=True, whole_words=False),
    ),
    RuleLevel.SUGGESTION,
)


def test_our_format_holds_everything() -> None:
    assert style_files.read_source(OURS, Path("h.toml")).style == STYLE
    assert toml_format.write(STYLE) == OURS


@pytest.mark.parametrize(
    ("source", "kept", "problem"),
    [
        ("x", 0, "h.toml: This is not TOML"),
        ("rule = 3", 0, "h.toml:1: Write [[rule]]"),
        ('[[rule]]\navoid = ["a"]\nsay = "b"', 0, "h.toml:3: say is not a list"),
        ('[[rule]]\nsay = ["b"]', 0, "h.toml:1: The rule has no wording"),
        ('[[rule]]\navoid = ["a"]\n\n[[rule]]\navoid = ["b"]\nlevel = "bad"', 1, "h.toml:6: level"),
        ('[[rule]]\navoid = ["(b"]\npatterns = true', 0, "h.toml:2: '(b' has a bracket “(”"),
        ('[[rule]]\navoid = ["b"]\nlike = 1', 0, "h.toml:3: The key 'like' is unknown"),
        ('[[rule]]\navoid = ["b"]\nfor = ["nurse"]', 0, "h.toml:3: for names 'nurse'"),
        ('[[rule]]\nfor = []\navoid = ["b"]', 0, "h.toml:2: for names no audience"),
        ('rule = [{avoid = ["(b"], patterns = true}]', 0, "h.toml: '(b' has a bracket"),
        ('[[rule]]\navoid = ["b"]\nsay = ["b"]', 0, "h.toml:2: 'b' is both avoided and said"),
    ],
)
def test_a_wrong_rule_is_named_with_its_line(source: str, kept: int, problem: str) -> None:
    reading = style_files.read_source(source, Path("h.toml"))
    assert len(reading.style.rules) == kept
    assert str(reading.problems[0]).startswith(problem)


def test_a_substitution_of_vale_is_read() -> None:
    source = """extends: substitution
message: "Say '%s', not '%s'."
link: https://example.org/style
level: error
ignorecase: true
swap:
  e-mail: email
  'utili[sz]e': use|employ
  commence: "'begin' or 'start'"
"""
    reading = style_files.read_source(source, Path("v.yml"))
    assert (reading.problems, reading.notices) == ((), ())
    assert [(rule.avoid, rule.say) for rule in reading.style.rules] == [
        (("e-mail",), ("email",)),
        (("utili[sz]e",), ("use", "employ")),
        (("commence",), ("begin", "start")),
    ]
    first = reading.style.rules[0]
    assert first.reason == "Say '%s', not '%s'."
    assert (first.level, first.ignore_case, first.is_pattern) == (RuleLevel.ERROR, True, True)


def test_an_existence_of_vale_is_read() -> None:
    source = """extends: existence
message: Avoid '%s'.
nonword: true
raw: ['\\bvery ']
tokens: [good, bad]
exceptions:
  - very good
"""
    (rule,) = style_files.read_source(source, Path("v.yml")).style.rules
    assert rule.avoid == (r"\bvery (?:good)", r"\bvery (?:bad)")
    assert (rule.exceptions, rule.level) == (("very good",), RuleLevel.WARNING)
    assert not (rule.whole_words or rule.ignore_case)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("extends: existence\ntokens:\n  - a\n - b\n", "v.yml:4: This is not YAML"),
        ("a: {b: [c", "v.yml:1: This is not YAML"),
        ("- a\n- b\n", "v.yml:1: A rule is no list of “key: value”"),
        ("", "v.yml: A rule is no list"),
        ("message: hm", "v.yml:1: The rule has no “extends”"),
        ("extends: substitution\n", "v.yml:1: The rule has no “swap”"),
        ("extends: existence\n", "v.yml:1: The rule has no “tokens”"),
        ("extends: existence\nlevel: loud\ntokens: [a]", "v.yml:2: level is 'loud'"),
        ("extends: existence\nignorecase: maybe\ntokens: [a]", "v.yml:2: ignorecase is neither"),
        ("extends: existence\ntokens:\n  - a\n  - [b]\n", "v.yml:4: tokens is no text"),
        ("extends: existence\ntokens:\n  - (a\n", "v.yml:3: '(a' has a bracket"),
        ("swap:\n  a: b\n  a: c\n", "v.yml:3: The key 'a' is there twice"),
        ("swap: !!python/object:os.system {a: b}\nswap: x", "v.yml:2: The key 'swap'"),
        ("a: &a [x]\n" + "b: " + "[" * 4_000, "v.yml"),
    ],
)
def test_what_is_wrong_in_a_rule_of_vale_is_named_with_its_line(source: str, problem: str) -> None:
    reading = style_files.read_source(source, Path("v.yml"))
    assert reading.style.rules == ()
    assert str(reading.problems[0]).startswith(problem)


@pytest.mark.parametrize(
    ("source", "kept", "notice"),
    [
        ("extends: spelling\n", 0, "v.yml:1: Rules that extend 'spelling' are not read."),
        ("extends: existence\nfoo: 1\ntokens: [a]\n", 1, "v.yml:2: The key 'foo' is not read."),
        ("scope: heading\ntokens: [a]\n", 0, "v.yml:1: The key 'scope' is not read. The rule"),
        ("tokens:\n  - a\n  - b(?!c)\n", 1, "v.yml:3: 'b(?!c)' has “(?!c”"),
        ("swap:\n  (a) b: c $1\n", 0, "v.yml:2: 'c $1' takes a part of what is found"),
    ],
)
def test_what_is_not_read_of_vale_is_named(source: str, kept: int, notice: str) -> None:
    reading = style_files.read_source(source, Path("v.yml"))
    assert (len(reading.style.rules), reading.problems) == (kept, ())
    assert str(reading.notices[0]).startswith(notice)


def test_exceptions_of_vale_that_cannot_be_read_leave_the_rule_out() -> None:
    source = "tokens: [a, b]\nexceptions:\n  - a(?=b)\n"
    reading = style_files.read_source(source, Path("v.yml"))
    assert (reading.style.rules, len(reading.notices)) == ((), 1)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        (
            "h.toml",
            '[[rule]]\navoid = ["cafe\\u0301"]\nsay = ["cafe\u0301s"]\nexcept = ["e\u0301"]',
        ),
        ("v.yml", 'swap:\n  "cafe\\u0301": "cafe\u0301s"\nexceptions: ["e\u0301"]'),
    ],
)
def test_wordings_are_composed_as_texts_are(name: str, source: str) -> None:
    (rule,) = style_files.read_source(source, Path(name)).style.rules
    assert (rule.avoid, rule.say, rule.exceptions) == (("café",), ("cafés",), ("é",))


BAD = {
    "h.toml": ("", '[[rule]]\navoid = ["(b"]\npatterns = true\n'),
    "v.yml": ("swap:\n", "  (b{}: c\n"),
    "w.yml": ("tokens:\n", "  - (b{}\n"),
}
GOOD = {
    "h.toml": ("", '[[rule]]\navoid = ["b{}"]\n'),
    "v.yml": ("exceptions: [x, y, z]\nswap:\n", "  b{}: c\n"),
    "w.yml": ("exceptions: [x, y, z]\ntokens:\n", "  - b{}\n"),
}


def make_source(parts: tuple[str, str], count: int) -> str:
    return parts[0] + "".join(parts[1].replace("{}", str(number)) for number in range(count))


@pytest.mark.parametrize("name", BAD)
def test_after_many_problems_the_rest_is_counted(name: str) -> None:
    reading = style_files.read_source(make_source(BAD[name], 250), Path(name))
    assert len(reading.problems) == MAX_PROBLEMS + 1
    assert "Not read, after so many others: 150 more" in reading.problems[-1].reason


@pytest.mark.parametrize("name", ["h.toml", "v.yml"])
def test_more_rules_than_a_style_may_have_are_not_read(name: str, tmp_path: Path) -> None:
    source = make_source(GOOD[name], MAX_RULES + 100)
    reading = style_files.read_source(source, Path(name))
    assert len(reading.style.rules) == MAX_RULES + 1
    assert "99 more" in reading.problems[-1].reason
    (tmp_path / name).write_text(source)
    (problem,) = style_files.read_path(tmp_path / name).problems
    assert "more than 2,000 rules" in problem.reason


@pytest.mark.parametrize("sources", [BAD, GOOD], ids=["bad", "good"])
@pytest.mark.parametrize("name", GOOD)
def test_reading_four_times_the_rules_is_four_times_the_work(
    name: str, sources: dict[str, tuple[str, str]]
) -> None:
    def calls(count: int) -> int:
        source = make_source(sources[name], count)
        style_files.read_source(source, Path(name))  # patterns are remembered
        return count_calls(lambda: style_files.read_source(source, Path(name)))

    assert calls(96) < 5 * calls(24)


def test_exceptions_are_checked_once_for_all_swaps() -> None:
    def calls(exceptions: int) -> int:
        listed = ", ".join(f"x{number}" for number in range(exceptions))
        source = make_source((f"exceptions: [{listed}]\nswap:\n", GOOD["v.yml"][1]), 50)
        style_files.read_source(source, Path("v.yml"))
        return count_calls(lambda: style_files.read_source(source, Path("v.yml")))

    few, more, most = map(calls, (10, 110, 210))
    assert most - more < 1.5 * (more - few)
    assert (most - more) / 100 < calls(0) / 10


def test_a_folder_holds_styles_of_both_formats(tmp_path: Path) -> None:
    (tmp_path / "Own").mkdir()
    (tmp_path / "Own" / "a.yml").write_text("tokens: [a]")
    (tmp_path / "b.toml").write_text(OURS)
    (tmp_path / ".vale").mkdir()
    (tmp_path / ".vale" / "c.yml").write_text("nonsense")
    (tmp_path / "d.yaml").write_bytes(b"tokens: [\xff]")
    (tmp_path / "e.txt").write_text("nothing")
    reading = style_files.read_path(tmp_path)
    assert [rule.avoid[0] for rule in reading.style.rules] == ["a", "suffer from", "colou?r"]
    assert reading.style.glossary_names is RuleLevel.SUGGESTION
    assert [problem.path.name for problem in reading.problems] == ["d.yaml"]


def test_a_path_without_a_style_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing", tmp_path / "e.txt"):
        (tmp_path / "e.txt").write_text("nothing")
        assert len(style_files.read_path(path).problems) == 1
