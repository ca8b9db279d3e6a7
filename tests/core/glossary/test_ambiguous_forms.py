import pytest

from readlevel.core.glossary.ambiguous_forms import find_ambiguous_forms
from readlevel.core.model.term import Term


def term(name: str, language: str = "en", **given: str | tuple[str, ...]) -> Term:
    slug = given.pop("slug", name.replace(" ", "-"))
    return Term(str(slug), name, language, "x", **given)  # type: ignore[arg-type]  # test's brevity


def clashes(*terms: Term, concerned: tuple[Term, ...] | None = None) -> list[tuple[str, list[str]]]:
    found = find_ambiguous_forms(terms, terms if concerned is None else concerned)
    return [(clash.form, [one.slug for one in clash.terms]) for clash in found]


def test_a_form_that_two_terms_share_is_found() -> None:
    assert clashes(
        term("multiple sclerosis", acronym="MS"), term("mitral stenosis", acronym="MS")
    ) == [("MS", ["multiple-sclerosis", "mitral-stenosis"])]
    assert clashes(
        term("embolus", other_forms=("clot",)), term("thrombus", other_forms=("Clot",))
    ) == [("clot", ["embolus", "thrombus"])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(term("AIDS"), term("aids", slug="aids-2"), id="exact case tells them apart"),
        pytest.param(term("ictus"), term("ictus", "es"), id="another language"),
        pytest.param(term("axes"), term("axis"), id="as it is beats inflected"),
        pytest.param(
            term("embolus", other_forms=("clot",)), term("Clot"), id="a name beats another form"
        ),
        pytest.param(term("stroke"), term("heart attack"), id="nothing shared"),
    ],
)
def test_forms_that_a_text_can_tell_apart_do_not_clash(one: Term, other: Term) -> None:
    assert clashes(one, other) == []


def test_regions_of_a_language_share_their_forms() -> None:
    assert clashes(term("chips", "en-GB"), term("chips", "en-US", slug="chips-2")) == [
        ("chips", ["chips", "chips-2"])
    ]


def test_only_clashes_with_the_concerned_are_told_and_each_once() -> None:
    one = term("edema", other_forms=("oedema", "dropsy"))
    other = term("Edema", slug="edema-2", other_forms=("dropsy",))
    third = term("swelling", other_forms=("lump",))
    fourth = term("mass", other_forms=("lump",))
    assert clashes(one, other, third, fourth, concerned=(third,)) == [
        ("lump", ["swelling", "mass"])
    ]
    assert clashes(one, other, third, fourth, concerned=(one,)) == [("edema", ["edema", "edema-2"])]
