"""Published readability formulas as functions of counts, each with its source.

Every function raises ZeroDivisionError for a text without words or sentences. If textstat differs
from the paper, the docstring says so; the other formulas are tested against textstat.
"""

from math import sqrt


def flesch_reading_ease(sentences: int, words: int, syllables: int) -> float:
    """Return the reading ease of English, from about 0 (very hard) to 100 (very easy).

    Flesch R. A new readability yardstick. J Appl Psychol 1948;32:221-33.
    """
    return 206.835 - 1.015 * (words / sentences) - 84.6 * (syllables / words)


def flesch_amstad(sentences: int, words: int, syllables: int) -> float:
    """Return the reading ease of German, on Flesch's scale.

    Amstad T. Wie verständlich sind unsere Zeitungen? Zürich 1978.
    """
    return 180 - words / sentences - 58.5 * (syllables / words)


def flesch_kandel_moles(sentences: int, words: int, syllables: int) -> float:
    """Return the reading ease of French, on Flesch's scale.

    Kandel L, Moles A. Application de l'indice de Flesch à la langue française. Cahiers Études
    Radio-Télévision 1958;19:253-74, as most authors cite it; some cite it with 209, 1.15 and 68.
    """
    return 207 - 1.015 * (words / sentences) - 73.6 * (syllables / words)


def flesch_vacca(sentences: int, words: int, syllables: int) -> float:
    """Return the reading ease of Italian, on Flesch's scale.

    Franchina V, Vacca R. Adaptation of Flesch readability index on a bilingual text. Linguaggi
    1986;3:47-9.
    """
    return 217 - 1.3 * (words / sentences) - 60 * (syllables / words)


def flesch_douma(sentences: int, words: int, syllables: int) -> float:
    """Return the reading ease of Dutch, on Flesch's scale.

    Douma WH. De leesbaarheid van landbouwbladen. Wageningen 1960.
    """
    return 206.835 - 0.93 * (words / sentences) - 77 * (syllables / words)


def flesch_martins(sentences: int, words: int, syllables: int) -> float:
    """Return the reading ease of Portuguese: Flesch's formula plus 42 points.

    Martins TBF, Ghiraldelo CM, Nunes MGV, Oliveira ON. Readability formulas applied to textbooks
    in Brazilian Portuguese. ICMSC-USP 1996. textstat uses English coefficients for Portuguese.
    """
    return 248.835 - 1.015 * (words / sentences) - 84.6 * (syllables / words)


def flesch_oborneva(sentences: int, words: int, syllables: int) -> float:
    """Return the reading ease of Russian, on Flesch's scale.

    Oborneva IV. Автоматизированная оценка сложности учебных текстов. Moscow 2006.
    """
    return 206.835 - 1.3 * (words / sentences) - 60.1 * (syllables / words)


def flesch_kincaid(sentences: int, words: int, syllables: int) -> float:
    """Return the US school grade.

    Kincaid JP et al. Derivation of new readability formulas for Navy enlisted personnel. Research
    Branch Report 8-75, 1975.
    """
    return 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59


SMOG_WITHOUT_LONG_WORDS = 3.1291
"""The grade of a text without words of three syllables, the lowest of the formula."""


def smog(sentences: int, polysyllables: int) -> float:
    """Return the US school grade for full comprehension; defined on 30 sentences.

    McLaughlin GH. SMOG grading: a new readability formula. J Reading 1969;12:639-46.
    """
    return 1.043 * sqrt(30 * (polysyllables / sentences)) + SMOG_WITHOUT_LONG_WORDS


def gunning_fog(sentences: int, words: int, complex_words: int) -> float:
    """Return the US school grade. Gunning R. The technique of clear writing. New York 1952."""
    return 0.4 * (words / sentences + 100 * complex_words / words)


def coleman_liau(sentences: int, words: int, letters: int) -> float:
    """Return the US school grade, from letters and digits.

    Coleman M, Liau TL. A computer readability formula designed for machine scoring. J Appl
    Psychol 1975;60:283-4. The paper has 0.0588, textstat 0.058.
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
    usual adjustment: 3.6365 if more than 5 % of words are difficult. textstat uses the same formula
    but a different count, in which inflections and numerals are difficult.
    """
    adjustment = 3.6365 if 100 * difficult_words / words > 5 else 0
    return 0.1579 * (100 * difficult_words / words) + 0.0496 * (words / sentences) + adjustment


def szigriszt_pazos(sentences: int, words: int, syllables: int) -> float:
    """Return the perspicuity of Spanish, 0 to 100, which the INFLESZ scale divides into bands.

    Szigriszt Pazos F. Sistemas predictivos de legibilidad del mensaje escrito. Madrid 1993. The
    thesis has 206.835, textstat 206.84.
    """
    return 206.835 - 62.3 * (syllables / words) - words / sentences


def fernandez_huerta(sentences: int, words: int, syllables: int) -> float:
    """Return the reading ease of Spanish, 0 to 100.

    Fernández Huerta J. Medidas sencillas de lecturabilidad. Consigna 1959;214:29-32, with
    words per sentence (Law G. Error in the Fernández Huerta readability formula. 2011).
    """
    return 206.84 - 60 * (syllables / words) - 1.02 * (words / sentences)


def wiener_sachtextformel(
    sentences: int, words: int, polysyllables: int, long_words: int, monosyllables: int
) -> float:
    """Return the school year of German (4 to 15) by the first formula.

    Long words have more than six letters. Bamberger R, Vanecek E. Lesen, Verstehen, Lernen,
    Schreiben. Wien 1984.
    """
    return (
        0.1935 * (100 * polysyllables / words)
        + 0.1672 * (words / sentences)
        + 0.1297 * (100 * long_words / words)
        - 0.0327 * (100 * monosyllables / words)
        - 0.875
    )


def gulpease(sentences: int, words: int, letters: int) -> float:
    """Return the reading ease of Italian, 0 to 100, from letters.

    Lucisano P, Piemontese ME. GULPEASE: una formula per la predizione della difficoltà dei testi
    in lingua italiana. Scuola e città 1988;3:110-24. textstat counts punctuation too.
    """
    return 89 + (300 * sentences - 10 * letters) / words
