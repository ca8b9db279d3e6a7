"""Converts the LaTeX of bibliographies to text with the markup that CSL-JSON allows."""

import re
from collections.abc import Iterable
from functools import cache, partial
from typing import Any

_MATH = re.compile(r"\$([^$]*)\$")
_BRACED = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
_SCRIPTS = (
    (re.compile(rf"_(?:{_BRACED}|(\w))"), "sub"),
    (re.compile(rf"\^(?:{_BRACED}|(\w))"), "sup"),
)
_MARKUP = tuple(
    (re.compile(rf"\\{command}\s*{_BRACED}"), tag)
    for command, tag in (
        ("textsubscript", "sub"),
        ("textsuperscript", "sup"),
        ("textit", "i"),
        ("emph", "i"),
    )
)
_BARE_PERCENT = re.compile(r"(?<!\\)%")
_MARKS = {"i": ("\ue000", "\ue001"), "sub": ("\ue002", "\ue003"), "sup": ("\ue004", "\ue005")}
"""Private-use characters that represent tags while LaTeX is parsed."""


def latex_to_text(latex: str, *, markup: bool = False) -> str:
    """Return `latex` as text; with `markup`, italics, sub- and superscript are kept as HTML tags.

    Raise `RecursionError` if groups are nested too deeply.
    """
    marked = _MATH.sub(lambda math: f"${_mark_all(_SCRIPTS, math[1])}$", latex)
    marked = _mark_all(_MARKUP, marked)
    text: str = _converter().latex_to_text(_BARE_PERCENT.sub(r"\\%", marked))
    text = " ".join(text.split())
    for tag, (start, end) in _MARKS.items():
        text = text.replace(start, f"<{tag}>" if markup else "")
        text = text.replace(end, f"</{tag}>" if markup else "")
    return text


def _mark_all(patterns: Iterable[tuple[re.Pattern[str], str]], latex: str) -> str:
    for pattern, tag in patterns:
        latex = pattern.sub(partial(_mark, _MARKS[tag]), latex)
    return latex


def _mark(marks: tuple[str, str], found: re.Match[str]) -> str:
    start, end = marks
    content = next(group for group in found.groups() if group is not None)
    return f"{start}{{{content}}}{end}"


@cache
def _converter() -> Any:
    from pylatexenc.latex2text import (
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )

    known = get_default_latex_context_db()
    names = [MacroTextSpec(name, name) for name in ("TeX", "LaTeX", "BibTeX")]
    known.add_context_category("names", prepend=True, macros=names)
    return LatexNodes2Text(math_mode="text", strict_latex_spaces="macros", latex_context=known)
