import re
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.glossary.annotate import annotate
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import (
    EVERY_LAY,
    SPECIALIST_CLINICIAN,
    TermSelection,
    TooltipPolicy,
)
from readlevel.core.model.term import Term
from readlevel.core.text.document import Document, Token, parse
from readlevel.core.text.headings import TOP_LEVEL, list_headings

FIXTURE = Path(__file__).parents[1] / "fixtures" / "annotation.md"
AGAIN: dict[object, str] = {None: "", "text": "+", "section": "§"}
NOTHING = TooltipPolicy(TermSelection.NONE, Audience.LAY)


def term(slug: str, name: str, **given: Any) -> Term:
    return Term(slug, name, "en", **{"definition_lay": "Lay.", **given})


GLOSSARY = Glossary(
    [
        term("kidney", "kidney", definition_clinician="Clinician."),
        term("kidney-stone", "kidney stone"),
        term("mri", "magnetic resonance imaging", acronym="MRI", rare=False),
        term("hemosiderin", "hemosiderin", rare=True),
        term("hba1c", "HbA1c"),
        term("ms", "multiple sclerosis", acronym="MS"),
        term("mitral", "mitral stenosis", acronym="MS"),
        term("lead", "lead"),
        term("avm", "brain arteriovenous malformation"),
        Term("bare", "bare term", "en", definition_lay="", definition_clinician=None),
        Term("rinon", "riñón", "es", definition_lay="Filtra."),
    ]
)


def show(tokens: tuple[Token, ...] | list[Token]) -> str:
    """Write tokens so that a person can read where terms were marked: «kidney=words».

    «kidney+=words» is a later use in its section, «kidney§=words» the first of a later section.
    """
    shown = []
    for token in tokens:
        if token.type == "inline":
            shown.append(show(token.children or []) + "\n")
        elif token.type == "term_open":
            shown.append(f"«{token.attrGet('slug')}{AGAIN[token.attrGet('again')]}=")
        elif token.type == "term_close":
            shown.append("»")
        elif token.type in {"softbreak", "hardbreak"}:
            shown.append("/")
        else:
            shown.append(token.content or token.markup * (token.nesting != 0))
    return "".join(shown)


def marked(markdown: str, policy: TooltipPolicy = EVERY_LAY, language: str = "en") -> list[str]:
    document = annotate(parse(markdown), GLOSSARY, policy, language).document
    return re.findall("«(.*?)»", show(document.tokens))


def golden() -> list[tuple[str, str, str]]:
    cases = FIXTURE.read_text("utf-8").split("\n=== ")[1:]
    parts = [re.split(r" ===\n|\n---\n", case) for case in cases]
    return [(why, markdown, expected.strip()) for why, markdown, expected in parts]


@pytest.mark.parametrize(("why", "markdown", "expected"), golden(), ids=[c[0] for c in golden()])
def test_terms_are_marked(why: str, markdown: str, expected: str) -> None:
    document = annotate(parse(markdown), GLOSSARY, EVERY_LAY, "en").document
    assert show([token for token in document.tokens if token.type == "inline"]).strip() == expected


def test_specialists_get_acronyms_and_rare_terms_only() -> None:
    text = "The kidney, magnetic resonance imaging, hemosiderin, MRI."
    assert marked(text, SPECIALIST_CLINICIAN) == ["hemosiderin=hemosiderin", "mri=MRI"]


def test_a_persona_without_tooltips_gets_none_not_even_forced_ones() -> None:
    assert marked("The kidney and [lead]{term=lead}.", NOTHING) == []


def test_definitions_are_the_policys_or_else_the_others() -> None:
    annotated = annotate(parse("[kidney]{term=kidney} MRI"), GLOSSARY, SPECIALIST_CLINICIAN, "en")
    assert [(each.definition, each.words) for each in annotated.explanations] == [
        ("Clinician.", Audience.CLINICIAN),
        ("Lay.", Audience.LAY),
    ]


def test_a_term_without_definition_is_not_explained() -> None:
    assert marked("A bare term, a [bare term]{term=bare}.") == []


def test_a_text_is_explained_by_the_terms_of_its_language() -> None:
    assert marked("El riñón, the kidney", language="es") == ["rinon=riñón"]


def test_a_forced_term_may_come_from_another_language() -> None:
    annotated = annotate(parse("[قلب]{term=kidney}"), GLOSSARY, EVERY_LAY, "ar")
    assert [each.term.language for each in annotated.explanations] == ["en"]


def test_explanations_come_in_order_of_first_use() -> None:
    annotated = annotate(parse("MRI, kidney.\n\nMRI, HbA1c"), GLOSSARY, EVERY_LAY, "en")
    assert [each.term.slug for each in annotated.explanations] == ["mri", "kidney", "hba1c"]


