"""Normalises the HTML of word processors to semantic HTML.

Word writes lists as paragraphs that begin with a bullet, Google Docs and LibreOffice write emphasis
as styles. Here they become the corresponding elements.
"""

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

_LEVEL = re.compile(r"\blevel(\d)\b")
_LIST = re.compile(r"\bl(\d+)\b")
_NUMBERED = re.compile(r"\(?(?:\d{1,4}|[a-zA-Z]|[ivxlcdmIVXLCDM]{1,7})[.)]")
_FIRST_NUMBER = re.compile(r"\d{1,4}")
_BLANK = re.compile("[\u00a0\u2007\u202f]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_NOTE_LINK = re.compile(r"#_?(?:ftn|edn|footnote|endnote|msocom|comment|_msoanchor)", re.IGNORECASE)
_MOST_LEVELS = 6
_HEAVY = re.compile(r"bold(?:er)?|[6-9]00")
_LIGHT = re.compile(r"normal|lighter|[1-4]00")
_HELD = ("p", "h1", "h2", "h3", "h4", "h5", "h6")
_MARKED = ("span", "font", "a", "b", "strong", "i", "em")
_BY_STYLE = {
    "font-style": {"italic": "i", "oblique": "i"},
    "vertical-align": {"sub": "sub", "super": "sup"},
}
_BY_CLASS = {"MsoTitle": "h1", "MsoQuote": "blockquote", "MsoIntenseQuote": "blockquote"}


def normalise_markup(soup: BeautifulSoup) -> None:
    """Replace presentational markup in `soup` by semantic elements."""
    for element in soup(re.compile(r"^(?:o|w|st1|v):|^xml$")):
        if element.name == "xml":
            element.decompose()
        elif not element.decomposed:
            element.unwrap()
    _make_blanks_plain(soup)
    _make_lists(soup)
    for name, becomes in _BY_CLASS.items():
        for element in soup("p", class_=name):
            element.name = becomes
    for element in soup(_MARKED):
        _mark(element, soup)
    for inner in [one for kind in ("ul", "ol") for one in soup(kind)]:
        _put_into_item(inner)
    for element in soup(_HELD):
        if not element.get_text(strip=True) and not element.find(_is_negated_style):
            element.decompose()


def unlink_notes(main: Tag) -> bool:
    """Unwrap the links to and from footnotes; return whether there are any."""
    links = [one for one in main("a") if _NOTE_LINK.match(str(one.get("href") or ""))]
    for link in links:
        if link.get_text(strip=True) in ("↑", "^", "↩"):
            link.decompose()
        else:
            link.unwrap()
    return bool(links)


def styles_of(element: Tag) -> Mapping[str, str]:
    """Return the declarations of an element's `style` attribute, in lower case."""
    pairs = (part.partition(":") for part in str(element.get("style") or "").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _make_blanks_plain(soup: BeautifulSoup) -> None:
    """Replace special spaces by plain ones: rendering keeps numbers and units together."""
    for text in soup.find_all(string=True):
        plain = _UNSEEN.sub("", _BLANK.sub(" ", text))
        if plain != text:
            text.replace_with(NavigableString(plain))


def _make_lists(soup: BeautifulSoup) -> None:
    """Turn the paragraphs that Word uses as list items into lists."""
    open_lists: list[tuple[Tag, str]] = []
    before: Tag | None = None
    for paragraph in soup("p"):
        found = _LEVEL.search(styles_of(paragraph).get("mso-list", ""))
        if found is None:
            continue
        if before is None or _follows(paragraph, before) is False:
            open_lists.clear()
        level = min(int(found[1]) or 1, _MOST_LEVELS)
        sign = _take_sign(paragraph)
        place = _LIST.search(styles_of(paragraph)["mso-list"])
        item = soup.new_tag("li")
        if open_lists and level <= len(open_lists):
            del open_lists[level:]
            if open_lists[-1][1] != (place[1] if place else "") and level == 1:
                open_lists.clear()
        if not open_lists:
            paragraph.insert_before(_open(soup, sign, open_lists, place))
        elif len(open_lists) < level:
            last = open_lists[-1][0].find_all("li", recursive=False)[-1]
            last.append(_open(soup, sign, open_lists, place))
        open_lists[-1][0].append(item)
        before = open_lists[0][0]
        item.extend(list(paragraph.contents))
        paragraph.decompose()


def _follows(paragraph: Tag, before: Tag) -> bool:
    """Return whether a paragraph directly follows a list."""
    sibling = paragraph.previous_sibling
    while isinstance(sibling, NavigableString) and not sibling.strip():
        sibling = sibling.previous_sibling
    return sibling is before


def _open(
    soup: BeautifulSoup, sign: str, open_lists: list[tuple[Tag, str]], place: re.Match[str] | None
) -> Tag:
    numbered = _NUMBERED.fullmatch(sign) is not None
    made = soup.new_tag("ol" if numbered else "ul")
    first = _FIRST_NUMBER.search(sign)
    if numbered and first is not None and int(first[0]) != 1:
        made["start"] = first[0]
    open_lists.append((made, place[1] if place else ""))
    return made


def _take_sign(paragraph: Tag) -> str:
    """Remove the bullet or number from a paragraph, and return it."""
    for span in paragraph("span"):
        if styles_of(span).get("mso-list") == "ignore":
            sign = span.get_text(strip=True)
            span.decompose()
            return sign
    return ""


def _mark(element: Tag, soup: BeautifulSoup) -> None:
    """Replace emphasis in an element's style by elements."""
    styles = styles_of(element)
    weight = styles.get("font-weight", "")
    in_heading = element.find_parent(_HELD[1:]) is not None
    if element.name in ("b", "strong") and (in_heading or _LIGHT.fullmatch(weight)):
        element.unwrap()
        return
    wanted = {values.get(styles.get(name, "")) for name, values in _BY_STYLE.items()}
    if _HEAVY.fullmatch(weight) and element.name not in ("b", "strong"):
        wanted.add("b")
    if "line-through" in styles.get("text-decoration", ""):
        wanted.add("s")
    if in_heading or not element.get_text(strip=True):
        wanted &= {"sub", "sup", "s"}
    for name in sorted(one for one in wanted if one and one != element.name):
        inner = soup.new_tag(name)
        inner.extend(list(element.contents))
        element.append(inner)


def _is_negated_style(element: Tag) -> bool:
    return element.name not in (*_MARKED, *_HELD, "br", "sub", "sup", "u")


def _put_into_item(inner: Tag) -> None:
    """Move a list that is a sibling of list items into the item before it."""
    if inner.parent is None or inner.parent.name not in ("ul", "ol"):
        return
    item = inner.find_previous_sibling("li")
    if item is not None:
        item.append(inner.extract())


def find_multiline_cell(main: Tag) -> str:
    """Return the text of the first cell with block content (lists, paragraphs); empty if none."""
    for cell in main(("td", "th")):
        if cell.find(("ul", "ol", "table")) is not None or len(cell("p")) > 1:
            return cell.get_text(" ", strip=True)
    return ""
