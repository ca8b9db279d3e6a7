"""Repairs HTML before it is parsed, because broken HTML makes parsers slow.

Python's parser scans the rest of the text again for each unclosed tag: a megabyte of them would
take hours.
"""

import re
from collections.abc import Iterator

from readlevel.interchange.files.encodings import DecodedText, decode_text, find_utf16

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_:.-]{2,40})""", re.I)
_DECLARED_WITHIN = 4_096
_KNOWN = re.compile(
    r"utf-?(?:8|16(?:[bl]e)?)|us-ascii|latin-?1|iso-8859-\d{1,2}|windows-125\d|cp125\d|macintosh"
    r"|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc-(?:jp|kr)",
    re.IGNORECASE,
)
"""Encodings of web pages; Python's other codecs are not for text."""

_TAG = re.compile(
    r"""</?[a-zA-Z](?:[^<>"']++|"[^"]{0,4000}+"|'[^']{0,4000}+'){0,500}+>""",
)
_BROKEN_TAG = re.compile(r"(</?[a-zA-Z][a-zA-Z0-9:-]*)[^<>]*+>")
_RAW = re.compile(r"<(script|style|textarea|title|xmp|noembed|noframes)\b", re.IGNORECASE)
"""Raw-text elements, whose content is not for readers."""

_DATA = re.compile(r"""\bdata:[^"'\s<>]*+""", re.IGNORECASE)


def decode(content: bytes) -> DecodedText:
    """Return the text of a page: in the encoding it declares, in UTF-8, or as it is guessed.

    Raise `BadRecord` if the file is not text.
    """
    declared = _DECLARED.search(content[:_DECLARED_WITHIN])
    named = find_utf16(content) or (declared[1].decode("ascii") if declared else "")
    try:
        if _KNOWN.fullmatch(named):
            return DecodedText(content.decode(named))
    except UnicodeError:
        pass  # it is not what it says
    return decode_text(content)


def repair(html: str) -> str:
    """Return `html` with complete tags only, without comments, declarations and scripts.

    Incomplete tags become text; `data:` URLs lose their data.
    """
    return "".join(_iter_repaired(_DATA.sub("data:", html)))


def _iter_repaired(html: str) -> Iterator[str]:
    place = 0
    while (start := html.find("<", place)) >= 0:
        yield html[place:start]
        if html.startswith("<!--", start):
            place = _after(html, "-->", start + 4)
        elif html.startswith(("<!", "<?"), start):
            place = _after(html, ">", start)
        elif raw := _RAW.match(html, start):
            place = _after_raw(html, raw[1], start)
        elif whole := _TAG.match(html, start):
            yield whole[0]
            place = whole.end()
        elif broken := _BROKEN_TAG.match(html, start):
            yield f"{broken[1]}>"
            place = broken.end()
        else:
            yield "&lt;"
            place = start + 1
    yield html[place:]


def _after(html: str, end: str, start: int) -> int:
    """Return the position after the next `end`, or the end of the text."""
    found = html.find(end, start)
    return len(html) if found < 0 else found + len(end)


def _after_raw(html: str, name: str, start: int) -> int:
    closing = re.compile(rf"</{name}\b", re.IGNORECASE).search(html, start)
    return len(html) if closing is None else _after(html, ">", closing.start())
