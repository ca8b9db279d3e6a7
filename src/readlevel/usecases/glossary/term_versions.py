"""Versions of terms: what forms say they have seen."""

import hashlib
from collections.abc import Iterable

from readlevel.core.model.term import Term
from readlevel.storage.glossary.term_history import TERM_STATE


def version_of(term: Term | None) -> str:
    """Return the version of a term: a digest of all its fields, or empty if there is no term."""
    if term is None:
        return ""
    return hashlib.sha256(TERM_STATE.dump(term).encode()).hexdigest()[:16]


def digest_versions(terms: Iterable[Term]) -> str:
    """Return a digest of all fields of several terms, in any order."""
    versions = sorted(map(version_of, terms))
    return hashlib.sha256("\n".join(versions).encode()).hexdigest()[:16]
