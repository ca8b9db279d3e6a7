"""Use cases of the glossary: saving, removing and importing terms, and finding missing ones.

Saving needs the version of the term that the editor saw (`term_version`). The texts that may hold
the term are queued for rendering, which a process beside the server does.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.glossary.ambiguous_forms import AmbiguousForm, find_ambiguous_forms
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.hints.unexplained_words import (
    UnexplainedWord,
    UnexplainedWordCounter,
    count_unexplained_words,
)
from readlevel.core.languages.lexicon import FREQUENCY_LANGUAGES
from readlevel.core.languages.tags import primary
from readlevel.core.model.term import Term, digest_terms
from readlevel.core.text.document import parse
from readlevel.core.text.prose import prose
from readlevel.interchange.glossary.entries import TermEntry, with_free_slug
from readlevel.interchange.glossary.import_plan import GlossaryImportPlan, plan_glossary_import
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.glossary import term_history, terms
from readlevel.usecases.glossary import change_terms

_MAX_VERSIONS = 50
_BATCH_SIZE = 200
"""Terms of a file that are stored in one transaction, so that others can write in between."""

ScannedText = tuple[str, str, str]
"""The place that a text belongs to, its language, and its Markdown."""


class TermEditConflict(Exception):
    """Somebody else has changed the term since it was shown; `current` is None if it is gone."""

    def __init__(self, now: Term | None) -> None:
        super().__init__()
        self.current = now


class TermNameTaken(ValueError):
    """Another term of the language has the name."""


@dataclass(frozen=True, slots=True)
class MissingTermsReport:
    """Hard words that no term explains."""

    words: Sequence[UnexplainedWord]
    places: Sequence[str]
    """What the numbers in a word's `texts` stand for."""
    unsupported_languages: Counter[str]
    """Number of texts left out, by languages without a list of common words."""


def term_version(term: Term | None) -> str:
    """Return the version of a term: a digest, or empty if there is no term."""
    return "" if term is None else digest_terms([term])[:16]


def find_term_version(session: Session, language: str, slug: str, version: str) -> Term | None:
    """Return the term as it was at `version`, or None if its last changes do not have it."""
    states = term_history.list_versions(session, language, slug, limit=_MAX_VERSIONS)
    return next((state for state in states if term_version(state) == version), None)


def save_term(
    session: Session,
    actor: Account,
    given: Term,
    *,
    slug: str,
    expected_version: str,
    now: datetime,
) -> Term:
    """Store a term at `slug`, or at a free slug if it is new (`slug` is empty).

    Raise `TermEditConflict` or `TermNameTaken`; return the term as it is stored.
    """
    before = terms.find_term(session, given.language, slug) if slug else None
    if term_version(before) != expected_version:
        raise TermEditConflict(before)
    if terms.has_name(session, given.language, given.name, except_slug=slug):
        raise TermNameTaken(given.name)
    if slug:
        term = replace(given, slug=slug)
    else:
        language = given.language
        term = with_free_slug(given, lambda free: terms.find_term(session, language, free) is None)
    if change_terms.save_terms(session, [term], author=actor.name, now=now):
        audit_log.record_action(
            session, actor, "term.saved", term.slug, now=now, language=term.language
        )
    return term


def remove_term(
    session: Session,
    actor: Account,
    language: str,
    slug: str,
    *,
    expected_version: str,
    now: datetime,
) -> None:
    """Remove a term; its history stays. Raise `TermEditConflict`."""
    before = terms.find_term(session, language, slug)
    if before is None or term_version(before) != expected_version:
        raise TermEditConflict(before)
    change_terms.remove_term(session, language, slug, author=actor.name, now=now)
    audit_log.record_action(session, actor, "term.removed", slug, now=now, language=language)


def list_ambiguous_forms(session: Session, term: Term) -> Sequence[AmbiguousForm]:
    """Return the forms of a term that other terms share."""
    forms = filter(None, (term.name, *term.other_forms, term.acronym))
    near = {
        (one.term.language, one.term.slug): one.term
        for form in forms
        for one in terms.search_by_name(session, term.language, form)
    }
    near[term.language, term.slug] = term
    return list(find_ambiguous_forms(near.values(), [term]))


def plan_import(session: Session, entries: Sequence[TermEntry]) -> GlossaryImportPlan:
    """Return what an import of entries would change."""
    languages = sorted({entry.term.language for entry in entries})
    return plan_glossary_import(
        entries, (term for one in languages for term in terms.iter_terms(session, one))
    )


def plan_version(planned: GlossaryImportPlan) -> str:
    """Return the version of a plan: a digest of what it would store and replace."""
    befores = [change.before for change in planned.changed]
    return digest_terms([*planned.to_save, *befores])[:16]


def split_into_batches(planned: GlossaryImportPlan) -> Iterator[GlossaryImportPlan]:
    """Yield a plan in batches, each for its own transaction."""
    for start in range(0, len(planned.new), _BATCH_SIZE):
        yield GlossaryImportPlan(new=planned.new[start : start + _BATCH_SIZE])
    for start in range(0, len(planned.changed), _BATCH_SIZE):
        yield GlossaryImportPlan(changed=planned.changed[start : start + _BATCH_SIZE])


def import_terms(
    session: Session, actor: Account, planned: GlossaryImportPlan, *, now: datetime
) -> int:
    """Store the new and changed terms of a plan; return the number of terms skipped.

    Skipped are terms that somebody changed, added or removed since the plan was made.
    """
    stored = store_plan(session, planned, author=actor.name, now=now)
    if stored:
        audit_log.record_action(session, actor, "terms.imported", "glossary", now=now, terms=stored)
    return len(planned.to_save) - stored


def store_plan(session: Session, planned: GlossaryImportPlan, *, author: str, now: datetime) -> int:
    """Store what is new and what is changed, as `import_terms` does; return how many terms."""
    befores = {(one.after.language, one.after.slug): one.before for one in planned.changed}
    wanted = {(term.language, term.slug): term for term in planned.to_save}
    stored = terms.find_terms(session, wanted)
    unmoved = [term for key, term in wanted.items() if stored.get(key) == befores.get(key)]
    if unmoved:
        change_terms.save_terms(session, unmoved, author=author, now=now)
    return len(unmoved)


def rank_missing_words(
    texts: Iterable[ScannedText], glossary: Glossary, language: str | None, limit: int
) -> MissingTermsReport:
    """Return uncommon words of the texts that no term explains, ranked by uses times places.

    If `language` is given, only texts in it count, ignoring regions.
    """
    words = UnexplainedWordCounter()
    places: dict[str, int] = {}
    unlisted: Counter[str] = Counter()
    for place, tag, markdown in texts:
        if language is not None and primary(tag) != primary(language):
            continue
        if primary(tag) not in FREQUENCY_LANGUAGES:
            unlisted[primary(tag)] += 1
            continue
        number = places.setdefault(place, len(places))
        words.add(number, tag, count_unexplained_words(prose(parse(markdown), tag), glossary, tag))
    return MissingTermsReport(words.rank(limit), list(places), unlisted)
