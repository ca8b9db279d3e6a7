"""Tables of plainer alternatives: well-formed, and plainer."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib.resources import files

import pytest

from readlevel.core.hints.alternatives import suggest_alternatives
from readlevel.core.hints.wording_entry import WordingEntry
from readlevel.core.hints.wording_tables import WORDING_LANGUAGES, get_wordings, list_entries
from readlevel.core.languages.syllables.count import count_syllables
from readlevel.core.languages.words import split_words
from readlevel.core.readability.familiarity import find_zipf_tenths, is_familiar, is_uncommon

LANGUAGES = sorted(WORDING_LANGUAGES)
ENTRIES = [(language, entry) for language in LANGUAGES for entry in list_entries(language)]
NOTES = {None, "noun", "verb", "adjective", "before_noun", "after_noun", "sense"}

KNOWN_TO_ALL = {
    "en": """
        bedsore burping chickenpox clots clotting eardrum earache gallbladder gallstones hardening
        heartburn hoarse keyhole kneecap nosebleed overactive painkiller platelet platelets redness
        reflux runny shortness sightedness thinners underactive wetting windpipe
        B12 albumin clouding eases flushes folate heartbeats nosebleeds slurred tiredness uric
    """,
    "es": """
        bronquios canceroso coágulo coágulos eccema empeoramiento endurecimiento enrojecimiento
        estrechamiento estreñimiento flema glóbulo hormigueo moratón moretón picazón picor pitido
        recetar ronquera simulado
    """,
}
"""Rare words in print that everybody knows, or that are the only word for patients (platelet)."""

NO_EASIER_BY_COUNT = {
    "at all times": "all the time is said, at all times is written",
    "comprise": "include is said, comprise is written",
    "frequent": "common is what people say of a cause or a problem",
    "seldom": "rarely is said, seldom is written",
    "adverse": "harmful is said, adverse is written",
    "adverse effect": "as adverse; not every harmful effect is a side effect",
    "adverse reaction": "as adverse; an allergy is no side effect",
    "disorder": "autism is no illness, condition is the word that patients hear",
    "fatigue": "tiredness is what people say",
    "infant": "everybody says baby",
    "malignant": "cancer is the word that everybody knows",
    "over-the-counter": "the phrase is known to those who buy, not what it means",
    "plausible": "believable says what it means",
    "edema": "hinchazón is what it is to see, edema is known from the clinic",
    "detectar": "encontrar is what people say",
    "determinar": "averiguar is what people say",
    "en torno a": "alrededor is said, en torno is written",
    "evaluar": "revisar is what a doctor does",
    "hallar": "encontrar is said, hallar is written",
    "iniciar": "empezar is said, iniciar is written",
    "maligno": "cancer is the word that everybody knows",
    "obtener": "conseguir is said, obtener is written",
    "por ende": "por eso is said, por ende is written",
    "prescribir": "recetar is what people say",
    "requerir": "necesitar is said, requerir is written",
    "gestación": "embarazo is everyday, gestación is written",
}
"""Entries whose alternative is as long and as frequent as they are, with the reason."""


def lines(language: str) -> list[str]:
    table = files("readlevel.core").joinpath("data", f"plain_words.{language}.tsv")
    return table.read_text("utf-8").splitlines()[1:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_well_formed(language: str) -> None:
    words = r"[^\W\d_][\w' ,…-]*[\w]"
    note, near = r"(-|[a-z_]+)", r"[<>+&]?\w+(\|[<>+&]?\w+)*"
    shape = re.compile(
        rf"{words}(\|{words})*\t(=|{words}(\|{words}){{0,3}})\t([anv-]|[fm]p?)(\t{note}(\t{near})?)?"
    )
    assert [line for line in lines(language) if not shape.fullmatch(line)] == []
    assert {entry.note for spoken, entry in ENTRIES if spoken == language} <= NOTES


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_are_sorted_and_spellings_unique(language: str) -> None:
    names = [line.split("\t")[0] for line in lines(language)]
    spellings = [spelling for name in names for spelling in name.split("|")]
    assert names == sorted(names)
    assert len(set(spellings)) == len(spellings)


def test_tables_have_a_minimum_size() -> None:
    with_wording = [language for language, entry in ENTRIES if entry.alternatives]
    assert with_wording.count("en") >= 450
    assert with_wording.count("es") >= 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_wording_is_common(language: str) -> None:
    known = set(KNOWN_TO_ALL[language].split())
    used = {word for _, plain in pairs(language) for word in split_words(plain)}
    rare = {word for word in used if is_uncommon(word, language)}
    assert rare == known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_is_easier_than_its_entry(language: str) -> None:
    assert {
        (entry.spellings[0], plain)
        for entry, plain in pairs(language)
        if not any(is_easier(plain, hard, language) for hard in entry.spellings)
        if entry.spellings[0] not in NO_EASIER_BY_COUNT
    } == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_alternative_contains_another_entry(language: str) -> None:
    assert {
        (form, plain)
        for form, wording in get_wordings(language).by_form.items()
        for plain in wording.alternatives
        if suggest_alternatives(plain, language)
    } == set()


def test_an_entry_takes_precedence_over_a_form_of_another() -> None:
    assert get_wordings("en").by_form["criteria"].alternatives == ("rules", "standards")


def pairs(language: str) -> Iterator[tuple[WordingEntry, str]]:
    for spoken, entry in ENTRIES:
        if spoken == language:
            yield from ((entry, plain) for plain in entry.alternatives)


def is_easier(plain: str, hard: str, language: str) -> bool:
    """Return whether `plain` is shorter, or its words have fewer syllables or are more frequent."""
    measures: list[Callable[[str], int]] = [
        lambda word: count_syllables(word, language),
        lambda word: is_uncommon(word, language),
        lambda word: (find_zipf_tenths(word, language) or 0) < 35,
    ]
    if language == "en":
        measures.append(lambda word: not is_familiar(word.lower()))
    return any(share(measure, plain) < share(measure, hard) for measure in measures) or (
        len(split_words(plain)) < len(split_words(hard))
        and count_syllables(plain, language) < count_syllables(hard, language)
    )


def share(measure: Callable[[str], int], phrase: str) -> Fraction:
    words = split_words(phrase)
    return Fraction(sum(map(measure, words)), len(words))
