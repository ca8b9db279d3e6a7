"""The same warning sign is as urgent in every sample text and in every definition that names it.

`fixtures/warning_signs.tsv` lists the signs, `fixtures/warning_sign_exceptions.tsv` where a text
says otherwise and why. A clinician text may name a sign without saying how urgent it is.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import readlevel
from readlevel.core.model.slug import slugify

SAMPLES = Path(readlevel.__file__).parent / "samples"
FIXTURES = Path(__file__).parent / "fixtures"
LANGUAGES = ("en", "es", "ar")
CLINICIAN = "/clinician"
TEXTS = sorted(SAMPLES.glob("*/*.md"))
PHRASES = {
    "en": {
        "emergency": r"emergenc|hospital at once|ambulance|crisis line|poison center",
        "at once": r"right away|doctor at once",
        "same day": r"the same day",
        "soon": r"doctor soon|[Cc]all your doctor|see your doctor within",
    },
    "es": {
        "emergency": r"emergencia|hospital|ambulancia",
        "at once": r"enseguida|médico de inmediato",
        "same day": r"el mismo día",
        "soon": r"[Ll]lame a su médico|[Aa]vise a su médico",
    },
    "ar": {
        "emergency": r"الطوارئ|طارئة|طارئتان|سيارة إسعاف",
        "at once": r"فورًا",
        "same day": r"في اليوم نفسه",
        "soon": r"أخبر طبيبك|اتصل بطبيبك",
    },
}
BLOCKS = {"emergency": "emergency", "urgent": "same day", "see-a-doctor": "soon"}
END_OF_SENTENCE = re.compile(r"(?<=[.!?؟;؛])\s+")
CITATION = re.compile(r" ?\[@[^\]]+\]")
CHECK = re.compile(r"^::: check (.+?)$.*?^- \[x\] (.+?)$.*?^:::$", re.M | re.S)
ITEM = re.compile(r"^(?:[-*]|\d+\.) ")


class Sign(NamedTuple):
    name: str
    urgency: str
    patterns: Mapping[str, re.Pattern[str]]
    named_in: tuple[str, ...]


class Mention(NamedTuple):
    where: str
    language: str
    sign: str
    said: str
    sentence: str


def read_rows(name: str) -> list[dict[str, str]]:
    lines = (FIXTURES / name).read_text("utf-8").splitlines()
    return list(csv.DictReader((one for one in lines if one[:1] != "#"), delimiter="\t"))


SIGNS = [
    Sign(
        row["sign"],
        row["urgency"],
        {one: re.compile(row[one], re.I) for one in LANGUAGES if row[one]},
        tuple((row["named_in"] or "").split()),
    )
    for row in read_rows("warning_signs.tsv")
]
EXCEPTIONS = read_rows("warning_sign_exceptions.tsv")


def urgency_of(sentence: str, language: str) -> str:
    phrases = PHRASES[language]
    return next((one for one in phrases if re.search(phrases[one], sentence)), "none")


def rate_sentences(paragraph: str, language: str, otherwise: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence with its urgency: its own, that of the next one, or `otherwise`.

    A question belongs to the sentence that answers it.
    """
    sentences = split_sentences(paragraph)
    for sentence, after in zip(sentences, [*sentences[1:], ""], strict=True):
        whole = f"{sentence} {after}" if sentence.endswith(("?", "؟")) else sentence
        said = (urgency_of(one, language) for one in (whole, after))
        yield whole, next((one for one in said if one != "none"), otherwise)


def split_sentences(paragraph: str) -> list[str]:
    return END_OF_SENTENCE.split(CITATION.sub("", ITEM.sub("", paragraph)))


def rate_plain_text(markdown: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the sentences of a text with their urgency, and each check with its right answer."""
    for question, answer in CHECK.findall(markdown):
        yield f"{question} {answer}", urgency_of(answer, language)
    block = "none"
    for line in CHECK.sub("", markdown).splitlines():
        if line.startswith(":::"):
            name, _, title = line.removeprefix(":::").strip().partition(" ")
            said = urgency_of(title, language)
            block = BLOCKS.get(name, "none") if said == "none" else said
        elif line and not line.startswith(("#", "![")):
            yield from rate_sentences(line, language, block)


def rate_clinician_text(markdown: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the sentences of a text with the urgency that each says itself."""
    for line in markdown.splitlines():
        for sentence in split_sentences(line):
            yield sentence, urgency_of(sentence, language)


def list_texts() -> Iterator[tuple[str, str, Iterator[tuple[str, str]]]]:
    """Yield the place, language and rated sentences of every text and definition."""
    for path in TEXTS:
        audience, language, _ = path.name.split(".")
        rate = rate_plain_text if audience == "lay" else rate_clinician_text
        yield place_of(path), language, rate(path.read_text("utf-8"), language)
    for path in sorted(SAMPLES.glob("glossary/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                place = f"glossary/{slugify(row['term'])}"
                yield place, path.stem, rate_sentences(row["definition_lay"], path.stem, "none")


def place_of(path: Path) -> str:
    return path.parent.name + (CLINICIAN if path.name.startswith("clinician") else "")


@cache
def mentions() -> tuple[Mention, ...]:
    return tuple(
        Mention(where, language, sign.name, said, sentence)
        for where, language, sentences in list_texts()
        for sentence, said in sentences
        for sign in SIGNS
        if language in sign.patterns and sign.patterns[language].search(sentence)
    )


def is_excepted(mention: Mention) -> bool:
    return any(covers(row, mention) for row in EXCEPTIONS)


def covers(exception: dict[str, str], mention: Mention) -> bool:
    given = tuple(exception[one] for one in ("where", "language", "sign", "said"))
    return given == mention[:4] and exception["words"] in mention.sentence


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_a_sign_is_as_urgent_wherever_it_is_named(sign: Sign) -> None:
    for one in mentions():
        if one.sign == sign.name and not is_excepted(one):
            may_be_silent = one.where.endswith(CLINICIAN)
            assert one.said == sign.urgency or (may_be_silent and one.said == "none"), one


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_a_sign_is_named_where_it_has_to_be(sign: Sign) -> None:
    places = {one.where for one in mentions() if one.sign == sign.name and one.language == "en"}
    assert set(sign.named_in) <= places


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_each_wording_of_a_sign_is_found_in_some_text(sign: Sign) -> None:
    found = {one.language for one in mentions() if one.sign == sign.name}
    assert found == set(sign.patterns)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_translation_names_the_signs_that_the_english_names(path: Path) -> None:
    language = path.name.split(".")[1]
    assert signs_in(path, language) == signs_in(path, "en")


def signs_in(path: Path, language: str) -> set[str]:
    place = place_of(path)
    return {one.sign for one in mentions() if (one.where, one.language) == (place, language)}


@pytest.mark.parametrize("exception", EXCEPTIONS, ids=lambda row: f"{row['where']} {row['words']}")
def test_an_exception_is_needed_and_has_a_reason(exception: dict[str, str]) -> None:
    assert exception["reason"]
    assert any(covers(exception, one) for one in mentions())
