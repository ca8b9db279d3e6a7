"""Removes what is not prose from a text: addresses, citation marks, unusual characters."""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from readlevel.core.languages.abbreviations.abbreviation_lists import get_words_before_numbers
from readlevel.core.languages.lexicon import get_zipf_table
from readlevel.core.text.cleaning.glued_sentences import part_glued_sentences
from readlevel.core.text.cleaning.superscripts import (
    SUPERSCRIPTS,
    is_citation_mark,
    resolve_superscript,
)

_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201b": "'",
        "\u02bc": "'",
        "\uff07": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2026": "...",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
        "\x00": None,
    }
)
_REPLACED = re.compile(f"[{''.join(map(chr, _PLAIN))}]")

_ADDRESS = re.compile(
    r"""
    (?:https?://|ftp://|www\.)[^\s<>"]*[^\s<>".,;:!?)\]}']    # web pages
    | \bdoi:\s?10\.\d{4,9}/[^\s<>"]*[^\s<>".,;:!?)\]}']       # works
    | (?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,5}   # mailboxes
    | \b[A-Za-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){0,3}\.(?:com|org|net|gov|edu|int|info|eu|uk)
        (?:\.[a-z]{2})?\b(?:/[^\s<>")]*[\w/])?
    """,
    re.VERBOSE,
)

_ADDRESS_SIGN = re.compile(
    r"[@:.](?:(?<=@)|//|(?<=www\.)|(?<=doi:)|(?<=\.)(?:com|org|net|gov|edu|int|info|eu|uk)\b)"
)
"""Occurs in every address; texts without it, which are most, skip the slow search."""

_PHONE = re.compile(
    r"""
    (?<![\w.,])(?:
        (?:\+|00)\d(?:[ .()-]{0,2}\d){6,14}                        # +44 20 7946 0958
        | 0\d{2,4}\ \d{3,4}(?:\ \d{3,4})?                           # 0800 123 4567
        | (?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}                # 1-800-422-6237
        | 1-\d{3}-[0-9A-Z-]{5,12}                                   # 1-800-4-CANCER
    )(?![\w]|[.,]\d)
    """,
    re.VERBOSE,
)

_PHONE_DIGITS = re.compile(r"\d(?:\d\d\)?[ .-]\d{3}|-\d{3}-|(?<=[+0].)(?:[ .()-]{0,2}\d){6})")
"""Occurs in every telephone number: 422-6237, 1-800-4, +44207946."""

_NUMBERS = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20}"

_BRACKETED = re.compile(rf"\s?\[{_NUMBERS}\](?:\s?[,–-]\s?(?=\[\d))?")
"""Numbered citations: [3], [3, 4], [1-5], [1]-[5]."""

_NEXT_NOTE = re.compile(r"(?<=\s)\[\^[\w-]{1,40}\]:")
"""The mark of a footnote within a block, where another footnote ends."""

_NOTE = re.compile(r"\s?\[\^[\w-]{1,40}\]:?")
"""Footnote marks in the text and at the start of a footnote: [^1], [^1]:."""

_NUMBERED = "".join(
    rf"(?<!\b{word}.)"
    for word in ("[Nn]o", "[Nn]os", "[Nn]r", "[Ff]ig", "[Ff]igs", "[Vv]ol", "pp", "ca", "approx")
)
_RAISED = re.compile(rf"([.,;!?])(?<=[^\W\d_]{{2}}.){_NUMBERED}{_NUMBERS}(?=\s|$)")
"""Formerly superscript numbers after punctuation: "of the brain.1,2 The next"."""

_NUMBER_IN_PARENTHESES = re.compile(rf"\({_NUMBERS}\)")
_GLUED_DIGIT = re.compile(r"\d(?<=[a-zà-ÿ]{4}.)")
"""Both occur wherever the slower patterns below do."""

_GLUED_NUMBER = re.compile(
    rf"(?<=[a-zà-ÿ]{{4}})(?:\({_NUMBERS}\)){{1,5}}|(?<=[a-zà-ÿ]{{3}}[.,;!?])\({_NUMBERS}\)(?=\s|$)"
)
"""Numbered citations glued to a word or its punctuation: "of the brain(3,4)", "the brain.(3)"."""

