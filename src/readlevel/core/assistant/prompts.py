"""Prompts: the instructions that a site gives a model, and the text to work on."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from string import Template
from typing import Protocol

from readlevel.core.assistant.answer_refused import AnswerRefused
from readlevel.core.assistant.masking import MaskedText

_DIGEST_LENGTH = 12


class DraftTask(StrEnum):
    """A task that a model performs on a text."""

    DRAFT = "draft"
    """Write a text for another audience."""
    TRANSLATE = "translate"
    SIMPLIFY = "simplify"
    SHORTEN = "shorten"
    STEPS = "steps"
    """Turn a passage into numbered steps."""

    @property
    def is_whole_text(self) -> bool:
        """Whether it makes a text from another text of the answer, section by section."""
        return self in (DraftTask.DRAFT, DraftTask.TRANSLATE)


PROMPT_NAMES = (
    "rules",
    *DraftTask,
    "target",
    "question",
    "words",
    "style",
    "markers",
    "text",
    "again_lost",
    "again_doubled",
    "again_invented",
    "again_other",
)
"""The parts of a file of prompts."""


@dataclass(frozen=True, slots=True)
class PromptSet:
    """The prompts for texts in one language, by their names (`PROMPT_NAMES`)."""

    language: str
    texts: Mapping[str, str]

    @property
    def version(self) -> str:
        """The language, and a digest of the prompts: another wording is another version."""
        content = json.dumps(sorted(self.texts.items())).encode()
        return f"{self.language}-{hashlib.sha256(content).hexdigest()[:_DIGEST_LENGTH]}"

    def fill(self, name: str, **values: str) -> str:
        """Return a prompt with its values; what looks like another value stays as it is."""
        return Template(self.texts[name]).safe_substitute(values).strip()


@dataclass(frozen=True, slots=True)
class DraftOrder:
    """What a model is to make of each passage of a text."""

    task: DraftTask
    language: str
    """Of the draft."""
    language_name: str
    """Its name for the model."""
    source_language: str
    question: str = ""
    grade: int | None = None
    """The highest school grade that the draft should have."""
    house_style: Sequence[tuple[str, str]] = ()
    """What not to say, and what to say instead, if that is known."""


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """What a model is sent: instructions, and a message with the text."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """The complete response of a model."""

    text: str
    tokens: int
    """Tokens of the request and the answer; an estimate if the server does not tell."""


class Assistant(Protocol):
    """The model of a site."""

    @property
    def model(self) -> str:
        """Its name."""

    def load_prompts(self, language: str) -> PromptSet:
        """Return the prompts for texts in a language. Raise `AssistantProblem`."""

    def ask(self, request: ModelRequest, is_cancelled: Callable[[], bool] = ...) -> ModelAnswer:
        """Return the answer to a request. Raise `AssistantProblem`."""


def compose_request(
    prompts: PromptSet,
    order: DraftOrder,
    masked: MaskedText,
    definitions: Sequence[tuple[str, str]] = (),
    refused: AnswerRefused | None = None,
) -> ModelRequest:
    """Return the request for one passage of a text.

    `definitions` are words with their meanings for readers; `refused` is why an earlier answer
    cannot be used.
    """
    fence = _make_fence(masked.text)
    names = ("rules", order.task)
    system = [prompts.fill(name, language=order.language_name) for name in names]
    if order.grade is not None:
        system.append(prompts.fill("target", grade=str(order.grade)))
    parts = []
    if order.question:
        parts.append(prompts.fill("question", question=_one_line(order.question)))
    if definitions:
        parts.append(_list(prompts.fill("words"), definitions))
    if order.house_style:
        parts.append(_list(prompts.fill("style"), order.house_style))
    if masked.originals:
        parts.append(_list(prompts.fill("markers"), masked.legend))
    parts.append(f"{prompts.fill('text', fence=fence)}\n{fence}\n{masked.text}\n{fence}")
    if refused is not None:
        name = f"again_{refused.code}"
        known = name if name in prompts.texts else "again_other"
        parts.append(prompts.fill(known, words=", ".join(map(_one_line, refused.words))))
    return ModelRequest("\n\n".join(system), "\n\n".join(parts))


def _list(title: str, entries: Sequence[tuple[str, str]]) -> str:
    lines = (
        f"{_one_line(name)} = {_one_line(meaning)}" if meaning else _one_line(name)
        for name, meaning in entries
    )
    return "\n".join([title, *lines])


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _make_fence(text: str) -> str:
    """Return a delimiter line that does not occur in the text."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return f"=== TEXT {digest[:_DIGEST_LENGTH]} ==="
