#!/usr/bin/env python3
"""Writes the site's fonts from two of the Noto family (SIL Open Font License 1.1).

    tools/build_fonts.py NOTO NOTO-ARABIC [FALLBACK.ttf…]

The folders are the unpacked npm packages @fontsource-variable/noto-sans and
@fontsource-variable/noto-sans-arabic. For each fallback font that is given, the descriptors are
printed with which it takes as much room as ours (static/css/fonts.css). Needs fonttools and brotli.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from join_marks import join_final_marks

TARGET = Path(__file__).parent.parent / "src/readlevel/static/fonts"
NOTO = "noto-sans-{script}-wght-{style}.woff2"
NOTO_ARABIC = "noto-sans-arabic-arabic-wght-normal.woff2"
LATIN_EXT = "U+0020,U+0100-024F,U+1E80-1E9E"
ARABIC = "U+0600-06FF,U+0750-077F,U+200C-200F,U+25CC"
WEIGHTS = (400, 700)
FEATURES = ["kern", "mark", "mkmk", "liga", "ccmp", "locl", "calt", "rclt"]
FEATURES += ["init", "medi", "fina", "isol", "rlig", "curs", "tnum", "frac"]
SIZE = 0.97
"""By how much ours are scaled, so that lower-case letters are as large as those of other fonts."""
SAMPLE = (
    "High blood pressure often has no signs, so a nurse measures it at each visit. Take one tablet"
    " every morning with water. If you feel dizzy or faint, sit down and call your doctor today."
)
"""Words whose width is compared: ordinary ones, as fallbacks are judged by whole lines."""


def build(source: Path, target: str, unicodes: str | None = None) -> TTFont:
    """Write the characters of a font that are needed, in the weights that pages use."""
    font = TTFont(source)
    options = subset.Options(layout_features=FEATURES, hinting=False, name_IDs=["*"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(unicodes) if unicodes else font.getBestCmap())
    subsetter.subset(font)
    font.flavor = None
    font.save(TARGET / target)
    font = instancer.instantiateVariableFont(TTFont(TARGET / target), {"wght": WEIGHTS})
    font.flavor = "woff2"
    font.save(TARGET / target)
    return font


def measure(font: TTFont) -> float:
    """Return the width of the sample in ems."""
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    return sum(widths[glyphs[ord(sign)]][0] for sign in SAMPLE) / font["head"].unitsPerEm


def describe(ours: TTFont, fallback: Path) -> str:
    """Return the descriptors with which a fallback takes the room of our font."""
    adjust = SIZE * measure(ours) / measure(TTFont(fallback))
    head = ours["hhea"]
    up, down = (
        SIZE * abs(one) / ours["head"].unitsPerEm / adjust for one in (head.ascent, head.descent)
    )
    return (
        f"size-adjust: {adjust:.2%}; ascent-override: {up:.2%}; descent-override: {down:.2%};"
        " line-gap-override: 0%;"
    )


def main() -> None:
    """Write the fonts, and print the metrics of fallbacks."""
    latin, arabic, *fallbacks = map(Path, sys.argv[1:])
    TARGET.mkdir(exist_ok=True)
    for style in ("normal", "italic"):
        for script, unicodes in (("latin", None), ("latin-ext", LATIN_EXT)):
            name = NOTO.format(script=script, style=style)
            build(latin / "files" / name, f"{script}-{style}.woff2", unicodes)
    letters = build(arabic / "files" / NOTO_ARABIC, "arabic.woff2", ARABIC)
    join_final_marks(letters)
    letters.save(TARGET / "arabic.woff2")
    for weight in WEIGHTS:
        ours = instancer.instantiateVariableFont(
            TTFont(TARGET / "latin-normal.woff2"), {"wght": min(weight, 600)}
        )
        for fallback in fallbacks:
            sys.stdout.write(f"{weight} {fallback.name} {describe(ours, fallback)}\n")


main()
