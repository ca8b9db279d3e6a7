"""Published formulas of readability, as pure functions of counts; the only importer of textstat.

Where textstat's formula is right, textstat computes: the code of its formula runs with our counts
in place of the functions by which it would count a text itself. So nothing is counted twice, its
caches keep no text, and it has no language of its own. Where textstat departs from the paper, the
formula stands here and says so. Every function raises ZeroDivisionError without words or sentences.
"""

import sys
from collections.abc import Callable
from functools import cache
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

from readlevel.core.languages.syllables.count import count_syllables


def flesch_reading_ease(
    sentences: int, words: int, syllables: int, *, language: str = "en"
) -> float:
    """Return the ease of reading, from about 0 (very hard) to 100 (very easy).

    Flesch R. A new readability yardstick. J Appl Psychol 1948;32:221-33. With the coefficients of
    its adaptations: de, Amstad T. Wie verständlich sind unsere Zeitungen? Zürich 1978; fr, Kandel
    L, Moles A. Application de l'indice de Flesch à la langue française. Cahiers Études
    Radio-Télévision 1958;19:253-74 (207, 1.015 and 73.6, as it is mostly cited; some cite it with
    209, 1.15 and 68); it, Franchina V, Vacca R. Adaptation of Flesch readability index on a
    bilingual text. Linguaggi 1986;3:47-9; nl, Douma WH. De leesbaarheid van landbouwbladen.
    Wageningen 1960; ru, Oborneva IV. Автоматизированная оценка сложности учебных текстов. Moscow
    2006. For pt see `flesch_martins`.
    """
    return _compute(
        "flesch_reading_ease",
        language,
        words_per_sentence=words / sentences,
        syllables_per_word=syllables / words,
    )


def flesch_martins(sentences: int, words: int, syllables: int) -> float:
    """Return the ease of reading of Portuguese: Flesch's, moved by 42 points.

    Martins TBF, Ghiraldelo CM, Nunes MGV, Oliveira ON. Readability formulas applied to textbooks
    in Brazilian Portuguese. ICMSC-USP 1996. textstat has English coefficients for Portuguese.
    """
    return 248.835 - 1.015 * (words / sentences) - 84.6 * (syllables / words)


def flesch_kincaid(sentences: int, words: int, syllables: int) -> float:
    """Return the US school grade.

    Kincaid JP et al. Derivation of new readability formulas for Navy enlisted personnel. Research
    Branch Report 8-75, 1975.
    """
    return _compute(
        "flesch_kincaid_grade",
        "en",
        words_per_sentence=words / sentences,
        syllables_per_word=syllables / words,
    )


def smog(sentences: int, polysyllables: int) -> float:
    """Return the US school grade for full comprehension; defined on 30 sentences.

    McLaughlin GH. SMOG grading: a new readability formula. J Reading 1969;12:639-46.
    """
    if not sentences:
        raise ZeroDivisionError("no sentences")
    return _compute(
        "smog_index", "en", count_sentences=sentences, count_polysyllable_words=polysyllables
    )


def gunning_fog(sentences: int, words: int, complex_words: int) -> float:
    """Return the US school grade. Gunning R. The technique of clear writing. New York 1952."""
    return _compute(
        "gunning_fog",
        "en",
        words_per_sentence=words / sentences,
        count_words=words,
        count_difficult_words=complex_words,
    )


def coleman_liau(sentences: int, words: int, letters: int) -> float:
    """Return the US school grade, from letters and digits.

    Coleman M, Liau TL. A computer readability formula designed for machine scoring. J Appl
    Psychol 1975;60:283-4. The paper has 0.0588 where textstat has 0.058.
    """
    return 0.0588 * (100 * letters / words) - 0.296 * (100 * sentences / words) - 15.8


def automated_readability(sentences: int, words: int, letters: int) -> float:
    """Return the US school grade, from letters and digits.

    Smith EA, Senter RJ. Automated readability index. AMRL-TR-66-220, 1967. The report counts the
    strokes of words; textstat counts punctuation too.
    """
    return 4.71 * (letters / words) + 0.5 * (words / sentences) - 21.43


