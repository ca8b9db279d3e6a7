"""The description of the API, and that the API is as it says: schemathesis tries it."""

import json
import subprocess
import sys
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from html5lib import HTMLParser

from readlevel.storage.accounts import accounts
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.accounts import api_tokens
from readlevel.web.api.openapi.reference_page import describe_type
from readlevel.web.api.operations import OPERATIONS
from readlevel.web.cache import cache_middleware
from tests.web.conftest import NOW, Site
from tests.web.desk.conftest import PEOPLE, desk_file
from tests.web.serving import serving

__all__ = ["desk_file"]


def read(site: Site, path: str = "/api/v1/openapi.json") -> dict[str, Any]:
    response = site.get(path)
    assert response.status_code == 200
    assert response.content_type == "application/json"
    found: dict[str, Any] = json.loads(response.data)
    return found


def test_it_describes_every_address_and_none_beside(site: Site) -> None:
    described = read(site)
    assert described["openapi"].startswith("3.1.")
    assert set(described["paths"]) == {
        "/api/v1/answers",
        "/api/v1/answers/{slug}",
        "/api/v1/answers/{slug}/html",
        "/api/v1/topics",
        "/api/v1/withdrawn",
        "/api/v1/glossary",
        "/api/v1/glossary/{slug}",
        "/api/v1/personas",
        "/api/v1/score",
    }
    assert read(site, "/openapi.json") == described


def test_each_part_says_what_it_is(site: Site) -> None:
    described = read(site)
    for path in described["paths"].values():
        for operation in path.values():
            assert operation["summary"]
            for parameter in operation.get("parameters", []):
                assert parameter["in"] == "path" or parameter["description"]
    names = [operation.name for operation in OPERATIONS]
    assert len(set(names)) == len(names)
    for name, schema in described["components"]["schemas"].items():
        assert schema["description"], name
        assert ".html" not in json.dumps(schema), name


def test_it_knows_the_languages_and_personas_of_the_site(make_site: Any) -> None:
    described = read(make_site(languages=("de", "en")))
    listed = described["paths"]["/api/v1/answers"]["get"]["parameters"]
    [language] = [one for one in listed if one["name"] == "language"]
    assert language["schema"]["enum"] == ["de", "en"]


def test_pages_in_memory_are_told_apart_by_every_parameter() -> None:
    names = {parameter.name for one in OPERATIONS for parameter in one.parameters}
    assert set(cache_middleware.API_CACHE_PARAMETERS) == names


def test_schemathesis_finds_nothing(desk_file: Path, tmp_path: Path) -> None:
    """Try all that the description allows and forbids, against a real server."""
    copy(desk_file, tmp_path / "site.sqlite")
    url = f"sqlite:///{tmp_path}/site.sqlite"
    engine = make_engine(url)
    with write_transaction(engine) as session:
        account = accounts.find_by_email(session, PEOPLE["editor"][0])
        assert account
        token = api_tokens.create_token(session, account, "schemathesis", now=NOW)
    engine.dispose()
    with serving(url, tmp_path / "log", scores_per_minute=100_000) as port:
        root = f"http://127.0.0.1:{port}"
        run = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "run", f"{root}/api/v1/openapi.json"),
                *("--url", root, "--header", f"Authorization: Bearer {token}"),
                *("--checks", "all", "--max-examples", "5", "--seed", "1", "--no-color"),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=600,
        )
    assert run.returncode == 0, run.stdout[-20_000:]
    assert "9 selected / 9 total" in run.stdout
    assert "No issues found" in run.stdout


def test_the_readable_page_names_every_operation_and_shape(site: Site) -> None:
    response = site.get("/api")
    assert response.status_code == 200
    assert response.content_type == "text/html; charset=utf-8"
    HTMLParser(strict=True).parse(response.text)
    described = read(site)
    for path, methods in described["paths"].items():
        for method in methods:
            assert f"<code>{method.upper()} {path}</code>" in response.text
    for name in described["components"]["schemas"]:
        assert f'id="shape-{name}"' in response.text
    assert "http://127.0.0.1:8000/api/v1/answers" in response.text


def test_every_part_of_the_api_leads_to_its_description(site: Site) -> None:
    for path in ("/api/v1/answers", "/api/v1/personas"):
        links = site.get(path).headers["Link"]
        assert '</api/v1/openapi.json>; rel="service-desc"' in links
        assert '</api>; rel="service-doc"' in links


@pytest.mark.parametrize("path", ["/api/v1", "/api/"])
def test_the_root_of_the_api_redirects_to_its_page(site: Site, path: str) -> None:
    led = site.get(path)
    assert (led.status_code, led.location) == (302, "/api")


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"type": "string"}, "string"),
        ({"type": "string", "format": "date"}, "date"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string or null"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Term"}}, "list of Term"),
        ({"type": "array", "prefixItems": [{"type": "string"}] * 2}, "[string, string]"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "object of integer"),
        ({"type": "string", "enum": ["lay", "clinician"]}, "lay, clinician"),
        ({"type": "integer", "minimum": 1, "maximum": 9}, "1 to 9"),
        ({}, "anything"),
    ],
)
def test_schema_constraints_are_described_in_words(schema: dict[str, Any], kind: str) -> None:
    assert describe_type(schema) == kind
