"""Claims of aligned sentences that contradict each other, kind by kind, in English and Spanish."""

import pytest

from readlevel.core.claims.read_claims import read_claims
from readlevel.core.consistency.compare import compare_texts

PAIRS = {
    "en": (
        "Oral warfarin is taken every evening. "
        "It increases the risk of bleeding. "
        "Warfarin is contraindicated in pregnancy. "
        "Seek urgent care for a head injury, even without symptoms. "
        "Instil one drop into the left eye. "
        "Metformin should be taken with meals. "
        "Fluid restriction is advised in acute heart failure. "
        "The vaccine is recommended for children. "
        "Vitamin K reduces the effect of warfarin.",
        "Take warfarin by mouth every evening. "
        "It raises your risk of bleeding. "
        "Do not take warfarin if you are pregnant. "
        "Get help at once if you hit your head, even without symptoms. "
        "Put one drop in your left eye. "
        "Take metformin with meals. "
        "Drink less if you have acute heart failure. "
        "Children should get the vaccine. "
        "Vitamin K reduces the effect of warfarin.",
    ),
    "es": (
        "Administrar amoxicilina por vía oral cada 8 horas. "
        "El ibuprofeno aumenta el riesgo de hemorragia. "
        "Está contraindicado en el embarazo. "
        "La vacuna se recomienda en niños. "
        "Tomar el comprimido por la mañana.",
        "Tome amoxicilina por la boca cada 8 horas. "
        "El ibuprofeno aumenta el riesgo de sangrado. "
        "No lo tome en el embarazo. "
        "La vacuna se recomienda a los niños. "
        "Tome el comprimido por la mañana.",
    ),
}


def asked(language: str, lay: str) -> dict[str, str]:
    clinician = PAIRS[language][0]
    found = compare_texts(clinician, lay, language)
    return {one.fact_type: one.fact for one in found if one.asks}


@pytest.mark.parametrize("language", PAIRS)
def test_texts_that_agree_ask_nothing(language: str) -> None:
    assert asked(language, PAIRS[language][1]) == {}


@pytest.mark.parametrize(
    ("language", "was", "became", "fact_type"),
    [
        ("en", "by mouth", "by injection", "route"),
        ("en", "every evening. It", "every morning. It", "timing"),
        ("en", "raises your risk", "lowers your risk", "direction"),
        ("en", "reduces the effect", "increases the effect", "direction"),
        ("en", "pregnant", "breastfeeding", "population"),
        ("en", "at once", "within a week", "urgency"),
        ("en", "even without", "only with", "condition"),
        ("en", "left eye", "right eye", "side"),
        ("en", "in your left eye", "in your left ear", "site"),
        ("en", "with meals", "on an empty stomach", "timing"),
        ("en", "heart failure", "kidney failure", "site"),
        ("en", "Children should", "Adults should", "population"),
        ("es", "por la boca", "por el recto", "route"),
        ("es", "aumenta el riesgo", "disminuye el riesgo", "direction"),
        ("es", "a los niños", "a los adultos", "population"),
        ("es", "por la mañana", "por la noche", "timing"),
    ],
)
def test_a_claim_turned_round_is_asked(
    language: str, was: str, became: str, fact_type: str
) -> None:
    changed = PAIRS[language][1].replace(was, became)
    assert changed != PAIRS[language][1]
    assert fact_type in asked(language, changed)


def test_a_language_without_tables_has_no_claims() -> None:
    assert read_claims("Warfarin erhöht das Risiko.", "de") == ()
    assert read_claims("Take it by mouth.", "xx") == ()


ARMS = "Pain eased in 41% of patients on topiramate and in 23% of patients on placebo."


def test_results_of_exchanged_groups_are_asked() -> None:
    lay = "Pain eased in 41 of 100 people on topiramate and in 23 of 100 people on placebo."
    swapped = "Pain eased in 41 of 100 people on placebo and in 23 of 100 people on topiramate."
    assert not [one for one in compare_texts(ARMS, lay, "en") if one.asks]
    [found] = [one for one in compare_texts(ARMS, swapped, "en") if one.asks]
    assert found.fact_type == "arm"


