"""House styles in files and folders, of any format."""

from pathlib import Path

from readlevel.core.house_style.check_rule import RuleProblem, check_style
from readlevel.core.house_style.house_rule import HouseStyle
from readlevel.interchange.files.problems import BadRecord, RecordProblem
from readlevel.interchange.files.text_files import read_text
from readlevel.interchange.house_style import toml_format, vale_format
from readlevel.interchange.house_style.style_reading import NOTHING_READ, StyleReading, reject

FORMATS = {".toml": toml_format.read, ".yml": vale_format.read, ".yaml": vale_format.read}
MAX_FILES = 500


def read_path(path: Path) -> StyleReading:
    """Read a file, or the files of a folder and the folders in it; hidden ones are left out."""
    if not path.exists():
        return _refuse(path, "There is no such file or folder.")
    found = _list_files(path) if path.is_dir() else [path]
    if not found or len(found) > MAX_FILES:
        return _refuse(path, f"The folder has no {', '.join(FORMATS)} file, or over {MAX_FILES}.")
    reading = NOTHING_READ
    for file in found:
        try:
            reading += read_source(read_text(file, within=path if path.is_dir() else None), file)
        except BadRecord as bad:
            reading += _refuse(file, bad.reason, bad.line)
    try:
        check_style(reading.style)
    except RuleProblem as problem:
        return reject(problem, path, None)
    return reading


def read_source(source: str, path: Path) -> StyleReading:
    """Read the content of a file, whose name tells its format."""
    read = FORMATS.get(path.suffix.lower())
    if read is None:
        return _refuse(path, f"A house style is a file {', '.join(FORMATS)}.")
    return read(source, path)


def _list_files(folder: Path) -> list[Path]:
    return sorted(
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in FORMATS
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )


def _refuse(path: Path, reason: str, line: int | None = None) -> StyleReading:
    return StyleReading(HouseStyle(), (RecordProblem(path, line, "", reason),))
