import csv
import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import readlevel
from readlevel.core.glossary.forms import Form, list_forms
from readlevel.core.glossary.matcher import Glossary, TermMatch
from readlevel.core.glossary.word_boundaries import (
    find_urls,
    is_beside_all_caps,
    is_part_of_code,
    is_prefixed,
    is_whole_word,
)
from readlevel.core.languages.folding import FoldedText, fold
from readlevel.core.model.term import Term, digest_terms


def term(name: str, *other_forms: str, acronym: str | None = None, language: str = "en") -> Term:
    slug = re.sub(r"\W+", "-", name.lower())
    return Term(
        slug, name, language, definition_lay="Lay.", other_forms=other_forms, acronym=acronym
    )


GLOSSARY = Glossary(
    [
        term("kidney"),
        term("kidney stone"),
        term("blood-brain barrier"),
        term("metastasis"),
        term("bacterium"),
        term("malignant"),
        term("lead"),
        term("however"),
        term("acute lymphoblastic leukemia", acronym="ALL"),
        term("magnetic resonance imaging", acronym="MRI"),
        term("PET scan"),
        term("HbA1c"),
        term("multiple sclerosis", acronym="MS"),
        term("mitral stenosis", acronym="MS"),
        term("Parkinson's disease"),
        term("Ménière's disease"),
        term("Straßenkrankheit"),
        term("isch"),
        term("arthritis"),
        term("arginine"),
        term("hemorrhage"),
        term("17-AAG", "AAG"),
        term("AL amyloidosis", acronym="AL"),
        term("riñón", language="es"),
    ]
)


def find_in(glossary: Glossary, text: str, language: str | None = None) -> list[TermMatch]:
    return [match for match in glossary.find_matches(text, language) if len(match.terms) == 1]


CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "fixtures" / "uses.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_uses_are_found(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[use.start : use.end] for use in find_in(GLOSSARY, text, "en")] == case["uses"]


def test_a_form_of_several_terms_names_its_choices() -> None:
    (match,) = GLOSSARY.find_matches("She has MS.", "en")
    assert [choice.slug for choice in match.terms] == ["multiple-sclerosis", "mitral-stenosis"]


def test_a_written_form_outranks_an_inflected_one() -> None:
    glossary = Glossary([term("rib"), term("ribs")])
    (use,) = find_in(glossary, "ribs")
    assert use.terms[0].name == "ribs"


def test_an_acronym_outranks_a_word() -> None:
    glossary = Glossary([term("hearing aid", "aid"), term("immune deficiency", acronym="AIDS")])
    assert [use.terms[0].name for use in find_in(glossary, "AIDS, aids")] == [
        "immune deficiency",
    ]


def test_a_term_may_have_a_form_both_as_acronym_and_as_word() -> None:
    text = "A1C, A1c, a1c"
    uses = find_in(Glossary([term("HbA1c", "A1c", acronym="A1C")]), text)
    assert [(text[use.start : use.end], use.by_acronym) for use in uses] == [
        ("A1C", True),
        ("A1c", False),
        ("a1c", False),
    ]


def test_without_a_language_the_terms_of_all_are_found() -> None:
    assert [use.terms[0].name for use in find_in(GLOSSARY, "kidney, riñones")] == [
        "kidney",
        "riñón",
    ]


def test_a_region_reads_the_terms_of_its_language() -> None:
    assert [use.terms[0].name for use in find_in(GLOSSARY, "riñón", "es-MX")] == ["riñón"]


def test_an_empty_glossary_finds_nothing() -> None:
    assert find_in(Glossary([]), "kidney", "en") == []


def test_a_term_is_found_by_its_slug_in_the_language_asked_for_first() -> None:
    english, spanish = term("kidney"), replace(term("riñón", language="es"), slug="kidney")
    glossary = Glossary([english, spanish])
    assert glossary.find_term("kidney", "es-MX") == spanish
    assert glossary.find_term("kidney", "ar") == english
    assert glossary.find_term("liver", "en") is None


def test_the_digest_tells_every_change_and_no_order() -> None:
    one, two = term("kidney"), term("liver")
    assert digest_terms([one, two]) == digest_terms([two, one]) == Glossary([one, two]).digest
    changed = replace(one, codes={"mesh": ("D006321",)})
    assert digest_terms([changed, two]) != digest_terms([one, two])


WORDS = st.text("abAB'sé ß-İ", min_size=1, max_size=6)
FORMS = st.lists(WORDS.filter(lambda form: form.strip(" -'")), min_size=1, max_size=6, unique=True)
TEXTS = st.text("abAB'sé ß-İ\n.", max_size=40)


@given(FORMS, TEXTS)
def test_uses_never_overlap_and_are_written_as_their_form(names: list[str], text: str) -> None:
    glossary = Glossary(Term(str(number), name, "en") for number, name in enumerate(names))
    uses = find_in(glossary, text)
    assert all(before.end <= after.start for before, after in pairwise(uses))
    for use in uses:
        patterns = {form.pattern for form in list_forms(use.terms[0].name, (), None, "en")}
        assert fold(text[use.start : use.end]).text in patterns


@given(FORMS, TEXTS)
def test_uses_are_those_of_a_search_place_by_place(names: list[str], text: str) -> None:
    terms = [Term(str(number), name, "en") for number, name in enumerate(names)]
    found = [(use.start, use.end, use.terms[0].slug) for use in find_in(Glossary(terms), text)]
    assert found == list(search_place_by_place(terms, text))


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["kidney", "stone", "See www.kidney.org", "ALL", "non-", "stra\u00dfe", "x. "]
            ),
            max_size=4,
        ).map(" ".join),
        max_size=6,
    ),
    st.sampled_from([1, 3_000]),
)
def test_texts_are_searched_together_as_each_alone(texts: list[str], times: int) -> None:
    given_texts = [text * (times if place == 1 else 1) for place, text in enumerate(texts)]
    alone = {place: GLOSSARY.find_matches(text, "en") for place, text in enumerate(given_texts)}
    found = {place: matches for place, matches in alone.items() if matches}
    assert GLOSSARY.find_matches_in(given_texts, "en") == found


