"""Text files of content, read strictly and written the same everywhere."""

from pathlib import Path

from readlevel.core.text.document import MAX_CHARACTERS
from readlevel.interchange.files.problems import BadRecord

MAX_BYTES = 4 * MAX_CHARACTERS


def normalise(text: str) -> str:
    """Normalise `text`: lines end in LF, no byte order mark."""
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")


def has_unstorable_characters(text: str) -> bool:
    """Return whether `text` contains NUL or a lone surrogate, which databases cannot store."""
    if text.isascii():
        return "\0" in text
    return any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in text)


def read_text(path: Path, *, within: Path | None = None) -> str:
    """Return the normalised text of a UTF-8 file of up to `MAX_BYTES`.

    Raise `BadRecord` if it cannot be read, or is outside the folder `within`.
    """
    raw = read_bytes(path, MAX_BYTES, within=within)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadRecord("The text is not UTF-8. Save it as UTF-8.", line, path) from error
    text = normalise(text)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadRecord("The text holds a NUL character. Remove it.", line, path)
    return text


def read_bytes(path: Path, max_bytes: int, *, within: Path | None = None) -> bytes:
    """Return the bytes of a file. Raise `BadRecord` as `read_text` does."""
    if within is not None and not is_within(path, within):
        raise BadRecord("This is a link that leads out of the folder. Put a copy there.", path=path)
    try:
        if not path.is_file():
            raise BadRecord("This is not a file.", path=path)
        if path.stat().st_size > max_bytes:
            raise BadRecord(
                f"The file is larger than {max_bytes // 1000:,} kB. Make it smaller.", path=path
            )
        return path.read_bytes()
    except OSError as error:
        raise BadRecord(f"The file cannot be read: {error.strerror}.", path=path) from error


def is_within(path: Path, folder: Path) -> bool:
    """Return whether `path` is in `folder` after following links."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except OSError:  # a ring of links
        return False


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8, atomically."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write `content` atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        # A full disk does not say itself which file it has no room for.
        raise OSError(error.errno, error.strerror, str(path)) from error
