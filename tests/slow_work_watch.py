"""Notices slow work that a request or a command does while it keeps other writers waiting."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from smtplib import SMTP
from typing import Any

import pytest
from argon2 import PasswordHasher
from click import get_current_context
from flask import has_request_context, request
from jinja2 import Template
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
    (Template, "render"),
    (SMTP, "connect"),
)
"""Where slow work comes together: reading Markdown, finding terms, hashing, images, mails.

Whatever is rendered, scored, checked or compared reads Markdown first."""


def _find_place() -> str:
    """Return the request or command that is running; nothing in the set-up of a test."""
    if has_request_context():
        return f"{request.method} {request.path}"
    command = get_current_context(silent=True)
    return "" if command is None else command.command_path


@contextmanager
def watching_for_slow_work(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collect slow work in write transactions: what was done, and in which request or command."""
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
            if threading.get_ident() in writing and (place := _find_place()):
                noticed.append(f"{name} in {place}")
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
