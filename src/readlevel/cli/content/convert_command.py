"""`readlevel convert`: converts Word files, web pages and bibliographies."""

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from readlevel.interchange.documents.html_to_markdown import ConversionLoss, ConvertedDocument


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def convert(file: Path) -> None:
    """Print a Word file or web page (.docx, .html) as Markdown, references as CSL-JSON.

    References are read from BibTeX, RIS, PubMed's .nbib and CSL-JSON. What Markdown cannot carry is
    listed on standard error.
    """
    from readlevel.interchange.documents import html_to_markdown, word_to_markdown
    from readlevel.interchange.files.problems import BadRecord, RecordProblem
    from readlevel.interchange.files.text_files import read_bytes, read_text

    try:
        kind = file.suffix.lower()
        if kind == ".docx":
            _print(file, word_to_markdown.read_docx(read_bytes(file, word_to_markdown.MAX_BYTES)))
        elif kind in (".html", ".htm"):
            _print(file, html_to_markdown.read_html(read_text(file)))
        else:
            _print_references(file, read_text(file))
    except BadRecord as bad:
        raise click.ClickException(
            str(RecordProblem(bad.path or file, bad.line, "", str(bad)))
        ) from bad


def _print_references(file: Path, text: str) -> None:
    from readlevel.interchange.references.read_bibliography import read_bibliography

    read = read_bibliography(text)
    items = [dict(reference.csl) for reference in read.references]
    click.echo(json.dumps(items, ensure_ascii=False, indent=2))
    for notice in read.notices:
        click.echo(f"{file}: {notice}", err=True)


def _print(file: Path, converted: "ConvertedDocument") -> None:
    click.echo(converted.markdown, nl=False)
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