_NUMBER_BEFORE_STOP = re.compile(rf"(?<=[a-zà-ÿ]{{4}})\s\({_NUMBERS}\)(?=[.,;](?:\s|$))")
"""Numbered citations before punctuation: "as shown before (3)."."""

_GLUED_DIGITS = re.compile(
    r"(?<![\w-])([A-ZÀ-Þ]?[a-zà-ÿ]{4,20})\d{1,2}(?:[,–-]\d{1,2}){0,6}(?=[\s.,;:)]|$)"
)
"""Formerly superscript numbers glued to a word, "in most studies3,4": not names such as covid19."""

_MARKUP = re.compile(
    r"""<!--|<(?P<end>/)?(?P<name>[A-Za-z][A-Za-z0-9]{0,11})
        (?:\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s<>"']+))*\s*/?>""",
    re.VERBOSE,
)
_LONGEST_RAISED = 40
"""Characters of a superscript; longer elements are read as they are."""

_PARTS_BEFORE = 4
"""Parts of the text that are read before a superscript: its word may have tags inside."""

_BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "head", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr",
    "ul",
})  # fmt: skip
_INLINE_TAGS = frozenset({
    "a", "abbr", "b", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "input",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup",
    "time", "tt", "u", "var",
})  # fmt: skip
_UNREAD_ELEMENTS = frozenset({
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "nav", "script", "style", "title",
})  # fmt: skip

_DIGIT = re.compile(rf"[\d{SUPERSCRIPTS}]")
_RAISED_SIGNS = re.compile(r"[⁰¹²³⁴-⁹⁺⁻][⁰¹²³⁴-⁹⁺⁻,–-]{0,40}")
"""Superscript characters: citation numbers, exponents, or parts of a word."""

_TRAILING = re.compile(r"\s[1-9]\d?(?:\s?[,–-]\s?[1-9]\d?){0,6}(?=[.!?](?:\s|$))")
"""Numbers at the end of a sentence: citation marks, unless the word before takes a number."""

_WORD_BEFORE = re.compile(
    r"(?<![^\s(-])[^\W\d_]{4,30}$|[^\W\d_]\)$|\d\s?(?:[mkµ]?g|mcg|m?[lL]|mm(?:Hg)?|cm|%)$"
)
_TASK = re.compile(r"^\[[ xX]\]\s")
_COMMON_TENTHS = 35
"""Words of this Zipf frequency, in tenths, do not end in a digit, unless a citation is glued on."""

_NUMBERED_NAMES = frozenset({"omega", "covid", "factor", "protein", "windows", "apollo"})
"""Common words that are written with a number without a space."""

_DIGITS = "0-9٠-٩۰-۹०-९"
"""Digits as a range, which a set of characters finds in half the time of a class."""

_UNCLEAN = re.compile(
    rf"""[\[@:.!?{_DIGITS}{SUPERSCRIPTS}](?:
      (?<=[\[@{_DIGITS}{SUPERSCRIPTS}]) | // | (?<=doi:) | (?<=www\.)
      | (?<=\.)(?:com|org|net|gov|edu|int|info|eu|uk)\b
      | (?<=[.!?])[A-ZÀ-ÞА-ЯЁ]
    )""",
    re.VERBOSE,
)
"""Occurs in all that `clean_block` removes; most blocks have none of it."""


def split_markup(text: str) -> Iterator[str]:
    """Yield the blocks of a text that may be HTML, without tags and headings.

    Signs that only look like tags ("p <a and b>") stay.
    """
    if "</" not in text and "/>" not in text and "<br" not in text.lower():
        yield text
        return
    lower = text.lower()
    unclosed: set[str] = set()
    parts: list[str] = []
    raised: int | None = None
    end = 0
    while tag := _MARKUP.search(text, end):
        parts.append(text[end : tag.start()])
        name = (tag["name"] or "").lower()
        end = tag.end()
        if not name:
            end = _after(lower, "-->", end, unclosed)
        elif name in _UNREAD_ELEMENTS and not tag["end"]:
            parts.append("\0")
            end = _after(lower, f"</{name}>", end, unclosed)
        elif name == "sup" and not tag["end"]:
            raised = len(parts)
        elif name == "sup" and raised is not None:
            _resolve_parts(parts, raised, text[end : end + 2])
            raised = None
        elif name in _BLOCK_TAGS:
            parts.append("\0")
        elif name not in _INLINE_TAGS:
            parts.append(tag[0])
    yield from "".join([*parts, text[end:]]).split("\0")


