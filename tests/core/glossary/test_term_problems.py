"""Mistakes in a glossary."""

from readlevel.core.glossary.term_problems import TermProblemKind, find_term_problems
from readlevel.core.model.term import Term


def term(name: str, **given: object) -> Term:
    return Term(name.replace(" ", "-"), name, "en", "Plain words.", **given)  # type: ignore[arg-type]


def found(*terms: Term) -> list[tuple[str, str, str]]:
    return [(one.kind, one.term.name, one.name) for one in find_term_problems(terms)]


def test_a_sound_glossary_has_no_problem() -> None:
    acid = term("acid", not_in=("uric acid", "acid reducer"), see_also=("Stomach",))
    assert found(acid, term("stomach")) == []


def test_a_see_also_without_a_term_is_found() -> None:
    assert found(term("acid", see_also=("stomach", "acid"))) == [
        (TermProblemKind.UNKNOWN_SEE_ALSO, "acid", "stomach")
    ]


def test_a_longer_name_must_contain_the_term() -> None:
    assert found(term("acid", other_forms=("acidic",), not_in=("uric", "folic acids"))) == [
        (TermProblemKind.NOT_IN_WITHOUT_TERM, "acid", "uric")
    ]


def test_a_longer_name_must_not_be_the_term() -> None:
    assert found(term("acid", not_in=("Acids", "acid"))) == [
        (TermProblemKind.NOT_IN_IS_TERM, "acid", "Acids"),
        (TermProblemKind.NOT_IN_IS_TERM, "acid", "acid"),
    ]


def test_terms_that_share_a_form_are_one_problem() -> None:
    (problem,) = find_term_problems([term("stroke", other_forms=("CVA",)), term("CVA")])
    assert (problem.kind, problem.name) == (TermProblemKind.SHARED_FORM, "CVA")
    assert [problem.term.name, *(other.name for other in problem.others)] == ["stroke", "CVA"]
