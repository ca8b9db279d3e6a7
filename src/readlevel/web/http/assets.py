"""The site's own styles, scripts and images, under URLs with a digest of their content."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
STYLES = "reader.css"
DESK_STYLES = "desk.css"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, ready to be sent."""

    content: bytes
    content_type: str


class Assets:
    """The static files of a folder, all in memory."""

    def __init__(self, folder: Path) -> None:
        self._files = _read(folder)
        self._digest = _digest(self._files)

    def url_of(self, name: str) -> str:
        """Return the URL of a file. Raise LookupError if there is no such file.

        Scripts import each other by relative URLs, so all files share one digest.
        """
        if name not in self._files:
            raise LookupError(f"no file {name!r} among the static files")
        return f"/static/{self._digest}/{name}"

    def find(self, name: str) -> Asset | None:
        """Return the file of that name, or None."""
        return self._files.get(name)

    def is_current(self, digest: str) -> bool:
        """Return whether a URL with `digest` names the current files."""
        return digest == self._digest


def _read(folder: Path) -> dict[str, Asset]:
    """Read all files; styles are joined into one file for readers and one for the desk."""
    styles = folder / "css"
    files = {STYLES: _join(styles), DESK_STYLES: _join(styles / "desk")}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".css":
            name = path.relative_to(folder).as_posix().removeprefix("js/")
            files[name] = Asset(path.read_bytes(), _type_of(path))
    return files


def _join(folder: Path) -> Asset:
    styles = b"\n".join(path.read_bytes() for path in sorted(folder.glob("*.css")))
    return Asset(styles, _TYPES[".css"])


def _type_of(path: Path) -> str:
    known = _TYPES.get(path.suffix)
    return known or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _digest(files: dict[str, Asset]) -> str:
    digest = hashlib.blake2b(digest_size=6)
    for name, asset in sorted(files.items()):
        digest.update(name.encode() + b"\0" + asset.content + b"\0")
    return digest.hexdigest()
