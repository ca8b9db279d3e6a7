"""Readability scores of a text, by the formulas published for its language."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from readlevel.core.languages.tags import primary
from readlevel.core.readability import formulas
from readlevel.core.readability.statistics import SentenceCounts, TextStatistics

FormulaCounts = TextStatistics | SentenceCounts
Formula = Callable[[FormulaCounts], float]


def _by_syllables(formula: Callable[[int, int, int], float]) -> Formula:
    return lambda tally: formula(tally.sentences, tally.words, tally.syllables)


def _by_letters(formula: Callable[[int, int, int], float]) -> Formula:
    return lambda tally: formula(tally.sentences, tally.words, tally.letters)


_FORMULAS: Mapping[str, Mapping[str, Formula]] = MappingProxyType(
    {
        "en": {
            "smog": lambda tally: formulas.smog(tally.sentences, tally.polysyllables),
            "flesch_kincaid": _by_syllables(formulas.flesch_kincaid),
            "flesch_reading_ease": _by_syllables(formulas.flesch_reading_ease),
            "gunning_fog": lambda tally: formulas.gunning_fog(
                tally.sentences, tally.words, tally.complex_words
            ),
            "coleman_liau": _by_letters(formulas.coleman_liau),
            "automated_readability": _by_letters(formulas.automated_readability),
            "dale_chall": lambda tally: formulas.dale_chall(
                tally.sentences, tally.words, tally.difficult_words
            ),
        },
        "es": {
            "szigriszt_pazos": _by_syllables(formulas.szigriszt_pazos),
            "fernandez_huerta": _by_syllables(formulas.fernandez_huerta),
        },
        "de": {
            "wiener_sachtextformel": lambda tally: formulas.wiener_sachtextformel(
                tally.sentences,
                tally.words,
                tally.polysyllables,
                tally.long_words,
                tally.monosyllables,
            ),
            "flesch_reading_ease": _by_syllables(formulas.flesch_amstad),
        },
        "fr": {"flesch_reading_ease": _by_syllables(formulas.flesch_kandel_moles)},
        "it": {
            "gulpease": _by_letters(formulas.gulpease),
            "flesch_reading_ease": _by_syllables(formulas.flesch_vacca),
        },
        "nl": {"flesch_reading_ease": _by_syllables(formulas.flesch_douma)},
        "pt": {"flesch_reading_ease": _by_syllables(formulas.flesch_martins)},
        "ru": {"flesch_reading_ease": _by_syllables(formulas.flesch_oborneva)},
    }
)


def has_formula(language: str) -> bool:
    """Return whether a formula is published for `language` (a tag)."""
    return primary(language) in _FORMULAS


def score_names(language: str) -> tuple[str, ...]:
    """Return the names of the scores for `language`, or those of English if it has none."""
    return tuple(_FORMULAS.get(primary(language), _FORMULAS["en"]))


def compute_scores(tally: TextStatistics, language: str) -> dict[str, float | None]:
    """Compute all scores for `language` (a tag); `tally` must have words.

    Raise KeyError if no formula is published for `language`.
    """
    return {name: formula(tally) for name, formula in _FORMULAS[primary(language)].items()}


def headline_formula(language: str) -> str | None:
    """Return the name of the main formula for `language` (a tag), or None."""
    return next(iter(_FORMULAS.get(primary(language), ())), None)


def find_formula(name: str | None, language: str) -> Formula | None:
    """Return the formula of the score `name` for `language` (a tag), or None without a name."""
    return None if name is None else _FORMULAS[primary(language)][name]


def compute_score(name: str | None, tally: FormulaCounts, language: str) -> float | None:
    """Compute the score `name` for `language`; return None if `name` is None."""
    return None if name is None else _FORMULAS[primary(language)][name](tally)
