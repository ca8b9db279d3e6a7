"""Reads the answer of a model to one part of a text."""

from readlevel.core.assistant.answer_refused import AnswerRefused, RefusalCode
from readlevel.core.assistant.clean_answer import clean_answer
from readlevel.core.assistant.masking import MaskedText, unmask
from readlevel.core.text.document import UnreadableMarkdown, parse


def read_answer(answer: str, masked: MaskedText, language: str) -> str:
    """Return the Markdown of an answer, complete again. Raise `AnswerRefused`."""
    draft = unmask(clean_answer(answer, language, len(masked.text)), masked)
    try:
        parse(draft)
    except UnreadableMarkdown:
        raise AnswerRefused(RefusalCode.UNREADABLE) from None
    return draft
