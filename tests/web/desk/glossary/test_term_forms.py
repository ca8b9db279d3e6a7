"""The form of a term has every field that an editor may write, and loses none."""

from dataclasses import fields

from readlevel.core.model.term import Term
from readlevel.interchange.glossary.entries import make_term
from readlevel.web.desk.glossary.term_forms import FIELDS, TermForm, form_of
from readlevel.web.http.templating import Templates

TERM: Term = make_term(
    "heart attack",
    "en",
    definition_lay="Part of the heart dies.",
    definition_clinician="Myocardial *infarction*.",
    other_forms=("coronary", "myocardial infarction"),
    acronym="MI",
    pronunciation="HART uh-TAK",
    source="NHS",
    source_url="https://www.nhs.uk/",
    see_also=("heart",),
    codes={"mesh": ("D009203",), "icd10cm": ("I21", "I22")},
)


def test_the_form_has_every_field_in_the_order_it_is_read_in() -> None:
    assert tuple(field.name for field in fields(TermForm)) == ("language", *FIELDS)


def test_every_field_has_a_label() -> None:
    environment = Templates(lambda name: f"/static/{name}").environment("en")
    template = environment.get_template("desk/glossary/_term_field_labels.html")
    assert tuple(template.make_module().labels) == FIELDS  # type: ignore[attr-defined]


def test_a_term_comes_back_from_its_form_equal() -> None:
    assert form_of(TERM).entry().term == TERM


def test_lists_and_codes_are_written_one_a_line() -> None:
    form = form_of(TERM)
    assert form.other_forms == "coronary\nmyocardial infarction"
    assert form.codes == "mesh: D009203\nicd10cm: I21\nicd10cm: I22"
