"""Medicines that one of two texts names, and their classes."""

import pytest

from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.difference import Difference, DifferenceKind, Severity
from readlevel.core.facts.medicines import find_drugs, find_generic_names, mentions_agree
from readlevel.core.languages.lexicon import FREQUENCY_LANGUAGES, get_everyday_words


def asked(clinician: str, lay: str) -> list[str]:
    """Return the medicines that an editor is asked about."""
    return [
        one.fact
        for one in compare_texts(clinician, lay, "en")
        if one.fact_type == "drug" and one.kind is not DifferenceKind.ONLY_CLINICIAN
    ]


def test_a_class_supports_its_medicines() -> None:
    assert asked("Avoid NSAIDs in heart failure.", "Do not take ibuprofen.") == []


@pytest.mark.parametrize(
    "clinician",
    [
        "Give an oral glucocorticoid. Prednisone 30 mg daily is usual.",
        "Prednisone 30 mg daily is usual; other glucocorticoids may be used.",
    ],
)
def test_a_class_supports_no_other_medicine_if_one_of_it_is_named(clinician: str) -> None:
    assert asked(clinician, "You take 30 mg of prednisone a day.") == []
    assert asked(clinician, "You take 30 mg of dexamethasone a day.") == ["dexamethasone"]


def test_an_example_of_a_class_may_be_another_medicine() -> None:
    clinician = "Avoid NSAIDs. Aspirin is an alternative."
    assert asked(clinician, "Ask before you take pain pills such as ibuprofen.") == []
    assert asked(clinician, "You may take ibuprofen.") == ["ibuprofen"]


def test_a_medicine_that_only_the_lay_text_names_is_asked_about_once() -> None:
    lay = "Vigabatrin may help. Vigabatrin can make you tired."
    found = compare_texts("Seizures are treated.", lay, "en")
    assert [one.asks for one in found if one.fact_type == "drug"] == [True, False]


def test_a_class_is_known_in_the_plural_and_a_substance_of_the_body_is_no_medicine() -> None:
    clinician = "Epoprostenol improved survival in pulmonary hypertension."
    assert not [
        one
        for one in compare_texts(clinician, "Prostacyclins helped people to live longer.", "en")
        if one.fact_type == "drug" and one.asks
    ]
    assert not find_drugs("Adenosine diphosphate activates platelets.", "en")
    assert find_drugs("Adenosine was injected.", "en")


@pytest.mark.parametrize(
    ("language", "written", "english"),
    [
        ("es", "tiotropio", "tiotropium"),
        ("es", "ácido valproico", "valproic acid"),
        ("fr", "acide valproïque", "valproic acid"),
        ("es", "cefditorén", "cefditoren"),
        ("es", "estatinas", "statins"),
        ("es", "un inhibidor de la bomba de protones", "omeprazole"),
        ("en", "Lexotan", "bromazepam"),
        ("en", "imidapril", "ACE inhibitors"),
        ("en", "cabotegravir", "antivirals"),
        ("en", "vitamin B6", "pyridoxine"),
        ("es", "vitamina B 12", "hydroxocobalamin"),
        ("en", "vitamin K", "phytomenadione"),
        ("de", "Vitamin B1", "thiamine"),
    ],
)
def test_a_medicine_is_known_in_other_languages_and_by_its_class(
    language: str, written: str, english: str
) -> None:
    [found], [other] = find_drugs(written, language), find_drugs(english, "en")
    assert mentions_agree(found, other)


def test_words_for_anything_are_no_medicines() -> None:
    assert not find_drugs("Other people eat proline, valine and lactose in their food.", "en")


@pytest.mark.parametrize("language", sorted(FREQUENCY_LANGUAGES))
def test_no_everyday_word_is_a_brand_because_of_its_capital(language: str) -> None:
    for word in get_everyday_words(language):
        assert [one.names for one in find_drugs(word.capitalize(), language)] == [
            one.names for one in find_drugs(word, language)
        ]


def test_a_brand_is_spelled_as_on_the_package() -> None:
    assert not find_drugs("Machen Sie das Zimmer sauber, wenn Blutungen zu Bluten führen.", "de")
    assert not find_drugs("Le Diabète. Scenes of a Clot on a Cord.", "fr")
    assert [one.names for one in find_drugs("Take Lyrica or Xanax.", "en")] == [
        frozenset({"pregabalin"}),
        frozenset({"alprazolam"}),
    ]


