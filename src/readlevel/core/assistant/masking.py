"""Replaces what a model must not change by markers (`⟦1⟧`), and restores it in the response.

Masked are links, images, web addresses, citations, marks of terms, quantities with digits and
medicines.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from readlevel.core.assistant.answer_refused import AnswerRefused, RefusalCode
from readlevel.core.facts.medicines import find_drugs
from readlevel.core.facts.read_quantities import find_quantities
from readlevel.core.text.source_positions import Span

_MARKER = re.compile(r"⟦\s*(\d{1,6})\s*⟧")

_PROTECTED = re.compile(
    r"""
    ⟦[^⟦⟧\n]*⟧                                        # looks like a marker
    | \[-?@[^\[\]]{1,1000}\]                           # [@key; @other]
    | !?\[[^\[\]\n]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"\n]*")?\)  # [words](address)
    | \[[^\[\]\n]+\]\{[^{}\n]*\}                       # [word]{term=slug}
    | <(?:https?:|mailto:)[^<>\s]+>
    | (?:https?://|www\.)[^\s<>()]*[^\s<>().,;:!?'"*_]
    """,
    re.VERBOSE,
)
"""Syntax that a model has to leave as it is, and cannot add to."""

_SCRIPTED = re.compile(r"(?<!\w)\w*(?:~[^\s~]{1,10}~|\^[^\s^]{1,10}\^)[\w~^-]*")
"""A name or unit with subscripts or superscripts: `CHA~2~DS~2~-VASc`, `m^2^`."""

_ITEM_NUMBER = re.compile(r"^[ \t>]*\d{1,9}[.)](?=\s)", re.MULTILINE)
_SOFT_BREAK = re.compile(r"\n(?=[^\W\d_])")
"""A line break within a paragraph: what follows is no item of a list."""


@dataclass(frozen=True, slots=True)
class MaskedText:
    """A text with markers."""

    text: str
    originals: tuple[str, ...]
    """What the markers stand for: that of ⟦1⟧ comes first."""

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """The markers, and what each stands for."""
        return tuple((make_marker(place), one) for place, one in enumerate(self.originals, 1))


def make_marker(number: int) -> str:
    """Return the marker with a number, from 1."""
    return f"⟦{number}⟧"


def mask(markdown: str, language: str) -> MaskedText:
    """Return a text with markers in place of what must not change."""
    parts: list[str] = []
    originals: list[str] = []
    end = 0
    for start, stop in _find_masked(markdown, language):
        originals.append(markdown[start:stop])
        parts += (markdown[end:start], make_marker(len(originals)))
        end = stop
    return MaskedText("".join(parts) + markdown[end:], tuple(originals))


def unmask(answer: str, masked: MaskedText) -> str:
    """Return an answer with what its markers stand for.

    What was masked may also stand there in its own words. Raise `AnswerRefused` if anything is
    missing, is there too often, or was not in the source.
    """
    used = Counter(int(number) for number in _MARKER.findall(answer))
    known = range(1, len(masked.originals) + 1)
    unknown = [make_marker(number) for number in used if number not in known]
    rest = _MARKER.sub("\n", answer)
    invented = [one for one in _PROTECTED.findall(rest) if one not in masked.originals]
    if unknown or invented:
        raise AnswerRefused(RefusalCode.INVENTED, [*unknown, *invented])
    doubled = [masked.originals[number - 1] for number, times in used.items() if times > 1]
    if doubled:
        raise AnswerRefused(RefusalCode.DOUBLED, doubled)
    missing = Counter(masked.originals[number - 1] for number in known if not used[number])
    lost = [one for one, times in missing.items() if _count(one, rest) < times]
    if lost:
        raise AnswerRefused(RefusalCode.LOST, lost)
    return _MARKER.sub(lambda found: masked.originals[int(found[1]) - 1], answer)


def _count(words: str, text: str) -> int:
    """Count occurrences of a phrase as whole words: `5 mg` is not in `15 mg`."""
    return len(re.findall(rf"(?<![\w.,]){re.escape(words)}(?!\w)", text))


def _find_masked(markdown: str, language: str) -> Iterator[Span]:
    """Yield the spans to mask, in order; none overlaps another."""
    protected = [found.span() for found in _PROTECTED.finditer(markdown)]
    scripted = (found.span() for found in _SCRIPTED.finditer(markdown))
    taken = [*protected, *(found.span() for found in _ITEM_NUMBER.finditer(markdown))]
    found = [
        one for one in (*scripted, *_find_facts(markdown, language)) if not _overlaps(one, taken)
    ]
    end = 0
    for start, stop in sorted([*protected, *found]):
        if start >= end:
            yield start, stop
            end = stop


def _find_facts(markdown: str, language: str) -> Iterator[Span]:
    """Yield the spans of quantities with digits, and of medicines."""
    offset = 0
    for line in _SOFT_BREAK.sub(" ", markdown).split("\n"):
        spans = [(one.start, one.end) for one in find_drugs(line, language) if not one.is_class]
        for one in find_quantities(line, language):
            if any(map(str.isdigit, line[one.start : one.end])):
                spans.append((one.start, one.end))
        yield from ((offset + start, offset + end) for start, end in spans)
        offset += len(line) + 1


def _overlaps(span: Span, others: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
