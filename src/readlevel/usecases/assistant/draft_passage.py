"""Let a model write one passage: mask it, ask, read the answer, and ask once more if need be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from readlevel.core.assistant.answer_refused import AnswerRefused
from readlevel.core.assistant.assistant_problem import AssistantProblem
from readlevel.core.assistant.masking import MaskedText, mask
from readlevel.core.assistant.prompts import Assistant, DraftOrder, compose_request
from readlevel.core.assistant.read_answer import read_answer
from readlevel.core.glossary.matcher import Glossary

_ATTEMPTS = 2
_MAX_DEFINITIONS = 40
MAX_WORDINGS = 60
"""Wordings of the house style that a model is given."""


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """What has become of a passage."""

    text: str | None
    """None if no answer could be used."""
    tokens: int
    refused: AnswerRefused | None = None
    """Why the last answer could not be used."""


def draft_passage(
    assistant: Assistant,
    order: DraftOrder,
    source: str,
    glossary: Glossary,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> PassageDraft:
    """Return what a model makes of a passage.

    Raise `AssistantProblem` if it gives no answer; its `tokens` are those of all attempts.
    """
    masked = mask(source, order.source_language)
    definitions = list_definitions(source, order.source_language, glossary)
    tokens = 0
    refused: AnswerRefused | None = None
    for _ in range(_ATTEMPTS):
        try:
            text, used = _ask(assistant, order, masked, definitions, refused, is_cancelled)
        except AssistantProblem as problem:
            problem.tokens += tokens
            raise
        tokens += used
        try:
            return PassageDraft(read_answer(text, masked, order.language), tokens)
        except AnswerRefused as problem:
            refused = problem
    return PassageDraft(None, tokens, refused)


def list_definitions(source: str, language: str, glossary: Glossary) -> Sequence[tuple[str, str]]:
    """Return the glossary's words in a text, with their meanings for readers."""
    found = {
        match.terms[0].name: match.terms[0].definition_lay or ""
        for match in glossary.find_matches(source, language)
        if len(match.terms) == 1 and match.terms[0].definition_lay
    }
    return list(found.items())[:_MAX_DEFINITIONS]


def _ask(
    assistant: Assistant,
    order: DraftOrder,
    masked: MaskedText,
    definitions: Sequence[tuple[str, str]],
    refused: AnswerRefused | None,
    is_cancelled: Callable[[], bool],
) -> tuple[str, int]:
    prompts = assistant.load_prompts(order.language)
    request = compose_request(prompts, order, masked, definitions, refused)
    answer = assistant.ask(request, is_cancelled)
    return answer.text, answer.tokens
