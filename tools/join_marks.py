#!/usr/bin/env python3
"""Gives an Arabic font whole glyphs of letters with dots that end a word.

    tools/join_marks.py FONT.woff2

Noto Sans Arabic sets each dot as a mark of its own below or above the letter. WebKitGTK moves a
word by the place of its last mark, and the dots into the letter, so that "طفلي" reads "طفلى" and
stands too low. With a glyph for each isolated or final letter and its dots no mark is last; other
engines draw the same as before. Letters whose dots are followed by a vowel sign stay as they were.
The file is changed in place. Needs fonttools and brotli; tools/build_fonts.py does the same.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib import instancer

BASE, MARK = 1, 3
"""Classes of glyphs in the table GDEF."""

Pair = tuple[str, str]
Offset = tuple[int, int]


def join_final_marks(font: TTFont) -> int:
    """Add the glyphs and the rule that puts them in place, and return how many were added."""
    if any(glyph.startswith("joined.") for glyph in font.getGlyphOrder()):
        return 0
    (axis,) = font["fvar"].axes
    light, bold = (_fix_weight(font, weight) for weight in (axis.defaultValue, axis.maxValue))
    joined = {}
    for pair in sorted(_list_pairs(font)):
        places = [_find_place(fixed, pair) for fixed in (light, bold)]
        if places[0] and places[1]:
            joined[pair] = _add_glyph(font, pair, (places[0], places[1]), bold["hmtx"])
    font.setGlyphOrder([*font.getGlyphOrder(), *joined.values()])
    font["glyf"].glyphOrder = font.getGlyphOrder()
    for name in joined.values():
        glyph, (advance, _) = font["glyf"].glyphs[name], font["hmtx"][name]
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (advance, glyph.xMin)
        font["GDEF"].table.GlyphClassDef.classDefs[name] = BASE
    _add_rule(font, joined)
    _kern_as_letters(font, joined)
    return len(joined)


def _fix_weight(font: TTFont, weight: float) -> TTFont:
    return instancer.instantiateVariableFont(font, {"wght": weight}, inplace=False)


def _list_subtables(lookup: Any) -> Iterator[Any]:
    for subtable in lookup.SubTable:
        yield getattr(subtable, "ExtSubTable", subtable)


def _list_pairs(font: TTFont) -> set[Pair]:
    """Return letters without dots, isolated and final, each with the mark that it is given."""
    table = font["GSUB"].table
    lookups = table.LookupList.Lookup
    features: dict[str, set[int]] = {}
    for record in table.FeatureList.FeatureRecord:
        features.setdefault(record.FeatureTag, set()).update(record.Feature.LookupListIndex)
    final: dict[str, str] = {}
    for subtable in (one for place in features["fina"] for one in _list_subtables(lookups[place])):
        final |= {letter: glyphs[0] for letter, glyphs in subtable.mapping.items()}
    others: dict[str, set[str]] = {}
    for subtable in (one for lookup in lookups for one in _list_subtables(lookup)):
        if isinstance(subtable, otTables.SingleSubst):
            for glyph, other in subtable.mapping.items():
                others.setdefault(glyph, {glyph}).add(other)
    pairs: set[Pair] = set()
    for subtable in (one for place in features["ccmp"] for one in _list_subtables(lookups[place])):
        if not isinstance(subtable, otTables.MultipleSubst):
            continue
        for glyphs in subtable.mapping.values():
            if len(glyphs) == 2:
                letter, mark = glyphs
                pairs |= {
                    (drawn, dots)
                    for form in (letter, final.get(letter, letter))
                    for drawn in others.get(form, {form})
                    for dots in others.get(mark, {mark})
                }
    return pairs


def _find_place(font: TTFont, pair: Pair) -> Offset | None:
    """Return where a mark stands on a letter, or None where it cannot stand on it."""
    letter, mark = pair
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for subtable in _list_subtables(lookup):
            if not isinstance(subtable, otTables.MarkBasePos):
                continue
            letters, marks = subtable.BaseCoverage.glyphs, subtable.MarkCoverage.glyphs
            if letter not in letters or mark not in marks:
                continue
            placed = subtable.MarkArray.MarkRecord[marks.index(mark)]
            anchor = subtable.BaseArray.BaseRecord[letters.index(letter)].BaseAnchor[placed.Class]
            if anchor:
                own = placed.MarkAnchor
                return anchor.XCoordinate - own.XCoordinate, anchor.YCoordinate - own.YCoordinate
    return None


def _add_glyph(font: TTFont, pair: Pair, places: tuple[Offset, Offset], bold: Any) -> str:
    """Add the glyph of a letter with its mark in every weight, and return its name."""
    letter, _ = pair
    name = "joined.{}.{}".format(*pair)
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    for part, (x, y), flags in zip(pair, ((0, 0), places[0]), (0x0204, 0x0004), strict=True):
        component = GlyphComponent()
        component.glyphName, component.flags = part, flags
        component.x, component.y = x, y
        glyph.components.append(component)
    font["glyf"].glyphs[name] = glyph
    advance = font["hmtx"][letter][0]
    font["hmtx"][name] = (advance, 0)
    moved = (places[1][0] - places[0][0], places[1][1] - places[0][1])
    wider = (bold[letter][0] - advance, 0)
    points = [(0, 0), moved, (0, 0), wider, (0, 0), (0, 0)]
    font["gvar"].variations[name] = [TupleVariation({"wght": (0, 1, 1)}, points)]
    widths = font["HVAR"].table.AdvWidthMap.mapping
    widths[name] = widths[letter]
    return name


def _add_rule(font: TTFont, joined: dict[Pair, str]) -> None:
    """Put the glyphs in place of letter and mark, unless another mark follows."""
    table = font["GSUB"].table
    lookups = table.LookupList.Lookup
    ligatures = otTables.LigatureSubst()
    ligatures.ligatures = {}
    for (letter, mark), name in joined.items():
        ligature = otTables.Ligature()
        ligature.Component, ligature.CompCount, ligature.LigGlyph = [mark], 2, name
        ligatures.ligatures.setdefault(letter, []).append(ligature)
    classes = font["GDEF"].table.GlyphClassDef.classDefs
    marks = {glyph for glyph, kind in classes.items() if kind == MARK}
    place = len(lookups)
    rules = [
        _write_context(font, joined, marks, None),
        _write_context(font, joined, None, place + 1),
    ]
    for kind, subtables in ((6, rules), (4, [ligatures])):
        lookup = otTables.Lookup()
        lookup.LookupType, lookup.LookupFlag = kind, 0
        lookup.SubTable, lookup.SubTableCount = subtables, len(subtables)
        lookups.append(lookup)
    table.LookupList.LookupCount = len(lookups)
    for feature in {
        id(one.Feature): one.Feature
        for one in table.FeatureList.FeatureRecord
        if one.FeatureTag == "rlig"
    }.values():
        feature.LookupListIndex.append(place)
        feature.LookupCount = len(feature.LookupListIndex)


def _write_context(
    font: TTFont, joined: dict[Pair, str], follows: set[str] | None, lookup: int | None
) -> Any:
    """Return the rule for letter and mark before some glyphs: apply a lookup, or nothing."""
    rule = otTables.ChainContextSubst()
    rule.Format = 3
    rule.BacktrackGlyphCount, rule.BacktrackCoverage = 0, []
    sides = ({letter for letter, _ in joined}, {mark for _, mark in joined})
    rule.InputGlyphCount, rule.InputCoverage = 2, [_cover(font, side) for side in sides]
    rule.LookAheadCoverage = [_cover(font, follows)] if follows else []
    rule.LookAheadGlyphCount = len(rule.LookAheadCoverage)
    rule.SubstLookupRecord = []
    if lookup is not None:
        record = otTables.SubstLookupRecord()
        record.SequenceIndex, record.LookupListIndex = 0, lookup
        rule.SubstLookupRecord = [record]
    rule.SubstCount = len(rule.SubstLookupRecord)
    return rule


def _cover(font: TTFont, glyphs: set[str]) -> Any:
    coverage = otTables.Coverage()
    coverage.glyphs = sorted(glyphs, key=font.getReverseGlyphMap().__getitem__)
    return coverage


def _kern_as_letters(font: TTFont, joined: dict[Pair, str]) -> None:
    """Give each new glyph the distances of its letter."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for subtable in _list_subtables(lookup):
            if not isinstance(subtable, otTables.PairPos):
                continue
            first, second = subtable.ClassDef1.classDefs, subtable.ClassDef2.classDefs
            covered = set(subtable.Coverage.glyphs)
            for (letter, _), name in joined.items():
                first |= {name: first[letter]} if letter in first else {}
                second |= {name: second[letter]} if letter in second else {}
                covered |= {name} if letter in covered else set()
            subtable.Coverage = _cover(font, covered)


def main() -> None:
    """Change the font that is named."""
    path = Path(sys.argv[1])
    font = TTFont(path)
    sys.stdout.write(f"{join_final_marks(font)} letters with their dots\n")
    font.flavor = "woff2"
    font.save(path)


if __name__ == "__main__":
    main()
