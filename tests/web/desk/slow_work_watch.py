"""Notices slow work that a request does while it keeps other writers waiting."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import has_request_context, request
from markdown_it import MarkdownIt
from PIL import Image
from sqlalchemy import Engine, event

from readlevel.core.alignment import section_alignment
from readlevel.core.glossary.form_matcher import FormMatcher

SLOW: tuple[tuple[Any, str], ...] = (
    (MarkdownIt, "parse"),
    (FormMatcher, "__init__"),
    (FormMatcher, "find"),
    (PasswordHasher, "hash"),
    (PasswordHasher, "verify"),
    (Image, "open"),
    (Image, "new"),
    (section_alignment, "match_sections"),
)
"""Where the slow work of the desk comes together: reading Markdown, finding terms, hashing, images.

Whatever is rendered, scored, checked or compared reads Markdown first."""


@contextmanager
def watching_for_slow_work(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collect the slow work of requests in write transactions: what was done, and in which."""
    writing: set[int] = set()
    noticed: list[str] = []

    def begin(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith(("BEGIN IMMEDIATE", "SELECT pg_advisory_xact_lock")):
            writing.add(threading.get_ident())

    def end(_connection: Any) -> None:
        writing.discard(threading.get_ident())

    def watch(function: Callable[..., Any], name: str) -> Callable[..., Any]:
        @wraps(function)
        def watched(*arguments: Any, **named: Any) -> Any:
            if threading.get_ident() in writing and has_request_context():
                noticed.append(f"{name} in {request.method} {request.path}")
            return function(*arguments, **named)

        return watched

    for owner, name in SLOW:
        monkeypatch.setattr(owner, name, watch(getattr(owner, name), name))
    listeners = (("before_cursor_execute", begin), ("commit", end), ("rollback", end))
    for what, listener in listeners:
        event.listen(Engine, what, listener)
    yield noticed
    for what, listener in listeners:
        event.remove(Engine, what, listener)
