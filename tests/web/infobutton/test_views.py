"""HL7 Infobutton: every parameter and every response format."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from werkzeug.test import Client, TestResponse

from readlevel.settings import Settings
from readlevel.usecases.public import search
from readlevel.usecases.public.search import SearchRequest, SearchResults
from readlevel.web.wsgi import application
from tests.web.conftest import (
    DRAFT,
    LAY_WORDS,
    PENDING,
    WITHDRAWN,
    Site,
    answer,
    clinician,
    lay,
)

ATOM = "{http://www.w3.org/2005/Atom}"
ICD10, ICD9, SNOMED = (f"2.16.840.1.113883.6.{number}" for number in (90, 103, 96))
LOINC, RXNORM, NDC, MESH = (f"2.16.840.1.113883.6.{number}" for number in (1, 88, 69, 177))
CODES = {
    "icd10cm": ("I10", "M10.9"),
    "icd9cm": ("401.9",),
    "snomedct": ("38341003",),
    "loinc": ("55284-4",),
    "rxnorm": ("29046",),
    "ndc": ("00071-0155-23",),
    "mesh": ("D006973",),
}
PRESSURE = "What is high blood pressure?"
CODED = (
    answer("pressure", PRESSURE, lay(), clinician(), lay(language="es"), codes=CODES),
    answer("plain", "What is only plain?", lay(), codes={"icd10cm": ("E11",)}),
    answer("hard", "What is only hard?", clinician(), codes={"icd10cm": ("E11", "N18")}),
    answer("waiting", "What waits?", lay(PENDING), codes={"icd10cm": ("J45",)}),
    answer("secret", "What is secret?", lay(DRAFT), codes={"icd10cm": ("J45", "K21")}),
    answer("gone", "What was wrong?", lay(WITHDRAWN), codes={"icd10cm": ("K21",)}),
    answer("shoes", "Which shoes fit?", lay(words="Bring them to each visit. " * 9)),
    answer("spiky", '<script>alert("&")</script>?', lay(), codes={"icd10cm": ("R51",)}),
)


@pytest.fixture(scope="module")
def coded_file(cast_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("coded") / "coded.sqlite"
    shutil.copy(cast_file, path)
    settings = Settings(database_url=f"sqlite:///{path}")
    layer = application(settings)
    site = Site(settings, Client(layer, TestResponse))
    for one in CODED:
        site.save(one)
    layer.close()
    return path


@pytest.fixture(scope="module")
def record(coded_file: Path) -> Iterator[Site]:
    """A site with answers that have codes."""
    settings = Settings(database_url=f"sqlite:///{coded_file}", base_url="https://health.example")
    layer = application(settings)
    yield Site(settings, Client(layer, TestResponse))
    layer.close()


def ask(site: Site, response_type: str = "application/json", **parameters: str) -> TestResponse:
    """Send a request; `__` in the names of parameters stands for a dot."""
    given = {name.replace("__", "."): value for name, value in parameters.items()}
    return site.get("/infobutton", query_string={"knowledgeResponseType": response_type, **given})


def feed(response: TestResponse) -> dict[str, Any]:
    assert response.status_code == 200, response.text
    found: dict[str, Any] = json.loads(response.data)["feed"]
    return found


def links(response: TestResponse) -> list[str]:
    return [one["link"][0]["href"] for one in feed(response)["entry"]]


def find(site: Site, code: str, system: str = ICD10, **more: str) -> list[str]:
    found = ask(site, mainSearchCriteria__v__c=code, mainSearchCriteria__v__cs=system, **more)
    return [link.removeprefix("https://health.example") for link in links(found)]


# Who reads.


@pytest.mark.parametrize(
    ("parameters", "audience"),
    [
        ({"informationRecipient": "PAT"}, "lay"),
        ({"informationRecipient": "PROV"}, "clinician"),
        ({"informationRecipient": "prov"}, "clinician"),
        ({"performer": "PROV"}, "clinician"),
        ({"performer": "PROV", "informationRecipient": "PAT"}, "lay"),
        ({"informationRecipient": "PAYOR", "performer": "PROV"}, "clinician"),
        ({}, "lay"),
    ],
)
def test_the_recipient_chooses_the_text(
    record: Site, parameters: dict[str, str], audience: str
) -> None:
    assert find(record, "I10", **parameters) == [f"/answers/pressure/{audience}"]


def test_a_page_for_a_patient_and_one_for_a_provider_are_never_the_same(record: Site) -> None:
    for who, words in (("PAT", LAY_WORDS), ("PROV", "pharmacological")):
        led = ask(record, "text/html", mainSearchCriteria__v__c="I10", informationRecipient=who)
        assert led.status_code == 302
        page = record.get(led.location).text
        assert words in page
        assert ("pharmacological" in page) is (who == "PROV")


def test_the_page_says_that_only_the_other_text_exists(record: Site) -> None:
    assert find(record, "N18", informationRecipient="PAT") == ["/answers/hard?persona=patient"]
    page = record.get("/answers/hard?persona=patient")
    assert page.status_code == 200
    found = feed(ask(record, mainSearchCriteria__v__c="N18", informationRecipient="PAT"))
    assert found["entry"][0]["id"]["_value"] == "https://health.example/answers/hard/clinician"


def test_texts_for_the_reader_come_first(record: Site) -> None:
    to_patients = find(record, "E11", informationRecipient="PAT")
    assert to_patients == ["/answers/plain/lay", "/answers/hard?persona=patient"]
    to_providers = find(record, "E11", informationRecipient="PROV")
    assert to_providers == ["/answers/hard/clinician", "/answers/plain?persona=clinician"]


# In which language.


@pytest.mark.parametrize("given", ["es", "ES", "es-MX", "es_MX", "spa"])
def test_the_language_of_the_recipient_is_that_of_the_answer(record: Site, given: str) -> None:
    found = ask(
        record,
        mainSearchCriteria__v__c="I10",
        informationRecipient__languageCode__c=given,
    )
    assert links(found) == ["https://health.example/es/answers/pressure/lay"]
    assert feed(found)["lang"] == "es"
    assert feed(found)["entry"][0]["lang"] == "es"


@pytest.mark.parametrize("given", ["fr", "", "%", "x" * 500])
def test_a_language_the_site_has_not_falls_back_to_its_own(record: Site, given: str) -> None:
    found = find(record, "I10", informationRecipient__languageCode__c=given)
    assert found == ["/answers/pressure/lay"]


def test_an_answer_that_is_not_in_the_language_is_given_in_another(record: Site) -> None:
    found = ask(record, mainSearchCriteria__v__c="R51", informationRecipient__languageCode__c="es")
    assert feed(found)["lang"] == "es"
    assert feed(found)["entry"][0]["lang"] == "en"
    assert record.get(links(found)[0]).status_code == 200


def test_the_language_of_who_asks_counts_where_the_readers_is_not_said(record: Site) -> None:
    found = find(record, "I10", performer__languageCode__c="es")
    assert found == ["/es/answers/pressure/lay"]


# What is looked at.


@pytest.mark.parametrize(
    ("system", "code"),
    [
        (ICD10, "I10"),
        (ICD10, "i10"),
        (ICD10, "M10.9"),
        (ICD10, "M109"),
        (ICD10, "M10.9XA"),
        (ICD9, "401.9"),
        (ICD9, "4019"),
        (SNOMED, "38341003"),
        (LOINC, "55284-4"),
        (RXNORM, "29046"),
        (NDC, "00071-0155-23"),
        (NDC, "00071015523"),
        (MESH, "D006973"),
        (f"urn:oid:{ICD10}", "I10"),
        ("http://hl7.org/fhir/sid/icd-10-cm", "I10"),
        ("http://hl7.org/fhir/sid/icd-10", "I10"),
        ("2.16.840.1.113883.6.3", "I10"),
        ("ICD10CM", "I10"),
        ("ICD-10-CM", "I10"),
        ("ICD9CM", "401.9"),
        ("http://hl7.org/fhir/sid/icd-9-cm", "401.9"),
        ("http://snomed.info/sct", "38341003"),
        ("http://snomed.info/sct/731000124108", "38341003"),
        ("SNOMED CT", "38341003"),
        ("http://www.nlm.nih.gov/research/umls/rxnorm", "29046"),
        ("RxNorm", "29046"),
        ("http://loinc.org", "55284-4"),
        ("https://loinc.org/", "55284-4"),
    ],
)
def test_an_answer_is_found_by_each_code_it_carries(record: Site, system: str, code: str) -> None:
    assert find(record, code, system) == ["/answers/pressure/lay"]


@pytest.mark.parametrize("system", [SNOMED, "1.2.3", "ICD-11", "x" * 500])
def test_a_code_of_another_system_is_another_code(record: Site, system: str) -> None:
    assert find(record, "I10", system) == []


def test_without_a_system_the_code_is_sought_in_all(record: Site) -> None:
    found = ask(record, mainSearchCriteria__v__c="38341003")
    assert links(found) == ["https://health.example/answers/pressure/lay"]


@pytest.mark.parametrize("parameter", ["mainSearchCriteria__v__dn", "mainSearchCriteria__v__ot"])
def test_a_name_finds_what_holds_its_words(record: Site, parameter: str) -> None:
    found = feed(ask(record, **{parameter: "Garlic"}))
    assert [one["title"]["_value"] for one in found["entry"]] == ["Is garlic useful?"]


def test_a_name_counts_where_no_answer_carries_the_code(record: Site) -> None:
    assert find(record, "Z99", mainSearchCriteria__v__dn="garlic") == ["/answers/pending/lay"]
    assert find(record, "I10", mainSearchCriteria__v__dn="garlic") == ["/answers/pressure/lay"]


def test_a_name_whose_everyday_words_are_only_mentioned_finds_nothing(record: Site) -> None:
    assert links(ask(record, mainSearchCriteria__v__dn="visit")) == []


def test_a_name_with_brackets_is_found(record: Site) -> None:
    found = ask(record, mainSearchCriteria__v__dn="Garlic (finding), unspecified")
    assert links(found) == ["https://health.example/answers/pending/lay"]


def test_several_criteria_give_the_answers_of_each_those_first_that_meet_more(
    record: Site,
) -> None:
    found = ask(
        record,
        mainSearchCriteria__v__c="R51",
        mainSearchCriteria__v__cs=ICD10,
        mainSearchCriteria__v__c1="I10",
        mainSearchCriteria__v__cs1=ICD10,
        mainSearchCriteria__v__c2="38341003",
        mainSearchCriteria__v__cs2=SNOMED,
    )
    paths = [link.removeprefix("https://health.example/answers/") for link in links(found)]
    assert paths == ["pressure/lay", "spiky/lay"]


def test_criteria_pair_code_and_system_by_their_number(record: Site) -> None:
    found = ask(
        record,
        mainSearchCriteria__v__c1="I10",
        mainSearchCriteria__v__cs1=SNOMED,
        mainSearchCriteria__v__c2="nothing",
        mainSearchCriteria__v__cs2=ICD10,
    )
    assert links(found) == []


def test_one_request_costs_only_so_many_searches(
    record: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    find_in_texts = search.search_answers

    def count(session: Any, request: SearchRequest) -> SearchResults:
        asked.append(request.query)
        return find_in_texts(session, request)

    monkeypatch.setattr(search, "search_answers", count)
    many = {f"mainSearchCriteria.v.dn{n}": f"nothing of {n} (x)" for n in range(100)}
    assert feed(ask(record, **many))["entry"] == []
    assert len(asked) == 40


def test_names_of_parameters_are_read_in_any_case_and_the_first_counts(record: Site) -> None:
    query = (
        "MAINSEARCHCRITERIA.V.C=I10&knowledgeresponsetype=application/json"
        "&informationrecipient=PROV&informationRecipient=PAT"
    )
    assert links(record.get("/infobutton", query_string=query)) == [
        "https://health.example/answers/pressure/clinician"
    ]


@pytest.mark.parametrize(
    "criteria",
    [
        f"v.c=R51&v.cs={ICD10}&v.c=38341003&v.cs={SNOMED}",
        f"v.c=R51&v.c=38341003&v.cs={ICD10}&v.cs={SNOMED}",
        f"v.c=R51&v.c=I10&v.cs={ICD10}",
        f"v.c=R51&v.c=I10&v.c=nothing&v.cs={ICD10}",
        f"v.c=R51&v.cs={ICD10}&v.c1=I10&v.cs1=ICD10CM",
    ],
)
def test_repeated_criteria_all_count(record: Site, criteria: str) -> None:
    query = "knowledgeResponseType=application/json&" + criteria.replace(
        "v.c", "mainSearchCriteria.v.c"
    )
    found = links(record.get("/infobutton", query_string=query))
    assert {link.split("/")[4] for link in found} == {"spiky", "pressure"}


@pytest.mark.parametrize(
    ("code", "matches"),
    [
        ("M10.9", {"pressure": "exact"}),
        ("M10.9XA", {"pressure": "broader"}),
        ("M10", {"pressure": "narrower"}),
        ("M10.071", {"pressure": "related"}),
        ("E11.65", {"plain": "broader", "hard": "broader"}),
        ("N18.30", {"hard": "broader"}),
        ("M11.0", {}),
    ],
)
def test_the_feed_says_how_well_each_answer_fits(
    record: Site, code: str, matches: dict[str, str]
) -> None:
    criteria = {"mainSearchCriteria__v__c": code, "mainSearchCriteria__v__cs": ICD10}
    said = {
        one["id"]["_value"].split("/")[4]: one["category"][0]["term"]
        for one in feed(ask(record, **criteria))["entry"]
    }
    assert said == matches
    atom = ElementTree.fromstring(ask(record, "text/xml", **criteria).data)
    categories = atom.findall(f"{ATOM}entry/{ATOM}category")
    assert {(one.get("scheme"), one.get("term")) for one in categories} == {
        ("matchQuality", match) for match in matches.values()
    }


def test_the_feed_says_how_much_of_a_name_an_answer_covers(record: Site) -> None:
    found = feed(ask(record, mainSearchCriteria__v__dn="high blod presure"))
    entry = next(one for one in found["entry"] if "pressure" in one["id"]["_value"])
    said = {one["scheme"]: one["term"] for one in entry["category"]}
    assert said["matchQuality"] == "name"
    assert 0.4 < float(said["searchScore"]) <= 1
    assert {"scheme": "correctedQuery", "term": "high blood pressure"} in found["category"]


def test_the_best_match_comes_first(record: Site) -> None:
    found = ask(
        record,
        mainSearchCriteria__v__c="M10.071",
        mainSearchCriteria__v__cs=ICD10,
        mainSearchCriteria__v__dn="Garlic (finding)",
        mainSearchCriteria__v__c1="R51",
        mainSearchCriteria__v__cs1=ICD10,
    )
    said = [
        (one["id"]["_value"].split("/")[4], one["category"][0]["term"])
        for one in feed(found)["entry"]
    ]
    assert said == [("spiky", "exact"), ("pressure", "related"), ("pending", "name")]


def test_only_the_best_matches_are_listed_on_a_page(record: Site) -> None:
    led = ask(
        record,
        "text/html",
        mainSearchCriteria__v__c="R51",
        mainSearchCriteria__v__dn1="garlic",
    )
    assert (led.status_code, led.location) == (302, "/answers/spiky/lay")


@pytest.mark.parametrize(
    "name",
    [
        "garlic 20 MG Delayed Release Oral Capsule",
        "Acute garlic (disorder)",
        "Garlic, unspecified, left ankle and foot",
        "Garlic with hyperglycemia",
    ],
)
def test_names_as_records_write_them_are_found(record: Site, name: str) -> None:
    found = ask(record, mainSearchCriteria__v__dn=name)
    assert links(found) == ["https://health.example/answers/pending/lay"]


def test_a_request_may_be_posted(record: Site) -> None:
    form = {"mainSearchCriteria.v.c": "I10", "informationRecipient": "PROV"}
    posted = record.client.post(
        "/infobutton", data={**form, "knowledgeResponseType": "application/json"}
    )
    assert links(posted) == ["https://health.example/answers/pressure/clinician"]
    assert posted.headers["Cache-Control"] == "no-store"
    led = record.client.post("/infobutton?mainSearchCriteria.v.c=I10", data={})
    assert (led.status_code, led.location) == (303, "/answers/pressure/lay")
    assert record.client.post("/infobutton", data={"a": "b" * 20_000}).status_code == 413
    assert record.client.post("/infobutton", data={}).status_code == 400


def test_an_entry_holds_the_whole_text_with_its_source_and_licence(
    make_site: Callable[..., Site],
) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    site = make_site(text_license="CC BY 4.0", text_license_url=licence, site_name="Health & Co")
    words = "First words. " + "Some more words. " * 60 + "Last words."
    site.save(answer("long", "What is long?", lay(words=words), codes={"icd10cm": ("R05",)}))
    response = ask(site, mainSearchCriteria__v__c="R05", informationRecipient="PAT")
    [entry] = feed(response)["entry"]
    assert entry["summary"]["type"] == "html"
    written = entry["summary"]["_value"]
    assert "First words." in written
    assert "Last words." in written
    assert "<script" not in written
    assert f'href="{site.settings.base_url}/answers/long/lay"' in written
    assert not re.search(r'(?:href|src)="/', written)
    assert "Rita Reviewer" in written
    assert "© Health &amp; Co. Licence of the text: CC BY 4.0." in written
    assert f'href="{licence}"' in written
    assert entry["rights"]["_value"] == "© Health & Co. Licence of the text: CC BY 4.0."
    assert entry["author"]["name"]["_value"] == "Ada Author"
    atom = ElementTree.fromstring(
        ask(site, "application/xml", mainSearchCriteria__v__c="R05").data
    ).find(f"{ATOM}entry")
    assert atom is not None
    summary = atom.find(f"{ATOM}summary")
    assert summary is not None
    assert (summary.get("type"), summary.text) == ("html", written)
    assert atom.findtext(f"{ATOM}rights") == entry["rights"]["_value"]


def test_without_a_licence_all_rights_are_reserved(record: Site) -> None:
    [entry] = feed(ask(record, mainSearchCriteria__v__c="I10"))["entry"]
    assert entry["rights"]["_value"] == "© Readlevel. All rights reserved."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("taskContext.c.c", "PROBLISTREV"),
        ("subTopic.v.c", "Q000628"),
        ("age.v.v", "45"),
        ("age.v.u", "a"),
        ("mainSearchCriteria.v.dn", "Hypertension"),
        ("informationRecipient.languageCode.c", "en"),
    ],
)
def test_each_parameter_of_the_guide_is_repeated_and_keeps_nothing_from_being_found(
    record: Site, name: str, value: str
) -> None:
    found = feed(ask(record, **{"mainSearchCriteria__v__c": "I10", name: value}))
    assert {"scheme": name, "term": value} in found["category"]
    assert {"scheme": "informationRecipient", "term": "PAT"} in found["category"]
    assert len(found["entry"]) == 1


def test_unknown_parameters_are_ignored(record: Site) -> None:
    found = feed(ask(record, mainSearchCriteria__v__c="I10", nonsense="<x>", xsrf="1"))
    assert not {"nonsense", "xsrf"} & {one["scheme"] for one in found["category"]}
    assert len(found["entry"]) == 1


def test_requests_as_public_clients_send_them_are_answered(record: Site) -> None:
    """As sent by the clients of OpenInfobutton (VA) and MedlinePlus Connect."""
    sent = (
        "representedOrganization.id.root=1.3.6.1.4.1.5884&patientPerson.administrativeGenderCode.c=F"
        "&age.v.v=64&age.v.u=a&taskContext.c.c=PROBLISTREV&mainSearchCriteria.v.c=I10"
        "&mainSearchCriteria.v.cs=2.16.840.1.113883.6.90&mainSearchCriteria.v.dn=Hypertension"
        "&performer=PROV&informationRecipient=PROV&xsltTransform=Infobutton_UI_VA"
        "&knowledgeResponseType=text/xml"
    )
    atom = ElementTree.fromstring(record.get("/infobutton", query_string=sent).data)
    link = atom.find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://health.example/answers/pressure/clinician"
    sent = (
        "knowledgeResponseType=application%2Fjson&mainSearchCriteria.v.cs=2.16.840.1.113883.6.88"
        "&mainSearchCriteria.v.c=&mainSearchCriteria.v.dn=Garlic&informationRecipient.languageCode.c=en"
    )
    data = json.loads(record.get("/infobutton", query_string=sent).data)
    assert data["feed"]["author"]["name"]["_value"] == "Readlevel"
    [entry] = data["feed"]["entry"]
    assert entry["title"]["_value"] == "Is garlic useful?"
    assert entry["summary"]["_value"]
    assert entry["link"][0]["href"] == "https://health.example/answers/pending/lay"


# What may not be read.


def test_drafts_and_withdrawn_texts_are_not_found(record: Site) -> None:
    assert find(record, "J45") == ["/answers/waiting/lay"]
    assert find(record, "K21") == []
    assert find(record, "K21", mainSearchCriteria__v__dn="secret") == []


def test_texts_that_wait_are_found_only_where_the_site_shows_them(coded_file: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{coded_file}", show_unreviewed=False)
    layer = application(settings)
    found = find(Site(settings, Client(layer, TestResponse)), "J45")
    layer.close()
    assert found == []


# In which form.


@pytest.mark.parametrize("form", ["application/atom+xml", "text/xml", "application/xml"])
def test_the_feed_is_atom(record: Site, form: str) -> None:
    response = ask(record, form, mainSearchCriteria__v__c="I10", informationRecipient="PAT")
    assert response.content_type == f"{form}; charset=utf-8"
    root = ElementTree.fromstring(response.data)
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}title") == "Readlevel"
    assert root.findtext(f"{ATOM}id", "").startswith("https://health.example/infobutton?")
    assert root.findtext(f"{ATOM}updated") == "2026-03-01T00:00:00+00:00"
    categories = [dict(one.attrib) for one in root.findall(f"{ATOM}category")]
    assert {"scheme": "informationRecipient", "term": "PAT"} in categories
    assert {"scheme": "mainSearchCriteria.v.c", "term": "I10"} in categories
    (entry,) = root.findall(f"{ATOM}entry")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://health.example/answers/pressure/lay"
    assert entry.findtext(f"{ATOM}title") == PRESSURE
    assert entry.findtext(f"{ATOM}id") == "https://health.example/answers/pressure/lay"
    assert entry.findtext(f"{ATOM}updated") == "2026-03-01T00:00:00+00:00"
    assert LAY_WORDS in entry.findtext(f"{ATOM}summary", "")


def test_the_feed_in_json_is_the_same(record: Site) -> None:
    response = ask(record, mainSearchCriteria__v__c="I10", informationRecipient="PAT")
    assert response.content_type == "application/json"
    found = feed(response)
    (entry,) = found["entry"]
    assert entry["title"] == {"_value": PRESSURE, "type": "text"}
    assert entry["link"][0]["href"] == "https://health.example/answers/pressure/lay"
    assert entry["updated"] == found["updated"] == {"_value": "2026-03-01T00:00:00+00:00"}
    assert LAY_WORDS in entry["summary"]["_value"]


@pytest.mark.parametrize("form", ["application/json; charset=utf-8", " Application/JSON "])
def test_a_form_is_known_however_it_is_written(record: Site, form: str) -> None:
    assert ask(record, form, mainSearchCriteria__v__c="I10").content_type == "application/json"


@pytest.mark.parametrize("form", ["text/html", "", "image/png"])
def test_one_answer_as_a_page_is_led_to(record: Site, form: str) -> None:
    led = ask(record, form, mainSearchCriteria__v__c="I10")
    assert (led.status_code, led.location) == (302, "/answers/pressure/lay")


def test_several_answers_as_a_page_are_a_list(record: Site) -> None:
    page = ask(record, "text/html", mainSearchCriteria__v__c="E11")
    assert page.status_code == 200
    assert 'href="/answers/plain/lay"' in page.text
    assert 'href="/answers/hard?persona=patient"' in page.text
    assert "2 answers" in page.text


def test_no_answer_is_an_empty_feed_and_a_page_that_offers_the_search(record: Site) -> None:
    assert feed(ask(record, mainSearchCriteria__v__c="Z99"))["entry"] == []
    atom = ask(record, "text/xml", mainSearchCriteria__v__c="Z99")
    assert ElementTree.fromstring(atom.data).findall(f"{ATOM}entry") == []
    page = ask(record, "text/html", mainSearchCriteria__v__c="Z99")
    assert page.status_code == 200
    assert 'name="q"' in page.text


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"mainSearchCriteria__v__c": ""},
        {"mainSearchCriteria__v__c": "  "},
        {"mainSearchCriteria__v__cs": ICD10},
        {"informationRecipient": "PAT", "taskContext__c__c": "PROBLISTREV"},
    ],
)
def test_a_request_for_nothing_is_refused_with_a_reason(
    record: Site, parameters: dict[str, str]
) -> None:
    for form in ("application/json", "text/xml", "application/javascript"):
        problem = ask(record, form, **parameters)
        assert problem.status_code == 400
        assert problem.content_type == "application/problem+json"
        assert problem.json is not None
        assert problem.json["code"] == "no_criteria"
        assert "mainSearchCriteria.v.c" in problem.json["detail"]
    page = ask(record, "text/html", **parameters)
    assert page.status_code == 400
    assert page.content_type.startswith("text/html")
    assert 'name="q"' in page.text


@pytest.mark.parametrize("name", ["show", "jQuery123_45", "a.b.c", "$", "_x"])
def test_a_script_calls_the_function_that_was_named(record: Site, name: str) -> None:
    response = ask(record, "application/javascript", mainSearchCriteria__v__c="I10", callback=name)
    assert response.content_type == "application/javascript; charset=utf-8"
    beginning, end = f"/**/{name}(", ");"
    assert response.text.startswith(beginning)
    assert response.text.endswith(end)
    assert json.loads(response.text[len(beginning) : -len(end)])["feed"]["entry"]


@pytest.mark.parametrize(
    "name",
    ["alert(1)", "a b", "a;b", "a.", ".a", "1a", "a-b", "a[0]", "<x>", "ä", "a\n", "a" * 101],
)
def test_a_function_whose_name_is_none_is_refused(record: Site, name: str) -> None:
    response = ask(record, "application/javascript", mainSearchCriteria__v__c="I10", callback=name)
    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    assert response.json is not None
    assert response.json["code"] == "bad_callback"


def test_only_who_asks_for_a_script_gets_one(record: Site) -> None:
    for form, name in (("application/json", "show"), ("application/javascript", "")):
        response = ask(record, form, mainSearchCriteria__v__c="I10", callback=name)
        assert response.content_type == "application/json"
        assert feed(response)["entry"]


# What it must not do.


def test_markup_in_a_question_is_inert_in_each_form(record: Site) -> None:
    atom = ask(record, "text/xml", mainSearchCriteria__v__c="R51")
    entry = ElementTree.fromstring(atom.data).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == '<script>alert("&")</script>?'
    found = ask(record, mainSearchCriteria__v__c="R51")
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    pages = ask(
        record, "text/html", mainSearchCriteria__v__c="R51", mainSearchCriteria__v__c1="I10"
    )
    assert "<script>alert" not in pages.text


@pytest.mark.parametrize("value", ["\x00", "\ud800", "\x1b[31m", "\u202e", "'; DROP TABLE code--"])
def test_no_value_is_a_failure(record: Site, value: str) -> None:
    for form in ("application/json", "text/xml", "text/html"):
        for name in ("mainSearchCriteria__v__c", "mainSearchCriteria__v__dn", "taskContext__c__c"):
            raw = value.encode("utf-8", "surrogatepass").decode("latin-1")
            response = ask(record, form, **{"mainSearchCriteria__v__ot": "garlic", name: raw})
            assert response.status_code in {200, 302}
            if form == "text/xml":
                ElementTree.fromstring(response.data)


def test_nobody_keeps_what_was_asked_of_a_patient_and_any_site_may_read_it(record: Site) -> None:
    for form in ("application/json", "text/xml", "text/html"):
        response = ask(record, form, mainSearchCriteria__v__c="I10")
        assert response.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in response.headers
        assert "Access-Control-Allow-Credentials" not in response.headers
    assert ask(record, mainSearchCriteria__v__c="I10").headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "\\\\evil.example"])
def test_nobody_is_led_off_the_site(record: Site, target: str) -> None:
    led = record.get(
        "/infobutton",
        query_string={"mainSearchCriteria.v.c": "I10", "next": target, "url": target},
        headers={"Host": "evil.example"},
    )
    assert led.location == "/answers/pressure/lay"


def test_a_choice_kept_in_a_cookie_changes_nothing(record: Site) -> None:
    query = "mainSearchCriteria.v.c=I10&informationRecipient=PAT"
    led = record.get_with_cookie(f"/infobutton?{query}", "readlevel=clinician")
    assert led.location == "/answers/pressure/lay"
