"""Text files of content: read with care, written the same everywhere."""

from pathlib import Path

from readlevel.core.document import MAX_CHARACTERS
from readlevel.interchange.problem import BadRecord

MAX_BYTES = 4 * MAX_CHARACTERS


def read_text(path: Path, *, max_bytes: int = MAX_BYTES) -> str:
    """Return the text of a UTF-8 file, line ends as LF, without a byte order mark.

    Raise `BadRecord` where it cannot be read as such.
    """
    try:
        if path.stat().st_size > max_bytes:
            raise BadRecord(
                f"The file is larger than {max_bytes // 1000:,} kB. Split it into several.",
                path=path,
            )
        raw = path.read_bytes()
    except OSError as error:
        raise BadRecord(f"The file cannot be read: {error.strerror}.", path=path) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadRecord("The text is not UTF-8. Save it as UTF-8.", line, path) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadRecord("The text holds a NUL character. Remove it.", line, path)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 with LF line ends, the whole file or nothing of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(text.encode("utf-8"))
    partial.replace(path)
