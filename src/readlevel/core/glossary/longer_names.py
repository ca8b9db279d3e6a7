"""Names that contain a term but mean something else: uric acid is not "acid".

`data/longer_names.<language>.txt` lists them, separated by commas. A term in one of them is not
marked, unless the longer name is a term too.
"""

from functools import cache
from importlib.resources import files

from readlevel.core.languages.folding import fold
from readlevel.core.languages.tags import primary

_LANGUAGES = frozenset({"en", "es"})


def read_longer_names(language: str) -> tuple[str, ...]:
    """Return the folded names of a language, by its tag, with the plurals of English ones."""
    return _read(primary(language))


@cache
def _read(language: str) -> tuple[str, ...]:
    if language not in _LANGUAGES:
        return ()
    path = files("readlevel.core").joinpath("data", f"longer_names.{language}.txt")
    lines = (line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    names = (" ".join(name.split()) for line in lines for name in line.split(","))
    return tuple(dict.fromkeys(fold(name).text for name in names if name))
