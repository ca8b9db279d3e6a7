#!/usr/bin/env python3
"""Writes the font of card images from two fonts of the Noto family (SIL Open Font License 1.1).

    tools/build_card_font.py NotoSans-Bold.ttf NotoSansArabic-Bold.ttf

One file holds Latin, Greek, Cyrillic and Arabic, because Pillow draws a text in one font. Debian
has the two fonts in fonts-noto-core. Needs fonttools.
"""

import sys
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger

TARGET = Path(__file__).parent.parent / "src/readlevel/core/data/card_font.ttf"
LATIN = (
    "U+0020-024F,U+0259,U+02BB-02DD,U+0300-0331,U+0370-04FF,U+1E00-1EFF,U+2010-206F,U+2070-209C,"
    "U+20A0-20BF,U+2100-218F,U+2190-2193,U+2212,U+2248,U+2260-2265"
)
ARABIC = "U+0600-06FF,U+0750-077F"


def cut(font: str, unicodes: str, target: Path) -> str:
    """Write the characters of a font that are needed, with their shaping and without hints."""
    options = ["--layout-features=*", "--no-hinting", "--notdef-outline", "--glyph-names"]
    subset.main([font, f"--unicodes={unicodes}", f"--output-file={target}", *options])
    return str(target)


def main() -> None:
    """Write the font."""
    latin, arabic = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        parts = [
            cut(latin, LATIN, Path(folder) / "latin.ttf"),
            cut(arabic, ARABIC, Path(folder) / "arabic.ttf"),
        ]
        merged = Merger().merge(parts)
        for record in merged["name"].names:
            if record.nameID in (1, 3, 4, 6, 16):
                record.string = "ReadlevelCard" if record.nameID == 6 else "Readlevel Card"
        merged.save(TARGET)


main()
