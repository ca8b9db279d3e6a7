"""What is pasted from elsewhere, as Markdown."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from flask import Blueprint, Response, jsonify, request

from readlevel.core.roles import Role
from readlevel.interchange.documents import LeftOut, UnreadableDocument, read_html
from readlevel.web.desk.access import allowed
from readlevel.web.desk.errors import Refused
from readlevel.web.services import render

MOST_CHARACTERS = 2_000_000
_FORM_BYTES = 6 * 2**20
"""A sign may take three bytes, and those that mean something in a form three signs for each."""

blueprint = Blueprint("clean", __name__)


@dataclass(frozen=True, slots=True)
class Told:
    """One kind of thing that was left out, as it is told (`editing/_left_out.html`)."""

    kind: str
    text: str
    times: int


@dataclass(frozen=True, slots=True)
class LeftOutLines:
    """Sentences about what was left out, each on a line (`editing/left_out_lines.html`)."""

    left_out: tuple[Told, ...]


@blueprint.post("/clean")
@allowed(Role.EDITOR, most_bytes=_FORM_BYTES)
def clean() -> Response:
    """Return what `html` says as Markdown, and sentences about what could not be carried."""
    html = request.form.get("html", "")
    if len(html) > MOST_CHARACTERS:
        raise Refused("too_large", 413)
    try:
        converted = read_html(html)
    except UnreadableDocument as problem:
        raise Refused("unreadable", 422) from problem
    losses = write_sentences(tell(converted.left_out))
    response: Response = jsonify({"markdown": converted.markdown, "losses": losses})
    return response


def tell(left_out: Iterable[LeftOut]) -> tuple[Told, ...]:
    """Return what was left out, the same thing once."""
    counted = Counter(left_out)
    return tuple(Told(one.kind, one.text, times) for one, times in counted.items())


def write_sentences(left_out: tuple[Told, ...]) -> list[str]:
    """Return the sentences that tell what was left out."""
    lines = render("editing/left_out_lines.html", LeftOutLines(left_out)).get_data(as_text=True)
    return [unescape(line) for line in lines.splitlines() if line.strip()]
