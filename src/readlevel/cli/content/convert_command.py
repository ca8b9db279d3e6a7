"""`readlevel convert`: converts Word files, web pages and bibliographies."""

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readlevel.core.model.answer import Reference
    from readlevel.interchange.documents.conversion_loss import ConversionLoss
    from readlevel.interchange.documents.html_to_markdown import ConvertedDocument


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--references",
    type=click.Path(path_type=Path),
    help="File for the works that a text cites, as CSL-JSON.",
)
def convert(file: Path, references: Path | None) -> None:
    """Print a Word file or web page (.docx, .html) as Markdown, references as CSL-JSON.

    References are read from BibTeX, RIS, PubMed's .nbib and CSL-JSON. What Markdown cannot carry is
    listed on standard error. With --references, the citations, notes and numbered references of a
    text become citations of that file's works.
    """
    from readlevel.interchange.documents import html_to_markdown
    from readlevel.interchange.documents.cited_works import CitedWorks
    from readlevel.interchange.files.problems import BadRecord, RecordProblem
    from readlevel.interchange.files.text_files import read_bytes, read_text
    from readlevel.interchange.word import word_to_markdown

    try:
        kind = file.suffix.lower()
        if kind == ".docx":
            content = read_bytes(file, word_to_markdown.MAX_BYTES)
            _print(file, word_to_markdown.read_docx(content), references)
        elif kind in (".html", ".htm"):
            page = html_to_markdown.read_html(read_text(file), works=CitedWorks())
            _print(file, page, references)
        else:
            _print_references(file, read_text(file))
    except BadRecord as bad:
        raise click.ClickException(
            str(RecordProblem(bad.path or file, bad.line, "", str(bad)))
        ) from bad


def _print_references(file: Path, text: str) -> None:
    from readlevel.interchange.references.read_bibliography import read_bibliography

    read = read_bibliography(text)
    click.echo(_to_json(read.references))
    for notice in read.notices:
        click.echo(f"{file}: {notice}", err=True)


def _to_json(references: "Iterable[Reference]") -> str:
    return json.dumps([dict(one.csl) for one in references], ensure_ascii=False, indent=2)


def _print(file: Path, converted: "ConvertedDocument", references: Path | None) -> None:
    click.echo(converted.markdown, nl=False)
    if references is not None:
        references.write_text(_to_json(converted.references) + "\n", "utf-8")
    elif converted.references:
        count = len(converted.references)
        click.echo(f"{file}: It cites {count} works. Write them to a file: --references.", err=True)
    for one, times in Counter(converted.left_out).items():
        again = f" ({times} times)" if times > 1 else ""
        click.echo(f"{file}: {_describe_loss(one)}{again}", err=True)


def _describe_loss(one: "ConversionLoss") -> str:
    return _LOSS_MESSAGES[one.kind].format(text=one.text)


_LOSS_MESSAGES = {
    "picture": "Left out: the picture {text!r}. Put it into images/ and name it in the text.",
    "media": "Left out: {text!r}, which an answer cannot show.",
    "form": "Left out: the control {text!r} of a form.",
    "struck": "Left out: {text!r}, which is struck through.",
    "link": "Kept without its link: {text}.",
    "merged_cells": "Merged cells of a table are repeated in each row and column: {text!r}.",
    "crowded_cells": "On one line now: the paragraphs or lists in a cell of a table, {text!r}.",
    "marks": "Left out: underlines and highlights.",
    "citations": "{text} citations of a reference manager are citations of references now.",
    "citation": "Kept as text: the citation {text!r}, which cannot be read.",
    "bibliography_kept": "Kept as text: the list that a reference manager made, because it has"
    " works that could not be read.",
    "contents": "Left out: the table of contents.",
    "bibliography": "Left out: the list that a reference manager made.",
    "proposed_notes": "Notes that are references now: {text}. Check them.",
    "proposed_references": "Entries of the list of references that are references now: {text}."
    " Check them, and the numbers in the text.",
    "uncited_references": "References that no number in the text leads to: {text}.",
    "uncited_list": "Kept as text: a list of {text} references, to which no number leads.",
    "notes": "Footnotes stand as they are, at the end, without links to them.",
    "comments": "Left out: {text} comments.",
    "equation": "Left out: the equation {text!r}. Write it by hand, or show it as a picture.",
    "drawing": "Left out: a drawing or diagram {text!r}. Save it as a picture.",
    "object": "Left out: an embedded object {text!r}.",
    "deleted": "Left out: {text!r}, which is marked as deleted.",
    "hidden": "Left out: hidden text, {text!r}.",
    "header": "Left out: what stands above or below each page, {text!r}.",
    "around": "Left out: {text} words around the main part of the page.",
    "words": "Left out: the words {text!r}. Add them by hand.",
}
