"""What glossary formats share: entries, validated and completed."""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from readlevel.core.glossary.term_identity import identify_name
from readlevel.core.languages.tags import primary
from readlevel.core.model.answer import CODE_SYSTEMS
from readlevel.core.model.slug import slugify
from readlevel.core.model.term import FIELD_KINDS, Term
from readlevel.core.readability.familiarity import is_uncommon
from readlevel.interchange.files import strict_values
from readlevel.interchange.files.problems import BadRecord, Notice, RecordProblem
from readlevel.interchange.files.text_files import has_unstorable_characters

MAX_DEFINITION = 5_000
MAX_BYTES = 200_000_000

_MAX_SLUG_LENGTH = 200
_WORD = re.compile(r"[^\W\d_]+")
_DERIVED = frozenset({"slug", "name", "language", "rare"})

FIELDS = tuple(name for name in FIELD_KINDS if name not in _DERIVED)
"""The fields of a term that a file may give, besides its name and language."""

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One term as given by a file."""

    term: Term
    line: int | None = None
    given_fields: frozenset[str] = frozenset(FIELDS)
    """The fields that the file gives; a stored term keeps the rest."""
    keeps_order: bool = True
    """Whether the order of other forms, see-also and codes is significant."""


ImportRecord = TermEntry | RecordProblem | Notice
"""What the reader of a format yields."""


@dataclass(frozen=True, slots=True)
class WrittenGlossary:
    """A glossary as a file, and the counts of what the format cannot express."""

    text: str
    losses: Mapping[str, int]


def make_term(name: str, language: str, **given: Any) -> Term:
    """Return a term with its slug; it is rare if none of its words is common in print."""
    words = _WORD.findall(name)
    rare = bool(words) and all(is_uncommon(word, primary(language)) for word in words)
    return Term(default_slug(name), name, language, rare=rare, **given)


def make_entry(
    name: object,
    language: object,
    given: Mapping[str, Any],
    *,
    line: int | None = None,
    what: str = "term",
    given_fields: Iterable[str] | None = None,
    keeps_order: bool = True,
) -> TermEntry:
    """Return an entry with the fields that a file gives for a term.

    The file gives the fields that are not empty, or those in `given_fields`. `what` is the format's
    word for a name. Raise `BadRecord` if the fields are invalid.
    """
    term = make_term(
        strict_values.read_string(name, what), _read_language(language), **_read_fields(given)
    )
    spoken = (
        (name for name, value in given.items() if value) if given_fields is None else given_fields
    )
    return TermEntry(term, line, frozenset(spoken), keeps_order)


def assign_slugs(path: Path, items: Iterable[ImportRecord]) -> Iterator[ImportRecord]:
    """Yield entries with unique slugs; a repeated name is a problem, whatever its capitals."""
    given: dict[_Key, TermEntry] = {}
    addresses: set[_Key] = set()
    for item in items:
        if not isinstance(item, TermEntry):
            yield item
            continue
        term = item.term
        key = (term.language, identify_name(term.name))
        if key in given:
            reason = _explain_repetition(given[key], term)
            yield RecordProblem(path, item.line, strict_values.shorten(term.name), reason)
        else:
            given[key] = item
            own = with_free_slug(term, partial(_is_free, addresses, term.language))
            addresses.add((own.language, own.slug))
            yield replace(item, term=own)


def _explain_repetition(first: TermEntry, term: Term) -> str:
    written = first.term.name
    place = "" if written == term.name else f" as {strict_values.shorten(written)!r}"
    place += f" on line {first.line}" if first.line else ""
    return f"The term is given twice{place and f', first{place}'}. Keep one of them."


def with_free_slug(term: Term, is_free: Callable[[str], bool]) -> Term:
    """Return `term` with the first free slug of its name: `cold`, `cold-2` and so on."""
    address = default_slug(term.name)
    if is_free(address):
        return replace(term, slug=address)
    others = (f"{address}-{number}" for number in count(2))
    return replace(term, slug=next(filter(is_free, others)))


def default_slug(name: str) -> str:
    """Return the slug of a term with that name if it is free."""
    return slugify(name)[:_MAX_SLUG_LENGTH]


def report_left_out(path: Path, left_out: Mapping[str, int], why: str) -> Iterator[Notice]:
    """Return one notice that names what was not imported, with counts."""
    if any(left_out.values()):
        found = Counter(left_out).most_common()
        parts = (f"{what} ({times:,})" for what, times in found if times)
        yield Notice(path, None, f"{why}: {', '.join(parts)}.")


def count_lost(terms: Iterable[Term]) -> Counter[str]:
    """Count what no format can express: slugs that do not follow from the name."""
    other = sum(term.slug != default_slug(term.name) for term in terms)
    return Counter({"addresses that a name alone does not give": other} if other else {})


def _is_free(addresses: Container[_Key], language: str, slug: str) -> bool:
    return (language, slug) not in addresses


def _read_language(language: object) -> str:
    if not language:
        raise BadRecord("The language is missing. Write it in the file, or give --language.")
    return strict_values.read_language(language, "language")


def _read_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a term, each within its limits."""
    for column, value in given.items():
        for text in _texts_of(value):
            _check(column, text)
    if not (given.get("definition_lay") or given.get("definition_clinician")):
        raise BadRecord("The term has no definition. Write a lay or a clinician one.")
    address = given.get("source_url")
    if address and not address.startswith(("https://", "http://")):
        raise BadRecord(
            f"source_url is {strict_values.shorten(address)!r}. "
            "Write an address that begins with https://."
        )
    unknown = set(given.get("codes") or ()).difference(CODE_SYSTEMS)
    if unknown:
        raise BadRecord(
            f"codes names the system {strict_values.shorten(min(unknown))!r}. "
            f"Known are: {', '.join(CODE_SYSTEMS)}."
        )
    return dict(given)


def _texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (code for codes in value.values() for code in codes)
    elif value is not None:
        yield from value


def _check(column: str, text: str) -> None:
    if column.startswith("definition"):
        if len(text) > MAX_DEFINITION:
            raise BadRecord(
                f"{column} has {len(text):,} characters; at most {MAX_DEFINITION:,} are taken. "
                "Shorten it."
            )
    elif len(text) > strict_values.MAX_STRING:
        raise BadRecord(
            f"{column} has more than {strict_values.MAX_STRING:,} characters. Shorten it."
        )
    if has_unstorable_characters(text):
        raise BadRecord(
            f"{column} holds a character that no text may have: NUL, or half a pair. Remove it."
        )
