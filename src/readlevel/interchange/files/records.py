"""Strict readers of the parts of an answer, from the parsed content of a file.

`what` is the dotted path of a value, by which messages name it and its line is found.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from readlevel.core.consistency.difference import is_difference_key
from readlevel.core.model.answer import (
    CODE_SYSTEMS,
    Answer,
    Audience,
    OutsideApproval,
    Reference,
    Review,
    TextDraft,
    Variant,
)
from readlevel.core.model.workflow import Status, find_public_revision
from readlevel.core.text.document import MAX_CHARACTERS
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.files.strict_values import (
    read_flag,
    read_keys,
    read_language,
    read_languages,
    read_string,
    read_strings,
    read_table,
    refuse_twice,
    shorten,
)
from readlevel.interchange.files.text_files import has_unstorable_characters, normalise

_DATES = ("updated", "reviewed", "next_review")


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


def read_drafts(given: object) -> tuple[TextDraft, ...]:
    """Return where texts have words from a language model."""
    if given is None:
        return ()
    if not isinstance(given, list):
        raise BadRecord("Write [[drafts]] with two brackets before each draft.", key="drafts")
    return tuple(_read_draft(one, _name_draft(place)) for place, one in enumerate(given, start=1))


def _name_draft(place: int) -> str:
    return "drafts" if place == 1 else f"drafts.{place}"


def _read_draft(given: object, what: str) -> TextDraft:
    known = ("audience", "language", "published", "model", "prompts", "share")
    table = read_keys(given, known, what)
    share = table.get("share")
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        raise BadRecord(f"{what}.share is no number from 0 to 1.", key=f"{what}.share")
    return TextDraft(
        read_audience(table.get("audience"), f"{what}.audience"),
        read_language(table.get("language"), f"{what}.language"),
        read_string(table.get("model"), f"{what}.model"),
        read_string(table.get("prompts"), f"{what}.prompts"),
        float(share),
        read_flag(table.get("published"), f"{what}.published"),
    )


def read_references(given: object) -> tuple[Reference, ...]:
    """Return references from CSL-JSON items."""
    if given is None:
        return ()
    if not isinstance(given, list):
        raise BadRecord("The references are not a list of CSL-JSON items.")
    references = tuple(_reference(item, place) for place, item in enumerate(given, start=1))
    refuse_twice([reference.key for reference in references], "The id of references")
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
        elif name == "outside_approvals":
            read[name] = _read_outside_approvals(value, place)
        else:
            read[name] = read_string(value, place)
    return Review(**read)


def _read_outside_approvals(given: object, what: str) -> tuple[OutsideApproval, ...]:
    if not isinstance(given, list):
        raise BadRecord(f"Write [[{what}]] with two brackets before each approval.", key=what)
    places = (what if place == 1 else f"{what}.{place}" for place in range(1, len(given) + 1))
    return tuple(map(_read_outside_approval, given, places))


def _read_outside_approval(given: object, what: str) -> OutsideApproval:
    table = read_keys(given, [field.name for field in fields(OutsideApproval)], what)
    return OutsideApproval(
        read_string(table.get("name"), f"{what}.name"),
        read_string(table.get("role"), f"{what}.role"),
        _read_date(table.get("approved"), f"{what}.approved"),
    )


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
    refuse_twice([f"{v.audience}.{v.language}" for v in answer.variants], "The answer's texts")
    if answer.slug in answer.former_slugs:
        raise BadRecord("former_slugs names the answer's own slug.", key="former_slugs")
    for public in answer.published:
        _check_published(public, answer)
    for place, draft in enumerate(answer.drafts, start=1):
        _check_draft(draft, answer, _name_draft(place))
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


def _check_draft(draft: TextDraft, answer: Answer, what: str) -> None:
    """Raise `BadRecord` if a draft is about a text that the answer does not have."""
    texts = answer.published if draft.is_beneath else answer.variants
    if (draft.audience, draft.language) not in [(one.audience, one.language) for one in texts]:
        name = f"{'published/' if draft.is_beneath else ''}{draft.audience}.{draft.language}.md"
        raise BadRecord(
            f"{what} is about a text that is not there: {name}. Write it, or remove the entry.",
            key=what,
        )


def _sort_variants(variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
    return tuple(sorted(variants, key=lambda one: (one.audience, one.language)))


def _read_reason(key: str, reason: object, what: str) -> str:
    if not is_difference_key(key):
        raise BadRecord(
            f"{shorten(what)!r} is no difference. Copy its key from readlevel check.", key=what
        )
    return "" if reason == "" else read_string(reason, what)


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
