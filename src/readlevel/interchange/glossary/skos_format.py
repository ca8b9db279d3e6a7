"""Terms in SKOS, the W3C's vocabulary for thesauri: maps fields to properties."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rdflib import DCTERMS, RDF, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from readlevel.core.model.term import Term
from readlevel.interchange.files.problems import BadRecord, RecordProblem
from readlevel.interchange.files.safe_xml import keep_allowed
from readlevel.interchange.glossary import entries
from readlevel.interchange.glossary.code_systems import uri_of
from readlevel.interchange.glossary.definitions import MARKDOWN, as_plain, read_plain_text
from readlevel.interchange.glossary.entries import ImportRecord, WrittenGlossary
from readlevel.interchange.glossary.skos_concepts import Concept
from readlevel.interchange.glossary.skos_graph import OWN, in_order, read_graph, write_graph

_ADDRESS = re.compile(r"https?://[^\s\[\]<>\"{}|\\^`\x00-\x20\x7f-\x9f]+")


def read(path: Path, language: str | None, *, audience: str = "lay") -> Iterator[ImportRecord]:
    """Yield the terms of a file, one for each language of a concept.

    `language` is for labels without one, `audience` for definitions that name none.
    """
    try:
        graph = read_graph(path)
    except BadRecord as bad:
        yield RecordProblem(path, bad.line, "", bad.reason)
        return
    concepts = {*graph.subjects(SKOS.prefLabel), *graph.subjects(RDF.type, SKOS.Concept)}
    if not concepts:
        yield RecordProblem(path, None, "", "The file holds no concept with a skos:prefLabel.")
        return
    left_out: Counter[str] = Counter()
    items = (
        item
        for concept in in_order(concepts)
        for item in Concept(graph, concept, language, audience, left_out).read(path)
    )
    yield from entries.assign_slugs(path, items)
    yield from entries.report_left_out(path, left_out, "Not carried over")


def write(
    terms: Iterable[Term], *, title: str, address: Callable[[Term], str], scheme: str, syntax: str
) -> WrittenGlossary:
    """Return terms as SKOS, each a concept at its `address`; `read` yields equal ones.

    `scheme` is the URI of the concept scheme, `syntax` is `turtle`, `xml` or `json-ld`. The order
    of other forms, see-also, search words, longer names and codes is lost: a graph has none.
    """
    terms = list(terms)
    writer = _SkosWriter({(term.language, term.name): address(term) for term in terms}, scheme)
    writer.add(URIRef(scheme), RDF.type, SKOS.ConceptScheme)
    writer.add(URIRef(scheme), DCTERMS.title, writer.literal(title))
    for number, term in enumerate(terms):
        writer.add_term(term, number)
    lost = entries.count_lost(terms)
    if writer.left_out:
        lost["control characters"] = writer.left_out
    if unordered := sum(_has_order(term) for term in terms):
        lost["the order of other forms, see-also, search words, longer names or codes"] = unordered
    return WrittenGlossary(write_graph(writer.graph, syntax), lost)


def _has_order(term: Term) -> bool:
    """Return whether a term has lists in an order that reading would not restore."""
    several = (
        term.other_forms,
        term.see_also,
        term.search_words,
        term.not_in,
        *term.codes.values(),
    )
    return any(list(values) != sorted(values) for values in several)


class _SkosWriter:
    """Fills a graph."""

    def __init__(self, addresses: dict[tuple[str, str], str], scheme: str) -> None:
        self.graph = Graph()
        self.graph.bind("term", OWN)
        self.left_out = 0
        """Number of characters that could not be written."""
        self._addresses = addresses
        self._scheme = URIRef(scheme)

    def add(self, subject: Node, predicate: Node, value: Node) -> None:
        self.graph.add((subject, predicate, value))

    def literal(self, text: str, language: str | None = None) -> Literal:
        """Return a literal without the characters that RDF/XML does not allow."""
        allowed = keep_allowed(text)
        self.left_out += len(text) - len(allowed)
        return Literal(allowed, lang=language)

    def add_term(self, term: Term, number: int) -> None:
        concept = URIRef(self._addresses[term.language, term.name])
        self.add(concept, RDF.type, SKOS.Concept)
        self.add(concept, SKOS.inScheme, self._scheme)
        for predicate, text in (
            (SKOS.prefLabel, term.name),
            *((SKOS.altLabel, form) for form in term.other_forms),
            *((SKOS.hiddenLabel, words) for words in term.search_words),
            (SKOS.altLabel, term.acronym),
            (OWN.acronym, term.acronym),
            (OWN.pronunciation, term.pronunciation),
            *((OWN.notIn, name) for name in term.not_in),
        ):
            if text:
                self.add(concept, predicate, self.literal(text, term.language))
        self._add_definitions(concept, term, number)
        self._add_sources(concept, term)
        for name in term.see_also:
            other = self._addresses.get((term.language, name))
            if other:
                self.add(concept, SKOS.related, URIRef(other))
            else:
                self.add(concept, OWN.seeAlso, self.literal(name, term.language))
        for system, codes in term.codes.items():
            for code in codes:
                notation = Literal(keep_allowed(code), datatype=URIRef(uri_of(system)))
                self.add(concept, SKOS.notation, notation)

    def _add_definitions(self, concept: Node, term: Term, number: int) -> None:
        """Add each definition with its audience, and the first as plain text for other software."""
        given = {"lay": term.definition_lay, "clinician": term.definition_clinician}
        for audience, definition in given.items():
            if definition:
                node = BNode(f"d{number}{audience}")
                plain = as_plain(definition)
                self.add(concept, SKOS.definition, node)
                self.add(node, RDF.value, self.literal(plain or definition, term.language))
                self.add(node, DCTERMS.audience, Literal(audience))
                if plain is None:
                    self.add(node, DCTERMS.format, Literal(MARKDOWN))
        words = read_plain_text(term.definition_lay or term.definition_clinician or "")
        if words:
            self.add(concept, SKOS.definition, self.literal(words, term.language))

    def _add_sources(self, concept: Node, term: Term) -> None:
        if term.source:
            self.add(concept, DCTERMS.source, self.literal(term.source))
        if term.source_url:
            is_plain = _ADDRESS.fullmatch(term.source_url)
            address = URIRef(term.source_url) if is_plain else None
            written = Literal(keep_allowed(term.source_url), datatype=XSD.anyURI)
            self.add(concept, DCTERMS.source, address or written)
