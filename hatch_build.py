"""Compiles the catalogues of the interface's languages while the package is built."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_LOCALES = Path("src", "readlevel", "locale")


class CatalogueHook(BuildHookInterface[Any]):
    """Writes a `messages.mo` beside each `messages.po`, for wheels and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue; a broken one stops the build."""
        for source in sorted(Path(self.root, _LOCALES).glob("*/LC_MESSAGES/*.po")):
            with source.open("rb") as given:
                catalogue = read_po(given, abort_invalid=True)
            with source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, catalogue)
