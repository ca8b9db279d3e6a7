"""Who readers say they are, and the text and explanations they get for it."""

import pytest

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import (
    DEFAULT_PERSONAS,
    EVERY_LAY,
    SPECIALIST_CLINICIAN,
    Persona,
    TermSelection,
    TooltipPolicy,
    find_persona,
    get_own_persona,
    tooltip_policies,
)

NURSE = Persona("nurse", Audience.CLINICIAN, SPECIALIST_CLINICIAN)
PUPIL = Persona("pupil", Audience.LAY, TooltipPolicy(TermSelection.NONE, Audience.LAY))


def test_patients_students_and_clinicians_can_say_so_by_default() -> None:
    assert [(one.key, one.audience, one.tooltips.key) for one in DEFAULT_PERSONAS] == [
        ("patient", "lay", "every-lay"),
        ("student", "clinician", "every-lay"),
        ("clinician", "clinician", "specialist-clinician"),
    ]


@pytest.mark.parametrize("key", ["patient", "student", "clinician"])
def test_a_persona_is_found_by_its_key(key: str) -> None:
    found = find_persona(DEFAULT_PERSONAS, key)
    assert found
    assert found.key == key


@pytest.mark.parametrize("key", [None, "", "Patient", "nobody", "patient ", "pa\0tient"])
def test_an_unknown_key_is_nobody(key: str | None) -> None:
    assert find_persona(DEFAULT_PERSONAS, key) is None


@pytest.mark.parametrize("audience", list(Audience))
def test_each_audience_has_a_persona_of_its_own(audience: Audience) -> None:
    own = get_own_persona(DEFAULT_PERSONAS, audience)
    assert (own.key, own.audience) == ("patient" if audience == "lay" else "clinician", audience)


def test_without_the_usual_name_the_first_of_an_audience_stands_for_it() -> None:
    other = Persona("doctor", Audience.CLINICIAN, EVERY_LAY)
    assert get_own_persona([PUPIL, NURSE, other], Audience.CLINICIAN) is NURSE


def test_a_usual_name_for_the_other_audience_stands_for_none() -> None:
    odd = Persona("clinician", Audience.LAY, EVERY_LAY)
    assert get_own_persona([odd, NURSE], Audience.CLINICIAN) is NURSE


def test_an_audience_that_nobody_reads_for_has_no_persona() -> None:
    with pytest.raises(LookupError, match="lay"):
        get_own_persona([NURSE], Audience.LAY)


def test_texts_are_rendered_once_for_each_audience_and_policy() -> None:
    assert tooltip_policies([*DEFAULT_PERSONAS, NURSE, PUPIL]) == {
        (Audience.LAY, EVERY_LAY),
        (Audience.CLINICIAN, EVERY_LAY),
        (Audience.CLINICIAN, SPECIALIST_CLINICIAN),
        (Audience.LAY, PUPIL.tooltips),
    }


def test_each_policy_has_a_key_of_its_own() -> None:
    policies = [TooltipPolicy(explain, words) for explain in TermSelection for words in Audience]
    assert len({policy.key for policy in policies}) == len(policies)
