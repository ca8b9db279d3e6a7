"""The samples are models of plain language by PEMAT-P, a tool to assess texts for patients.

`fixtures/pemat_ratings.tsv` has a reader's ratings; what a program can see of them is held here.
"""

import csv
import re
from pathlib import Path

import pytest

import readlevel

SAMPLES = Path(readlevel.__file__).parent / "samples"
RATINGS = Path(__file__).parent / "fixtures" / "pemat_ratings.tsv"
LEAST = 0.85
HEADING = re.compile(r"^#{2,3} (.+)$", re.M)
BLOCK = re.compile(r"^:::.*?^:::$", re.M | re.S)
STEPS = re.compile(r"^1\. .+\n2\. ", re.M)
CAPTIONED = re.compile(r'!\[[^\]]+\]\(images/[^ ]+ "[^"]+"\)')
QUESTIONS = re.compile(
    r"^## [^\n]*(?:visit|cita|موعدي)[^\n]*\n\n[^\n-]+\n\n((?:- .+[?؟]\n){3,})", re.M
)


def read_ratings() -> dict[str, dict[str, str]]:
    lines = [line for line in RATINGS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {row.pop("slug"): row for row in csv.DictReader(lines, delimiter="\t")}


ALL = read_ratings()
TEXTS = sorted(SAMPLES.glob("*/lay.*.md"))


def test_every_sample_is_rated_by_all_24_items() -> None:
    assert set(ALL) == {path.parent.name for path in TEXTS}
    for row in ALL.values():
        assert len(row) == 24
        assert set(row.values()) <= {"0", "1", "NA"}


@pytest.mark.parametrize("slug", ALL)
def test_readers_agree_with_most_items(slug: str) -> None:
    rated = [one for one in ALL[slug].values() if one != "NA"]
    assert rated.count("1") / len(rated) >= LEAST


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_a_program_can_see_of_a_rating_is_so(path: Path) -> None:
    text = path.read_text("utf-8")
    row = ALL[path.parent.name]
    seen = {
        "summary": text.startswith("::: key-points\n- "),
        "cues": len(BLOCK.findall(text)) >= 3,
        "headings": all(one.endswith(("?", "؟")) for one in HEADING.findall(text)),
        "captions": CAPTIONED.search(text) is not None,
        "tool": QUESTIONS.search(text) is not None,
    }
    assert {item for item, rating in row.items() if item in seen and rating == "1"} == {
        item for item, is_so in seen.items() if is_so
    }
    assert STEPS.search(text) or row["steps"] == "0"
    assert ("|---" in text) == (row["tables"] != "NA")
