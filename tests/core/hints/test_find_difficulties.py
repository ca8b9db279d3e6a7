"""Difficulties of a text: its hard sentences and words, and their positions."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.hints.difficulties import (
    DifficultyMark,
    DifficultyReason,
    DifficultyReport,
    difficulties_to_json,
)
from readlevel.core.hints.find_difficulties import count_items, find_difficulties
from readlevel.core.model.term import Term
from readlevel.core.readability.formulas import smog
from readlevel.core.readability.prose_words import ProseWords
from readlevel.core.text.document import parse
from readlevel.core.text.prose import prose, prose_of_text

SOURCE = """\
# Cystitis

Cystitis **was treated** with antibiotics [@one]. Rest.

- Utilize a hot pad for the pain in your belly, back, legs, and feet.
"""


def reasons(source: str, language: str = "en", *terms: Term) -> DifficultyReport:
    return find_difficulties(
        ProseWords(prose(parse(source), language), language), source, Glossary(terms)
    )


def marks(
    source: str, reason: DifficultyReason, language: str = "en", *terms: Term
) -> list[DifficultyMark]:
    found = reasons(source, language, *terms)
    return [mark for one in found.sentences for mark in one.marks if mark.reason is reason]


def written(source: str, found: list[DifficultyMark]) -> list[str]:
    return [source[mark.span[0] : mark.span[1]] for mark in found if mark.span]


def test_long_and_uncommon_words_are_marked_with_their_spans() -> None:
    assert written(SOURCE, marks(SOURCE, DifficultyReason.LONG_WORD)) == [
        "Cystitis",
        "antibiotics",
        "Utilize",
    ]
    assert written(SOURCE, marks(SOURCE, DifficultyReason.UNCOMMON_WORD)) == ["Cystitis"]
    assert marks(SOURCE, DifficultyReason.UNCOMMON_WORD)[0].span == (12, 20)


def test_an_uncommon_word_that_the_glossary_has_is_still_long() -> None:
    term = Term("cystitis", "cystitis", "en", "An infection of the bladder.")
    assert not marks(SOURCE, DifficultyReason.UNCOMMON_WORD, "en", term)
    assert "Cystitis" in written(SOURCE, marks(SOURCE, DifficultyReason.LONG_WORD, "en", term))
    words = {word.text: word.explained for word in reasons(SOURCE, "en", term).words}
    assert words == {"Cystitis": True, "antibiotics": False, "Utilize": False}


def test_a_word_is_explained_only_if_every_occurrence_is_in_a_term() -> None:
    term = Term("mitral-valve", "mitral valve", "en", "A door of the heart.")
    source = "The mitral valve leaks. This is mitral."
    (word,) = (one for one in reasons(source, "en", term).words if one.text == "mitral")
    assert (word.times, word.explained) == (2, False)


def test_passives_and_plainer_alternatives_are_marked() -> None:
    assert written(SOURCE, marks(SOURCE, DifficultyReason.PASSIVE)) == ["was treated"]
    plainer = marks(SOURCE, DifficultyReason.PLAINER)
    assert written(SOURCE, plainer) == ["Cystitis", "Utilize"]
    assert plainer[1].data == {"plainer": ["Use"], "note": None}


def test_a_list_in_a_sentence_marks_the_complete_sentence() -> None:
    (mark,) = marks(SOURCE, DifficultyReason.LIST_IN_SENTENCE)
    assert mark.data == {"items": 4}
    assert written(SOURCE, [mark]) == [
        "Utilize a hot pad for the pain in your belly, back, legs, and feet."
    ]


@pytest.mark.parametrize(
    ("language", "sentence", "items"),
    [
        ("en", "We eat.", 1),
        ("en", "If it hurts, rest.", 1),
        ("en", "Red, green and blue are colours.", 3),
        ("en", "You may have fever, chills, a cough, or pain.", 4),
        ("en", "You may have fever, chills, a cough or pain.", 4),
        ("en", "There were ten, twenty, thirty, of which two fell.", 1),
        ("en", "Do this: (1) rest, (2) drink water, and (3) call us, or (4) come in.", 4),
        ("en", "He, ill for a very long time in his small house then, and she, slept.", 1),
        ("es", "Fiebre, tos, dolor y frío.", 4),
        ("de", "Fieber, Husten, Schmerzen oder Kälte.", 4),
    ],
)
def test_list_items_are_counted(language: str, sentence: str, items: int) -> None:
    assert count_items(sentence, language) == items


@pytest.mark.parametrize(("words", "long"), [(25, False), (26, True)])
def test_a_sentence_of_more_than_25_words_is_long(words: int, long: bool) -> None:
    found = marks("We " + "eat " * (words - 2) + "well.", DifficultyReason.LONG_SENTENCE)
    assert [mark.data["words"] for mark in found] == ([words] if long else [])


def test_each_sentence_has_the_score_of_the_headline_formula() -> None:
    found = reasons(SOURCE)
    assert found.formula == "smog"
    assert [one.score for one in found.sentences] == [smog(1, 2), smog(1, 0), smog(1, 1)]
    assert [one.words for one in found.sentences] == [5, 1, 14]
    assert [one.share for one in found.sentences] == [0.75, 0, 0.25]


def test_a_language_without_a_formula_has_marks_and_no_scores() -> None:
    found = reasons("Detta är " + "mycket " * 30 + "bra.", "sv")
    assert found.formula is None
    assert [one.score for one in found.sentences] == [None]
    assert found.sentences[0].marks[0].reason is DifficultyReason.LONG_SENTENCE


def test_spanish_sentences_have_their_own_formula() -> None:
    found = reasons("La hipertensión arterial es frecuente. Hoy no hay pan.", "es-MX")
    assert found.formula == "szigriszt_pazos"
    first, second = (one.score for one in found.sentences)
    assert first is not None
    assert second is not None
    assert first < second


def test_json_counts_lines_and_columns_from_one() -> None:
    found = json.loads(json.dumps(difficulties_to_json(reasons(SOURCE), SOURCE), allow_nan=False))
    first = found["sentences"][0]
    assert first["place"] == {"line": 3, "column": 1, "end_line": 3, "end_column": 50}
    (passive,) = (mark for mark in first["marks"] if mark["reason"] == "passive")
    assert passive["place"]["column"] == 12
    assert set(found["words"][0]) == {"text", "times", "syllables", "uncommon", "explained"}


@given(st.text(max_size=300), st.sampled_from(["en", "es", "de", "zh"]))
def test_difficulties_of_any_text_are_in_it(source: str, language: str) -> None:
    read = prose_of_text(source, language)
    found = find_difficulties(ProseWords(read, language), source)
    assert len(found.sentences) == len(read.sentences)
    for sentence in found.sentences:
        for mark in sentence.marks:
            assert mark.span is None or 0 <= mark.span[0] < mark.span[1] <= len(source)


def test_the_rarest_words_of_a_sentence_are_named_once_whatever_their_capitals() -> None:
    words = ProseWords(prose_of_text("Hyperkalaemia is hyperkalaemia, says troponin.", "en"), "en")
    (sentence,) = find_difficulties(
        words, "Hyperkalaemia is hyperkalaemia, says troponin."
    ).sentences
    assert sentence.rarest == ("Hyperkalaemia", "troponin")
