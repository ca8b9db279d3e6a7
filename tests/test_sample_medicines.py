"""Plain sample texts about a medicine say what to do in pregnancy and after a missed dose."""

import csv
import re
from pathlib import Path

import pytest

import readlevel

SAMPLES = Path(readlevel.__file__).parent / "samples"
TABLE = Path(__file__).parent / "fixtures" / "sample_medicines.tsv"
TEXTS = sorted(SAMPLES.glob("*/lay.*.md"))
LINES = [one for one in TABLE.read_text("utf-8").splitlines() if one[:1] != "#"]
TOPICS = list(csv.DictReader(LINES, delimiter="\t"))


@pytest.mark.parametrize("topic", TOPICS, ids=lambda row: row["topic"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_text_about_a_medicine_speaks_of_each_topic(path: Path, topic: dict[str, str]) -> None:
    language = path.name.split(".")[1]
    says = re.search(topic[language], path.read_text("utf-8")) is not None
    assert says != (path.parent.name in topic["not_in"].split())
