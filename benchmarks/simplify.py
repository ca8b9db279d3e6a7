"""By how much the grade of clinical paragraphs falls if all simpler wordings are taken.

    python -m benchmarks simplify

The paragraphs are those of `tests/core/simplify/paragraphs.<language>.txt`; `READLEVEL_PARAGRAPHS`
names another file, whose language is `READLEVEL_PARAGRAPHS_LANGUAGE`, by default English. In such a
file a line with `##` names a paragraph and the next line is its text.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from readlevel.core.readability.prose_words import ProseWords
from readlevel.core.simplify.proposal import Proposal, ProposalKind, Worth
from readlevel.core.simplify.queue import list_proposals
from readlevel.core.simplify.worth_meter import WorthMeter
from readlevel.core.text.document import parse
from readlevel.core.text.prose import prose

PARAGRAPHS = Path(__file__).parents[1] / "tests" / "core" / "simplify"
LANGUAGES = ("en", "es")
_MAX_TAKEN = 200
"""Proposals after which a paragraph is left as it is."""


class Simplified(NamedTuple):
    """A paragraph before and after all proposals for it were taken."""

    name: str
    before: str
    after: str
    taken: tuple[Proposal, ...]


def run() -> None:
    """Print the mean level before and after, by language."""
    named = os.environ.get("READLEVEL_PARAGRAPHS")
    files = {language: PARAGRAPHS / f"paragraphs.{language}.txt" for language in LANGUAGES}
    if named:
        files = {os.environ.get("READLEVEL_PARAGRAPHS_LANGUAGE", "en"): Path(named)}
    for language, file in files.items():
        results = [
            simplify(name, text, language) for name, text in read_paragraphs(file.read_text())
        ]
        before = mean_level([one.before for one in results], language)
        after = mean_level([one.after for one in results], language)
        taken = sum(len(one.taken) for one in results)
        print(f"simplify {language}: {len(results)} paragraphs, {taken} proposals,", end=" ")
        if before.grade:
            print(f"grade {before.grade:.1f} -> {after.grade:.1f},", end=" ")
        print(f"difficulty {before.hardness:.1f} -> {after.hardness:.1f}")


def read_paragraphs(listed: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each paragraph."""
    for section in f"\n{listed}".split("\n## ")[1:]:
        name, _, text = section.partition("\n")
        yield name, text.strip()


def simplify(name: str, text: str, language: str) -> Simplified:
    """Return a paragraph with the first wording of each proposal taken, the most valuable first."""
    before = text
    taken: list[Proposal] = []
    while len(taken) < _MAX_TAKEN:
        one = next(filter(_is_sure, list_proposals(text, language)), None)
        if one is None:
            break
        taken.append(one)
        text = text[: one.span[0]] + one.options[0] + text[one.span[1] :]
    return Simplified(name, before, text, tuple(taken))


def mean_level(texts: list[str], language: str) -> Worth:
    """Return the mean school grade and difficulty of texts."""
    meters = [WorthMeter(ProseWords(prose(parse(text), language), language)) for text in texts]
    grades, hardness = ([meter.grade or 0.0 for meter in meters], [m.hardness for m in meters])
    return Worth(sum(grades) / len(texts), sum(hardness) / len(texts))


def _is_sure(proposal: Proposal) -> bool:
    """Return whether a proposal has a wording without blanks to fill."""
    return bool(proposal.options) and proposal.kind is not ProposalKind.STATISTIC
