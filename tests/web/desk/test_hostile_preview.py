"""No hostile text runs script: thousands of previews, searched for executable markup."""

import re
from collections.abc import Iterator
from functools import cache

import html5lib
import pytest
from werkzeug.test import Client

from readlevel.core.model.answer import Answer, Audience, Reference, Variant
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.term import Term
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.glossary.store_terms import save_terms
from readlevel.usecases.publishing.publish import save_answer
from readlevel.usecases.publishing.renderer import Renderer
from tests.thoroughness import choose
from tests.web.conftest import NOW
from tests.web.desk.conftest import DeskSite
from tests.web.desk.payloads import VECTORS, iter_payloads

AT_ONCE = 300
PARTS = 8
# fmt: off
FORBIDDEN = frozenset({
    "script", "style", "link", "meta", "base", "object", "embed", "applet", "iframe", "frame",
    "frameset", "form", "input", "button", "textarea", "select", "keygen", "video", "audio",
    "source", "track", "marquee", "template", "noscript", "portal", "math", "foreignObject",
    "animate", "set", "use", "image", "isindex", "plaintext", "xmp", "noembed", "slot", "dialog",
})
# fmt: on
OWN_BUTTON = {"class", "type", "data-say", "data-say-in", "lang", "hidden"}
"""Attributes of the button that speaks a term; no text of an editor can have `data-say`."""
ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "poster", "background"})
SCHEME = re.compile(r"^[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
HARMLESS = frozenset({"http", "https", "mailto", "tel"})


@cache
def payloads() -> tuple[str, ...]:
    return tuple(iter_payloads())


def batches(part: int) -> Iterator[str]:
    """Yield texts of many payloads each, separated from each other."""
    mine = payloads()[part::PARTS]
    for start in range(0, len(mine), AT_ONCE):
        yield "\n\n".join(mine[start : start + AT_ONCE])


def preview(desk: DeskSite, client: Client, **given: str) -> str:
    data = {"slug": "both", "language": "en", "audience": "lay", "question": "Why?", **given}
    answer = desk.post(client, "/edit/preview", data)
    assert answer.status_code == 200
    assert answer.json
    html: str = answer.json["html"]
    return html


def is_trouble(attribute: str, value: str) -> bool:
    scheme = SCHEME.match(value)
    return (
        attribute.startswith("on")
        or attribute in {"style", "srcdoc", "srcset", "ping", "xmlns"}
        or (attribute == "src" and not value.startswith("/edit/answers/both/images/"))
        or (attribute in ADDRESSES and scheme is not None and scheme[1].lower() not in HARMLESS)
    )


def troubles(html: str) -> list[str]:
    """Return everything in the parsed `html` that could run a script or load a foreign URL."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            found.append(f"a comment: {element.text!r}")
            continue
        name = element.tag.rpartition("}")[2]
        is_own = name == "button" and set(element.attrib) == OWN_BUTTON
        if name in FORBIDDEN and not is_own:
            found.append(f"<{name}>")
        found.extend(
            f"<{name} {attribute}={value!r}>"
            for attribute, value in element.attrib.items()
            if is_trouble(str(attribute).rpartition("}")[2].rpartition(":")[2].lower(), value)
        )
    return found


def test_there_are_nine_thousand_of_them_and_the_search_would_find_each() -> None:
    assert len(set(payloads())) > 9_000
    for harmful in ("<script>1</script>", "<img src=x onerror=1>", "<a href=' javascript:1'>x</a>"):
        assert troubles(harmful)


@pytest.mark.parametrize("part", choose(range(PARTS), one_in=4))
def test_no_payload_leaves_script_in_a_preview(desk: DeskSite, part: int) -> None:
    client = desk.client("editor")
    for text in batches(part):
        assert troubles(preview(desk, client, markdown=text)) == []


def test_no_payload_runs_from_a_question(desk: DeskSite) -> None:
    client = desk.client("editor")
    for vector in VECTORS:
        assert troubles(preview(desk, client, markdown="Words.", question=vector)) == []


def test_no_payload_runs_from_terms_references_and_topics(desk: DeskSite) -> None:
    terms = [
        Term(f"t{n}", f"zorb{n}x", "en", f"Word {vector}", pronunciation=vector)
        for n, vector in enumerate(VECTORS)
    ]
    references = tuple(
        Reference(
            f"r{n}",
            {
                "id": f"r{n}",
                "type": "book",
                "title": vector,
                "publisher": vector,
                "author": [{"family": vector, "given": vector}],
                "URL": vector,
                "DOI": vector,
            },
        )
        for n, vector in enumerate(VECTORS)
    )
    words = " ".join(f"zorb{n}x [@r{n}]" for n in range(len(VECTORS)))
    variant = Variant(Audience.LAY, "en", "Words.")
    answer = Answer("spiky", {"en": "Why?"}, (variant,), topics=VECTORS[:20], references=references)
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine) as session:
        save_terms(session, terms, author="Ed", now=NOW)
        renderer = Renderer(session, DEFAULT_PERSONAS, "en")
        save_answer(session, answer, renderer, author="Ed", why="", now=NOW)
    engine.dispose()
    html = preview(desk, desk.client("editor"), slug="spiky", markdown=words)
    assert html.count('class="term"') == len(VECTORS)
    assert troubles(html) == []