def _resolve_parts(parts: list[str], raised: int, after: str) -> None:
    """Replace the parts from `raised` on, which are a superscript, by its resolved text."""
    text = "".join(parts[raised:])
    if len(text) <= _LONGEST_RAISED and "\0" not in text:
        before = "".join(parts[max(0, raised - _PARTS_BEFORE) : raised])
        parts[raised:] = [resolve_superscript(before, text, after)]


def _after(text: str, closing: str, start: int, unclosed: set[str]) -> int:
    """Return where `closing` ends in `text` from `start` on; `start` if there is none.

    `unclosed` remembers what was not found, so that it is not searched for again.
    """
    if closing in unclosed:
        return start
    found = text.find(closing, start)
    if found < 0:
        unclosed.add(closing)
        return start
    return found + len(closing)


def normalise_characters(text: str) -> str:
    """Return `text` composed (NFC), with plain quotation marks, without invisible characters.

    HTML's entities are characters: "&lt;5 mg" is "<5 mg".
    """
    if "&" in text:
        text = unescape(text)
    if text.isascii():
        return text.replace("\0", "")
    if _REPLACED.search(text):
        text = text.translate(_PLAIN)
    return unicodedata.normalize("NFC", text)


def clean_block(text: str) -> str:
    """Return the `text` of one block without addresses, telephone numbers and citation marks.

    The result is one line with single spaces.
    """
    given = text = _on_one_line(normalise_characters(text))
    if not _UNCLEAN.search(text):
        return text
    if "[" in text:
        text = _NOTE.sub("", _NEXT_NOTE.sub(". ", _TASK.sub("", text)))
    if _ADDRESS_SIGN.search(text):
        text = _ADDRESS.sub(" ", text)
    if _DIGIT.search(text):
        if _PHONE_DIGITS.search(text):
            text = _PHONE.sub(" ", text)
        text = _without_marks(text)
    text = part_glued_sentences(text)
    return text if text == given else _on_one_line(text)


def _on_one_line(text: str) -> str:
    # The only white space that is printable is a plain space.
    if "  " not in text and text.isprintable():
        return text.strip(" ")
    return " ".join(text.split())


def _without_marks(text: str) -> str:
    if "[" in text:
        text = _BRACKETED.sub("", text)
    if _GLUED_DIGIT.search(text):
        text = _GLUED_DIGITS.sub(_without_digits, text)
    if _NUMBER_IN_PARENTHESES.search(text):
        text = _NUMBER_BEFORE_STOP.sub("", _GLUED_NUMBER.sub("", text))
    if _RAISED.search(text):
        text = _RAISED.sub(r"\1", text)
    text = _RAISED_SIGNS.sub(_without_citation, text)
    return _TRAILING.sub(_without_number, text)


def _without_citation(match: re.Match[str]) -> str:
    start, end = match.span()
    before, after = match.string[max(0, start - 30) : start], match.string[end : end + 2]
    return "" if is_citation_mark(before, match[0], after) else match[0]


def _without_number(match: re.Match[str]) -> str:
    before = _WORD_BEFORE.search(match.string, max(0, match.start() - 31), match.start())
    return match[0] if before is None or before[0].lower() in get_words_before_numbers() else ""


def _without_digits(match: re.Match[str]) -> str:
    """Return a word without the citation number glued to it, if it is a common word."""
    known = get_zipf_table("en")
    word = match[1].lower()
    common = known is not None and known.tenths.get(word, 0) >= _COMMON_TENTHS
    numbered = word in _NUMBERED_NAMES or word in get_words_before_numbers()
    return match[1] if common and not numbered else match[0]
