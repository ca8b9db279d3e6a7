"""Recognises the headings of lists of references."""

import re

_NAMES = frozenset(
    {"references", "reference list", "bibliography", "works cited", "literature", "sources"}
    | {"literature cited", "notes and references", "references and notes", "endnotes"}
    | {"referencias", "referencias bibliográficas", "bibliografía", "fuentes"}
    | {"literatur", "literaturverzeichnis", "quellen", "quellenverzeichnis", "referenzen"}
    | {"références", "bibliographie", "références bibliographiques", "notes et références"}
    | {"referências", "referências bibliográficas", "bibliografia", "riferimenti"}
    | {"riferimenti bibliografici", "referenties", "literatuur", "bronnen"}
    | {"المراجع", "مراجع", "المصادر", "参考文献"}
)
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def is_reference_heading(text: str) -> bool:
    """Return whether `text`, a heading perhaps with its number, begins a list of references."""
    return _AROUND.sub("", " ".join(text.split())).casefold() in _NAMES
