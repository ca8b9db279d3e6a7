import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.model.answer import Answer, Audience, Reference, Review, Variant
from readlevel.core.model.workflow import Status
from readlevel.interchange.answers import jsonl
from readlevel.interchange.files.problems import BadRecord, RecordProblem

CASES = (Path(__file__).parents[1] / "fixtures" / "broken_lines.txt").read_text("utf-8")

GOOD = {"slug": "gout", "question": {"en": "Q?"}, "variants": {"lay": {"en": "Rest."}}}


def write(path: Path, *lines: str | bytes | dict[str, Any]) -> Path:
    written = [json.dumps(line) if isinstance(line, dict) else line for line in lines]
    path.write_bytes(
        b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in written)
    )
    return path


def test_a_line_is_an_answer(tmp_path: Path) -> None:
    line = {
        "slug": "gout",
        "question": {"es": "¿Qué ayuda?", "en": "What helps?"},
        "topics": ["joints"],
        "codes": {"icd10cm": ["M10.9"], "mesh": []},
        "former_slugs": ["gout-attack"],
        "variants": {"lay": {"en": "Rest.\r\nDrink."}, "clinician": {"en": "NSAID [@a]."}},
        "references": [{"id": "a", "title": "Gout"}],
        "status": "approved",
    }
    approved = Review(status=Status.APPROVED)
    assert list(jsonl.read(write(tmp_path / "a.jsonl", line))) == [
        (
            1,
            Answer(
                slug="gout",
                question={"es": "¿Qué ayuda?", "en": "What helps?"},
                variants=(
                    Variant(Audience.CLINICIAN, "en", "NSAID [@a].", approved),
                    Variant(Audience.LAY, "en", "Rest.\nDrink.", approved),
                ),
                topics=("joints",),
                codes={"icd10cm": ("M10.9",)},
                references=(Reference("a", {"id": "a", "title": "Gout"}),),
                former_slugs=("gout-attack",),
            ),
        )
    ]


def test_an_answer_without_status_is_a_draft() -> None:
    assert jsonl.read_answer(GOOD).variants[0].review == Review(status=Status.DRAFT)


def cases() -> list[tuple[str, str, str]]:
    found = re.findall(r"^## (.+)\n(.+)\n->\n(.+)$", CASES, re.M)
    assert len(found) == CASES.count("\n## ")
    return found


@pytest.mark.parametrize(("name", "line", "expected"), cases(), ids=[case[0] for case in cases()])
def test_a_bad_line_is_named_and_the_others_are_kept(
    name: str, line: str, expected: str, tmp_path: Path
) -> None:
    line = line.replace("…", "…" * 2000)
    path = write(tmp_path / "a.jsonl", GOOD, "", line, {**GOOD, "slug": "other"})
    (_, first), (number, bad), (_, last) = jsonl.read(path)
    assert isinstance(first, Answer)
    assert isinstance(last, Answer)
    assert number == 3
    assert str(bad) == f"{path}:3: {expected}"


def test_a_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", b'{"slug": "B\xe9"}', GOOD)
    (_, bad), (_, good) = jsonl.read(path)
    assert bad == RecordProblem(path, 1, "", "The line is not UTF-8. Save the file as UTF-8.")
    assert isinstance(good, Answer)


def test_a_huge_line_is_passed_over(tmp_path: Path) -> None:
    huge = {**GOOD, "variants": {"lay": {"en": "x" * 20_000_000}}}
    path = write(tmp_path / "a.jsonl", GOOD, huge, GOOD)
    records = dict(jsonl.read(path))
    assert records[2] == RecordProblem(path, 2, "", "The line is longer than 8 MB. Split it.")
    assert isinstance(records[3], Answer)


def test_a_text_of_5_mb_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {**GOOD, "variants": {"lay": {"en": "x" * 5_000_000}}})
    ((_, bad),) = jsonl.read(path)
    assert isinstance(bad, RecordProblem)
    assert bad.reason == (
        "The lay text in en has 5,000,000 characters; at most 400,000 are read. Split it."
    )


def test_a_byte_order_mark_and_a_missing_last_line_end_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode())
    ((_, answer),) = jsonl.read(path)
    assert isinstance(answer, Answer)


def test_deep_nesting_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", "[" * 100_000)
    assert dict(jsonl.read(path)) == {
        1: RecordProblem(path, 1, "", "The JSON is nested too deeply.")
    }


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    ((_, bad),) = jsonl.read(tmp_path / "a.jsonl")
    assert str(bad) == f"{tmp_path}/a.jsonl: The file cannot be read: No such file or directory."
    assert jsonl.count_lines(tmp_path / "a.jsonl") == 0


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            key: json_values | st.just(GOOD.get(key))
            for key in (
                "slug",
                "question",
                "topics",
                "search_words",
                "codes",
                "variants",
                "references",
                "status",
            )
        },
    )
)
def test_whatever_a_line_holds_is_an_answer_or_named(given: dict[str, Any]) -> None:
    try:
        answer = jsonl.read_answer(given)
    except BadRecord as bad:
        assert bad.reason.endswith((".", '"'))
    else:
        assert answer.variants
