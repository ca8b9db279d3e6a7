"""A text that stands alone: a Markdown file outside an answer's folder."""

from pathlib import Path

from readlevel.core.model.answer import Answer, Audience, Review
from readlevel.core.model.slug import slugify
from readlevel.interchange.answers.answer_folder import ANSWER_FILE, read_references
from readlevel.interchange.files import records, strict_values
from readlevel.interchange.files.problems import BadRecord, RecordProblem
from readlevel.interchange.files.text_files import read_text

SUFFIXES = (".md", ".markdown")


def find_answer_folder(path: Path) -> Path | None:
    """Return the answer's folder that a file belongs to, or None."""
    for folder in (path.parent, path.parent.parent):
        if (folder / ANSWER_FILE).is_file():
            return folder
    return None


def read_single_text(path: Path, language: str) -> Answer | RecordProblem:
    """Read a file as an answer with one text; return a `RecordProblem` if it is invalid.

    `clinician.es.md` is a text for clinicians in Spanish, `leaflet.es.md` a plain-language text in
    Spanish, and `leaflet.md` one in `language`. References are those of `references.json` beside
    it.
    """
    audience, tag = _read_name(path, language)
    try:
        variant = records.read_variant(audience, tag, read_text(path), Review())
        references = read_references(path.parent)
    except BadRecord as bad:
        return RecordProblem(bad.path or path, bad.line, "", bad.reason)
    slug = slugify(path.stem.replace(".", "-")) or "text"
    return Answer(slug, {tag: path.stem}, (variant,), references=references)


def _read_name(path: Path, language: str) -> tuple[Audience, str]:
    *first, last = path.stem.split(".")
    try:
        tag = strict_values.read_language(last, "The file's name") if first else language
    except BadRecord:
        tag = language
    named = next((one for one in Audience if one == (first or [last])[-1]), Audience.LAY)
    return named, tag
