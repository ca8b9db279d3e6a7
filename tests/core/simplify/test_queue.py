"""The queue of proposals for one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.consistency.compare_versions import compare_versions
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.languages.registry import LANGUAGES
from readlevel.core.model.term import Term
from readlevel.core.readability.prose_words import ProseWords
from readlevel.core.simplify.proposal import Proposal, ProposalKind
from readlevel.core.simplify.queue import MAX_PROPOSALS, count_to_target, list_proposals
from readlevel.core.simplify.worth_meter import WorthMeter
from readlevel.core.text.document import parse
from readlevel.core.text.prose import prose

TEXT = """## Treatment

The lung is examined by a radiologist. Patients should take the tablets with food [@a2020].
Side effects include nausea, vomiting, diarrhea and stomach pain. Call us if you are worried.

Diabetics often have elevated blood pressure; it is not uncommon that several medicines are needed.
Mortality was lower (RR 0.73, 95% CI 0.65 to 0.81). NSAIDs may worsen **renal impairment** 🙂.

- Take one tablet a day.
"""


def apply(markdown: str, one: Proposal, option: str) -> str:
    return markdown[: one.span[0]] + option + markdown[one.span[1] :]


def test_proposals_say_what_stands_at_their_place() -> None:
    found = list_proposals(TEXT, "en")
    assert all(TEXT[slice(*one.span)] == one.text for one in found)
    kinds = {one.kind for one in found}
    assert kinds >= {"active", "you", "list", "split", "person_first", "positive", "statistic"}
    assert kinds >= {"word", "uncommon_word", "acronym"}


def test_the_most_valuable_come_first() -> None:
    worths = [(one.worth.grade, one.worth.hardness) for one in list_proposals(TEXT, "en")]
    assert worths == sorted(worths, reverse=True)
    assert worths[0][0] > 0


def test_no_option_changes_a_fact() -> None:
    for one in list_proposals(TEXT, "en"):
        for option in one.options if one.kind is not ProposalKind.STATISTIC else ():
            assert not compare_versions(TEXT, apply(TEXT, one, option), "en")


def test_an_option_that_changes_a_fact_is_left_out() -> None:
    """The rule that states negatives positively is right in grammar, but it is not safe here."""
    text = "Do not stop the tablets unless your doctor tells you."
    assert not any(one.kind is ProposalKind.POSITIVE for one in list_proposals(text, "en"))


def meter_of(text: str) -> WorthMeter:
    return WorthMeter(ProseWords(prose(parse(text), "en"), "en"))


def test_the_worth_of_an_option_is_that_of_the_changed_text() -> None:
    meter = meter_of(TEXT)
    for one in list_proposals(TEXT, "en"):
        if one.options and one.kind is not ProposalKind.STATISTIC:
            changed = meter_of(apply(TEXT, one, one.options[0]))
            assert meter.grade is not None
            assert changed.grade is not None
            assert abs(meter.grade - changed.grade - one.worth.grade) < 1e-6


def test_a_list_ends_its_paragraph() -> None:
    (one,) = (one for one in list_proposals(TEXT, "en") if one.kind is ProposalKind.LIST)
    changed = apply(TEXT, one, one.options[0])
    assert "\n- stomach pain\n\nCall us if" in changed
    assert "[@a2020].\nSide effects include:\n\n- nausea\n" in changed


def test_items_of_a_list_are_not_made_a_list() -> None:
    text = "- Side effects include nausea, vomiting, diarrhea and stomach pain."
    assert not any(one.kind is ProposalKind.LIST for one in list_proposals(text, "en"))


def test_only_texts_for_patients_speak_to_the_reader() -> None:
    kinds = {one.kind for one in list_proposals(TEXT, "en", for_patients=False)}
    assert ProposalKind.YOU not in kinds


def test_words_of_the_glossary_are_not_uncommon() -> None:
    nsaid = Term("nsaid", "NSAID", "en", "A pain medicine.")
    found = list_proposals(TEXT, "en", Glossary([nsaid]))
    words = {one.text for one in found if one.kind is ProposalKind.UNCOMMON_WORD}
    assert "NSAIDs" not in words


def test_structure_is_proposed_too() -> None:
    paragraph = "One is one. " * 6
    items = "\n".join(f"- Item {number}" for number in range(8))
    passage = "\n\n".join(["These are ten words that say nothing at all here."] * 21)
    found = list_proposals(f"{paragraph}\n\n{items}\n\n{passage}", "en")
    data = {one.kind: dict(one.data) for one in found if one.data}
    assert data == {
        "long_paragraph": {"sentences": 6},
        "long_list": {"items": 8},
        "no_heading": {"words": 18 + 24 + 210},
    }


def test_other_languages_have_what_needs_no_rules() -> None:
    text = "Die Patientin soll das Mittel nehmen, obwohl der Kopf noch immer schmerzt " * 3 + "."
    kinds = {one.kind for one in list_proposals(text, "de")}
    assert kinds >= {"long_sentence"}
    assert not kinds & {"split", "active", "you"}


@pytest.mark.parametrize("language", [*LANGUAGES, "ar-EG", "zh", "xx"])
def test_every_language_has_its_long_sentences_named(language: str) -> None:
    found = list_proposals("دواء kidney 心 почка, νεφρό " * 12 + ".", language)
    assert [one.kind for one in found if one.kind is ProposalKind.LONG_SENTENCE]


@pytest.mark.parametrize("language", ["ar", "zh", "xx"])
def test_a_text_without_a_formula_has_no_grade(language: str) -> None:
    meter = WorthMeter(ProseWords(prose(parse(TEXT), language), language))
    assert meter.grade is None
    assert all(one.worth.grade == 0.0 for one in list_proposals(TEXT, language))


def test_the_target_is_reached_by_the_first_proposals() -> None:
    found = list_proposals(TEXT, "en")
    gain = sum(one.worth.grade for one in found[:2])
    assert count_to_target(found, 10, 12) == 0
    assert count_to_target(found, 6 + gain, 6 + 1e-9) == 2
    assert count_to_target(found, 40, 6) is None


def test_of_very_many_proposals_those_of_the_hardest_sentences_are_listed() -> None:
    hardest = "Anticoagulation necessitates nephrological surveillance."
    text = f"{TEXT}\n\n" * 60 + hardest
    found = list_proposals(text, "en")
    assert MAX_PROPOSALS <= len(found) < MAX_PROPOSALS + 40
    assert any(one.sentence == hardest for one in found)


@given(st.lists(st.sampled_from(TEXT.split(" ")), max_size=40).map(" ".join))
def test_no_text_breaks_the_queue(text: str) -> None:
    for one in list_proposals(text, "en"):
        assert text[slice(*one.span)] == one.text
