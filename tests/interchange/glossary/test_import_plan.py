from dataclasses import replace
from typing import Any

from readlevel.core.model.term import Term
from readlevel.interchange.glossary.entries import TermEntry, make_term
from readlevel.interchange.glossary.import_plan import plan_glossary_import


def term(name: str = "edema", language: str = "en", **given: Any) -> Term:
    return make_term(name, language, **{"definition_lay": "Swelling."} | given)


def entry(
    name: str = "edema", *given_fields: str, keeps_order: bool = True, **given: Any
) -> TermEntry:
    given_fields = given_fields or ("definition_lay",)
    return TermEntry(term(name, **given), 2, frozenset(given_fields), keeps_order)


def test_a_term_of_another_name_is_new() -> None:
    planned = plan_glossary_import([entry("gout")], [term("edema")])
    assert [one.name for one in planned.new] == ["gout"]
    assert planned.to_save == planned.new


def test_the_changed_fields_are_named() -> None:
    given = entry("edema", "definition_lay", "acronym", definition_lay="Water.", acronym="E")
    (change,) = plan_glossary_import([given], [term()]).changed
    assert change.fields == ("acronym", "definition_lay")
    assert (change.after.definition_lay, change.after.acronym) == ("Water.", "E")


def test_fields_missing_from_a_file_are_kept() -> None:
    stored = term(definition_clinician="Exact.", pronunciation="eh-DEE-muh")
    (change,) = plan_glossary_import([entry(definition_lay="Water.")], [stored]).changed
    assert change.after == replace(stored, definition_lay="Water.")


def test_an_empty_field_that_a_file_speaks_of_empties_the_stored_one() -> None:
    (change,) = plan_glossary_import([entry("edema", "acronym")], [term(acronym="E")]).changed
    assert change.after.acronym is None


def test_identical_content_counts_as_unchanged() -> None:
    planned = plan_glossary_import([entry()], [term()])
    assert (planned.to_save, planned.unchanged) == ([], [term()])


def test_a_stored_term_keeps_its_address_even_where_a_better_one_is_free() -> None:
    stored = replace(term("cold"), slug="cold-2")
    (change,) = plan_glossary_import([entry("cold", definition_lay="A virus.")], [stored]).changed
    assert change.after.slug == "cold-2"


def test_a_new_term_never_takes_the_address_of_another() -> None:
    planned = plan_glossary_import([entry("COLD"), entry("cöld")], [term("cold")])
    assert [one.slug for one in planned.new] == ["cold-2", "cold-3"]


def test_a_name_with_other_capitals_is_that_of_the_stored_term() -> None:
    given = entry("Edema", definition_lay="Water.")
    (change,) = plan_glossary_import([given], [term("edema")]).changed
    assert change.after == replace(term("edema"), definition_lay="Water.")
    assert plan_glossary_import([entry("EDEMA"), entry("Edema")], []).new[0].name == "EDEMA"
    (new,) = plan_glossary_import([entry("Edema"), entry("edema")], []).new
    assert new.name == "Edema"


def test_a_name_written_exactly_so_comes_before_one_with_other_capitals() -> None:
    stored = [term("edema"), replace(term("Edema"), slug="edema-2")]
    planned = plan_glossary_import([entry("Edema", definition_lay="Water.")], stored)
    assert [change.after.slug for change in planned.changed] == ["edema-2"]


def test_languages_have_addresses_of_their_own() -> None:
    spanish = TermEntry(term("edema", "es"))
    assert [one.slug for one in plan_glossary_import([spanish], [term("edema")]).new] == ["edema"]


def test_an_order_counts_only_where_the_format_has_one() -> None:
    stored = term(other_forms=("b", "a"), codes={"icd10cm": ("R60", "J81")})
    given = {"other_forms": ("a", "b"), "codes": {"icd10cm": ("J81", "R60")}}
    loose = entry("edema", "other_forms", "codes", keeps_order=False, **given)
    assert plan_glossary_import([loose], [stored]).unchanged == [stored]
    assert len(plan_glossary_import([replace(loose, keeps_order=True)], [stored]).changed) == 1


def test_a_name_that_is_planned_twice_is_one_term() -> None:
    planned = plan_glossary_import([entry(), entry(definition_lay="Water.")], [])
    assert [one.definition_lay for one in planned.to_save] == ["Water."]
