"""Names in which a term is not meant."""

from dataclasses import replace

import pytest

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.term import Term

ACID = Term("acid", "acid", "en", "Plain words.", not_in=("nucleic acid", "acid test"))


def found(text: str, *terms: Term, language: str = "en") -> list[tuple[str, str]]:
    matches = Glossary(terms).find_matches(text, language)
    return [(text[one.start : one.end], one.terms[0].slug) for one in matches]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("An acid.", 1),
        ("A nucleic acid.", 0),
        ("Nucleic acids, the ACID TEST and an acid.", 1),
        ("A nucleic. Acid burns.", 1),
        ("nucleic-acid", 0),
    ],
)
def test_a_term_is_not_found_in_its_longer_names(text: str, times: int) -> None:
    assert len(found(text, ACID)) == times


def test_other_terms_are_found_in_the_longer_name_of_one() -> None:
    edema = Term("edema", "edema", "en", "Plain words.", not_in=("edema biopsy",))
    biopsy = Term("biopsy", "biopsy", "en", "Plain words.")
    assert found("an edema biopsy", edema, biopsy) == [("biopsy", "biopsy")]


def test_a_longer_name_that_is_a_term_is_found() -> None:
    nucleic = Term("nucleic-acid", "nucleic acid", "en", "Plain words.")
    assert found("A nucleic acid is an acid.", ACID, nucleic) == [
        ("nucleic acid", "nucleic-acid"),
        ("acid", "acid"),
    ]


def test_of_two_terms_with_a_form_the_other_one_is_meant() -> None:
    scar = Term("scar", "scarring", "en", "Plain words.", other_forms=("lesion",))
    ulcer = Term("ulcer", "ulcer", "en", "Plain words.", other_forms=("lesion",))
    assert len(Glossary([scar, ulcer]).find_matches("a lesion")[0].terms) == 2
    ulcer = replace(ulcer, not_in=("burn lesion",))
    assert found("a burn lesion", scar, ulcer) == [("lesion", "scar")]


def test_accents_and_inflections_of_longer_names_do_not_matter() -> None:
    edema = Term("edema", "edema", "es", "Palabras.", not_in=("edema óseo",))
    assert found("El edema oseo y los edemas óseos.", edema, language="es") == []
    assert found("El edema.", edema, language="es") == [("edema", "edema")]


def test_longer_names_are_found_without_spaces() -> None:
    blood = Term("blood", "血", "zh", "Plain words.", not_in=("血小板",))
    assert found("血小板和血。", blood, language="zh") == [("血", "blood")]