def dale_chall(sentences: int, words: int, difficult_words: int) -> float:
    """Return the raw score of 1948, whose bands are US school grades (4.9 and less: 4th grade).

    Dale E, Chall JS. A formula for predicting readability. Educ Res Bull 1948;27:11-20, with the
    adjustment as it is usually computed: 3.6365 where more than 5 % of words are difficult.
    textstat's formula is right, its count is not: it takes inflections and numerals for difficult.
    """
    return _compute(
        "dale_chall_readability_score",
        "en",
        words_per_sentence=words / sentences,
        count_words=words,
        count_difficult_words=difficult_words,
    )


def dale_chall_cloze(sentences: int, words: int, difficult_words: int) -> float:
    """Return the cloze score of the new formula: 100 and more is easiest, negative hardest.

    Chall JS, Dale E. Readability revisited: the new Dale-Chall readability formula. 1995.
    """
    return 64 - 0.95 * (100 * difficult_words / words) - 0.69 * (words / sentences)


def szigriszt_pazos(sentences: int, words: int, syllables: int) -> float:
    """Return the perspicuity of Spanish, 0 to 100, which the INFLESZ scale divides.

    Szigriszt Pazos F. Sistemas predictivos de legibilidad del mensaje escrito. Madrid 1993. The
    thesis has 206.835 where textstat has 206.84.
    """
    return 206.835 - 62.3 * (syllables / words) - words / sentences


def fernandez_huerta(sentences: int, words: int, syllables: int) -> float:
    """Return the ease of reading of Spanish, 0 to 100.

    Fernández Huerta J. Medidas sencillas de lecturabilidad. Consigna 1959;214:29-32, read as
    words in a sentence (Law G. Error in the Fernández Huerta readability formula. 2011).
    """
    return _compute(
        "fernandez_huerta",
        "es",
        words_per_sentence=words / sentences,
        syllables_per_word=syllables / words,
    )


def wiener_sachtextformel(
    sentences: int, words: int, polysyllables: int, long_words: int, monosyllables: int
) -> float:
    """Return the school year of German (4 to 15) by the first formula.

    Long words have more than six letters. Bamberger R, Vanecek E. Lesen, Verstehen, Lernen,
    Schreiben. Wien 1984.
    """
    return _compute(
        "wiener_sachtextformel",
        1,
        "de",
        words_per_sentence=words / sentences,
        count_words=words,
        count_polysyllable_words=polysyllables,
        count_long_words=long_words,
        count_monosyllable_words=monosyllables,
    )


def gulpease(sentences: int, words: int, letters: int) -> float:
    """Return the ease of reading of Italian, 0 to 100, from letters.

    Lucisano P, Piemontese ME. GULPEASE: una formula per la predizione della difficoltà dei testi
    in lingua italiana. Scuola e città 1988;3:110-24. textstat counts punctuation too.
    """
    return 89 + (300 * sentences - 10 * letters) / words


@cache
def dale_chall_words() -> frozenset[str]:
    """Return the words that Dale and Chall found familiar to fourth graders."""
    return frozenset(_textstat().utils.get_lang_easy_words("en"))


def _compute(name: str, *arguments: object, **counts: object) -> float:
    """Return what textstat's formula `name` gives for `counts`, by the names it counts with."""
    formula = getattr(_textstat().metrics, name).__wrapped__
    answers = {counted: _constant(value) for counted, value in counts.items()}
    fed = FunctionType(formula.__code__, {**formula.__globals__, **answers})
    return float(fed("", *arguments))


def _constant(value: object) -> Callable[..., object]:
    return lambda *_arguments, **_options: value


@cache
def _textstat() -> Any:
    """Import textstat without NLTK: our lexicon stands where it would look for a dictionary.

    NLTK is ten times the rest of the import, and would fetch its dictionary over the network.
    """
    before = sys.modules.get("nltk")
    sys.modules["nltk"] = _lexicon_as_nltk()
    try:
        from textstat import backend
    finally:
        if before is None:
            del sys.modules["nltk"]
        else:
            sys.modules["nltk"] = before
    return backend


def _lexicon_as_nltk() -> ModuleType:
    module = ModuleType("nltk")
    dictionary = SimpleNamespace(dict=_Pronunciations)
    vars(module).update(
        data=SimpleNamespace(find=lambda name: name), corpus=SimpleNamespace(cmudict=dictionary)
    )
    return module


class _Pronunciations(dict[str, list[list[str]]]):
    """The pronouncing dictionary as textstat reads it: a stressed sound for each syllable."""

    def __missing__(self, word: str) -> list[list[str]]:
        return [["AH0"] * count_syllables(word, "en")]
