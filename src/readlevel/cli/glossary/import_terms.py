"""Stores imported terms, for both commands that import them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from readlevel.cli.glossary.rerender import rerender
from readlevel.cli.shared.open_site import OpenedSite
from readlevel.cli.shared.progress import Progress

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from readlevel.cli.shared.import_tally import Tally
    from readlevel.core.glossary.ambiguous_forms import AmbiguousForm
    from readlevel.core.model.term import Term
    from readlevel.interchange.glossary.entries import ImportRecord, TermEntry
    from readlevel.interchange.glossary.import_plan import GlossaryImportPlan

AUTHOR = "import"
"""The author of the changes in the history of a term."""

MAX_LISTED = 20
"""Terms of each kind that are listed without --verbose."""


@dataclass(slots=True)
class ReadTerms:
    """The entries read from files, and the number of bad records."""

    entries: "list[TermEntry]" = field(default_factory=list)
    failed: int = 0


def save_terms(site: OpenedSite, items: "Iterable[ImportRecord]", tally: "Tally") -> None:
    """Read terms and store them; report and skip bad records."""
    given = read_terms(items)
    tally.failed += given.failed
    store_terms(site, given.entries, tally)


def read_terms(items: "Iterable[ImportRecord]") -> ReadTerms:
    """Read all entries, and report bad records and notices."""
    from readlevel.interchange.files.problems import RecordProblem
    from readlevel.interchange.glossary.entries import TermEntry

    given = ReadTerms()
    for item in items:
        if isinstance(item, TermEntry):
            given.entries.append(item)
        else:
            given.failed += isinstance(item, RecordProblem)
            click.echo(item, err=True)
    return given


def store_terms(site: OpenedSite, entries: "Sequence[TermEntry]", tally: "Tally") -> None:
    """Store new and changed terms, and rerender the texts that use them.

    Terms are stored a few hundred per transaction, so that others can write in between. An
    interrupted import keeps what it has stored; importing again stores the rest.
    """
    from readlevel.storage.database.engine import read_transaction

    if not entries:
        return
    with read_transaction(site.engine) as session:
        planned = _plan(session, entries)
    tally.unchanged += len(planned.unchanged)
    with Progress("Storing", len(planned.to_save)) as progress:
        while planned.to_save:
            stored = _store_plan(site, planned, progress)
            tally.changed += stored
            if stored == len(planned.to_save):
                break
            # Plan terms that others changed meanwhile again, on top of their changes.
            with read_transaction(site.engine) as session:
                planned = _plan(session, entries)
    if (waited := rerender(site)).concerned:
        click.echo(waited)


def _store_plan(site: OpenedSite, planned: "GlossaryImportPlan", progress: Progress) -> int:
    from readlevel.storage.database.engine import write_transaction
    from readlevel.usecases.glossary.glossary_import import split_into_batches, store_plan

    stored = 0
    for part in split_into_batches(planned):
        with write_transaction(site.engine, background=True) as session:
            stored += store_plan(session, part, author=AUTHOR, now=datetime.now(UTC))
        progress.update(stored)
    return stored


def draft_terms(site: OpenedSite, entries: "Sequence[TermEntry]", file: str) -> None:
    """Submit new and changed terms for review at the desk; open drafts stay as they are."""
    from readlevel.storage.database.engine import read_transaction, write_transaction
    from readlevel.usecases.glossary import glossary_import

    now = datetime.now(UTC)
    batch = glossary_import.name_batch(file, now=now)
    with read_transaction(site.engine) as session:
        planned = _plan(session, entries)
        kept = set(glossary_import.find_open_drafts(session, planned))
    drafted = moved = 0
    with Progress("Drafting", len(planned.to_save)) as progress:
        for part in glossary_import.split_into_batches(planned):
            with write_transaction(site.engine, background=True) as session:
                done = glossary_import.draft_terms(
                    session, None, part, batch=batch, kept=kept, now=now
                )
            drafted, moved = drafted + done.drafted, moved + done.moved
            progress.update(drafted)
    click.echo(f"Submitted for review: {drafted:,}, unchanged: {len(planned.unchanged):,}.")
    if kept or moved:
        click.echo(f"Left, because someone is changing them: {len(kept) + moved:,}.", err=True)


def preview_import(site: OpenedSite, given: ReadTerms, *, every: bool) -> None:
    """Report what `store_terms` would do, and which forms would be ambiguous.

    With `every`, list all terms instead of the first few.
    """
    from readlevel.core.glossary.ambiguous_forms import find_ambiguous_forms
    from readlevel.storage.database.engine import read_transaction

    with read_transaction(site.engine) as session:
        planned = _plan(session, given.entries)
        merged = list(_merged(session, planned))
    concerned = [*planned.to_save, *planned.unchanged]
    clashes = list(find_ambiguous_forms(merged, concerned))
    limit = None if every else MAX_LISTED
    _name("new", [_describe_new(term) for term in planned.new], limit)
    _name(
        "changed",
        [f"{change.after.name} ({', '.join(change.fields)})" for change in planned.changed],
        limit,
    )
    _name("conflict", [_describe_clash(clash) for clash in clashes], limit)
    _name("everyday", [_describe_everyday(term) for term in concerned if _is_hidden(term)], limit)
    click.echo(
        f"Nothing is written. Terms: {len(planned.new):,} new, {len(planned.changed):,} changed"
        f"{_describe_fields(planned)}, {len(planned.unchanged):,} unchanged, "
        f"{len(clashes):,} conflicting, {given.failed:,} failed."
    )


def _plan(session: "Session", entries: "Sequence[TermEntry]") -> "GlossaryImportPlan":
    from readlevel.usecases.glossary.glossary_import import plan_import

    return plan_import(session, entries)


def _merged(session: "Session", planned: "GlossaryImportPlan") -> "Iterator[Term]":
    """Yield the complete glossary as it would be after the import."""
    from readlevel.storage.glossary.terms import iter_terms

    replaced = {(term.language, term.slug): term for term in planned.to_save}
    for term in iter_terms(session):
        yield replaced.pop((term.language, term.slug), term)
    yield from replaced.values()


def _name(kind: str, lines: Sequence[str], limit: int | None) -> None:
    for line in lines[:limit]:
        click.echo(f"{kind}: {line}")
    if limit is not None and len(lines) > limit:
        click.echo(f"{kind}: … and {len(lines) - limit:,} more; --verbose names them all")


def _describe_new(term: "Term") -> str:
    from readlevel.interchange.glossary.entries import default_slug

    plain = default_slug(term.name)
    if term.slug == plain:
        return term.name
    return f"{term.name} (at the address {term.slug}, for another term has {plain})"


def _describe_clash(clash: "AmbiguousForm") -> str:
    choices = " or ".join(f"{term.name!r} ({term.language}, {term.slug})" for term in clash.terms)
    return f"{clash.form!r} may stand for {choices}"


def _is_hidden(term: "Term") -> bool:
    """Return whether the term is never found by itself, because its name is an everyday word."""
    from readlevel.core.glossary.forms import list_forms

    return not list_forms(term.name, term.other_forms, term.acronym, term.language)


def _describe_everyday(term: "Term") -> str:
    return f"{term.name} is explained only where a text has [{term.name}]{{term={term.slug}}}"


def _describe_fields(planned: "GlossaryImportPlan") -> str:
    fields = Counter(name for change in planned.changed for name in change.fields)
    return f" ({', '.join(f'{name} {n:,}' for name, n in fields.most_common())})" if fields else ""
