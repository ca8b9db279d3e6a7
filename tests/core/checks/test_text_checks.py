"""What an editor is told of a text, and what keeps it from being approved."""

import pytest

from readlevel.core.checklists.checklist import ChecklistName
from readlevel.core.checks.registry import ALWAYS_BLOCKING, FINDING_CODES
from readlevel.core.checks.severity import CheckPolicy
from readlevel.core.checks.text_checks import (
    check_text,
    find_incomplete_checklists,
    find_unanswered_differences,
    has_blocking_finding,
)
from readlevel.core.consistency.compare import compare_texts
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.glossary.undefined_acronyms import find_undefined_acronyms
from readlevel.core.model.answer import Audience
from readlevel.core.model.finding import Finding
from readlevel.core.model.persona import EVERY_LAY
from readlevel.core.model.term import Term
from readlevel.core.rendering.pipeline import parse_source, render_source

GLOSSARY = Glossary([Term("mri", "magnetic resonance imaging", "en", "A scan.", acronym="MRI")])


def found(markdown: str, rules: CheckPolicy | None = None) -> list[Finding]:
    source = parse_source(markdown, "en")
    rendering = render_source(
        source,
        slug="gout",
        references=(),
        glossary=GLOSSARY,
        policy=EVERY_LAY,
        glossary_path="/glossary/",
    )
    given = check_text(
        source,
        rendering,
        Audience.LAY,
        rules or CheckPolicy(),
        glossary=GLOSSARY,
        path_exists=lambda path: path == "/answers/gout",
    )
    return list(given)


def told(markdown: str) -> list[tuple[str, int | None, str]]:
    return [(one.code, one.line, one.text) for one in found(markdown)]


def test_a_sound_text_has_no_findings() -> None:
    assert found("Your MRI is safe. Read [more](/answers/gout#doses).") == []


def test_sentences_of_more_than_40_words_are_found_with_their_line() -> None:
    fine = " ".join(["word"] * 40)
    assert told(f"{fine}.\n\nOne {fine}.") == [("long_sentence", 3, f"One {fine}.")]
    assert found(f"One {fine}.")[0].data["words"] == 41


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("You have CAA.", ["CAA"]),
        ("Cerebral amyloid angiopathy (CAA) is rare. CAA bleeds.", []),
        ("CAA (cerebral amyloid angiopathy) is rare.", []),
        ("Some doctors (CAA) say so. CAA again.", ["CAA"]),
        ("Arteriovenous malformations (AVMs) bleed. An AVM is rare.", []),
        ("Take it at 5 PM. DNA and HIV are known.", []),
        ("READ THIS NOW", []),
        ("Grade II and the U.S. and mmHg and B12.", []),
        ("See AB/CD or a@BCD or X-RAY.", []),
    ],
)
def test_acronyms_are_found_that_nothing_says_in_full(text: str, acronyms: list[str]) -> None:
    assert find_acronyms(text, "en") == acronyms


def find_acronyms(text: str, language: str) -> list[str]:
    sentences = parse_source(text, language).prose.sentences
    return [one for one, _ in find_undefined_acronyms(sentences, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In the SPRINT trial, 9,361 adults took part.", "en"),
        ("The PREVENT equations give the risk. PREVENT is new.", "en"),
        ("In the EMPA-REG OUTCOME trial, fewer died.", "en"),
        ("In the UKPDS 34 study, fewer died. UKPDS was long.", "en"),
        ("En el ensayo SPRINT, murieron menos.", "es"),
        ("En el ensayo EMPA-REG OUTCOME, murieron menos.", "es"),
        ("في دراسة SPRINT كانت الوفيات أقل.", "ar"),
    ],
)
def test_the_name_of_a_study_needs_no_spelling_out(text: str, language: str) -> None:
    assert find_acronyms(text, language) == []


@pytest.mark.parametrize(
    "text", ["An MRI study found more.", "In studies of CAA, more bled.", "CT 12 is shown."]
)
def test_a_study_with_or_of_something_is_no_name(text: str) -> None:
    assert len(find_acronyms(text, "en")) == 1


def test_an_acronym_that_the_glossary_explains_is_defined() -> None:
    assert told("An MRI and a CAA.") == [("undefined_acronym", 1, "CAA")]


def test_links_within_the_site_lead_somewhere() -> None:
    text = "[a](/answers/gout?persona=patient) [b](https://example.org/x)\n[c](/answers/none)"
    assert told(text) == [("dead_internal_link", 2, "/answers/none")]


def test_a_text_above_its_target_is_found_where_there_is_a_target() -> None:
    hard = "Antihypertensive pharmacotherapy necessitates individualization. " * 12
    rules = CheckPolicy({Audience.LAY: "aafp2015"}, blocking_codes=("above_target",))
    assert [one.code for one in found(hard)] == []
    assert [(one.code, one.severity) for one in found(hard, rules)] == [("above_target", "blocks")]


@pytest.mark.parametrize("code", FINDING_CODES)
def test_each_finding_weighs_what_the_rules_say(code: str) -> None:
    finding = Finding(code, "blocks", 1, 1, "", {})
    assert has_blocking_finding(CheckPolicy(blocking_codes=(code,)).assign_severity([finding]))
    unnamed = CheckPolicy(blocking_codes=()).assign_severity([finding])
    assert has_blocking_finding(unnamed) is (code in ALWAYS_BLOCKING)


def test_differences_that_ask_are_found_until_they_are_answered() -> None:
    differences = compare_texts("Salt [@one] harms.", "Salt harms [@two].", "en")
    [finding] = find_unanswered_differences(differences, (), CheckPolicy())
    assert (finding.code, finding.severity, finding.line) == ("unanswered_parity", "blocks", 1)
    assert finding.data["fact"] == "@two"
    assert find_unanswered_differences(differences, {finding.data["key"]}, CheckPolicy()) == ()


PLAIN = "It does not last long. " * 40
"""200 words."""


def test_a_long_text_has_key_points() -> None:
    assert told(PLAIN) == [("no_key_points", None, "")]
    assert told(f"::: key-points\n{PLAIN}\n:::") == []
    assert told("It does not last long. " * 29) == []


def test_an_emergency_stands_near_the_top() -> None:
    points = "::: key-points\n- Rest.\n:::"
    emergency = "::: emergency\nCall if it hurts.\n:::"
    assert told(f"{points}\n\n{emergency}\n\n{PLAIN}") == []
    (late,) = found(f"{points}\n\n{PLAIN}\n\n{emergency}")
    assert (late.code, late.line, late.data) == ("late_emergency", 7, {"words": 201})


def test_a_block_of_an_unknown_kind_is_found() -> None:
    assert told("::: emergancy\nCall.\n\n:::")[0] == ("broken_block", 1, "::: emergancy")


@pytest.mark.parametrize("blocking", [(), ("unknown_citation",)])
def test_a_required_checklist_blocks_whatever_else_does(blocking: tuple[str, ...]) -> None:
    rules = CheckPolicy(blocking_codes=blocking, checklists=(ChecklistName.CDC,))
    (finding,) = find_incomplete_checklists({}, rules)
    assert (finding.code, finding.severity) == ("incomplete_checklist", "blocks")
    assert find_incomplete_checklists({}, CheckPolicy(blocking_codes=blocking)) == ()
