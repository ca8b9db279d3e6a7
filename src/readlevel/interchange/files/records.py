"""Validates the parsed content of a file, and makes it an `Answer`.

`what` is the dotted path of a value, by which messages name it and its line is found.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from readlevel.core.consistency.difference import is_difference_key
from readlevel.core.languages.tags import normalise_tag
from readlevel.core.model.answer import CODE_SYSTEMS, Answer, Audience, Reference, Review, Variant
from readlevel.core.model.slug import MAX_LENGTH, is_slug
from readlevel.core.model.workflow import Status, find_public_revision
from readlevel.core.text.document import MAX_CHARACTERS
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.files.text_files import has_unstorable_characters, normalise

MAX_STRING = 2_000
"""Limit of the length of questions, topics, names and other short texts."""

_DATES = ("updated", "reviewed", "next_review")


def read_table(given: object, what: str) -> dict[str, Any]:
    """Return `given` as a table. Raise `BadRecord` otherwise."""
    if not isinstance(given, Mapping):
        raise BadRecord(f"{what or 'The record'} is not a table of keys and values.", key=what)
    return dict(given)


def read_keys(given: object, known: Iterable[str], what: str) -> dict[str, Any]:
    """Return `given` as a table whose keys are all known. Raise `BadRecord` otherwise."""
    table = read_table(given, what)
    known = tuple(known)
    for key in table:
        if key not in known:
            path = f"{what}.{key}" if what else key
            raise BadRecord(
                f"The key {shorten(path)!r} is unknown. Known here are: {', '.join(known)}.",
                key=path,
            )
    return table


def read_string(given: object, what: str) -> str:
    """Return a text that is not blank, nor longer than `MAX_STRING`."""
    if not isinstance(given, str):
        fault = "is missing" if given is None else "is not a text. Put it in quotes"
        raise BadRecord(f"{what} {fault}.", key=what)
    if not given.strip():
        raise BadRecord(f"{what} is empty. Write it, or remove the key.", key=what)
    if len(given) > MAX_STRING:
        raise BadRecord(f"{what} has more than {MAX_STRING:,} characters. Shorten it.", key=what)
    if has_unstorable_characters(given):
        raise BadRecord(
            f"{what} holds a character that no text may have: NUL, or half a pair. Remove it.",
            key=what,
        )
    return given


def read_strings(given: object, what: str) -> tuple[str, ...]:
    """Return a list of texts without duplicates."""
    if given is None:
        return ()
    if not isinstance(given, list):
        raise BadRecord(f'{what} is not a list. Write, for example, ["one", "two"].', key=what)
    texts = tuple(read_string(one, what) for one in given)
    _refuse_twice(texts, what)
    return texts


def read_slug(given: object, what: str = "slug") -> str:
    """Return a slug."""
    text = read_string(given, what)
    if not is_slug(text):
        raise BadRecord(
            f"{what} is {shorten(text)!r}. It may have a-z, 0-9 and single hyphens between them, "
            f"and up to {MAX_LENGTH} characters.",
            key=what,
        )
    return text


def read_slugs(given: object, what: str) -> tuple[str, ...]:
    """Return a list of slugs without duplicates."""
    return tuple(read_slug(slug, what) for slug in read_strings(given, what))


def read_language(given: object, what: str) -> str:
    """Return a language tag in its usual case."""
    try:
        return normalise_tag(read_string(given, what))
    except ValueError as error:
        raise BadRecord(
            f"{what} names the language {shorten(str(given))!r}. Write its tag, as in en or pt-BR.",
            key=what,
        ) from error


def read_audience(given: object, what: str) -> Audience:
    """Return an audience."""
    try:
        return Audience(str(given))
    except ValueError as error:
        raise BadRecord(
            f"{what} names the audience {shorten(str(given))!r}. Write clinician or lay.", key=what
        ) from error


def read_status(given: object, what: str) -> Status:
    """Return a review status."""
    try:
        return Status(read_string(given, what))
    except ValueError as error:
        raise BadRecord(
            f"{what} is {shorten(str(given))!r}. Write one of: {', '.join(Status)}.", key=what
        ) from error


def read_question(given: object) -> dict[str, str]:
    """Return the question by language."""
    if not _split_questions(given)[0]:
        raise BadRecord('question is missing. Write it by language: en = "What is …?"')
    asked, _ = _split_questions(given)
    return {
        language: read_string(text, f"question.{language}")
        for language, text in read_languages(asked, "question").items()
    }


def read_audience_questions(given: object) -> dict[Audience, dict[str, str]]:
    """Return the questions of single audiences, by language: `[question.clinician]`."""
    _, by_audience = _split_questions(given)
    return {
        audience: {
            language: read_string(text, f"question.{audience}.{language}")
            for language, text in read_languages(asked, f"question.{audience}").items()
        }
        for audience, asked in by_audience.items()
        if asked
    }


def read_search_words(given: object) -> dict[str, tuple[str, ...]]:
    """Return words by which an answer is found too, by language, empty lists left out."""
    words = read_languages({} if given is None else given, "search_words")
    read = {
        language: read_strings(listed, f"search_words.{language}")
        for language, listed in words.items()
    }
    return {language: listed for language, listed in read.items() if listed}


def _split_questions(given: object) -> tuple[dict[str, Any], dict[Audience, Any]]:
    """Part the question by language from tables named by an audience."""
    table = read_table({} if given is None else given, "question")
    audiences = {key: Audience(key) for key in Audience if isinstance(table.get(key), Mapping)}
    shared = {key: text for key, text in table.items() if key not in audiences}
    return shared, {audience: table[key] for key, audience in audiences.items()}


def read_languages(given: object, what: str) -> dict[str, Any]:
    """Return a table whose keys are language tags, in their usual case."""
    table = read_table(given, what)
    tags = [read_language(key, f"{what}.{key}") for key in table]
    _refuse_twice(tags, what)
    return dict(zip(tags, table.values(), strict=True))


def read_codes(given: object) -> dict[str, tuple[str, ...]]:
    """Return codes by code system, empty lists left out."""
    codes = read_keys({} if given is None else given, CODE_SYSTEMS, "codes")
    read = {system: read_strings(listed, f"codes.{system}") for system, listed in codes.items()}
    return {system: listed for system, listed in read.items() if listed}


def read_parity(given: object) -> dict[str, dict[str, str]]:
    """Return the reasons why differences may stay, by language and key, empty tables left out."""
    read = {}
    for language, reasons in read_languages({} if given is None else given, "parity").items():
        place = f"parity.{language}"
        read[language] = {
            key: _read_reason(key, reason, f"{place}.{key}")
            for key, reason in read_table(reasons, place).items()
        }
    return {language: reasons for language, reasons in read.items() if reasons}


def read_references(given: object) -> tuple[Reference, ...]:
    """Return references from CSL-JSON items."""
    if given is None:
        return ()
    if not isinstance(given, list):
        raise BadRecord("The references are not a list of CSL-JSON items.")
    references = tuple(_reference(item, place) for place, item in enumerate(given, start=1))
    _refuse_twice([reference.key for reference in references], "The id of references")
    return references


def read_review(given: object, what: str) -> Review:
    """Return the review of one variant."""
    table = read_keys(given, (field.name for field in fields(Review)), what)
    read: dict[str, Any] = {}
    for name, value in table.items():
        place = f"{what}.{name}"
        if name == "status":
            read[name] = read_status(value, place)
        elif name in _DATES:
            read[name] = _read_date(value, place)
        else:
            read[name] = read_string(value, place)
    return Review(**read)


def read_markdown(given: object, what: str) -> str:
    """Return normalised Markdown that can be parsed."""
    if not isinstance(given, str):
        raise BadRecord(f"{what} is not a text.")
    text = normalise(given)
    if not text.strip():
        raise BadRecord(f"{what} is empty. Write it, or remove it.")
    if len(text) > MAX_CHARACTERS:
        raise BadRecord(
            f"{what} has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read. Split it."
        )
    if has_unstorable_characters(text):
        raise BadRecord(
            f"{what} holds a character that no text may have: NUL, or half a pair. Remove it."
        )
    return text


def read_variant(audience: Audience, language: str, markdown: object, review: Review) -> Variant:
    """Return a variant whose text can be parsed."""
    text = read_markdown(markdown, f"The {audience} text in {language}")
    return Variant(audience, language, text, review)


def read_answer(answer: Answer) -> Answer:
    """Return `answer` with its texts in order. Raise `BadRecord` if its parts do not fit."""
    if not answer.variants:
        raise BadRecord("The answer has no text. Write one, clinician or lay, in one language.")
    _refuse_twice([f"{v.audience}.{v.language}" for v in answer.variants], "The answer's texts")
    if answer.slug in answer.former_slugs:
        raise BadRecord("former_slugs names the answer's own slug.", key="former_slugs")
    for public in answer.published:
        _check_published(public, answer)
    return replace(
        answer, variants=_sort_variants(answer.variants), published=_sort_variants(answer.published)
    )


def _check_published(public: Variant, answer: Answer) -> None:
    """Raise `BadRecord` if a published text has no public status, or no newer text beside it."""
    place = f"published.{public.audience}.{public.language}"
    newest = next((one for one in answer.variants if answer.find_published(one) is public), None)
    if newest is None:
        raise BadRecord(
            f"{place} has no newer text beside it. Move its text and its review to the others.",
            key=place,
        )
    if find_public_revision([newest.review.status, public.review.status]) != 1:
        raise BadRecord(
            f"{place}.status is {public.review.status!s}, beneath a text that is "
            f"{newest.review.status!s}, so it would not be public. Give it the status approved, or "
            "remove it.",
            key=place,
        )


def _sort_variants(variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
    return tuple(sorted(variants, key=lambda one: (one.audience, one.language)))


def shorten(text: str) -> str:
    """Shorten a long text for a message."""
    return text if len(text) <= 60 else text[:60] + "…"


def _read_reason(key: str, reason: object, what: str) -> str:
    if not is_difference_key(key):
        raise BadRecord(
            f"{shorten(what)!r} is no difference. Copy its key from readlevel check.", key=what
        )
    return "" if reason == "" else read_string(reason, what)


def _refuse_twice(given: Iterable[str], what: str) -> None:
    for one, times in Counter(given).items():
        if times > 1:
            raise BadRecord(f"{what}: {shorten(one)!r} is there {times} times. Keep one.", key=what)


def _reference(item: object, place: int) -> Reference:
    if not isinstance(item, Mapping):
        raise BadRecord(f"Reference {place} is not a CSL-JSON item.")
    key = item.get("id")
    if isinstance(key, int) and not isinstance(key, bool):
        key = str(key)
    return Reference(read_string(key, f"The id of reference {place}"), dict(item))


def _read_date(given: object, what: str) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    raise BadRecord(
        f"{what} is {shorten(str(given))!r}. Write the date without quotes, as in 2026-11-23.",
        key=what,
    )
