"""Which letters in parentheses stand for the words before or after them."""

import pytest

from readlevel.core.glossary.acronym_expansions import find_acronyms, find_expansions
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.languages.acronyms import stands_for
from readlevel.core.model.term import Term

NAMES = [
    *("brain arteriovenous malformation", "anemia", "hydrochlorothiazide", "arthritis"),
    *("magnetic resonance imaging", "tumor necrosis factor alpha"),
]
GLOSSARY = Glossary(
    Term(name, name, "en", definition_lay="Lay.", acronym="MRI" if "resonance" in name else None)
    for name in NAMES
)


@pytest.mark.parametrize(
    ("text", "acronym"),
    [
        ("brain arteriovenous malformation (bAVM)", "bAVM"),
        ("brain arteriovenous malformations (bAVMs; see below)", "bAVM"),
        ("Brain arteriovenous malformation (BAVM, rare)", "BAVM"),
        ("a bAVM (brain arteriovenous malformation)", "bAVM"),
        ("hydrochlorothiazide (HCTZ)", "HCTZ"),
        ("magnetic resonance imaging (MRI)", "MRI"),
        ("tumor necrosis factor alpha (TNF-alpha)", "TNF-alpha"),
        ("tumor necrosis factor alpha (TNFA)", "TNFA"),
        ("aplastic anemia (AA)", None),
        ("rheumatoid arthritis (RA)", None),
        ("anemia (see below)", None),
        ("anemia (A1)", None),
        ("anemia (IRON)", None),
        ("magnetic resonance imaging scan (MRIS)", None),
    ],
)
def test_an_acronym_stands_for_the_words_beside_it(text: str, acronym: str | None) -> None:
    found = list(find_expansions(text, GLOSSARY.find_matches(text, "en")))
    assert [one.acronym for one in found] == ([acronym] if acronym else [])


def test_acronyms_are_found_as_words_of_their_own() -> None:
    text = "bAVM, bAVMs, bAVM-like; not BAVM, xbAVM, bAVM2, bAVM-2, me@bAVM"
    (term,) = (term for term in GLOSSARY if term.name.startswith("brain"))
    found = [text[match.start : match.end] for match in find_acronyms(text, {"bAVM": term})]
    assert found == ["bAVM", "bAVMs", "bAVM"]


def test_no_letters_stand_for_nothing() -> None:
    assert not stands_for("", "anemia", 0, 6)
