"""Comparison of our scores with those of textstat as usually used, with the causes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from readlevel.core.languages.tags import primary
from readlevel.core.readability.readability import measure
from readlevel.core.readability.scores import compute_score
from readlevel.core.readability.statistics import TextStatistics, compute_statistics
from readlevel.core.readability.textstat_causes import Cause, find_causes

if TYPE_CHECKING:
    from readlevel.core.readability.textstat_adapter import Textstat
    from readlevel.core.text.prose import Prose

_BY_SYLLABLES = ("sentences", "words", "syllables")
_BY_LETTERS = ("sentences", "words", "letters")
_REPLACED: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "smog": ("sentences", "polysyllables"),
        "flesch_kincaid": _BY_SYLLABLES,
        "flesch_reading_ease": _BY_SYLLABLES,
        "gunning_fog": ("sentences", "words", "complex_words"),
        "coleman_liau": _BY_LETTERS,
        "automated_readability": _BY_LETTERS,
        "dale_chall": ("sentences", "words", "difficult_words"),
        "szigriszt_pazos": _BY_SYLLABLES,
        "fernandez_huerta": _BY_SYLLABLES,
        "wiener_sachtextformel": (
            "sentences",
            "words",
            "polysyllables",
            "long_words",
            "monosyllables",
        ),
        "gulpease": _BY_LETTERS,
    }
)
"""The counts of each formula, in the order in which ours replace textstat's."""

_BY_CHARACTERS = frozenset({"automated_readability", "gulpease"})
"""Formulas based on letters for which textstat also counts punctuation."""


@dataclass(frozen=True, slots=True)
class Step:
    """The change of a score when one thing that textstat does is replaced by what we do."""

    replaced: str
    """`text` (which parts are read), `formula`, or a field of `TextStatistics`."""
    change: float


@dataclass(frozen=True, slots=True)
class ComparedScore:
    """One score, ours and textstat's; the changes of the steps add up to the difference."""

    ours: float | None
    theirs: float
    steps: tuple[Step, ...]
    """Empty if we give no score."""


@dataclass(frozen=True, slots=True)
class ComparedCount:
    """One count: textstat's of the raw text, textstat's of the text as we read it, and ours."""

    as_it_stands: int
    as_read: int
    ours: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """textstat's scores and counts of a text beside ours."""

    language: str
    version: str
    """The version of textstat."""
    scores: Mapping[str, ComparedScore]
    counts: Mapping[str, ComparedCount]
    causes: tuple[Cause, ...]
    reason: str | None = None
    """A code: `no_formula` or `too_long` if nothing was compared, `too_short` if only textstat
    gives scores."""


def compare(text: str, prose: "Prose", language: str) -> Comparison:
    """Compare our scores of `prose` with textstat's scores of the `text` it was extracted from.

    `text` is Markdown or plain text, as somebody would paste it. The first comparison in a process
    imports textstat and NLTK. The network is not used, and no text is kept.
    """
    from importlib.metadata import version

    readability = measure(prose, language)
    if readability.reason in {"no_formula", "too_long"}:
        return Comparison(language, version("textstat"), {}, {}, (), readability.reason)
    from readlevel.core.readability.textstat_adapter import use_textstat

    as_read = "\n".join(sentence.text for sentence in prose.sentences)
    ours = compute_statistics(prose.sentences, language)
    with use_textstat(language) as textstat:
        names = dict.fromkeys(name for score in textstat.names for name in _REPLACED[score])
        counts = _compare_counts(textstat, text, as_read, ours, names)
        causes = find_causes(text, prose, primary(language), textstat, set(names))
        return Comparison(
            language,
            version("textstat"),
            {
                name: _compare_score(name, ours_given, text, as_read, ours, textstat)
                for name, ours_given in readability.scores.items()
            },
            counts,
            tuple(causes),
            readability.reason,
        )


def comparison_to_json(comparison: Comparison) -> dict[str, Any]:
    """Return the JSON of `readlevel score --compare --json`, with unrounded numbers."""
    return {
        "tool": "textstat",
        "version": comparison.version,
        "scores": {name: asdict(one) for name, one in comparison.scores.items()},
        "counts": {name: asdict(one) for name, one in comparison.counts.items()},
        "causes": [asdict(cause) for cause in comparison.causes],
        "reason": comparison.reason,
    }


def _compare_score(
    name: str,
    given: float | None,
    text: str,
    as_read: str,
    ours: TextStatistics,
    textstat: "Textstat",
) -> ComparedScore:
    theirs = textstat.score(name, text)
    if given is None:
        return ComparedScore(None, theirs, ())
    steps = _find_steps(name, theirs, as_read, ours, textstat)
    return ComparedScore(given, theirs, tuple(steps))


def _find_steps(
    name: str, before: float, as_read: str, ours: TextStatistics, textstat: "Textstat"
) -> Iterator[Step]:
    """Yield the steps from textstat's score `name` to ours, one replacement at a time.

    `before` is textstat's score of the raw text. First textstat scores the sentences that we read;
    then our formula is applied to textstat's counts; then our counts replace them one by one.
    """
    after = textstat.score(name, as_read)
    yield Step("text", after - before)
    tally = _tally(textstat, as_read, ours)
    if name in _BY_CHARACTERS:
        tally = replace(tally, letters=textstat.count_words(as_read).characters)
    score = compute_score(name, tally, textstat.language) or 0.0
    yield Step("formula", score - after)
    for count_name in _REPLACED[name]:
        tally = replace(tally, **{count_name: getattr(ours, count_name)})
        passed, score = score, compute_score(name, tally, textstat.language) or 0.0
        yield Step(count_name, score - passed)


def _compare_counts(
    textstat: "Textstat", text: str, as_read: str, ours: TextStatistics, names: Iterable[str]
) -> dict[str, ComparedCount]:
    standing, read = _tally(textstat, text, ours), _tally(textstat, as_read, ours)
    return {
        name: ComparedCount(getattr(standing, name), getattr(read, name), getattr(ours, name))
        for name in names
    }


def _tally(textstat: "Textstat", text: str, ours: TextStatistics) -> TextStatistics:
    """Return textstat's counts of `text`; counts that textstat lacks are taken from `ours`."""
    counted = textstat.count_words(text)._asdict()
    del counted["characters"]
    return replace(ours, sentences=textstat.count_sentences(text), **counted)
