"""Changes of a fact that were written by hand into plain texts, and whether an editor is asked.

`tests/core/fixtures/changed_facts.toml` has them. Those at even places were there while the
readers were written, those at odd places were only counted. `unseen_changes.toml` has others, with
the two halves named, and `unseen_denials.toml` more of "not" in texts with few words in common.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.cochrane import as_markdown
from readlevel.core.consistency.compare import compare_texts

_PATH = Path("tests/core/fixtures/changed_facts.toml")
_UNSEEN = Path("tests/core/fixtures/unseen_changes.toml")
UNSEEN_DENIALS = Path("tests/core/fixtures/unseen_denials.toml")
_SAMPLES = Path("src/readlevel/samples")


class ChangedFact(NamedTuple):
    """Two texts that agree, and a phrase of the lay one with what replaces it."""

    pair: str
    language: str
    clinician: str
    lay: str
    kind: str
    was: str
    became: str

    @property
    def changed(self) -> str:
        """The lay text with the fact changed."""
        return self.lay.replace(self.was, self.became, 1)


def read_changed_facts(cochrane: Mapping[str, Mapping[str, str]]) -> Iterator[ChangedFact]:
    """Yield the changes in order; those in reviews that `cochrane` lacks, by DOI, are left out."""
    table = tomllib.loads(_PATH.read_text("utf-8"))
    for one in table["pair"]:
        for change in one["changes"]:
            yield ChangedFact(one["name"], one["language"], one["clinician"], one["lay"], *change)
    for one in table["cochrane"]:
        if (texts := cochrane.get(one["doi"])) is None:
            continue
        clinician, lay = as_markdown(texts["technical"]), as_markdown(texts["lay"])
        for kind, was, became in one["changes"]:
            yield ChangedFact(
                one["doi"], "en", clinician, lay, kind, as_markdown(was), as_markdown(became)
            )


def read_unseen_changes(
    half: str, cochrane: Mapping[str, Mapping[str, str]], path: Path = _UNSEEN
) -> Iterator[ChangedFact]:
    """Yield the changes of a half, `development` or `counted`, as `read_changed_facts` does.

    Those of words that a sample has no more are left out.
    """
    table = tomllib.loads(path.read_text("utf-8"))
    for one in table["pair"]:
        for change in one[half]:
            yield ChangedFact(one["name"], one["language"], one["clinician"], one["lay"], *change)
    for one in table["sample"]:
        clinician, lay = (
            (_SAMPLES / one["slug"] / f"{audience}.en.md").read_text("utf-8")
            for audience in ("clinician", "lay")
        )
        for kind, was, became in one[half]:
            if was in lay:
                yield ChangedFact(one["slug"], "en", clinician, lay, kind, was, became)
    for one in table["cochrane"]:
        if (texts := cochrane.get(one["doi"])) is None:
            continue
        clinician, lay = as_markdown(texts["technical"]), as_markdown(texts["lay"])
        for kind, *words in one[half]:
            yield ChangedFact(one["doi"], "en", clinician, lay, kind, *map(as_markdown, words))


def is_asked(one: ChangedFact) -> bool:
    """Return whether the change makes a difference that an editor must answer."""
    return bool(_count(one, one.changed) - _count(one, one.lay))


def _count(one: ChangedFact, lay: str) -> Counter[tuple[str, str, str]]:
    found = compare_texts(one.clinician, lay, one.language)
    return Counter((str(each.kind), each.fact_type, each.fact) for each in found if each.asks)
