"""JSON-LD of pages, parsed as linked data and checked against the schema.org vocabulary."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import html5lib
import pytest
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef

from readlevel.web.http.i18n import add_territory
from tests.web.conftest import Site, answer, lay

# rdflib's own reader of JSON-LD still uses what rdflib will drop.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SCHEMA = Namespace("https://schema.org/")
VOCABULARY = Path(__file__).parents[1] / "fixtures" / "schema_org.json"
BASE = "http://127.0.0.1:8000"
LITERALS = {
    "Boolean": re.compile(r"true|false"),
    "Date": re.compile(r"\d{4}-\d\d-\d\d"),
    "Integer": re.compile(r"\d+"),
    "Number": re.compile(r"\d+(\.\d+)?"),
    "Text": re.compile(r"(?s).+"),
    "URL": re.compile(r"https?://\S+"),
}
PAGES = (
    "/answers/both/lay",
    "/answers/both/clinician",
    "/answers/both",
    "/answers/pending/lay",
    "/answers/spiky/lay",
    "/answers/translated/lay",
    "/es/answers/translated/lay",
    "/es/answers/both/lay",
    "/glossary/hypertension",
)


@cache
def vocabulary() -> dict[str, Any]:
    types: dict[str, Any] = json.loads(VOCABULARY.read_text("utf-8"))["types"]
    return types


def kinds(name: str) -> set[str]:
    """Return a type and its supertypes."""
    known = vocabulary()[name]
    return {name}.union(*(kinds(parent) for parent in known["kind_of"]))


def read(site: Site, path: str) -> tuple[dict[str, Any], Graph]:
    """Return the JSON-LD of a page as JSON and as a graph, without fetching its context."""
    tree = html5lib.parse(site.get(path).text, namespaceHTMLElements=False)
    (script,) = (one for one in tree.iter("script") if one.get("type") == "application/ld+json")
    data = json.loads(script.text or "")
    assert data["@context"] == "https://schema.org"
    offline = {**data, "@context": {"@vocab": str(SCHEMA)}}
    return data, Graph().parse(data=json.dumps(offline), format="json-ld")


def types_of(graph: Graph, node: Any) -> set[str]:
    named = {str(one).removeprefix(SCHEMA) for one in graph.objects(node, RDF.type)}
    assert named <= vocabulary().keys()
    return set().union(*(kinds(one) for one in named))


def page_of(graph: Graph, kind: str) -> URIRef:
    (page,) = (
        node
        for node in graph.subjects(RDF.type, SCHEMA[kind])
        if (node, SCHEMA.url, None) in graph and isinstance(node, URIRef)
    )
    assert isinstance(page, URIRef)
    return page


@pytest.mark.parametrize("path", PAGES)
def test_every_statement_is_one_that_schema_org_knows(site: Site, path: str) -> None:
    _, graph = read(site, path)
    assert len(graph) > 5
    for subject, predicate, held in graph:
        if predicate == RDF.type:
            continue
        name = str(predicate).removeprefix(SCHEMA)
        types = types_of(graph, subject)
        assert types, f"{subject} says {name} but not what it is"
        ranges = {kind for one in types for kind in vocabulary()[one]["properties"].get(name, ())}
        assert ranges, f"{name} is none of {sorted(types)}"
        if isinstance(held, Literal):
            assert any(LITERALS[kind].fullmatch(str(held)) for kind in ranges & LITERALS.keys()), (
                name,
                held,
                ranges,
            )
        else:
            assert types_of(graph, held) & ranges, (name, held, ranges)


@pytest.mark.parametrize("path", PAGES[:-1])
def test_nothing_is_said_without_saying_of_what(site: Site, path: str) -> None:
    data, graph = read(site, path)
    page = page_of(graph, "MedicalWebPage")
    assert str(page) == data["@id"] == data["url"]
    assert data["url"].startswith(BASE)
    assert site.get(data["url"].removeprefix(BASE)).status_code == 200
    assert not [
        node for node in graph.objects() if isinstance(node, BNode) and not types_of(graph, node)
    ]


def test_each_text_says_for_whom_it_is(site: Site) -> None:
    for audience, kind in (("lay", "Patient"), ("clinician", "MedicalAudience")):
        data, graph = read(site, f"/answers/both/{audience}")
        (told,) = graph.objects(page_of(graph, "MedicalWebPage"), SCHEMA.medicalAudience)
        assert set(graph.objects(told, RDF.type)) == {SCHEMA[kind]}
    assert data["medicalAudience"]["audienceType"] == "Clinician"


def test_a_text_says_who_reviewed_it_when_and_how_it_is_read(site: Site) -> None:
    data, _ = read(site, "/answers/both/lay")
    assert data["lastReviewed"] == "2026-04-02"
    assert data["dateModified"] == "2026-03-01"
    assert data["reviewedBy"] == {"@type": "Person", "name": "Rita Reviewer"}
    assert data["creativeWorkStatus"] == "Approved"
    assert data["inLanguage"] == "en"
    assert data["version"] == 1
    assert data["publishingPrinciples"] == f"{BASE}/editorial-policy"
    assert data["mainEntity"]["@type"] == "Question"
    assert data["mainEntity"]["acceptedAnswer"]["url"] == data["url"]
    assert {term["name"] for term in data["mentions"]} == {"hypertension", "stroke"}
    assert "reviewedDate" not in data
    pending, _ = read(site, "/answers/pending/lay")
    assert pending["creativeWorkStatus"] == "Under review"
    assert not {"lastReviewed", "reviewedBy"} & pending.keys()


def test_a_text_that_is_long_enough_says_how_hard_it_is(own_site: Site) -> None:
    own_site.save(answer("long", "What is long?", lay(words="The heart pumps the blood. " * 40)))
    data, _ = read(own_site, "/answers/long/lay")
    assert data["educationalLevel"].startswith("US grade ")


def test_an_answer_names_all_its_texts_that_are_public(site: Site) -> None:
    for path in ("/answers/translated/lay", "/es/answers/translated/lay"):
        data, graph = read(site, path)
        (whole,) = graph.objects(page_of(graph, "MedicalWebPage"), SCHEMA.exampleOfWork)
        assert {str(one) for one in graph.objects(whole, SCHEMA.workExample)} == {
            f"{BASE}/answers/translated/lay",
            f"{BASE}/answers/translated/clinician",
            f"{BASE}/es/answers/translated/lay",
        }
    data, _ = read(site, "/answers/lay-and-draft/lay")
    assert [one["@id"] for one in data["exampleOfWork"]["workExample"]] == [data["url"]]


def links(site: Site, path: str, rel: str) -> list[tuple[str, str]]:
    tree = html5lib.parse(site.get(path).text, namespaceHTMLElements=False)
    return [
        (one.get("hreflang", ""), one.get("href", "").removeprefix(BASE))
        for one in tree.iter("link")
        if one.get("rel") == rel and (rel != "alternate" or one.get("hreflang"))
    ]


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/answers/both", "/answers/both/lay"),
        ("/answers/both?persona=clinician", "/answers/both/clinician"),
        ("/answers/both/lay?explain=all", "/answers/both/lay"),
        ("/es/answers/both/lay", "/answers/both/lay"),
        ("/es/answers/translated", "/es/answers/translated/lay"),
        ("/", "/"),
        ("/?persona=clinician", "/"),
        ("/es/", "/es/"),
        ("/topics/cardiology?x=1", "/topics/cardiology"),
        ("/glossary/stroke?x=1", "/glossary/stroke"),
        ("/es/editorial-policy", "/editorial-policy"),
        ("/glossary", "/glossary"),
        ("/glossary?letter=b", "/glossary"),
        ("/glossary?letter=S", "/glossary?letter=S"),
        ("/glossary?letter=s&page=2", "/glossary?letter=S&page=2"),
    ],
)
def test_a_page_names_the_one_address_of_what_it_shows(
    site: Site, path: str, canonical: str
) -> None:
    assert links(site, path, "canonical") == [("", canonical)]
    shared = BASE + canonical.replace("&", "&amp;")
    assert f'<meta property="og:url" content="{shared}">' in site.get(path).text


@pytest.mark.parametrize("path", ["/?q=blood", "/glossary?q=stroke", "/nothing/here"])
def test_pages_kept_from_search_engines_name_no_other_page(site: Site, path: str) -> None:
    assert '<meta name="robots" content="noindex">' in site.get(path).text
    assert links(site, path, "canonical") == links(site, path, "alternate") == []


@pytest.mark.parametrize(
    ("path", "languages"),
    [
        (
            "/es/answers/translated/lay",
            {"en": "/answers/translated/lay", "es": "/es/answers/translated/lay"},
        ),
        ("/", {"en": "/", "es": "/es/"}),
        ("/es/glossary", {"en": "/glossary", "es": "/es/glossary"}),
    ],
)
def test_a_page_names_its_languages_itself_and_the_one_for_all_others(
    site: Site, path: str, languages: dict[str, str]
) -> None:
    assert dict(links(site, path, "alternate")) == {**languages, "x-default": languages["en"]}


@pytest.mark.parametrize("path", ["/answers/both/lay", "/topics/cardiology", "/editorial-policy"])
def test_a_page_in_one_language_names_none(site: Site, path: str) -> None:
    """As its entry in the sitemap."""
    assert links(site, path, "alternate") == []


@pytest.mark.parametrize("path", ["/topics/cardiology?page=2", "/?page=2", "/glossary?letter=S"])
def test_a_part_of_a_list_is_a_part_in_no_other_language(site: Site, path: str) -> None:
    assert links(site, path, "alternate") == []


@pytest.mark.parametrize("path", ["/topics/cardiology", "/answers/both", "/es/answers/both"])
def test_no_page_leads_to_a_language_that_has_nothing_on_its_topic(site: Site, path: str) -> None:
    tree = html5lib.parse(site.get(path).text, namespaceHTMLElements=False)
    topics = [one.get("href", "") for one in tree.iter("a") if "/topics/" in one.get("href", "")]
    assert topics
    assert {site.get(one).status_code for one in topics} == {200}


def test_pages_link_to_their_feeds(site: Site) -> None:
    for path, feed in (("/", "/feed.atom"), ("/topics/cardiology", "/topics/cardiology/feed.atom")):
        tree = html5lib.parse(site.get(path).text, namespaceHTMLElements=False)
        assert [one.get("href") for one in tree.iter("a") if one.get("href") == feed]


@pytest.mark.parametrize(
    ("tag", "locale"),
    [("en", "en_US"), ("es", "es_ES"), ("ar", "ar_EG"), ("pt-BR", "pt_BR"), ("zz-made", "zz-made")],
)
def test_open_graph_names_a_language_with_its_country(tag: str, locale: str) -> None:
    assert add_territory(tag) == locale


def test_a_link_that_is_shared_shows_question_and_beginning(site: Site) -> None:
    tree = html5lib.parse(site.get("/answers/both/lay").text, namespaceHTMLElements=False)
    said = {one.get("property"): one.get("content", "") for one in tree.iter("meta")}
    assert said["og:title"] == "What is high blood pressure?"
    assert said["og:type"] == "article"
    assert said["og:locale"] == "en_US"
    assert said["og:site_name"] == "Readlevel"
    assert "the push of blood" in said["og:description"]
    picture = site.get(said["og:image"].removeprefix(BASE))
    assert picture.content_type == "image/png"
