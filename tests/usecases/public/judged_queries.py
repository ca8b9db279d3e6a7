"""Reads the judged queries, and counts how many find their answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.public.public_texts import TextChoice
from readlevel.usecases.public.search import SearchRequest, search_answers

FILES = sorted((Path(__file__).parent / "fixtures").glob("search_queries*.tsv"))
_LANGUAGES = ("en", "es", "ar")


class JudgedQuery(NamedTuple):
    """A query and its right answer."""

    language: str
    part: str
    """`tuned` if the order of hits was tuned on it; the files say what the others are."""
    query: str
    answer: str
    """Slug; empty if no sample answers it."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Of some queries, the shares that found their answer."""

    in_one: float
    in_three: float
    reciprocal_rank: float
    """Mean of 1 / the place of the right answer."""
    fitting: float
    """Share whose first hit was offered as an answer."""
    missed: Sequence[str]
    wild: Sequence[str]
    """Queries without an answer for which one was offered."""
    found_something: bool


def read_queries(language: str) -> list[JudgedQuery]:
    """Return the judged queries of a language."""
    lines = [line for file in FILES for line in file.read_text("utf-8").splitlines()]
    rows = (line.split("\t") for line in lines if not line.startswith(("#", "language\t")))
    return [
        JudgedQuery(tag, part, query, answer.replace("-", "", answer == "-"))
        for tag, part, query, answer in rows
        if tag == language
    ]


def judge(session: Session, queries: Sequence[JudgedQuery]) -> Judgement:
    """Search for each query as a patient, and compare what is found with the right answer."""
    places, fitting, missed, wild, anything = [], 0, [], [], True
    for one in queries:
        others = tuple(tag for tag in _LANGUAGES if tag != one.language)
        choice = TextChoice(Audience.LAY, (one.language, *others), show_unreviewed=True)
        found = search_answers(session, SearchRequest(one.query, choice, 10))
        slugs = [hit.answer.slug for hit in found.hits]
        place = slugs.index(one.answer) + 1 if one.answer in slugs else 0
        places.append(place)
        fitting += found.fits
        anything = anything and (bool(slugs) or not found.says_something)
        if not 0 < place <= 3 or not found.fits:
            missed.append(f"{one.query}: {', '.join(slugs[:3])}")
        if not one.answer and found.fits:
            wild.append(f"{one.query}: {slugs[0]}")
    number = max(len(queries), 1)
    return Judgement(
        sum(place == 1 for place in places) / number,
        sum(0 < place <= 3 for place in places) / number,
        sum(1 / place for place in places if place) / number,
        fitting / number,
        missed,
        wild,
        anything,
    )
