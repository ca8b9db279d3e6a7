"""Sentences that ask their reader to do something, and those that begin with a noun or ask."""

import pytest

from readlevel.core.checklists.requests import asks_for_action
from readlevel.core.text.prose import prose_of_text

REQUESTS = [
    "Rest your foot.",
    "Rest.",
    "Take 2 tablets a day.",
    "Do not drink beer.",
    "Don't smoke.",
    "Never stop on your own.",
    "Please call us.",
    "Always wash your hands.",
    "If it hurts, call your doctor.",
    "When you feel dizzy, sit down.",
    "Drink water.",
    "Drink plenty of water that is clean.",
    "Exercise in water if it is safe for you.",
    "Call us and we will help.",
    "Call the office and the nurse will help.",
    "Walk to the shop and back.",
    "Then rest for an hour.",
    "Use soap and warm water.",
    "Avoid salt.",
    "Ask your doctor what is best.",
    "Watch for signs that are new.",
    "Stop if it hurts.",
    "Let the wound dry.",
    "Rest, and call us.",
    "Exercise, eat well and sleep.",
    "Contact your nurse.",
    "Sleep on your side.",
    "Check your blood sugar before meals.",
    "Before you leave, ask for a list.",
    "Keep the wound clean.",
    "Change the dressing when it is wet.",
    "Try to walk a little each day.",
    "Go to the hospital at once.",
    "Make a plan.",
    "Plan your meals.",
    "Have a rest.",
    "Drink less alcohol.",
    "Wait until the pain has gone.",
]
OTHERS = [
    "Rest is important.",
    "Rest and sleep are important.",
    "Exercise helps your heart.",
    "Exercise programs help people.",
    "Use of aspirin is common.",
    "Change in weight is common.",
    "Sleep apnea is common.",
    "Contact lenses can hurt.",
    "Do you smoke?",
    "Have you had a stroke?",
    "Have they told you?",
    "Stop smoking services help.",
    "Never smokers had less cancer.",
    "Drink sizes vary.",
    "Rest, ice and compression help.",
    "See table 2.",
    "See also the list below.",
    "The heart pumps blood.",
    "Walk tests were done.",
    "Call centres are open all day.",
    "Check-ups are free.",
    "Visit times have changed.",
    "Watch and wait is one choice.",
    "Use disorders are common.",
    "Measures were taken.",
    "Talk therapy may help.",
    "Cover letters should be short.",
    "Do patients need it?",
    "Start dates differ.",
    "Stay in hospital was short.",
    "Cough is a common symptom.",
    "Plan B is a pill.",
    "Test results may take a week.",
    "Stress makes it worse.",
    "You can rest.",
]
SPANISH_REQUESTS = [
    "Tome una pastilla.",
    "No beba.",
    "Si duele, llame al médico.",
    "Coma menos sal.",
    "Por favor, use agua.",
    "Nunca deje el tratamiento sin hablar con su médico.",
    "Beba agua.",
    "Después, descanse.",
    "Evite el sol.",
    "No tome alcohol.",
]
SPANISH_OTHERS = [
    "El corazón late.",
    "Coma diabético es una urgencia.",
    "No hay cura.",
    "¿Tome usted esto?",
    "No todos los pacientes mejoran.",
    "Nunca fumadores tuvieron menos riesgo.",
    "Su médico le ayuda.",
    "No es grave.",
]


def asks(text: str, language: str) -> bool:
    return any(asks_for_action(one, language) for one in prose_of_text(text, language).sentences)


@pytest.mark.parametrize("text", REQUESTS)
def test_a_request_asks_for_action(text: str) -> None:
    assert asks(text, "en")


@pytest.mark.parametrize("text", OTHERS)
def test_a_noun_or_a_question_does_not(text: str) -> None:
    assert not asks(text, "en")


@pytest.mark.parametrize("text", SPANISH_REQUESTS)
def test_a_spanish_request_asks_for_action(text: str) -> None:
    assert asks(text, "es")


@pytest.mark.parametrize("text", SPANISH_OTHERS)
def test_a_spanish_noun_or_denial_does_not(text: str) -> None:
    assert not asks(text, "es")


def test_nothing_is_known_of_other_languages() -> None:
    assert not asks("Rest your foot.", "de")
