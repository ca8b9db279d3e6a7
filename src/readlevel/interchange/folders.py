"""An answer as a folder: `answer.toml`, one Markdown file a variant, `references.json`, images."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import tomli_w

from readlevel.core.answer import Answer, Audience, Image, Reference, Review, Variant
from readlevel.core.workflow import Status
from readlevel.interchange import records
from readlevel.interchange.problem import BadRecord, Problem
from readlevel.interchange.texts import read_text, write_text

ANSWER = "answer.toml"
REFERENCES = "references.json"
IMAGES = "images"
MAX_IMAGE_BYTES = 5_000_000

_KEYS = ("slug", "topics", "former_slugs", "question", "codes", "review")
_VARIANT = re.compile(r"(?P<audience>[a-z]+)\.(?P<language>[A-Za-z0-9-]+)\.md")
_IMAGE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_IMAGE_STARTS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".svg": (b"<svg", b"<?xml"),
}


def is_answer(folder: Path) -> bool:
    """Tell whether `folder` holds an answer."""
    return (folder / ANSWER).is_file()


def read(folder: Path) -> Answer | Problem:
    """Read the answer in `folder`, or say what is wrong with it."""
    try:
        return _read(folder)
    except BadRecord as bad:
        return Problem(bad.path or folder / ANSWER, bad.line, folder.name, bad.reason)


def write(answer: Answer, folder: Path) -> None:
    """Write `answer` into `folder`, which `read` turns back into an equal answer.

    Files of variants and pictures that the answer does not have are removed.
    """
    wanted = {ANSWER}
    write_text(folder / ANSWER, tomli_w.dumps(_table(answer)))
    for variant in answer.variants:
        name = f"{variant.audience}.{variant.language}.md"
        wanted.add(name)
        write_text(folder / name, variant.markdown)
    if answer.references:
        wanted.add(REFERENCES)
        items = [dict(reference.csl) for reference in answer.references]
        text = json.dumps(items, ensure_ascii=False, indent=2) + "\n"
        write_text(folder / REFERENCES, text)
    for image in answer.images:
        (folder / IMAGES).mkdir(parents=True, exist_ok=True)
        (folder / IMAGES / image.name).write_bytes(image.content)
    _remove_others(folder, wanted, {image.name for image in answer.images})


def _read(folder: Path) -> Answer:
    path = folder / ANSWER
    source = read_text(path)
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else None
        raise BadRecord(f"This is not TOML: {error}.", line, path) from error
    try:
        return _answer(folder, table)
    except BadRecord as bad:
        raise BadRecord(bad.reason, bad.line or _line_of(bad.reason, source), bad.path) from bad


def _answer(folder: Path, table: dict[str, Any]) -> Answer:
    table = records.read_keys(table, _KEYS, ANSWER)
    reviews = _reviews(table.get("review", {}))
    variants = tuple(_variants(folder, reviews))
    if reviews:
        audience, language = next(iter(reviews))
        raise BadRecord(
            f"review.{audience}.{language} is about a text that is not there. "
            f"Write {audience}.{language}.md, or remove the review."
        )
    return records.read_answer(
        Answer(
            slug=records.read_slug(table.get("slug")),
            question=records.read_question(table.get("question")),
            variants=variants,
            topics=records.read_strings(table.get("topics"), "topics"),
            codes=records.read_codes(table.get("codes")),
            references=_references(folder / REFERENCES),
            former_slugs=tuple(
                records.read_slug(slug, "former_slugs")
                for slug in records.read_strings(table.get("former_slugs"), "former_slugs")
            ),
            images=tuple(_images(folder / IMAGES)),
        )
    )


def _reviews(given: object) -> dict[tuple[Audience, str], Review]:
    reviews = {}
    for audience, languages in records.read_keys(given, list(Audience), "review").items():
        if not isinstance(languages, dict):
            raise BadRecord(f"review.{audience} is not a table of languages.")
        for language, review in languages.items():
            tag = records.read_language(language, f"the language of review.{audience}")
            reviews[records.read_audience(audience), tag] = records.read_review(review)
    return reviews


def _variants(folder: Path, reviews: dict[tuple[Audience, str], Review]) -> Iterator[Variant]:
    """Yield the variants of a folder, clinician first; what they use of `reviews` is taken out."""
    for path in sorted(folder.glob("*.md")):
        named = _VARIANT.fullmatch(path.name)
        if named is None:
            raise BadRecord(
                f"{path.name} is not the name of a text. Write, for example, lay.en.md.", path=path
            )
        _refuse_outside(folder, path)
        audience = records.read_audience(named["audience"])
        language = records.read_language(named["language"], "the language of the file")
        review = reviews.pop((audience, language), Review())
        text = read_text(path)
        try:
            yield records.read_variant(audience, language, text, review)
        except BadRecord as bad:
            raise BadRecord(bad.reason, 1, path) from bad


def _references(path: Path) -> tuple[Reference, ...]:
    if not path.exists():
        return ()
    _refuse_outside(path.parent, path)
    try:
        return records.read_references(json.loads(read_text(path)))
    except json.JSONDecodeError as error:
        raise BadRecord(f"This is not JSON: {error.msg}.", error.lineno, path) from error
    except RecursionError as error:
        raise BadRecord("The JSON is nested too deeply.", path=path) from error
    except BadRecord as bad:
        raise BadRecord(bad.reason, bad.line, bad.path or path) from bad


def _images(folder: Path) -> Iterator[Image]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        _refuse_outside(folder.parent, path)
        if not _IMAGE_NAME.fullmatch(path.name) or not path.is_file():
            raise BadRecord(
                "A picture's name may have letters, digits, dots, hyphens and underscores.",
                path=path,
            )
        content = path.read_bytes()
        starts = _IMAGE_STARTS.get(path.suffix.lower())
        if starts is None or not content.lstrip().startswith(starts):
            raise BadRecord(
                "The picture is not what its name says. PNG, JPEG, GIF, WebP and SVG are shown.",
                path=path,
            )
        if len(content) > MAX_IMAGE_BYTES:
            raise BadRecord("The picture is larger than 5 MB. Make it smaller.", path=path)
        yield Image(path.name, content)


def _refuse_outside(folder: Path, path: Path) -> None:
    if not path.resolve().is_relative_to(folder.resolve()):
        raise BadRecord("The file is a link that leads out of the answer's folder.", path=path)


def _line_of(reason: str, source: str) -> int | None:
    """Return the line of `answer.toml` on which the key that a reason names last stands."""
    named = re.findall(r"[\w.]+", reason)
    keys = [word.rpartition(".")[2] for word in named]
    for key in reversed(keys):
        found = re.search(rf"^\s*\[?(?:[\w.]+\.)?\"?{re.escape(key)}\"?\s*[=\]]", source, re.M)
        if found:
            return source.count("\n", 0, found.start()) + 1
    return None


def _table(answer: Answer) -> dict[str, Any]:
    table: dict[str, Any] = {"slug": answer.slug}
    if answer.topics:
        table["topics"] = list(answer.topics)
    if answer.former_slugs:
        table["former_slugs"] = list(answer.former_slugs)
    table["question"] = dict(answer.question)
    if answer.codes:
        table["codes"] = {system: list(codes) for system, codes in answer.codes.items()}
    reviews: dict[str, dict[str, Any]] = {}
    for variant in answer.variants:
        if variant.review != Review():
            reviews.setdefault(variant.audience, {})[variant.language] = _review(variant.review)
    if reviews:
        table["review"] = reviews
    return table


def _review(review: Review) -> dict[str, Any]:
    given = {field.name: getattr(review, field.name) for field in fields(Review)}
    return {
        name: str(value) if isinstance(value, Status) else value
        for name, value in given.items()
        if value is not None
    }


def _remove_others(folder: Path, wanted: set[str], images: set[str]) -> None:
    own = [path for path in folder.glob("*.md") if _VARIANT.fullmatch(path.name)]
    for path in [*own, folder / REFERENCES]:
        if path.name not in wanted:
            path.unlink(missing_ok=True)
    if (folder / IMAGES).is_dir():
        for path in (folder / IMAGES).iterdir():
            if path.name not in images:
                path.unlink()
