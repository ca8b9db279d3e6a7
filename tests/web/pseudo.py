"""A pseudo-language, in which every translated message, and nothing else, is in brackets."""

import re
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

ROOT = Path(__file__).parent.parent.parent
OPEN, CLOSE = "⟦", "⟧"
SAID = {"alt", "aria-description", "aria-label", "content", "label", "placeholder", "title"}
SILENT = {"code", "kbd", "script", "style"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
LATIN = re.compile(r"[A-Za-z][A-Za-z'’-]+")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|/\S*")

Text = str | tuple[str, ...]


def extract() -> set[tuple[Text, str | None]]:
    """Return the message ids of all templates, each with its context."""
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    [mapping] = configured["tool"]["babel"]["mappings"]
    method: str = mapping.pop("method")
    methods = [(pattern, method) for pattern in mapping.pop("pattern")]
    options = {pattern: mapping for pattern, _ in methods}
    found = extract_from_dir(ROOT / "templates", methods, options)
    return {(text, context) for _, _, text, _, context in found}


def write_catalogue(folder: Path, language: str) -> None:
    """Compile a catalogue that translates every message to itself in brackets."""
    catalogue = Catalog(language)
    for text, context in extract():
        if isinstance(text, str):
            catalogue.add(text, bracket(text), context=context)
        else:
            forms = [bracket(text[0]), *[bracket(text[1])] * (catalogue.num_plurals - 1)]
            catalogue.add(text, tuple(forms), context=context)
    path = folder / language / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as compiled:
        write_mo(compiled, catalogue)


def bracket(text: str) -> str:
    """Put a message in brackets."""
    return f"{OPEN}{text}{CLOSE}"


class _Reader(HTMLParser):
    """Collects the text of a page outside brackets."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._depth = 0
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID and (self._silent or tag in SILENT or given.get("translate") == "no"):
            self._silent.append(tag)
        if not self._silent and (tag != "meta" or given.get("name") == "description"):
            for name in SAID & given.keys():
                self.said.extend(_outside(given[name] or ""))

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        for sign in re.split(f"([{OPEN}{CLOSE}])", data):
            if sign in (OPEN, CLOSE):
                self._depth += 1 if sign == OPEN else -1
            elif not self._depth:
                self.said.append(sign)


def _outside(text: str) -> Iterator[str]:
    depth = 0
    for part in re.split(f"([{OPEN}{CLOSE}])", text):
        if part in (OPEN, CLOSE):
            depth += 1 if part == OPEN else -1
        elif not depth:
            yield part


def find_untranslated(page: str) -> list[str]:
    """Return the Latin words of a page outside brackets, except in URLs."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return [word for said in reader.said for word in LATIN.findall(ADDRESS.sub(" ", said))]