def search_place_by_place(terms: Iterable[Term], text: str) -> Iterable[tuple[int, int, str]]:
    """Try every form at every place, longest first: slow, and plain to see."""
    folded = fold(text)
    addresses = list(find_urls(text))
    forms = [(form, term) for term in terms for form in list_forms(term.name, (), None, "en")]
    forms.sort(key=lambda pair: (-len(pair[0].pattern), pair[0].rank))
    place = 0
    while place < len(folded.text):
        end = place + 1
        fitting = [
            (form, term)
            for form, term in forms
            if folded.text.startswith(form.pattern, place)
            and is_between_words(folded.text, place, place + len(form.pattern))
            and is_whole_word(folded.text, place, place + len(form.pattern))
            and not is_prefixed(text, folded.starts[place])
            and form.fits(text[folded.starts[place] : folded.ends[place + len(form.pattern)]])
            and not any(start <= folded.starts[place] < finish for start, finish in addresses)
            and not (form.rank == 0 and is_no_acronym(form, text, *span_of(form, folded, place)))
        ]
        if fitting:
            first = fitting[0][0]
            best = {
                term.slug
                for form, term in fitting
                if (len(form.pattern), form.rank) == (len(first.pattern), first.rank)
            }
            end = place + len(first.pattern)
            if len(best) == 1:
                yield folded.starts[place], folded.ends[end], best.pop()
        place = end


def is_between_words(folded: str, start: int, end: int) -> bool:
    sides = folded[:start][-1:] + folded[end:][:1]
    return not any(sign.isalnum() or sign in "_\u0130\u0307" for sign in sides)


def span_of(form: Form, folded: FoldedText, place: int) -> tuple[int, int]:
    return folded.starts[place], folded.ends[place + len(form.pattern)]


def is_no_acronym(form: Form, text: str, start: int, end: int) -> bool:
    shouted = form.is_everyday_in_lower_case and is_beside_all_caps(text, start, end, "en")
    return shouted or is_part_of_code(text, start, end)


@pytest.fixture(scope="module")
def samples() -> list[Term]:
    file = Path(readlevel.__file__).parent / "samples" / "glossary" / "en.csv"
    with file.open(encoding="utf-8", newline="") as rows:
        return [
            Term(row["term"], row["term"], "en", acronym=row["acronym"] or None)
            for row in csv.DictReader(rows)
        ]


def test_every_form_of_a_real_glossary_is_found_as_a_word_and_never_in_one(
    samples: list[Term],
) -> None:
    glossary = Glossary(samples)
    for one in samples:
        for form in list_forms(one.name, (), one.acronym, "en"):
            written = " ".join(
                cased or word
                for cased, word in zip_longest(form.cased, form.pattern.split(" "))
                if cased or word
            )
            text = f"What ({written}) is, and x{written}, {written}x, {written}_"
            found = [text[use.start : use.end] for use in find_in(glossary, text, "en")]
            assert found[:1] == [written], written
            assert written not in found[1:], written


def test_a_use_says_whether_it_is_by_acronym() -> None:
    uses = find_in(GLOSSARY, "magnetic resonance imaging, MRI", "en")
    assert [use.by_acronym for use in uses] == [False, True]


def test_a_name_beats_another_terms_other_form() -> None:
    named = Term("acetaminophen", "acetaminophen", "en", "A pain medicine.")
    called = Term("paracetamol", "paracetamol", "en", "A medicine.", other_forms=("acetaminophen",))
    for terms in ((named, called), (called, named)):
        (use,) = find_in(Glossary(terms), "Take acetaminophen.")
        assert use.terms[0] is named


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("El cancer de colon.", ["cancer de colon"]),
        ("CÁNCER DE COLON", ["CÁNCER DE COLON"]),
        ("cánceres de colon", ["cánceres de colon"]),
        ("El diagnostico fue una úlcera.", ["diagnostico", "úlcera"]),
        ("El médico diagnosticó una ulcera.", ["ulcera"]),
        ("La médula ósea.", ["médula ósea"]),
        ("Las pinas y las piñas.", ["piñas"]),
        ("Tomo muchas.", []),
    ],
)
def test_spanish_accents_may_miss_and_are_shown_as_they_are(text: str, found: list[str]) -> None:
    names = ("cáncer de colon", "diagnóstico", "úlcera", "medula osea", "piña", "muchás")
    glossary = Glossary([term(name, language="es") for name in names])
    assert [text[use.start : use.end] for use in find_in(glossary, text, "es")] == found


def test_spanish_forms_that_differ_only_in_accents_are_told_apart() -> None:
    glossary = Glossary([term(name, language="es") for name in ("pápula", "papula")])
    assert [use.terms[0].name for use in find_in(glossary, "Una pápula, una papula.", "es")] == [
        "pápula",
        "papula",
    ]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("إنسولين", True),
        ("الإنسولين", True),
        ("انسولين", True),
        ("إِنْسُولِين", True),
        ("إنســولين", True),
        ("بالإنسولين", True),
        ("وللإنسولين", True),
        ("إنسولينه", True),
        ("إنسولينية", False),
    ],
)
def test_arabic_is_found_without_its_signs_and_with_what_is_joined_to_it(
    text: str, is_found: bool
) -> None:
    glossary = Glossary([term("إنسولين", "الإنسولين", language="ar")])
    assert bool(find_in(glossary, f"هذا {text}.", "ar")) is is_found
