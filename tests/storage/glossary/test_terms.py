import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from readlevel.core.model.term import Term
from readlevel.storage.glossary import term_lists, term_uses, terms
from tests.storage.cast import MIGRAINE

_text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
_texts = st.lists(_text, max_size=3).map(tuple)
_terms = st.builds(
    Term,
    st.sampled_from(["one", "two"]),
    _text.filter(bool),
    st.sampled_from(["en", "es"]),
    st.none() | _text,
    st.none() | _text,
    _texts,
    *[st.none() | _text] * 4,
    _texts,
    st.dictionaries(st.sampled_from(["mesh", "rxnorm"]), _texts),
    st.booleans(),
)


def term(name: str, language: str = "en") -> Term:
    return Term(name.lower(), name, language, f"What {name} is.")


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_terms)
def test_any_term_comes_back_as_it_was_saved(session: Session, one: Term) -> None:
    terms.save_terms(session, [one])
    assert terms.find_term(session, one.language, one.slug) == one
    assert terms.save_terms(session, [one]) == ()


def test_only_what_changed_is_told(session: Session) -> None:
    other = term("stroke")
    assert terms.save_terms(session, [MIGRAINE, other]) == (MIGRAINE, other)
    changed = dataclasses.replace(other, definition_lay="Another.")
    assert terms.save_terms(session, [MIGRAINE, changed]) == (changed,)
    assert list(terms.iter_terms(session)) == [MIGRAINE, changed]


def test_a_term_is_of_one_language(session: Session) -> None:
    terms.save_terms(session, [term("coma"), term("Coma", "es")])
    found = terms.find_term(session, "es", "coma")
    assert found is not None
    assert found.name == "Coma"
    assert terms.find_term(session, "fr", "coma") is None
    assert list(terms.list_languages(session)) == ["en", "es"]
    assert [one.language for one in terms.iter_terms(session, "es")] == ["es"]


def test_letters_and_order_know_no_accents_and_no_case(session: Session) -> None:
    names = ["Zoster", "élan", "Eczema", "embolus", "5-HT", "β-blocker", "ácaro"]
    terms.save_terms(session, map(term, names))
    assert term_lists.list_letters(session, "en") == ("#", "A", "E", "Z", "Β")
    found = term_lists.list_by_letter(session, "en", "E", limit=10)
    assert [one.term.name for one in found] == ["Eczema", "élan", "embolus"]
    found = term_lists.list_by_letter(session, "en", "E", limit=1, offset=1)
    assert [one.term.name for one in found] == ["élan"]
    assert [one.name for one in terms.iter_terms(session)] == [
        "5-HT",
        "ácaro",
        "Eczema",
        "élan",
        "embolus",
        "Zoster",
        "β-blocker",
    ]
    assert term_lists.list_letters(session, "fr") == ()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("e", ["Eczema", "élan"]),
        ("ÉL", ["élan"]),
        (" ecz ", ["Eczema"]),
        ("lan", []),
        ("", []),
        ("%", []),
        ("_", []),
        ("e" * 5000, []),
    ],
)
def test_terms_are_found_by_how_they_begin(session: Session, query: str, found: list[str]) -> None:
    terms.save_terms(session, [term("Eczema"), term("élan"), term("Zoster")])
    assert [one.term.name for one in term_lists.search_by_name(session, "en", query)] == found


@pytest.mark.parametrize("query", ["MS", "disseminated", "multiple", "scler"])
def test_a_term_is_found_by_its_other_names_too(session: Session, query: str) -> None:
    known = dataclasses.replace(
        term("Multiple sclerosis"), acronym="MS", other_forms=("disseminated sclerosis",)
    )
    terms.save_terms(session, [known])
    assert [one.term for one in term_lists.search_by_name(session, "en", query)] == [known]
    terms.save_terms(session, [term("Multiple sclerosis")])
    assert len(term_lists.search_by_name(session, "en", query)) == (query in ("multiple", "scler"))


def test_a_list_has_the_definition_for_everybody(session: Session) -> None:
    both = dataclasses.replace(term("Stroke"), definition_lay="A *clot*.", definition_clinician="X")
    clinical = dataclasses.replace(both, slug="s", definition_lay=None, name="Sepsis")
    terms.save_terms(session, [both, clinical])
    found = term_lists.list_by_letter(session, "en", "S", limit=9)
    assert [one.definition.text for one in found if one.definition] == ["X", "A <em>clot</em>."]


def test_a_term_is_found_by_its_name(session: Session) -> None:
    terms.save_terms(session, [term("Eczema")])
    assert terms.find_by_name(session, "en", "ECZÉMA") == term("Eczema")
    assert terms.find_by_name(session, "en", "ecz") is None


def test_a_very_long_name_can_be_kept(session: Session) -> None:
    name = "".join(chr(0x4E00 + number) for number in range(2000))
    long = Term("long", name, "en", "Very long.")
    terms.save_terms(session, [long])
    assert terms.find_by_name(session, "en", name) == long


def test_uses_are_those_of_the_answer_as_it_is_now(session: Session) -> None:
    term_uses.save_uses(session, "b", [("en", "migraine"), ("en", "stroke"), ("es", "coma")])
    term_uses.save_uses(session, "a", [("en", "migraine"), ("en", "migraine")])
    assert term_uses.find_uses(session, "en", "migraine", limit=10) == ["a", "b"]
    assert term_uses.find_uses(session, "en", "migraine", limit=1) == ["a"]
    term_uses.save_uses(session, "b", [("en", "stroke")])
    assert term_uses.find_uses(session, "en", "migraine", limit=10) == ["a"]
    assert term_uses.find_uses(session, "es", "coma", limit=10) == []