def test_a_comparison_turned_round_is_asked() -> None:
    clinician = "Apixaban is more effective than warfarin in stroke prevention."
    agreeing = "Apixaban is more effective than warfarin to prevent a stroke."
    turned = "Warfarin is more effective than apixaban to prevent a stroke."
    assert not [one for one in compare_texts(clinician, agreeing, "en") if one.asks]
    assert [one.fact_type for one in compare_texts(clinician, turned, "en") if one.asks]


def test_a_direction_that_is_denied_is_asked() -> None:
    clinician = "Screening did not reduce deaths from breast cancer."
    agreeing = "Screening did not lower deaths from breast cancer."
    assert not [one for one in compare_texts(clinician, agreeing, "en") if one.asks]
    denied = "Screening did reduce deaths from breast cancer."
    assert [one for one in compare_texts(clinician, denied, "en") if one.asks]


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        ("Injection into a vein is dangerous at home.", "It is safe to inject it into a vein."),
        ("Nausea is a common effect of metformin.", "Nausea is a rare effect of metformin."),
        ("Taper the dose of prednisone gradually.", "Lower your dose of prednisone suddenly."),
        ("Tablets must be swallowed whole.", "Crush the tablets and swallow them."),
        ("Calcium is taken 4 hours apart from iron.", "Take calcium together with iron."),
        ("La tos es frecuente e inofensiva.", "La tos es frecuente y peligrosa."),
    ],
)
def test_opposites_contradict(clinician: str, lay: str) -> None:
    language = "es" if "tos" in lay else "en"
    found = compare_texts(clinician, lay, language)
    assert "contrast" in {one.fact_type for one in found if one.asks}


def test_a_denied_opposite_says_nothing() -> None:
    found = compare_texts("Nausea is common.", "Nausea is not rare.", "en")
    assert "contrast" not in {one.fact_type for one in found}


def test_how_long_after_is_no_order() -> None:
    clinician = "Remove lenses before the drops and reinsert them after 15 minutes."
    lay = "Take out your lenses before the drops."
    assert not [one for one in compare_texts(clinician, lay, "en") if one.asks]
    changed = compare_texts(clinician, lay.replace("before", "after"), "en")
    assert "timing" in {one.fact_type for one in changed if one.asks}


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        (
            "There is no good evidence that statins improve fertility or menstrual regularity.",
            "There is no good evidence from the review that statins improve fertility.",
        ),
        (
            "Ibuprofen and paracetamol are equally effective for fever.",
            "Ibuprofen and paracetamol are equally effective in preventing fever.",
        ),
        (
            "Steroids had no effect on heart disease at one year.",
            "Steroids had little or no effect in preventing heart disease after one year.",
        ),
        (
            "It is unclear whether mannitol reduces disability after a stroke.",
            "There is too little evidence to decide if mannitol prevents disability after stroke.",
        ),
        (
            "Yoga reduces fatigue in people with cancer.",
            "People with cancer who did yoga were more likely to have reduced fatigue.",
        ),
        (
            "The evidence on surgery for neck pain is not reliable.",
            "Trials are needed to provide clear evidence on surgery for neck pain.",
        ),
    ],
)
def test_what_is_open_or_said_of_something_else_contradicts_nothing(
    clinician: str, lay: str
) -> None:
    assert [one.fact_type for one in compare_texts(clinician, lay, "en") if one.asks] == []


def test_a_time_of_day_does_not_say_how_often() -> None:
    clinician = "Alendronic acid 70 mg is taken once weekly, in the morning, before food."
    lay = "Take 70 mg of alendronic acid once a week, in the morning, before food."
    assert not [one for one in compare_texts(clinician, lay, "en") if one.asks]
    daily = compare_texts(clinician, lay.replace("once a week", "every day"), "en")
    assert "frequency" in {one.fact_type for one in daily if one.asks}


def test_one_of_two_conditions_exchanged_is_asked() -> None:
    clinician = "The course should be completed even if symptoms resolve."
    lay = "Finish the course of tablets even if you feel better and symptoms are gone."
    assert not [one for one in compare_texts(clinician, lay, "en") if one.asks]
    changed = compare_texts(clinician, lay.replace("even if", "unless"), "en")
    assert "condition" in {one.fact_type for one in changed if one.asks}
