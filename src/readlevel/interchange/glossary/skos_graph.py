"""A SKOS vocabulary as a graph, read and written in three syntaxes.

Nothing is fetched: entities of RDF/XML are checked first, and JSON-LD must contain its context.
"""

import json
import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.sax import SAXParseException

from rdflib import SKOS, Graph, Namespace
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from readlevel.interchange.files import safe_xml
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.files.text_files import read_bytes

OWN = Namespace("urn:readlevel:term:")
"""For fields without a property in SKOS or Dublin Core: `acronym`, `pronunciation`, `seeAlso`."""

_XL = Namespace("http://www.w3.org/2008/05/skos-xl#")
_NAMES = {"turtle": "Turtle", "xml": "RDF/XML", "json-ld": "JSON-LD"}
_BASE = "http://file.invalid/"
"""Base of relative URIs, which only have to differ."""

_XML = re.compile(rb"\s*<(?:\?xml|!|(?:[\w.-]+:)?RDF[\s>])")
_JSON = re.compile(rb"\s*(?:\{|\[\s*[{\]])")
_WHY = re.compile(r"Bad syntax \((.*?)\) at \^", re.DOTALL)


def read_graph(path: Path) -> Graph:
    """Return the graph of a file in RDF/XML, JSON-LD or Turtle.

    Raise `BadRecord`, with the line if known, if it is none of them or not safe.
    """
    raw = read_bytes(path, safe_xml.MAX_BYTES).removeprefix(b"\xef\xbb\xbf")
    syntax = "xml" if _XML.match(raw) else "json-ld" if _JSON.match(raw) else "turtle"
    if syntax == "xml":
        safe_xml.check(raw)
    elif syntax == "json-ld":
        _check_contexts(raw)
    return _with_plain_labels(_parse(raw, syntax))


def write_graph(graph: Graph, syntax: str) -> str:
    """Return a graph as `turtle`, `xml` or `json-ld`."""
    with _quiet():
        written = graph.serialize(format=syntax, encoding="utf-8")
    return written.decode("utf-8")


def name_of(graph: Graph, predicate: Node) -> str:
    """Return the usual short name of a property, such as `skos:broader`, else its URI."""
    address = str(predicate)
    for prefix, namespace in graph.namespaces():
        if prefix and address.startswith(str(namespace)):
            return f"{prefix}:{address.removeprefix(str(namespace))}"
    return address


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """Return nodes in a deterministic order."""
    return sorted(nodes, key=repr)


def _with_plain_labels(graph: Graph) -> Graph:
    """Add plain labels for SKOS-XL labels, as its specification says."""
    for own, plain in ((_XL.prefLabel, SKOS.prefLabel), (_XL.altLabel, SKOS.altLabel)):
        for concept, label in list(graph.subject_objects(own)):
            for literal in graph.objects(label, _XL.literalForm):
                graph.add((concept, plain, literal))
        graph.remove((None, own, None))
    return graph


def _parse(raw: bytes, syntax: str) -> Graph:
    name = _NAMES[syntax]
    try:
        with _quiet():
            return Graph().parse(data=raw, format=syntax, publicID=_BASE)
    except BadSyntax as error:
        why = _WHY.search(str(error))
        detail = f": {' '.join(why[1].split())}" if why else ""
        raise BadRecord(f"This is not {name}{detail}.", error.lines + 1) from error
    except SAXParseException as error:
        raise BadRecord(
            f"This is not {name}: {error.getMessage()}.", error.getLineNumber()
        ) from error
    except RecursionError as error:
        raise BadRecord(f"The {name} is nested too deeply.") from error
    except Exception as error:  # each parser raises what the libraries below it raise
        detail = " ".join(str(error).split())
        raise BadRecord(f"This cannot be read as {name}: {detail[:200]}.") from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence rdflib's deprecation warnings, and those about URIs with spaces."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.getLogger("rdflib").setLevel(logging.CRITICAL)
        yield


def _check_contexts(raw: bytes) -> None:
    """Refuse JSON-LD whose context would have to be fetched."""
    try:
        given = json.loads(raw)
    except json.JSONDecodeError as error:
        raise BadRecord(f"This is not JSON: {error.msg}.", error.lineno) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise BadRecord("This is not JSON in UTF-8, or it is nested too deeply.") from error
    for context in _contexts(given):
        address = _find_address(context)
        if address is not None:
            raise BadRecord(
                f"Its @context is at {address!r:.80}, and nothing is fetched. Write the context "
                "into the file, or save it as Turtle."
            )


def _contexts(given: Any) -> Iterator[Any]:
    waiting = [given]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting.extend(one.values())
            if "@context" in one:
                yield one["@context"]
        elif isinstance(one, list):
            waiting.extend(one)


def _find_address(context: Any) -> str | None:
    parts = context if isinstance(context, list) else [context]
    for part in parts:
        address = part.get("@import") if isinstance(part, dict) else part
        if address is not None:
            return str(address)
    return None
