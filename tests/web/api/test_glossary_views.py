"""The glossary and the personas in the API."""

import json
from typing import Any

import pytest

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import EVERY_LAY, SPECIALIST_CLINICIAN, Persona
from tests.web.api.test_answer_views import get
from tests.web.conftest import Site


def names(site: Site, **parameters: str) -> list[str]:
    found, part = [], get(site, "/glossary", **parameters)
    while True:
        found += [one["term"]["name"] for one in part["terms"]]
        if part["next_url"] is None:
            return found
        part = json.loads(site.get(part["next_url"]).data)


@pytest.mark.parametrize("limit", ["1", "2", "3", "100"])
def test_parts_of_any_size_hold_each_term_once(site: Site, limit: str) -> None:
    assert names(site, limit=limit) == ["brain", "hypertension", "stroke"]


def test_terms_are_found_by_letter_and_by_name(site: Site) -> None:
    assert names(site, letter="s") == ["stroke"]
    assert names(site, letter="Z") == []
    assert names(site, q="high blood") == ["hypertension"]
    assert names(site, language="es") == []


def test_a_term_has_both_definitions_and_where_it_is_used(site: Site) -> None:
    found = get(site, "/glossary/stroke")
    assert found["definition_lay"] == "A part of the <em>brain</em> gets no O<sub>2</sub>."
    assert found["definition_clinician"] is None
    assert found["see_also"] == [["brain", "/glossary/brain"]]
    assert "/answers/both" in {one["url"] for one in found["used_in"]}
    assert found["json_ld"]["@type"] == "DefinedTerm"
    assert get(site, "/glossary/stroke", language="es")["term"]["language"] == "en"


def test_an_unknown_term_is_not_found(site: Site) -> None:
    response = site.get("/api/v1/glossary/nothing")
    assert response.status_code == 404
    assert response.content_type == "application/problem+json"


@pytest.mark.parametrize("cursor", ["A", "AAAA", "____", "x" * 1200])
def test_any_place_is_one_to_go_on_from(site: Site, cursor: str) -> None:
    assert get(site, "/glossary", cursor=cursor)["next_url"] is None


@pytest.mark.parametrize("cursor", ["", "ä", "a b", "x" * 1201])
def test_an_invalid_position_is_refused(site: Site, cursor: str) -> None:
    assert site.get("/api/v1/glossary", query_string={"cursor": cursor}).status_code == 400


def test_the_personas_are_those_of_the_chooser(site: Site) -> None:
    found = get(site, "/personas")["personas"]
    assert [one["key"] for one in found] == ["patient", "student", "clinician"]
    assert found[0]["label"] == "Patient or caregiver"
    assert [one["audience"] for one in found] == ["lay", "clinician", "clinician"]
    assert [one["is_default"] for one in found] == [True, False, False]


def test_a_site_has_its_own_personas(make_site: Any) -> None:
    own = (
        Persona("family", Audience.LAY, EVERY_LAY, {"en": "Family & friends"}),
        Persona("nurse", Audience.CLINICIAN, SPECIALIST_CLINICIAN, {}, {"en": "For nurses."}),
    )
    found = get(make_site(personas=own), "/personas")["personas"]
    assert [one["label"] for one in found] == ["Family & friends", "nurse"]
    assert found[1]["disclaimer"] == "For nurses."
