"""A concept of a SKOS graph, and its entries: a term for each of its languages."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rdflib import DCTERMS, RDF, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from readlevel.core.languages.tags import normalise_tag, primary
from readlevel.interchange.documents.inline_html import to_markdown
from readlevel.interchange.files import strict_values
from readlevel.interchange.files.problems import BadRecord, RecordProblem
from readlevel.interchange.glossary import entries
from readlevel.interchange.glossary.code_systems import find_system
from readlevel.interchange.glossary.definitions import from_text, read_plain_text
from readlevel.interchange.glossary.entries import ImportRecord, TermEntry
from readlevel.interchange.glossary.skos_graph import OWN, in_order, name_of

_READ = frozenset(
    {
        RDF.type,
        SKOS.altLabel,
        SKOS.definition,
        SKOS.inScheme,
        SKOS.notation,
        SKOS.prefLabel,
        SKOS.related,
        SKOS.topConceptOf,
        DCTERMS.source,
        OWN.acronym,
        OWN.pronunciation,
        OWN.seeAlso,
        OWN.notIn,
    }
)
"""Properties of a concept that become fields or only classify it; others are reported."""

_HTML = frozenset({RDF.HTML, RDF.XMLLiteral})


class Concept:
    """One concept of a graph, and its entries by language."""

    def __init__(
        self,
        graph: Graph,
        concept: Node,
        language: str | None,
        audience: str,
        left_out: Counter[str],
    ) -> None:
        self._graph = graph
        self._concept = concept
        self._language = language
        self._audience = audience
        self._left_out = left_out
        self._names = self._labels(SKOS.prefLabel)
        self._forms = self._other_labels(SKOS.altLabel, "skos:altLabel")
        self._search_words = self._other_labels(SKOS.hiddenLabel, "skos:hiddenLabel")

    def read(self, path: Path) -> Iterator[ImportRecord]:
        """Yield an entry or problem for each language."""
        if not self._names:
            yield RecordProblem(
                path, None, str(self._concept), "The concept has no skos:prefLabel."
            )
            return
        definitions = {language: self._definitions(language) for language in self._names}
        undefined = [language for language, given in definitions.items() if not given]
        if len(undefined) < len(definitions):
            self._left_out["labels in a language without a definition"] += len(undefined)
            for language in undefined:
                del definitions[language]
        self._count_others()
        for language, fields in definitions.items():
            name = self._names[language][0]
            try:
                yield self._entry(name, language, fields)
            except BadRecord as bad:
                yield RecordProblem(path, None, strict_values.shorten(name), bad.reason)

    def _entry(self, name: str, language: str, fields: dict[str, Any]) -> TermEntry:
        acronym = self._first(OWN.acronym, language)
        others = [*self._names[language][1:], *self._forms.get(language, ())]
        sources = self._values(DCTERMS.source)
        literals = [value for value in sources if not _is_address(value)]
        addresses = [str(value) for value in sources if _is_address(value)]
        self._count("more sources", [*literals[1:], *addresses[1:]])
        return entries.make_entry(
            name,
            language,
            {
                **fields,
                "other_forms": tuple(form for form in others if form != acronym),
                "acronym": acronym,
                "pronunciation": self._first(OWN.pronunciation, language),
                "source": str(literals[0]).strip() if literals else None,
                "source_url": addresses[0] if addresses else None,
                "see_also": tuple(sorted(self._related(language))),
                "codes": self._codes(),
                "search_words": tuple(self._search_words.get(language, ())),
                "not_in": tuple(self._labels(OWN.notIn).get(language, ())),
            },
            keeps_order=False,
        )

    def _values(self, predicate: Node) -> list[Node]:
        return in_order(self._graph.objects(self._concept, predicate))

    def _labels(self, predicate: Node, concept: Node | None = None) -> dict[str, list[str]]:
        """Return the labels by language, in a fixed order."""
        labels: dict[str, list[str]] = {}
        for value in in_order(self._graph.objects(concept or self._concept, predicate)):
            if isinstance(value, Literal) and value.strip():
                labels.setdefault(self._language_of(value), []).append(value.strip())
        return labels

    def _other_labels(self, predicate: Node, name: str) -> dict[str, list[str]]:
        """Return labels of a kind by the language of the name that they belong to."""
        found: dict[str, list[str]] = {}
        for language, labels in self._labels(predicate).items():
            found.setdefault(self._find_named(language) or "", []).extend(labels)
        self._count(f"{name} in a language without a skos:prefLabel", found.pop("", []))
        return found

    def _find_named(self, language: str) -> str | None:
        """Return the language of the name that matches `language`, ignoring regions, or None."""
        if language in self._names:
            return language
        if not language:
            return next(iter(self._names)) if len(self._names) == 1 else None
        alike = (name for name in self._names if primary(name) == primary(language))
        return next(alike, None)

    def _language_of(self, value: Literal) -> str:
        try:
            return normalise_tag(value.language) if value.language else self._language or ""
        except ValueError:
            return value.language or ""

    def _first(self, predicate: Node, language: str) -> str | None:
        found = self._labels(predicate).get(language, [])
        self._count(str(predicate).rpartition(":")[2], found[1:])
        return found[0] if found else None

    def _definitions(self, language: str) -> dict[str, Any]:
        """Return the definitions in a language; nodes, which name an audience, before literals."""
        fields: dict[str, Any] = {}
        for value, text in self._texts(language):
            is_node = value is not text
            name = f"definition_{self._audience_of(value) if is_node else self._audience}"
            written = self._write(text, value)
            if name not in fields and (is_node or not fields):
                fields[name] = written
            elif read_plain_text(written) not in map(read_plain_text, fields.values()):
                self._left_out["more definitions"] += 1
        return fields

    def _texts(self, language: str) -> list[tuple[Node, Literal]]:
        """Return the definitions of the concept in a language with their texts, nodes first.

        Regions are ignored. A text without a language is in the concept's only language.
        """
        found = []
        for value in self._values(SKOS.definition):
            text = self._text_of(value)
            if text is not None:
                own = self._language_of(text)
                is_only = not own and len(self._names) == 1
                if is_only or primary(own) == primary(language):
                    found.append((isinstance(value, Literal), own != language, value, text))
        found.sort(key=lambda one: one[:2])
        return [(value, text) for _, _, value, text in found]

    def _text_of(self, value: Node) -> Literal | None:
        text = value if isinstance(value, Literal) else self._graph.value(value, RDF.value)
        return text if isinstance(text, Literal) else None

    def _audience_of(self, node: Node) -> str:
        said = str(self._graph.value(node, DCTERMS.audience) or self._audience)
        return said if said in ("lay", "clinician") else self._audience

    def _write(self, text: Literal, node: Node) -> str:
        if text.datatype in _HTML:
            return to_markdown(str(text))
        return from_text(str(text), str(self._graph.value(node, DCTERMS.format) or ""))

    def _related(self, language: str) -> Iterator[str]:
        yield from self._labels(OWN.seeAlso).get(language, ())
        for other in self._values(SKOS.related):
            names = self._labels(SKOS.prefLabel, other).get(language)
            if names:
                yield names[0]
            else:
                self._left_out["skos:related to a concept that is not there"] += 1

    def _codes(self) -> dict[str, tuple[str, ...]]:
        codes: dict[str, tuple[str, ...]] = {}
        for value in self._values(SKOS.notation):
            datatype = str(value.datatype) if isinstance(value, Literal) else ""
            system = find_system(datatype)
            if system:
                codes[system] = (*codes.get(system, ()), str(value))
            else:
                self._left_out["skos:notation of another system"] += 1
        return codes

    def _count(self, what: str, values: list[Any]) -> None:
        if values:
            self._left_out[what] += len(values)

    def _count_others(self) -> None:
        for predicate, _ in self._graph.predicate_objects(self._concept):
            if predicate not in _READ:
                self._left_out[name_of(self._graph, predicate)] += 1
        texts = [self._text_of(value) for value in self._values(SKOS.definition)]
        self._count("skos:definition elsewhere", [text for text in texts if text is None])
        spoken = [self._language_of(text) for text in texts if text is not None]
        unnamed = [language for language in spoken if self._find_named(language) is None]
        self._count("skos:definition in a language without a skos:prefLabel", unnamed)


def _is_address(value: Node) -> bool:
    is_uri = isinstance(value, URIRef) or (
        isinstance(value, Literal) and value.datatype == XSD.anyURI
    )
    return is_uri and str(value).startswith(("https://", "http://"))