@pytest.mark.parametrize("policy", [EVERY_LAY, SPECIALIST_CLINICIAN, NOTHING])
def test_an_ambiguous_form_is_a_finding_with_its_choices_and_place(policy: TooltipPolicy) -> None:
    annotated = annotate(parse("One.\n\nTwo\nwith MS and MS."), GLOSSARY, policy, "en")
    (finding,) = annotated.findings
    assert (finding.code, finding.severity, finding.text) == ("ambiguous_term", "warns", "MS")
    assert (finding.line, finding.column) == (4, 6)
    assert finding.data == {"choices": ["ms", "mitral"]}


def test_an_acronym_that_the_text_expands_is_not_ambiguous_from_there_on() -> None:
    text = "MS? In mitral stenosis (MS), MS is narrow.\n\n[MS](x), MS"
    annotated = annotate(parse(text), GLOSSARY, EVERY_LAY, "en")
    assert [finding.column for finding in annotated.findings] == [1]
    assert marked(text) == ["mitral=mitral stenosis", *["mitral+=MS"] * 3]


def test_specialists_get_the_acronyms_that_a_text_brings_in() -> None:
    text = "A brain arteriovenous malformation (bAVM): bAVMs may bleed."
    assert marked(text, SPECIALIST_CLINICIAN) == ["avm=bAVM", "avm+=bAVMs"]


@given(
    st.lists(
        st.sampled_from(["# A", "## B", "### C", "#", "x", "# A\n\n# B", "## A\n\nx\n\n## B"]),
        max_size=9,
    )
)
def test_sections_begin_with_the_headings_that_become_the_highest(lines: list[str]) -> None:
    document = parse("\n\n".join(f"{line}\n\nkidney" for line in lines))
    annotated = annotate(document, GLOSSARY, EVERY_LAY, "en").document
    headings = iter(list_headings(document.tokens))
    begun, expected, found = True, [], []
    for token in annotated.tokens:
        if token.type == "heading_open":
            heading = next(headings)
            begun = begun or (heading is not None and heading.level == TOP_LEVEL)
        elif token.type == "inline":
            for child in token.children or ():
                if child.type == "term_open":
                    found.append(child.attrGet("again"))
                    expected.append("section" if begun else "text")
                    begun = False
    assert found[1:] == expected[1:]


def test_texts_share_the_token_that_opens_a_term() -> None:
    one, other = (
        next(
            child
            for token in annotate(parse(text), GLOSSARY, EVERY_LAY, "en").document.tokens
            for child in token.children or ()
            if child.type == "term_open"
        )
        for text in ("A kidney.", "The kidney")
    )
    assert one is other


def test_a_term_after_two_headings_is_used_again_in_its_own_section() -> None:
    text = "# A\n\nkidney\n\n# B\n\n# C\n\nkidney\n\nkidney"
    assert marked(text) == ["kidney=kidney", "kidney§=kidney", "kidney+=kidney"]


def test_a_forced_term_that_does_not_exist_is_a_finding() -> None:
    (finding,) = annotate(parse("The [x]{term=nowhere}."), GLOSSARY, EVERY_LAY, "en").findings
    assert (finding.code, finding.line, finding.column) == ("unknown_term", 1, 6)
    assert finding.data == {"slug": "nowhere"}


def test_the_document_that_was_given_stays_as_it_was() -> None:
    document = parse("The kidney.")
    before = [token.as_dict() for token in document.tokens]
    annotate(document, GLOSSARY, EVERY_LAY, "en")
    assert [token.as_dict() for token in document.tokens] == before


MARKUP = ["\n", "\n\n", "*", "**", "_", "~", "^", "`", "[", "]", "](x)", "{.plain}", "{term=ms}"]
WORDS = ["kidney", "kidney stone", " ", "MS", "MRI", "HbA", "1c", "# ", "| ", "- ", "İ"]
PIECES = st.sampled_from(MARKUP + WORDS)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_marks_are_nested_cleanly_and_no_word_is_lost(markdown: str) -> None:
    document = parse(markdown)
    annotated = annotate(document, GLOSSARY, EVERY_LAY, "en").document
    assert text_of(annotated) == text_of(document)
    for token in annotated.tokens:
        opened: list[str] = []
        for child in token.children or []:
            if child.nesting == 1:
                assert child.type != "term_open" or "term_open" not in opened
                assert child.type != "term_open" or "link_open" not in opened
                opened.append(child.type)
            elif child.nesting == -1:
                assert opened.pop() == child.type.replace("_close", "_open")
        assert opened == []


def text_of(document: Document) -> str:
    return "".join(c.content for token in document.tokens for c in token.children or [])


@pytest.mark.parametrize("piece", ["*kidney* stone ", "MS ", "https://x.org/kidney "])
def test_the_work_grows_with_the_text_and_not_faster(piece: str) -> None:
    # Looking through every address again for each match made it grow with the square.
    short, long = (seconds_to_annotate(piece * count) for count in (1_000, 16_000))
    assert long < short * 16 * 4


def seconds_to_annotate(text: str) -> float:
    document = parse(text)
    return min(_seconds_of(lambda: annotate(document, GLOSSARY, EVERY_LAY, "en")) for _ in range(3))


def _seconds_of(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began