@pytest.mark.parametrize(
    ("written", "language", "generic"),
    [
        ("Coumadine", "fr", "warfarin"),
        ("Dépakine", "fr", "valproate"),
        ("Dépakote", "fr", "valproate"),
        ("Médrol", "fr", "methylprednisolone"),
        ("Plaquénil", "fr", "hydroxychloroquine"),
        ("Synthroïd", "fr", "levothyroxine"),
        ("Lévothyrox", "fr", "levothyroxine"),
        ("Tégrétol", "fr", "carbamazepine"),
        ("Ventoline", "fr", "salbutamol"),
        ("Voltarène", "fr", "diclofenac"),
        ("Voltarene", "fr", "diclofenac"),
        ("Augmentine", "es", "amoxicillin+clavulanate"),
        ("Ritalina", "es", "methylphenidate"),
        ("Marcoumar", "de", "phenprocoumon"),
    ],
)
def test_a_brand_is_found_as_its_country_spells_it(
    written: str, language: str, generic: str
) -> None:
    [found] = find_drugs(f"X: {written} 5.", language)
    assert found.names == find_generic_names(generic) == find_generic_names(written)


def test_vitamins_of_different_letters_are_different_medicines() -> None:
    letters = ("A", "B1", "B2", "B3", "B6", "B12", "C", "D", "D2", "E", "K")
    mentions = [find_drugs(f"vitamin {letter}", "en")[0] for letter in letters]
    assert len({one.names for one in mentions}) == len(letters)


def test_several_medicines_that_only_a_lay_sentence_names_are_one_question() -> None:
    lay = "Medicines such as thioridazine, chlorprothixene and levomepromazine were tested."
    found = compare_texts("Several antipsychotics were compared.", lay, "en")
    assert [one.asks for one in found if one.fact_type == "drug"] == [True, False, False]


FOLLOWED = (
    "High cholesterol raises the risk of a heart attack. Muscle pain is a rare side effect."
    " Your doctor checks your blood after 3 months. {}"
)


def compare_close(clinician: str, lay: str, language: str = "en") -> list[Difference]:
    """Compare two sentences in texts that otherwise say the same, one after the other."""
    return list(compare_texts(FOLLOWED.format(clinician), FOLLOWED.format(lay), language))


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        ("A statin lowers cholesterol.", "The medicine lowers cholesterol."),
        ("Take the statin at night.", "Take the medicine at night."),
        ("A statin lowers cholesterol.", "This drug lowers cholesterol."),
        ("A statin lowers cholesterol.", "The tablets lower cholesterol."),
        ("A statin lowers cholesterol.", "The cholesterol medicine lowers cholesterol."),
        ("Ezetimibe lowers cholesterol.", "The cholesterol pill lowers cholesterol."),
        ("Atorvastatin lowers cholesterol.", "A statin lowers cholesterol."),
        ("Amlodipine lowers blood pressure.", "The blood pressure pill lowers it."),
        ("An ARB lowers blood pressure.", "The blood pressure medicine lowers it."),
        ("An antihypertensive lowers blood pressure.", "The blood pressure pill lowers it."),
        ("Gliclazide lowers blood sugar.", "The diabetes pill lowers blood sugar."),
        ("Insulin lowers blood sugar.", "The diabetes medicine lowers blood sugar."),
        ("Salbutamol opens the airways.", "The blue inhaler opens the airways."),
        ("Warfarin prevents clots.", "The blood thinner prevents clots."),
    ],
)
def test_a_close_text_may_name_a_medicine_by_what_it_is_for(clinician: str, lay: str) -> None:
    found = [one for one in compare_close(clinician, lay) if one.fact_type in ("drug", "disease")]
    assert [one.fact for one in found if one.severity is Severity.COULD_HARM] == []


@pytest.mark.parametrize(
    ("clinician", "lay", "asked"),
    [
        ("A statin lowers cholesterol.", "A beta blocker lowers cholesterol.", "beta blocker"),
        ("A statin lowers cholesterol.", "The blood thinner lowers it.", "blood thinner"),
        ("A statin lowers cholesterol.", "The diabetes pill lowers it.", "diabetes pill"),
        ("Metformin lowers blood sugar.", "An antibiotic lowers blood sugar.", "antibiotic"),
        ("Insulin lowers blood sugar.", "The diabetes pill lowers it.", "diabetes pill"),
        ("Take the medicine at night.", "Take the statin at night.", "statin"),
    ],
)
def test_a_close_text_may_not_name_another_kind_of_medicine(
    clinician: str, lay: str, asked: str
) -> None:
    found = compare_close(clinician, lay)
    assert [one.fact for one in found if one.asks] == [asked]


def test_a_medicine_that_the_plain_text_does_not_name_harms_nobody() -> None:
    [omitted] = compare_close("A statin lowers cholesterol.", "It lowers cholesterol.")
    assert (omitted.kind, omitted.severity) == (
        DifferenceKind.ONLY_CLINICIAN,
        Severity.INFORMATION,
    )
