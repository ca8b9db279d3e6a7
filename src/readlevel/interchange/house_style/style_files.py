"""House styles in files and folders, of any format."""

from pathlib import Path

from readlevel.core.house_style.check_rule import RuleProblem, check_style
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.files.text_files import read_text
from readlevel.interchange.house_style import toml_format, vale_format
from readlevel.interchange.house_style.style_reading import StyleReader, StyleReading

FORMATS = {".toml": toml_format.read, ".yml": vale_format.read, ".yaml": vale_format.read}
MAX_FILES = 500


def read_path(path: Path) -> StyleReading:
    """Read a file, or the files of a folder and the folders in it; hidden ones are left out."""
    reader = StyleReader()
    if not path.exists():
        reader.refuse(path, None, "There is no such file or folder.")
        return reader.finish()
    found = _list_files(path) if path.is_dir() else [path]
    if not found or len(found) > MAX_FILES:
        reason = f"The folder has no {', '.join(FORMATS)} file, or over {MAX_FILES}."
        reader.refuse(path, None, reason)
        return reader.finish()
    for number, file in enumerate(found):
        if reader.is_full:
            reader.leave_unread(path, None, len(found) - number, "files")
            break
        try:
            source = read_text(file, within=path if path.is_dir() else None)
        except BadRecord as bad:
            reader.refuse(file, bad.line, bad.reason)
        else:
            _read_source(source, file, reader)
    try:
        check_style(reader.finish().style)
    except RuleProblem as problem:
        reader = StyleReader()
        reader.reject(problem, path, None)
    return reader.finish()


def read_source(source: str, path: Path) -> StyleReading:
    """Read the content of a file, whose name tells its format."""
    reader = StyleReader()
    _read_source(source, path, reader)
    return reader.finish()


def _read_source(source: str, path: Path, reader: StyleReader) -> None:
    read = FORMATS.get(path.suffix.lower())
    if read is None:
        reader.refuse(path, None, f"A house style is a file {', '.join(FORMATS)}.")
    else:
        read(source, path, reader)


def _list_files(folder: Path) -> list[Path]:
    return sorted(
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in FORMATS
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )
