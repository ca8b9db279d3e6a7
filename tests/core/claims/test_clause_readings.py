"""What the clauses of a sentence deny, demand and stop, in whatever words."""

import pytest

from readlevel.core.consistency.compare import compare_texts


def asked(clinician: str, lay: str, language: str = "en") -> list[str]:
    return [one.fact_type for one in compare_texts(clinician, lay, language) if one.asks]


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        (
            "Enteric-coated and modified-release tablets should be avoided.",
            "Do not take tablets with a coating or slow-release tablets.",
        ),
        (
            "Lithium is contraindicated in untreated hypothyroidism.",
            "You cannot have lithium if you have an underactive thyroid that is not treated.",
        ),
        (
            "A negative pregnancy test is mandatory before each prescription.",
            "You must have a test that shows that you are not pregnant before each prescription.",
        ),
        ("Paracetamol does not interact with lithium.", "Paracetamol is fine with lithium."),
        (
            "Withdrawals due to adverse events were lower with sertraline than with paroxetine.",
            "Fewer people stopped sertraline than paroxetine because of side effects.",
        ),
        (
            "Abrupt discontinuation of lithium precipitates relapse.",
            "If you stop lithium suddenly, the illness is likely to come back.",
        ),
        (
            "Routine follow-up chest imaging is not recommended.",
            "You do not need another chest X-ray.",
        ),
        (
            "Most cases of pharyngitis are viral and do not require antibiotics.",
            "Most sore throats come from a virus and do not need antibiotics.",
        ),
    ],
)
def test_other_words_for_the_same_ask_nothing(clinician: str, lay: str) -> None:
    assert asked(clinician, lay) == []


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        (
            "Enteric-coated and modified-release tablets should be avoided.",
            "Take tablets with a coating or slow-release tablets.",
        ),
        ("Paracetamol does not interact with lithium.", "Do not take paracetamol with lithium."),
        ("Thiazide diuretics raise serum lithium.", "Thiazides bring your lithium down."),
        (
            "The combination was more efficacious than placebo against pain.",
            "The combination worked worse than a dummy pill against pain.",
        ),
        (
            "There was no good evidence that statins improved acne in women.",
            "There is no good evidence that statins worsen acne in women.",
        ),
        (
            "Our confidence in the results of the studies was very low.",
            "Our confidence in the results of these studies is very high.",
        ),
        ("The findings on fatigue were inconsistent.", "The findings on fatigue were consistent."),
    ],
)
def test_changed_meanings_are_asked_about(clinician: str, lay: str) -> None:
    assert asked(clinician, lay) != []
