"""The references of an answer: form, import and search."""

import json
import re
from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from readlevel.core.model.answer import Reference
from readlevel.storage.answers import answers
from readlevel.storage.database.engine import make_engine, read_transaction
from tests.web.desk.conftest import DeskSite

PATH = "/edit/answers/both/references"
ONE = f"{PATH}/one"
RIS = "TY  - JOUR\nAU  - Curie, Marie\nPY  - 1911\nTI  - Radium\nDO  - 10.1000/radium\nER  - \n"
WORK = {"type": "article-journal", "title": "Salt", "authors": "Lot, Wife\nWHO", "year": "2020"}


def stored(desk: DeskSite) -> dict[str, Reference]:
    engine = make_engine(desk.settings.database_url)
    with read_transaction(engine) as session:
        answer = answers.get_answer(session, "both")
    engine.dispose()
    return {reference.key: reference for reference in answer.references}


def seen(client: Client, path: str = ONE) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]+)"', client.get(path).text)
    assert found
    return found[1]


def add(desk: DeskSite, client: Client, **more: str) -> TestResponse:
    return desk.post(client, ONE, {**WORK, "before": "", "seen": seen(client), **more})


def test_a_reference_added_by_hand_is_cited_by_author_and_year(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert (
        add(desk, client, doi="https://doi.org/10.1000/salt", pmid="PMID: 123").status_code == 303
    )
    csl = stored(desk)["lot2020"].csl
    assert csl["author"] == [{"family": "Lot", "given": "Wife"}, {"literal": "WHO"}]
    assert (csl["DOI"], csl["PMID"], csl["issued"]) == (
        "10.1000/salt",
        "123",
        {"date-parts": [[2020]]},
    )
    assert add(desk, client).status_code == 303
    assert "lot2020-2" in stored(desk)


def test_a_changed_reference_is_shown_to_readers_at_once_and_keeps_what_the_form_has_not(
    desk: DeskSite,
) -> None:
    client = desk.client("reviewer")
    given = {**WORK, "key": "who", "before": "who", "type": "book", "seen": seen(client)}
    assert desk.post(client, ONE, {**given, "title": "Guideline of salt"}).status_code == 303
    assert "Guideline of salt" in desk.client().get("/answers/both/lay").text
    add(desk, client)
    reference = stored(desk)["lot2020"]
    form = client.get(f"{ONE}?key=lot2020").text
    assert "Lot, Wife\nWHO</textarea>" in form
    assert reference.csl["author"][0] == {"family": "Lot", "given": "Wife"}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"title": " "}, "Enter a title"),
        ({"year": "20"}, "Enter a year with four digits"),
        ({"doi": "salt"}, "Enter a DOI that starts with 10."),
        ({"pmid": "12x"}, "Enter a PubMed number with up to 10 digits"),
        ({"url": "javascript:alert(1)"}, "Enter an address that starts with https://"),
        ({"key": "a b"}, "A key cannot include spaces"),
        ({"key": "who"}, "Another reference in this answer already uses this key"),
    ],
)
def test_errors_are_shown_beside_their_field_and_the_input_stays(
    desk: DeskSite, given: dict[str, str], sentence: str
) -> None:
    client = desk.client("editor")
    answer = add(desk, client, **given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Lot, Wife\nWHO" in answer.text
    assert list(stored(desk)) == ["who"]


def test_two_editors_never_overwrite_each_others_references(desk: DeskSite) -> None:
    first, second = desk.client("editor"), desk.client("writer2")
    old = seen(second)
    add(desk, first)
    late = desk.post(second, ONE, {**WORK, "title": "Late", "before": "", "seen": old})
    assert late.status_code == 409
    assert "Someone changed the references" in late.text
    assert 'value="Late"' in late.text
    assert [one.csl.get("title") for one in stored(desk).values()] == ["Guideline", "Salt"]


def test_only_reviewers_change_references_that_approved_texts_cite(desk: DeskSite) -> None:
    editor = desk.client("editor")
    given = {**WORK, "key": "who", "before": "who", "seen": seen(editor)}
    refused = desk.post(editor, ONE, given)
    assert refused.status_code == 422
    assert "An approved text cites this reference" in refused.text
    assert 'value="Salt"' in refused.text
    assert stored(desk)["who"].csl["title"] == "Guideline"
    other = json.dumps([{"id": "who", "title": "Other"}, {"id": "new", "title": "New"}])
    shown = desk.post(editor, f"{PATH}/import", {"text": other})
    assert "Not imported: an approved text cites it" in shown.text
    take = {"text": other, "do": "take", "seen": seen(editor)}
    assert desk.post(editor, f"{PATH}/import", take).status_code == 303
    assert [one.csl["title"] for one in stored(desk).values()] == ["Guideline", "New"]
    shown = desk.post(desk.client("reviewer"), f"{PATH}/import", {"text": other})
    assert "Before:" in shown.text


def test_a_list_changed_since_its_plan_was_shown_is_planned_anew(desk: DeskSite) -> None:
    first, second = desk.client("editor"), desk.client("writer2")
    take = {"text": RIS, "do": "take", "seen": seen(second)}
    add(desk, first)
    late = desk.post(second, f"{PATH}/import", take)
    assert late.status_code == 409
    assert "These are the changes now" in late.text
    assert "curie1911" not in stored(desk)
    assert desk.post(second, f"{PATH}/import", {**take, "seen": seen(second)}).status_code == 303
    assert "curie1911" in stored(desk)


def test_files_get_keys_that_can_be_cited_and_no_work_twice(desk: DeskSite) -> None:
    given = [
        {"id": "a b@c", "title": "One"},
        {"id": "a-b-c", "title": "Two"},
        {"id": "x", "title": "Three", "DOI": "10.1000/x"},
        {"id": "y", "title": "Three again", "DOI": "10.1000/X"},
    ]
    client = desk.client("editor")
    take = {"text": json.dumps(given), "do": "take", "seen": seen(client)}
    assert desk.post(client, f"{PATH}/import", take).status_code == 303
    assert list(stored(desk)) == ["who", "a-b-c", "a-b-c-2", "x"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_files_are_read_in_the_encodings_that_programs_write(desk: DeskSite, encoding: str) -> None:
    file = (BytesIO(RIS.replace("Curie", "Skłodowska").encode(encoding)), "list.ris")
    shown = desk.post(desk.client("editor"), f"{PATH}/import", {"file": file})
    assert "Skłodowska" in shown.text


def test_a_file_in_another_encoding_is_read_and_said(desk: DeskSite) -> None:
    file = (BytesIO(RIS.replace("Curie", "Curié").encode("cp1252")), "list.ris")
    shown = desk.post(desk.client("editor"), f"{PATH}/import", {"file": file})
    assert "Curié" in shown.text
    assert "read as Windows-1252 (Western Europe): check the accents" in shown.text


def test_a_file_that_is_no_text_is_refused_by_what_it_is(desk: DeskSite) -> None:
    file = (BytesIO(b"\xff\xd8\xff\xe0\x00\x10JFIF"), "list.ris")
    refused = desk.post(desk.client("editor"), f"{PATH}/import", {"file": file})
    assert refused.status_code == 422
    assert "This is a JPEG image, not text." in refused.text


def test_records_that_cannot_be_read_are_named_beside_the_others(desk: DeskSite) -> None:
    text = "@article{a, title = {Kept}, keywords = {x}}\n@article{b, title = unknown}\n"
    shown = desk.post(desk.client("editor"), f"{PATH}/import", {"text": text})
    assert "Kept" in shown.text
    assert "Line 2: No @string defines an abbreviation of this entry: unknown." in shown.text
    assert "keywords (1)" in shown.text


def test_a_kind_that_the_form_does_not_offer_stays(desk: DeskSite) -> None:
    client = desk.client("editor")
    text = json.dumps([{"id": "law", "type": "legislation", "title": "An act"}])
    desk.post(client, f"{PATH}/import", {"text": text, "do": "take", "seen": seen(client)})
    assert "Another kind (legislation)" in client.get(f"{ONE}?key=law").text
    given = {"key": "law", "before": "law", "type": "legislation", "title": "The act"}
    assert desk.post(client, ONE, {**given, "seen": seen(client)}).status_code == 303
    assert stored(desk)["law"].csl == {"id": "law", "type": "legislation", "title": "The act"}


def test_a_reference_that_a_text_cites_is_not_removed(desk: DeskSite) -> None:
    client = desk.client("editor")
    given = {"key": "who", "seen": seen(client)}
    refused = desk.post(client, f"{PATH}/removal", given)
    assert refused.status_code == 409
    assert "Texts cite <code>@who</code>" in refused.text
    assert "who" in stored(desk)
    add(desk, client)
    given = {"key": "lot2020", "seen": seen(client)}
    assert desk.post(client, f"{PATH}/removal", given).status_code == 303
    assert list(stored(desk)) == ["who"]


def test_a_file_is_shown_first_and_then_taken_in(desk: DeskSite) -> None:
    client = desk.client("editor")
    shown = desk.post(client, f"{PATH}/import", {"text": RIS})
    assert "Import 1 reference" in shown.text
    assert list(stored(desk)) == ["who"]
    given = {"text": RIS, "do": "take", "seen": seen(client)}
    assert desk.post(client, f"{PATH}/import", given).status_code == 303
    assert stored(desk)["curie1911"].csl["title"] == "Radium"
    again = desk.post(client, f"{PATH}/import", {"text": RIS})
    assert "There is nothing to import." in again.text
    other_key = json.dumps([{"id": "radium", "title": "Radium", "DOI": "10.1000/RADIUM"}])
    known = desk.post(client, f"{PATH}/import", {"text": other_key})
    assert "already here as @curie1911" in known.text


@pytest.mark.parametrize("text", ["", "nonsense", "@article{", "[1, 2]", "\x00", "[" * 100_000])
def test_a_malformed_list_of_references_is_reported_in_a_sentence(
    desk: DeskSite, text: str
) -> None:
    answer = desk.post(desk.client("editor"), f"{PATH}/import", {"text": text})
    assert answer.status_code == 422
    assert 'class="problem"' in answer.text


def ask(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.content_type.startswith("application/json")
    return answer.json


def test_references_and_terms_are_found_while_one_types(desk: DeskSite) -> None:
    client = desk.client("editor")
    add(desk, client)
    assert [one["key"] for one in ask(client, f"{PATH}.json?q=LOT+2020")] == ["lot2020"]
    assert len(ask(client, f"{PATH}.json")) == 2
    assert ask(client, "/edit/terms.json?q=high") == [
        {"slug": "hypertension", "name": "hypertension"}
    ]
    assert ask(client, "/edit/terms.json?q=%00&language=xx") == []


def test_a_hostile_reference_is_inert(desk: DeskSite) -> None:
    client = desk.client("editor")
    add(desk, client, title="<img src=x onerror=alert(1)>", url="https://x.example/?a=1")
    for page in (client.get(PATH).text, ask(client, f"{PATH}.json?q=lot")[0]["html"]):
        assert "<img" not in page
