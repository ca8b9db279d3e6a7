"""From what a file says of an answer to an `Answer`, each wrong thing named."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from readlevel.core.answer import CODE_SYSTEMS, Answer, Audience, Reference, Review, Variant
from readlevel.core.document import MAX_CHARACTERS
from readlevel.core.language import normalise_tag
from readlevel.core.slug import MAX_LENGTH, is_slug
from readlevel.core.workflow import Status
from readlevel.interchange.problem import BadRecord

REVIEW_DATES = ("updated", "reviewed", "next_review")

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_keys(given: object, known: Iterable[str], what: str) -> dict[str, Any]:
    """Return `given` as a table whose keys are all known. Raise `BadRecord` otherwise."""
    if not isinstance(given, Mapping):
        raise BadRecord(f"{what} is not a table of keys and values.")
    known = tuple(known)
    for key in given:
        if key not in known:
            raise BadRecord(f"{what} has the unknown key {key!r}. Known are: {', '.join(known)}.")
    return dict(given)


def read_slug(given: object, what: str = "slug") -> str:
    """Return a slug."""
    text = read_string(given, what)
    if not is_slug(text):
        raise BadRecord(
            f"{what} is {shorten(text)!r}. It may have a-z, 0-9 and single hyphens between them, "
            f"and up to {MAX_LENGTH} characters."
        )
    return text


def read_string(given: object, what: str) -> str:
    """Return a text of one line or more that is not blank."""
    if not isinstance(given, str):
        raise BadRecord(f"{what} is missing." if given is None else f"{what} is not a text.")
    if not given.strip():
        raise BadRecord(f"{what} is empty.")
    if "\0" in given or _SURROGATE.search(given):
        raise BadRecord(f"{what} holds a character that no text may have (NUL or half a pair).")
    return given


def read_strings(given: object, what: str) -> tuple[str, ...]:
    """Return a list of texts, none twice."""
    if given is None:
        return ()
    if not isinstance(given, list):
        raise BadRecord(f"{what} is not a list.")
    texts = tuple(read_string(one, what) for one in given)
    if len(set(texts)) < len(texts):
        raise BadRecord(f"{what} names something twice.")
    return texts


def read_language(given: object, what: str) -> str:
    """Return a language tag in its usual case."""
    try:
        return normalise_tag(read_string(given, what))
    except ValueError as error:
        raise BadRecord(
            f"{what} {given!r} is not a language tag. Write, for example, en or pt-BR."
        ) from error


def read_audience(given: object) -> Audience:
    """Return an audience."""
    try:
        return Audience(read_string(given, "audience"))
    except ValueError as error:
        raise BadRecord(f"The audience {given!r} is neither clinician nor lay.") from error


def read_status(given: object) -> Status:
    """Return a review status."""
    try:
        return Status(read_string(given, "status"))
    except ValueError as error:
        raise BadRecord(
            f"The status {given!r} is unknown. Known are: {', '.join(Status)}."
        ) from error


def read_question(given: object) -> dict[str, str]:
    """Return the question by language."""
    if given is None:
        raise BadRecord('question is missing. Write it by language, as in: en = "What is …?"')
    if not isinstance(given, Mapping) or not given:
        raise BadRecord("question is not a table of languages and texts.")
    return {
        read_language(language, "the language of question"): read_string(text, "question")
        for language, text in given.items()
    }


def read_codes(given: object) -> dict[str, tuple[str, ...]]:
    """Return codes by code system, empty lists left out."""
    codes = read_keys({} if given is None else given, CODE_SYSTEMS, "codes")
    read = {system: read_strings(listed, f"codes.{system}") for system, listed in codes.items()}
    return {system: listed for system, listed in read.items() if listed}


def read_references(given: object) -> tuple[Reference, ...]:
    """Return references from CSL-JSON items."""
    if given is None:
        return ()
    if not isinstance(given, list):
        raise BadRecord("references is not a list of CSL-JSON items.")
    references = tuple(_reference(item, place) for place, item in enumerate(given, start=1))
    keys = [reference.key for reference in references]
    for key in keys:
        if keys.count(key) > 1:
            raise BadRecord(f"Two references have the id {key!r}. Each needs its own.")
    return references


def read_review(given: object) -> Review:
    """Return the review of one variant."""
    table = read_keys(given, (field.name for field in fields(Review)), "review")
    read: dict[str, Any] = {}
    for name, value in table.items():
        if name == "status":
            read[name] = read_status(value)
        elif name in REVIEW_DATES:
            read[name] = _read_date(value, f"review {name}")
        else:
            read[name] = read_string(value, f"review {name}")
    return Review(**read)


def read_variant(audience: Audience, language: str, markdown: object, review: Review) -> Variant:
    """Return a variant whose text can be read."""
    what = f"the {audience} text in {language}"
    text = read_string(markdown, what)
    if len(text) > MAX_CHARACTERS:
        raise BadRecord(
            f"{what} has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read. "
            "Split the answer into several."
        )
    return Variant(audience, language, text, review)


def read_answer(answer: Answer) -> Answer:
    """Return `answer` where its parts fit each other. Raise `BadRecord` otherwise."""
    if not answer.variants:
        raise BadRecord("The answer has no text. Write clinician or lay text in one language.")
    if answer.slug in answer.former_slugs:
        raise BadRecord("former_slugs names the answer's own slug.")
    return answer


def shorten(text: str) -> str:
    """Return the beginning of a long text, to be named in a sentence."""
    return text if len(text) <= 60 else text[:60] + "…"


def _reference(item: object, place: int) -> Reference:
    if not isinstance(item, Mapping):
        raise BadRecord(f"Reference {place} is not a CSL-JSON item.")
    key = item.get("id")
    if isinstance(key, int) and not isinstance(key, bool):
        key = str(key)
    return Reference(read_string(key, f"The id of reference {place}"), dict(item))


def _read_date(given: object, what: str) -> date:
    if isinstance(given, str):
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    raise BadRecord(f"{what} is {given!r}, not a date. Write it as in 2026-11-23.")
