"""The text report of `readlevel score`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readlevel.core.readability.effort import EASY_BELOW, HARD_FROM, Effort, find_effort

if TYPE_CHECKING:
    from readlevel.core.hints.difficulties import (
        DifficultyMark,
        DifficultyReport,
        HardSentence,
        HardWord,
    )
    from readlevel.core.readability.readability import Headline, Readability
    from readlevel.core.text.source_positions import LineIndex

_BAR = 36
_MAX_SENTENCES = 8
_MAX_WORDS = 12
_MAX_QUOTE = 76

_REASONS = {
    "too_short": "No score: the text has {words} words; a score needs 30 in full sentences.",
    "no_formula": "No score: no formula is published for the language {language!r}.",
    "too_long": "No score: the text is longer than 400,000 characters. Score it in parts.",
}
_CONFIDENCE = {
    "low": "Far fewer than 30 full sentences: take this as a rough guess.",
    "fair": "Fewer than 30 full sentences: take this as an estimate.",
}
_EFFORT = {
    Effort.EASY: "easy to read",
    Effort.SOME: "takes some effort",
    Effort.HARD: "hard, as texts for professionals are",
}
_NOTES = {
    "noun": ", where it is a noun",
    "verb": ", where it is a verb",
    "adjective": ", where it describes something",
    "before_noun": ", right before a noun",
    "after_noun": ", after the noun",
    "sense": ", if that is what is meant",
}
_GRADE = "US school grade, half to three quarters understood"
_EASE = "0 very hard, 100 very easy"
_MEANINGS = {
    "smog": ("SMOG", "US school grade, all of it understood"),
    "flesch_kincaid": ("Flesch–Kincaid", _GRADE),
    "flesch_reading_ease": ("Flesch Reading Ease", _EASE),
    "gunning_fog": ("Gunning Fog", "US school grade, most of it understood"),
    "coleman_liau": ("Coleman–Liau", "US school grade; no guide to medical texts"),
    "automated_readability": ("Automated Readability", _GRADE),
    "dale_chall": ("Dale–Chall", "4.9 and less: grade 4; 10 and more: college"),
    "szigriszt_pazos": ("Szigriszt-Pazos", _EASE),
    "fernandez_huerta": ("Fernández Huerta", _EASE),
    "wiener_sachtextformel": ("Wiener Sachtextformel", "school year, 4 to 15"),
    "gulpease": ("Gulpease", _EASE),
}
SCORE_NAMES = {key: name for key, (name, _) in _MEANINGS.items()}


def report(readability: "Readability") -> Iterator[str]:
    """Yield the lines of a short report."""
    counts, measures = readability.counts, readability.measures
    yield from _headline(readability)
    yield ""
    minutes = round(measures.reading_seconds / 60)
    time = f"about {_count(minutes, 'minute')}" if minutes else "less than a minute"
    yield (
        f"{_count(counts.sentences, 'sentence')}, {_count(counts.words, 'word')}, {time} to read."
    )
    if measures.mean_sentence_words is not None:
        longest = _count(measures.longest_sentence_words, "word")
        yield (
            f"A sentence has {measures.mean_sentence_words:.1f} words on average;"
            f" the longest has {longest}."
        )
    if readability.knows_common_words and counts.words:
        yield f"{readability.headline.uncommon_share:.1%} of the words are uncommon."
    if measures.hardness is not None and readability.reason is None:
        yield (
            f"Hardness {measures.hardness:.1f}: {_EFFORT[find_effort(measures.hardness)]}"
            f" (easy below {EASY_BELOW:g}, hard from {HARD_FROM:g})."
        )
    if readability.headline.confidence in _CONFIDENCE:
        yield _CONFIDENCE[readability.headline.confidence]
    if any(value is not None for value in readability.scores.values()):
        yield ""
    for key, value in readability.scores.items():
        if value is not None:
            name, meaning = _MEANINGS[key]
            yield f"  {name:<22}{value:>7.1f}   {meaning}"


def report_reasons(reasons: "DifficultyReport", lines: "LineIndex", name: str) -> Iterator[str]:
    """Yield lines on the hardest sentences and words of the text `name`, with positions."""
    hardest = sorted(
        (one for one in reasons.sentences if one.marks), key=_hardness_of, reverse=True
    )
    yield "The hardest sentences" if hardest else "No sentence stands out."
    for sentence in hardest[:_MAX_SENTENCES]:
        yield ""
        where = _where(lines, sentence)
        hardness = "" if sentence.hardness is None else f", hardness {sentence.hardness:.0f}"
        yield f"  {name}{where}  {_count(sentence.words, 'word')}{hardness}"
        yield f"    {_shorten(sentence.text)}"
        yield from _remarks(sentence.marks)
        if sentence.rarest:
            yield f"    - Its rarest words: {', '.join(sentence.rarest)}"
    if reasons.words:
        yield ""
        yield "The words that weigh most"
        for word in reasons.words[:_MAX_WORDS]:
            yield f"  {word.text:<24}{word.times:>4}×  {_describe(word)}"


def _headline(readability: "Readability") -> Iterator[str]:
    headline = readability.headline
    if readability.reason is not None:
        yield _REASONS[readability.reason].format(
            words=readability.counts.words, language=readability.language
        )
    elif headline.grade_low is not None and headline.grade_high is not None:
        grades = _range(headline.grade_low, headline.grade_high)
        yield f"Grade {grades}, about age {_ages(headline)}"
        yield _bar(headline.grade_low / 18, headline.grade_high / 18)
    else:
        ((key, score), *_) = readability.scores.items()
        band = "" if headline.band is None else f": {headline.band}".replace("_", " ")
        ages = "" if headline.age_low is None else f", about age {_ages(headline)}"
        yield f"{_MEANINGS[key][0]} {score:.0f}{band}{ages}"
        yield _bar(1 - (score or 0) / 100, 1 - (score or 0) / 100)


def _bar(low: float, high: float) -> str:
    """Return a scale from easy to hard with a block from `low` to `high` (0 to 1)."""
    first, last = (min(_BAR - 1, max(0, int(at * _BAR))) for at in (low, high))
    return "easy " + "─" * first + "█" * (last - first + 1) + "─" * (_BAR - 1 - last) + " hard"


def _remarks(marks: "tuple[DifficultyMark, ...]") -> Iterator[str]:
    """Yield one line for each kind of mark in a sentence."""
    from readlevel.core.hints.difficulties import DifficultyReason

    found = {mark.reason: mark for mark in marks}
    if DifficultyReason.LONG_SENTENCE in found:
        yield "    - Long: split it."
    if DifficultyReason.LIST_IN_SENTENCE in found:
        items = found[DifficultyReason.LIST_IN_SENTENCE].data["items"]
        yield f"    - Names {items} things: a list may be easier."
    passives = [f"“{mark.text}”" for mark in marks if mark.reason is DifficultyReason.PASSIVE]
    if passives:
        yield f"    - Passive: {', '.join(passives)}. Say who does it."
    uncommon = [mark.text for mark in marks if mark.reason is DifficultyReason.UNCOMMON_WORD]
    if uncommon:
        yield f"    - Uncommon: {', '.join(dict.fromkeys(uncommon))}"
    long = [mark.text for mark in marks if mark.reason is DifficultyReason.LONG_WORD]
    if set(long) - set(uncommon):
        common = (word for word in dict.fromkeys(long) if word not in uncommon)
        yield f"    - Long words: {', '.join(common)}"
    for mark in marks:
        if mark.reason is DifficultyReason.PLAINER:
            note = _NOTES.get(mark.data["note"], "")
            yield f"    - “{mark.text}”: perhaps “{'” or “'.join(mark.data['plainer'])}”{note}"


def _describe(word: "HardWord") -> str:
    said = [_count(word.syllables, "syllable")]
    if word.uncommon:
        said.append("uncommon")
    if word.explained:
        said.append("in the glossary")
    return ", ".join(said)


def _hardness_of(sentence: "HardSentence") -> float:
    return sentence.hardness if sentence.hardness is not None else sentence.words


def _where(lines: "LineIndex", sentence: "HardSentence") -> str:
    if sentence.span is None:
        return ""
    place = lines.place(sentence.span)
    return f":{place.line}:{place.column}"


def _shorten(text: str) -> str:
    return text if len(text) <= _MAX_QUOTE else text[: _MAX_QUOTE - 1].rsplit(" ", 1)[0] + " …"


def _ages(headline: "Headline") -> str:
    if headline.age_high is None:
        return f"{headline.age_low} and over"
    return _range(headline.age_low, headline.age_high)


def _range(low: int | None, high: int | None) -> str:
    return str(low) if low == high else f"{low} to {high}"


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
