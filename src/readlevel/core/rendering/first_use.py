"""The block of a rendering in which a term is first used, for reviewers of the term."""

import re

from readlevel.core.rendering.safe_html import SafeHTML, sanitise

_BLOCK = re.compile(r"<(p|li|td|th|figcaption|div)\b[^<>]*>")
_TERM = re.compile(
    r"""<a\ class="term"[^<>]{0,400}?\ data-term="(?P<slug>[^"<>]{0,400})"[^<>]{0,400}>
        (?P<words>[^<]*(?:<(?!/?a\b)[^<]*)*)</a>""",
    re.VERBOSE,
)
_LINK = re.compile(r"</?a\b[^<>]*>")
_ID = re.compile(r' id="[^"]*"')
_LONGEST = 4_000
"""Characters of a block that are shown."""


def extract_first_use(html: SafeHTML, slug: str) -> SafeHTML | None:
    """Return the block in which a rendering first explains a term; None if it does not.

    The words of the term are strong, and nothing is a link.
    """
    text = html.text
    use = next((one for one in _TERM.finditer(text) if one["slug"] == slug), None)
    if use is None:
        return None
    start, tag = 0, "p"
    for block in _BLOCK.finditer(text, 0, use.start()):
        start, tag = block.end(), block[1]
    end = text.find(f"</{tag}>", use.end())
    block_end = len(text) if end < 0 else end
    before, after = text[start : use.start()], text[use.end() : block_end]
    marked = f"{before[-_LONGEST:]}<strong>{use['words']}</strong>{after[:_LONGEST]}"
    return sanitise(_ID.sub("", _LINK.sub("", marked)))
