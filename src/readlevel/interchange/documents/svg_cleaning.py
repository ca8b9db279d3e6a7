"""Makes drawings (SVG) safe: what draws is kept, what programs add is dropped, the rest is refused.

Only listed elements and attributes are written again. A drawing that runs, links or loads anything
is refused and the line named, because it would not look as its maker meant without it.
"""

import re
from io import BytesIO
from xml.etree import ElementTree

from readlevel.interchange.files import safe_xml
from readlevel.interchange.files.problems import BadRecord

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_ELEMENTS = """
svg g path rect circle ellipse line polyline polygon text tspan defs linearGradient
radialGradient stop clipPath mask pattern symbol use title desc style marker filter
feGaussianBlur feOffset feMerge feMergeNode feFlood feComposite feBlend feColorMatrix
"""
_DROPPED = frozenset({"metadata"})
_ATTRIBUTES = """
id class style d x y x1 x2 y1 y2 cx cy r rx ry fx fy fr dx dy width height points viewBox
preserveAspectRatio transform gradientTransform gradientUnits spreadMethod patternUnits
patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits offset href fill
fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin
stroke-miterlimit stroke-dasharray stroke-dashoffset opacity clip-path clip-rule mask color
stop-color stop-opacity display visibility font-family font-size font-weight font-style
letter-spacing
text-anchor dominant-baseline marker-start marker-mid marker-end markerWidth markerHeight refX
refY orient filter in in2 result stdDeviation type values mode operator flood-color
flood-opacity mix-blend-mode isolation paint-order vector-effect
"""
_KNOWN_ELEMENTS = frozenset(_ELEMENTS.split())
_KNOWN_ATTRIBUTES = frozenset(_ATTRIBUTES.split())
_LOADS = re.compile(
    r"url\(\s*(?!['\"]?#[\w.:-]+['\"]?\s*\))|@|\\|expression|javascript:", re.IGNORECASE
)
"""Values that load something, or may be read otherwise than they are written."""
_COLOR_SCHEME = re.compile(r"@media\s?\(prefers-color-scheme:\s?(?:dark|light)\)")
"""The one rule of a style sheet that drawings have: other colours on dark pages."""
_OWN = re.compile(r"#[\w.:-]+")
_NUMBER = re.compile(r"\s*([0-9]*\.?[0-9]+)(?:px)?\s*")
MAX_BYTES = 200_000
_MAX_ELEMENTS = 5_000


class UnsafeDrawing(ValueError):
    """A drawing is refused. `code` is `not_svg`, `part` or `size`; `part` is what it has."""

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.part = part


def clean_svg(raw: bytes) -> tuple[bytes, int, int]:
    """Return a drawing that only draws, with its width and height. Raise `UnsafeDrawing`."""
    try:
        safe_xml.check(raw)
        root = ElementTree.parse(BytesIO(raw)).getroot()  # noqa: S314 - checked before
    except (BadRecord, ElementTree.ParseError) as error:
        raise UnsafeDrawing("not_svg") from error
    if root.tag not in (f"{{{_SVG}}}svg", "svg"):
        raise UnsafeDrawing("not_svg")
    if sum(1 for _ in root.iter()) > _MAX_ELEMENTS:
        raise UnsafeDrawing("part", f"> {_MAX_ELEMENTS} elements")
    clean = _clean(root)
    width, height = _measure(clean)
    if "viewBox" not in clean.attrib:
        clean.set("viewBox", f"0 0 {width:g} {height:g}")
    # Without them a drawing has no width of its own beside text.
    clean.set("width", f"{width:g}")
    clean.set("height", f"{height:g}")
    clean.set("xmlns", _SVG)
    return ElementTree.tostring(clean), max(round(width), 1), max(round(height), 1)


def _clean(element: ElementTree.Element) -> ElementTree.Element:
    namespace, _, name = str(element.tag).rpartition("}")
    if namespace not in ("", f"{{{_SVG}") or name not in _KNOWN_ELEMENTS:
        raise UnsafeDrawing("part", f"<{name}>")
    clean = ElementTree.Element(name)
    for key, value in element.attrib.items():
        _copy_attribute(clean, key, value)
    clean.text, clean.tail = element.text, element.tail
    if name == "style" and (
        len(element) or _LOADS.search(_COLOR_SCHEME.sub(" ", clean.text or ""))
    ):
        raise UnsafeDrawing("part", "<style>")
    for child in element:
        if not isinstance(child.tag, str) or _is_dropped(child.tag):
            continue
        clean.append(_clean(child))
    return clean


def _copy_attribute(clean: ElementTree.Element, key: str, value: str) -> None:
    """Copy an attribute if it only draws; other programs' notes are left out."""
    namespace, _, name = key.rpartition("}")
    if name.lower().startswith("on"):
        raise UnsafeDrawing("part", f"{name}=")
    if namespace not in ("", f"{{{_XLINK}") or name not in _KNOWN_ATTRIBUTES:
        return
    if name == "href" and not _OWN.fullmatch(value.strip()):
        raise UnsafeDrawing("part", "href=")
    if name != "href" and _LOADS.search(value):
        raise UnsafeDrawing("part", f"{name}=")
    clean.set(name, value)


def _is_dropped(tag: str) -> bool:
    namespace, _, name = tag.rpartition("}")
    return name in _DROPPED or namespace not in ("", f"{{{_SVG}")


def _measure(clean: ElementTree.Element) -> tuple[float, float]:
    """Return width and height: as given in pixels, else those of the view box."""
    given = [_NUMBER.fullmatch(clean.get(name, "")) for name in ("width", "height")]
    if given[0] and given[1]:
        sides = [float(one[1]) for one in given if one]
    else:
        try:
            sides = [
                float(one) for one in re.split(r"[\s,]+", clean.get("viewBox", "").strip())[2:]
            ]
        except ValueError:
            sides = []
    if len(sides) != 2 or not all(0 < side < 100_000 for side in sides):
        raise UnsafeDrawing("size")
    return sides[0], sides[1]
