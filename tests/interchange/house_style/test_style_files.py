from pathlib import Path

import pytest

from readlevel.core.house_style.house_rule import HouseRule, HouseStyle, RuleLevel
from readlevel.core.model.answer import Audience
from readlevel.interchange.house_style import style_files, toml_format, vale_format

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
    assert toml_format.read(OURS, Path("h.toml")).style == STYLE
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
        ('[[rule]]\navoid = ["b"]\nsay = ["b"]', 0, "h.toml:2: 'b' is both avoided and said"),
    ],
)
def test_a_wrong_rule_is_named_with_its_line(source: str, kept: int, problem: str) -> None:
    reading = toml_format.read(source, Path("h.toml"))
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
    reading = vale_format.read(source, Path("v.yml"))
    assert (reading.problems, reading.notices) == ([], [])
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
    (rule,) = vale_format.read(source, Path("v.yml")).style.rules
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
    reading = vale_format.read(source, Path("v.yml"))
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
    reading = vale_format.read(source, Path("v.yml"))
    assert (len(reading.style.rules), reading.problems) == (kept, [])
    assert str(reading.notices[0]).startswith(notice)


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
