"""The pages of docs/operating/, in the order of their list, and the commands in them."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "operating"

_BLOCK = re.compile(r"^```sh$(.*?)^```$", re.M | re.S)
_READLEVEL = re.compile(r"^(?:\S*/)?readlevel (.+)$")


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    name: str
    text: str

    @property
    def script(self) -> str:
        """The shell blocks, as typed into one terminal."""
        return "".join(block.lstrip() for block in _BLOCK.findall(self.text))

    @property
    def lines(self) -> list[str]:
        """The lines of the shell blocks, without comments at their ends."""
        return [line.partition(" #")[0].rstrip() for line in self.script.splitlines()]

    @property
    def mentioned(self) -> list[str]:
        """What follows `readlevel` where the text itself names a command."""
        prose = _BLOCK.sub("", self.text)
        codes = re.findall(r"`([^`\n]+)`", prose)
        return [found[1] for code in codes if (found := _READLEVEL.match(code))]


def read_pages() -> list[Page]:
    """Return every page that the list links, in its order."""
    listed = re.findall(r"^\* \[.+?\]\((\w[\w-]*\.md)\)", (FOLDER / "README.md").read_text(), re.M)
    return [Page(name, (FOLDER / name).read_text("utf-8")) for name in listed]
