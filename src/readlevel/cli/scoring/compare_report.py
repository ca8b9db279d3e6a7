"""The report of `readlevel score --compare`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readlevel.cli.scoring.score_report import SCORE_NAMES

if TYPE_CHECKING:
    from readlevel.core.readability.textstat_causes import Cause, Example
    from readlevel.core.readability.textstat_comparison import ComparedScore, Comparison

_MIN_CHANGE = 0.05
"""Smaller changes would be shown as 0.0 and are left out."""

_REASONS = {
    "no_formula": "Nothing to compare: no formula is published for the language {language!r}.",
    "too_long": "Nothing to compare: the text is longer than 400,000 characters.",
    "too_short": "We give no score to a text of under 30 words; textstat does.",
}
_REPLACED = {
    "text": "what is read",
    "formula": "formula",
    "sentences": "sentences",
    "words": "words",
    "syllables": "syllables",
    "polysyllables": "long words",
    "monosyllables": "short words",
    "complex_words": "long words",
    "difficult_words": "unfamiliar words",
    "long_words": "words of seven letters and more",
    "letters": "letters",
}
_COUNTS = {
    "sentences": "Sentences",
    "words": "Words",
    "syllables": "Syllables",
    "polysyllables": "Words of three syllables and more",
    "complex_words": "Of these, unfamiliar",
    "monosyllables": "Words of one syllable",
    "difficult_words": "Unfamiliar words",
    "long_words": "Words of seven letters and more",
    "letters": "Letters and digits",
}
_CAUSES = {
    "unread_lines": "Only textstat reads these lines; without a stop they run into the next one",
    "unread_words": "Only textstat reads these citations, addresses and marks",
    "run_together": "No stop ends these, so textstat runs them into the next sentence",
    "cut_at_abbreviations": "textstat ends a sentence at these abbreviations",
    "cut_at_numbers": "textstat ends a sentence within these numbers",
    "cut_elsewhere": "textstat ends a sentence at these stops within one",
    "dropped": "textstat does not count these sentences, which have one or two words",
    "dropped_pieces": "Nor pieces of one or two words that it cut off sentences",
    "words": "textstat makes another number of words of these (textstat/ours)",
    "syllables": "textstat gives these another number of syllables (textstat/ours)",
    "difficult_numerals": "Numerals are unfamiliar words to textstat",
    "difficult_words": "Unfamiliar words; textstat takes inflected words for such (textstat/ours)",
    "complex_words": "Unfamiliar words of three syllables and more (textstat/ours)",
    "punctuation": "textstat counts these punctuation marks as letters",
}
_CONSTANTS = {
    "coleman_liau": "Coleman–Liau: textstat multiplies letters by 0.058, the paper by 0.0588.",
    "szigriszt_pazos": "Szigriszt-Pazos: textstat begins at 206.84, the thesis at 206.835.",
}
_ENGLISH_COEFFICIENTS = (
    "Flesch Reading Ease: textstat has English coefficients for Portuguese, 42 points lower."
)


def report_comparison(comparison: "Comparison") -> Iterator[str]:
    """Yield lines with textstat's scores beside ours, and the causes of differences."""
    if not comparison.scores:
        reason = comparison.reason or "no_formula"
        yield _REASONS[reason].format(language=comparison.language)
        return
    yield f"What textstat {comparison.version} says of the same text as it stands"
    yield ""
    yield f"  {'':<22}{'ours':>7}{'textstat':>10}{'difference':>12}"
    for key, score in comparison.scores.items():
        yield from _describe_score(SCORE_NAMES[key], score)
    yield ""
    if comparison.reason is not None:
        yield _REASONS[comparison.reason]
    else:
        yield "Below each score: how it moves when ours takes the place of textstat's, in turn."
    yield ""
    yield f"  {'':<34}{'textstat':>10}{'textstat':>10}{'ours':>7}"
    yield f"  {'':<34}{'as it is':>10}{'prepared':>10}"
    for key, name in _COUNTS.items():
        if key in comparison.counts:
            count = comparison.counts[key]
            yield f"  {name:<34}{count.as_it_stands:>10,}{count.as_read:>10,}{count.ours:>7,}"
    yield ""
    for cause in comparison.causes:
        yield from _describe_cause(cause)
    yield from (words for key, words in _CONSTANTS.items() if key in comparison.scores)
    if comparison.language.lower().startswith("pt"):
        yield _ENGLISH_COEFFICIENTS


def _describe_score(name: str, score: "ComparedScore") -> Iterator[str]:
    if score.ours is None:
        yield f"  {name:<22}{'–':>7}{score.theirs:>10.1f}"
        return
    yield f"  {name:<22}{score.ours:>7.1f}{score.theirs:>10.1f}{score.ours - score.theirs:>+12.1f}"
    steps = [
        f"{_REPLACED[step.replaced]} {step.change:+.1f}"
        for step in score.steps
        if abs(step.change) >= _MIN_CHANGE
    ]
    if steps:
        yield f"    {', '.join(steps)}"


def _describe_cause(cause: "Cause") -> Iterator[str]:
    yield f"{_CAUSES[cause.code]}: {cause.number:,}"
    if cause.examples:
        more = " …" if sum(one.times for one in cause.examples) < cause.number else ""
        yield f"    {' · '.join(map(_describe_example, cause.examples))}{more}"


def _describe_example(example: "Example") -> str:
    times = f" {example.times}×" if example.times > 1 else ""
    numbers = "" if example.theirs is None else f" {example.theirs}/{example.ours}"
    return f"{example.text}{numbers}{times}"
