"""What is read of texts as people have them, twenty cases of each kind at least."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from readlevel.core.text.prose import prose_of_text

FIXTURES = Path(__file__).parents[1] / "fixtures"
KINDS = tomllib.loads((FIXTURES / "input_reading.toml").read_text("utf-8"))["kind"]


def fill(template: str, word: str) -> str:
    """Return a template with one word in its place."""
    whole, apart = word, word
    if "{-}" in template or "{ }" in template:
        whole, apart = word.replace("-", ""), word.replace("-", " ")
    filled = template.replace("{-}\n", word.replace("-", "-\n") + " ")
    filled = filled.replace("{ }", apart)
    for place, part in enumerate(word.split("," if "," in word else " ")):
        filled = filled.replace(f"{{{place}}}", part)
    return filled.replace("{}", whole)


def cases_of(kind: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each text of a kind, and the words of its sentences."""
    texts = kind.get("texts") or [kind["text"]]
    expected = kind["sentences"] if "texts" in kind else [kind["sentences"]]
    divides = any("{-}" in text for text in texts)
    for text, sentences in zip(texts, expected, strict=True):
        for word in kind["words"].split("|"):
            together = word.replace("-", "") if divides else word
            yield fill(text, word), fill(sentences, together if "{ }" not in sentences else word)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["name"])
def test_each_kind_has_twenty_different_cases(kind: dict[str, Any]) -> None:
    assert len(set(cases_of(kind))) >= 20


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["name"])
def test_what_is_text_is_read(kind: dict[str, Any]) -> None:
    texts, wanted = zip(*cases_of(kind), strict=True)
    read = [
        "\n".join(" ".join(one.words) for one in prose_of_text(text, "en").sentences)
        for text in texts
    ]
    assert read == list(wanted)
