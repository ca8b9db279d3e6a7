"""Contradictions: a "not" that was lost or added, and other words that contradict nothing."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.claims.stances.read_stances import read_stances
from readlevel.core.claims.stances.stance import Stance
from readlevel.core.claims.text_claims import TextClaims
from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.difference import MIN_ASKING_CONFIDENCE, DifferenceKind
from readlevel.core.contradictions.stance_conflicts import find_stance_conflicts
from readlevel.core.facts.extract import SentenceFacts, extract_facts
from readlevel.core.facts.statements import Statement
from tests.core.consistency.alignments import align

CASES = tomllib.loads(Path("tests/core/fixtures/stance_conflicts.toml").read_text("utf-8"))["case"]

CLINICIAN = """\
Warfarin should not be stopped abruptly before surgery.
Triptans are contraindicated in patients with ischaemic heart disease.
Insulin does not cross the placenta.
Ibuprofen is recommended for acute pain of the knee.
"""
LAY = """\
Do not stop warfarin before an operation.
You should not take triptans if you have heart disease.
Insulin does not cross the placenta to your baby.
Ibuprofen is a good choice for pain in the knee.
"""


def contradictions(clinician: str, lay: str, language: str = "en") -> list[tuple[str, str]]:
    found = [
        (one.clinician.text if one.clinician else "", one.lay.text if one.lay else "")
        for one in compare_texts(clinician, lay, language)
        if one.kind is DifferenceKind.CONFLICT
        and one.fact_type in ("negation", "modality", "action", "direction")
    ]
    return list(dict.fromkeys(found))


def test_texts_with_the_same_negations_do_not_contradict_each_other() -> None:
    assert contradictions(CLINICIAN, LAY) == []


@pytest.mark.parametrize(
    ("was", "became"),
    [
        ("Do not stop warfarin", "Stop warfarin"),
        ("You should not take triptans", "You should take triptans"),
        ("Insulin does not cross", "Insulin does cross"),
        ("Ibuprofen is a good choice", "Ibuprofen is not a good choice"),
    ],
)
def test_a_not_lost_from_or_added_to_the_lay_text_is_found(was: str, became: str) -> None:
    [(_, lay)] = contradictions(CLINICIAN, LAY.replace(was, became))
    assert lay.startswith(became)


@pytest.mark.parametrize(
    ("was", "became"),
    [
        ("should not be stopped", "should be stopped"),
        ("are contraindicated", "are indicated"),
        ("does not cross", "does cross"),
        ("is recommended", "is not recommended"),
    ],
)
def test_a_not_lost_from_or_added_to_the_clinician_text_is_found(was: str, became: str) -> None:
    [(clinician, _)] = contradictions(CLINICIAN.replace(was, became), LAY)
    assert became in clinician


def test_a_contradiction_is_located_in_both_sentences() -> None:
    changed = LAY.replace("Do not stop", "Stop")
    [found] = [one for one in compare_texts(CLINICIAN, changed, "en") if one.fact_type == "action"]
    assert found.clinician
    assert found.lay
    assert "not be stopped" in found.clinician.fact
    assert found.fact == found.lay.fact
    assert found.fact in found.lay.text


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        ("Avoid NSAIDs in heart failure.", "Do not take NSAIDs when you have heart failure."),
        ("NSAIDs should be avoided.", "Do not take NSAIDs."),
        ("Give no more than 4 doses of the drug.", "Take at most 4 doses of the drug."),
        ("Not only adults get measles.", "Adults and children get measles."),
        ("Aspirin is rarely needed in children.", "Children do not need aspirin."),
        ("It was tested against placebo in asthma.", "It was compared with a dummy in asthma."),
        ("No dose is given.\n\nRest the knee.", "You may swim.\n\nRest your knee."),
        ("MMR must not be given in pregnancy.", "You must not get MMR while you are pregnant."),
        ("A fracture could not be excluded.", "A fracture could not be ruled out."),
        ("A fracture was excluded by an X-ray.", "A fracture was ruled out by an X-ray."),
    ],
)
def test_other_words_for_the_same_are_no_contradiction(clinician: str, lay: str) -> None:
    assert contradictions(clinician, lay) == []


@pytest.mark.parametrize("ruled_out", ["can be ruled out", "is ruled out"])
def test_what_cannot_be_excluded_is_not_ruled_out(ruled_out: str) -> None:
    clinician = "Infection cannot be excluded by a negative test."
    [(_, said)] = contradictions(clinician, f"Infection {ruled_out} by a negative test.")
    assert ruled_out in said


@pytest.mark.parametrize(
    ("language", "clinician", "lay"),
    [
        (
            "es",
            "No se debe suspender la warfarina antes de la cirugía.",
            "Debe suspender la warfarina antes de la cirugía.",
        ),
        ("fr", "Il ne faut pas arrêter la warfarine.", "Il faut arrêter la warfarine."),
        (
            "de",
            "Warfarin nicht vor der Operation absetzen.",
            "Warfarin vor der Operation absetzen.",
        ),
    ],
)
def test_other_languages_have_their_own_words_for_not(
    language: str, clinician: str, lay: str
) -> None:
    assert len(contradictions(clinician, lay, language)) == 1
    assert contradictions(clinician, clinician, language) == []


@given(st.text(), st.sampled_from(["en", "es", "ar", "xx"]))
def test_any_sentence_has_stances(text: str, language: str) -> None:
    for stance in read_stances(text, language):
        assert 0 <= stance.start < stance.end <= len(text)


def test_a_negation_of_another_statement_excuses_nothing() -> None:
    clinician = (
        "There is no evidence that long-term opioid therapy improves function.\n\n"
        "Opioids should not be combined with benzodiazepines.\n"
    )
    lay = (
        "There is proof that taking opioids for a long time improves how you function.\n\n"
        "Do not take opioids together with benzodiazepines.\n"
    )
    [(_, said)] = contradictions(clinician, lay)
    assert said.startswith("There is proof")


def test_no_increase_negates_its_clause() -> None:
    lay = "There was an increase in muscle disease."
    assert len(contradictions("There was no increase in myopathy.", lay)) == 1


@pytest.mark.parametrize(
    ("clinician", "plain"),
    [
        (
            "Do not stop denosumab without a drug to follow.",
            "{Do not change} or stop denosumab on your own.",
        ),
        (
            "A child should not use a long-acting beta agonist without a steroid.",
            "A child {should not use} a long-acting beta agonist without a steroid.",
        ),
    ],
)
def test_a_without_beside_a_denial_cancels_nothing(clinician: str, plain: str) -> None:
    lay = plain.replace("{", "").replace("}", "")
    assert contradictions(clinician, lay) == []
    denied = plain[plain.index("{") + 1 : plain.index("}")]
    changed = lay.replace(denied, denied.replace("Do not ", "").replace(" not", "").capitalize())
    assert len(contradictions(clinician, changed)) == 1, changed


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        ("The maximum is 12 inhalations a day.", "Do not take more than 12 puffs a day."),
        ("Check for a non-blanching rash.", "Look for a rash that does not fade."),
        ("Treatment is no longer recommended.", "Treatment is not recommended any more."),
        (
            "There is no evidence to recommend zinc for the prevention of colds.",
            "There is not enough evidence to recommend zinc to prevent colds.",
        ),
        (
            "As the report did not give doses, no advice on warfarin is possible.",
            "As the report did not give doses, it is not possible to advise on warfarin.",
        ),
        (
            "Studies with a control group on insulin pumps would help.",
            "Studies with a no-treatment control group on insulin pumps would help.",
        ),
        (
            "Warfarin should not be stopped abruptly before surgery.",
            "Come off warfarin slowly before surgery.",
        ),
        (
            "Warfarin is teratogenic and is contraindicated in pregnancy.",
            "Do not take warfarin if you are pregnant.",
        ),
        (
            "Eye ointments may be safe, but not without adverse effects.",
            "Eye ointments are safe, although not without side effects.",
        ),
        (
            "Inhale budesonide every day, even when asymptomatic.",
            "Breathe in budesonide every day, even when you have no symptoms.",
        ),
        (
            "Treatment with sertraline should be continued even when the patient feels well.",
            "Do not stop sertraline when you feel well.",
        ),
    ],
)
def test_limits_and_prefixes_are_no_contradiction(clinician: str, lay: str) -> None:
    assert contradictions(clinician, lay) == []


@pytest.mark.parametrize(
    "clinician",
    [
        "Do not stop sertraline when you feel well.",
        "Sertraline should not be discontinued when symptoms remit.",
        "Advise patients not to discontinue sertraline when they feel well.",
        "Sertraline should be continued even when the patient feels well.",
    ],
)
def test_to_stop_when_well_contradicts_going_on(clinician: str) -> None:
    assert contradictions(clinician, "Stop taking sertraline when you feel well.")


def test_not_preventing_contradicts_preventing() -> None:
    clinician = "Antipyretics do not prevent febrile seizures."
    assert len(contradictions(clinician, "Medicines for fever prevent seizures.")) == 1


def read_sentences(texts: Sequence[str]) -> list[SentenceFacts]:
    """Return the facts of sentences; one that begins with # is a heading."""
    statements = [
        Statement(text.lstrip("# "), line, None, is_heading=text.startswith("#"))
        for line, text in enumerate(texts, 1)
    ]
    return extract_facts(statements, "en", None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_contradictions_are_found(case: dict[str, Any]) -> None:
    clinician, lay = read_sentences(case["clinician"]), read_sentences(case["lay"])
    found = find_stance_conflicts(
        TextClaims(clinician, "en"), TextClaims(lay, "en"), align(case["similarities"])
    )
    assert [
        f"{_words(clinician, one.clinician, one.clinician_stance)}"
        f" / {_words(lay, one.lay, one.lay_stance)}"
        for one in found
        if one.confidence >= MIN_ASKING_CONFIDENCE
    ] == case.get("found", [])


def _words(texts: Sequence[SentenceFacts], sentence: int, stance: Stance) -> str:
    return texts[sentence].text[stance.start : stance.end]


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        (
            "Antibiotics are not needed in mild otitis.",
            "You do not need antibiotics for mild otitis.",
        ),
        ("Levothyroxine is not indicated for obesity.", "Levothyroxine is not for obesity."),
        ("Monitoring of INR is not required.", "You do not need to have your INR checked."),
        ("La dosis de 8 pulsaciones no se debe superar.", "No use más de 8 pulsaciones."),
    ],
)
def test_what_is_not_needed_is_not_forbidden(clinician: str, lay: str) -> None:
    language = "es" if "dosis" in clinician else "en"
    assert not [one for one in compare_texts(clinician, lay, language) if one.asks]
    found = compare_texts(
        "Antibiotics must not be taken for otitis.",
        "You need not take antibiotics for otitis.",
        "en",
    )
    assert "modality" in {one.fact_type for one in found if one.asks}


def test_a_denial_of_one_part_of_a_sentence_is_not_supported_by_another() -> None:
    found = compare_texts(
        "La tos seca es molesta y no es contagiosa.",
        "La tos seca es molesta y es contagiosa.",
        "es",
    )
    assert "negation" in {one.fact_type for one in found if one.asks}


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        ("Egg allergy is a contraindication.", "An egg allergy is a reason to stay away."),
        ("Egg allergy is no contraindication.", "That is no reason to wait with an egg allergy."),
        (
            "Live vaccines, however, must not be given in pregnancy.",
            "Do not have live vaccines in pregnancy.",
        ),
        ("Tap water is no worse than saline.", "Tap water is just as good as saline."),
        ("Zinc fails to prevent colds.", "Zinc does not prevent colds."),
        ("Small hernias do not require surgery.", "A small hernia needs no operation."),
        (
            "A hernia that cannot be pushed back is an emergency.",
            "If the hernia cannot be pushed back, it is an emergency.",
        ),
    ],
)
def test_denials_in_other_words_agree(clinician: str, lay: str) -> None:
    asked = [one.fact for one in compare_texts(clinician, lay, "en") if one.asks]
    assert asked == []
