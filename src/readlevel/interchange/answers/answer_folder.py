"""An answer as a folder: `answer.toml`, one Markdown file a variant, `references.json`, images."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from readlevel.core.model.answer import Answer, Audience, Reference, Review, TextDraft, Variant
from readlevel.interchange.answers import images
from readlevel.interchange.files import records, strict_json, strict_values, toml_files
from readlevel.interchange.files.problems import BadRecord, RecordProblem
from readlevel.interchange.files.text_files import is_within, read_text, write_text

ANSWER_FILE = "answer.toml"
REFERENCES_FILE = "references.json"

PUBLISHED = "published"
"""Folder of public texts that have a newer text beside them, and the key of their reviews."""

_KEYS = (
    "slug",
    "sample",
    "archived_because",
    "topics",
    "former_slugs",
    "question",
    "search_words",
    "codes",
    "review",
    PUBLISHED,
    "parity",
    "drafts",
)
_KNOWN_SUFFIXES = (".md", ".toml", ".json")
"""Suffixes of the files of an answer; an unknown file with one of them is reported."""
_VARIANT = re.compile(r"(?P<audience>[a-z]+)\.(?P<language>[A-Za-z0-9-]+)\.md")

_Reviews = dict[tuple[Audience, str], Review]


def is_answer(folder: Path) -> bool:
    """Return whether `folder` contains any file of an answer."""
    return (folder / ANSWER_FILE).exists() or any(
        _VARIANT.fullmatch(path.name) for path in folder.glob("*.md")
    )


def read(folder: Path) -> Answer | RecordProblem:
    """Read the answer in `folder`; return a `RecordProblem` if it is invalid."""
    try:
        return _read(folder)
    except BadRecord as bad:
        return RecordProblem(bad.path or folder / ANSWER_FILE, bad.line, folder.name, bad.reason)
    except OSError as error:
        return RecordProblem(folder, None, "", f"The folder cannot be read: {error.strerror}.")


def write(answer: Answer, folder: Path) -> None:
    """Write `answer` into `folder`; `read` returns an equal answer.

    Remove the files of variants and images that the answer no longer has.
    """
    _write_texts(answer.variants, folder)
    _write_texts(answer.published, folder / PUBLISHED)
    if answer.references:
        items = [dict(reference.csl) for reference in answer.references]
        write_text(folder / REFERENCES_FILE, json.dumps(items, ensure_ascii=False, indent=2) + "\n")
    else:
        (folder / REFERENCES_FILE).unlink(missing_ok=True)
    images.write(answer.images, folder)
    # What makes the folder an answer comes last: it names texts that are there by now.
    write_text(folder / ANSWER_FILE, toml_files.dump(_table(answer)))


def _write_texts(variants: tuple[Variant, ...], folder: Path) -> None:
    texts = {f"{one.audience}.{one.language}.md": one.markdown for one in variants}
    for name, text in texts.items():
        write_text(folder / name, text)
    for path in folder.glob("*.md"):
        if path.name not in texts and _VARIANT.fullmatch(path.name):
            path.unlink()
    if not texts and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _read(folder: Path) -> Answer:
    if not (folder / ANSWER_FILE).exists():
        raise BadRecord(f"The folder has no {ANSWER_FILE}. Write one that gives slug and question.")
    source = read_text(folder / ANSWER_FILE, within=folder)
    try:
        return _answer(folder, toml_files.load(source))
    except BadRecord as bad:
        line = bad.line
        if line is None and bad.path is None and bad.key:
            line = toml_files.find_line(source, bad.key)
        raise BadRecord(bad.reason, line, bad.path) from bad


def _answer(folder: Path, given: dict[str, Any]) -> Answer:
    table = strict_values.read_keys(given, _KEYS, "")
    return records.read_answer(
        Answer(
            slug=strict_values.read_slug(table.get("slug")),
            question=records.read_question(table.get("question")),
            variants=_read_texts(folder, folder, table, "review"),
            published=_read_texts(folder, folder / PUBLISHED, table, PUBLISHED),
            topics=strict_values.read_strings(table.get("topics"), "topics"),
            codes=records.read_codes(table.get("codes")),
            references=read_references(folder),
            former_slugs=strict_values.read_slugs(table.get("former_slugs"), "former_slugs"),
            images=tuple(images.read(folder)),
            parity=records.read_parity(table.get("parity")),
            audience_questions=records.read_audience_questions(table.get("question")),
            search_words=records.read_search_words(table.get("search_words")),
            drafts=records.read_drafts(table.get("drafts")),
            is_sample=strict_values.read_flag(table.get("sample"), "sample"),
            archived_because=strict_values.read_optional_string(
                table.get("archived_because"), "archived_because"
            ),
        )
    )


def _read_texts(root: Path, folder: Path, table: dict[str, Any], key: str) -> tuple[Variant, ...]:
    """Return the texts in a folder with their reviews, which are under a key of `table`."""
    reviews = _reviews(table.get(key, {}), key)
    if not is_within(folder, root):
        raise BadRecord(
            "This is a link that leads out of the folder. Put a copy there.", path=folder
        )
    variants = tuple(_variants(folder, reviews)) if folder.is_dir() else ()
    for audience, language in reviews:
        raise BadRecord(
            f"{key}.{audience}.{language} is about a text that is not there. "
            f"Write {audience}.{language}.md, or remove the review.",
            key=f"{key}.{audience}.{language}",
        )
    return variants


def _reviews(given: object, key: str) -> _Reviews:
    reviews = {}
    for audience, languages in strict_values.read_keys(given, list(Audience), key).items():
        place = f"{key}.{audience}"
        for language, review in strict_values.read_languages(languages, place).items():
            found = records.read_review(review, f"{place}.{language}")
            reviews[records.read_audience(audience, place), language] = found
    return reviews


def _variants(folder: Path, reviews: _Reviews) -> Iterator[Variant]:
    """Yield the variants of a folder, and remove their reviews from `reviews`."""
    for path in sorted(folder.iterdir()):
        hidden = path.name.startswith(".")
        if (
            hidden
            or path.suffix not in _KNOWN_SUFFIXES
            or path.name in (ANSWER_FILE, REFERENCES_FILE)
        ):
            continue
        named = _VARIANT.fullmatch(path.name)
        if named is None:
            raise BadRecord(
                f"The file is no part of an answer. Parts are {ANSWER_FILE}, {REFERENCES_FILE}, "
                "and texts such as lay.en.md.",
                path=path,
            )
        yield _variant(path, named["audience"], named["language"], reviews)


def _variant(path: Path, audience: str, language: str, reviews: _Reviews) -> Variant:
    try:
        reader = records.read_audience(audience, "The file's name")
        tag = strict_values.read_language(language, "The file's name")
        text = read_text(path, within=path.parent)
        return records.read_variant(reader, tag, text, reviews.pop((reader, tag), Review()))
    except BadRecord as bad:
        raise BadRecord(bad.reason, bad.line, path) from bad


def read_references(folder: Path) -> tuple[Reference, ...]:
    """Return the references in a folder. Raise `BadRecord` if they cannot be read."""
    path = folder / REFERENCES_FILE
    if not path.exists():
        return ()
    try:
        return records.read_references(strict_json.load(read_text(path, within=folder)))
    except BadRecord as bad:
        raise BadRecord(bad.reason, bad.line, path) from bad


def _table(answer: Answer) -> dict[str, Any]:
    """Return the content of `answer.toml` for an answer, without empty values."""
    questions: dict[str, Any] = dict(answer.question)
    questions.update((one, dict(asked)) for one, asked in sorted(answer.audience_questions.items()))
    table = {
        "slug": answer.slug,
        "sample": answer.is_sample,
        "archived_because": answer.archived_because,
        "topics": list(answer.topics),
        "former_slugs": list(answer.former_slugs),
        "question": questions,
        "search_words": {language: list(words) for language, words in answer.search_words.items()},
        "codes": {system: list(codes) for system, codes in answer.codes.items()},
        "review": _review_table(answer.variants),
        PUBLISHED: _review_table(answer.published),
        "parity": {
            language: dict(sorted(reasons.items()))
            for language, reasons in sorted(answer.parity.items())
        },
        "drafts": list(map(_draft, answer.drafts)),
    }
    return {key: value for key, value in table.items() if value}


def _review_table(variants: tuple[Variant, ...]) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the reviews by audience and language."""
    reviews: dict[str, dict[str, dict[str, Any]]] = {}
    for variant in sorted(variants, key=lambda one: (one.audience, one.language)):
        if variant.review != Review():
            by_language = reviews.setdefault(variant.audience, {})
            by_language[variant.language] = _review(variant.review)
    return reviews


def _review(review: Review) -> dict[str, Any]:
    values: dict[str, Any] = {field.name: getattr(review, field.name) for field in fields(Review)}
    values["outside_approvals"] = [asdict(one) for one in review.outside_approvals] or None
    return {name: value for name, value in values.items() if value is not None}


def _draft(draft: TextDraft) -> dict[str, Any]:
    values = {
        "audience": str(draft.audience),
        "language": draft.language,
        "published": draft.is_beneath,
        "model": draft.model,
        "prompts": draft.prompt_version,
        "share": round(draft.share, 4),
    }
    return {name: value for name, value in values.items() if value is not False}
