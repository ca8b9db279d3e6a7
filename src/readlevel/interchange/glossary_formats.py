"""The formats that glossaries come and go in, and which of them a file is."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from readlevel.interchange.glossary import Item

READ = ("csv", "nci")
WRITTEN = ("csv",)

_BY_SUFFIX = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
}
_FIRST_BYTES = 4_000


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader is told beside the file: what holds where the file does not say it."""

    language: str | None = None
    encoding: str | None = None
    audience: str = "lay"


def guess(path: Path) -> str:
    """Return the format of a file by its name, else by how it begins."""
    by_name = _BY_SUFFIX.get(path.suffix.casefold())
    if by_name is not None:
        return by_name
    with path.open("rb") as file:
        start = file.read(_FIRST_BYTES).decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    return "nci" if start.startswith(("{", "[")) else "csv"


def read(path: Path, name: str, options: Options) -> Iterator[Item]:
    """Yield what a file in the format of that name says of terms."""
    if name == "csv":
        from readlevel.interchange import glossary_csv

        return glossary_csv.read(path, options.language, encoding=options.encoding)
    from readlevel.interchange import glossary_nci

    return glossary_nci.read(path, options.language)
