"""The head of a form, which is the part that is inflected."""

import re
from collections.abc import Callable, Iterator


def split_head(form: str, links: frozenset[str]) -> tuple[str, str]:
    """Split `form` before its first linking word: "loss", " of sight"."""
    if links.isdisjoint(form.lower().split(" ")):
        return form, ""
    for link in re.finditer(r" (\w+)(?= )", form):
        if link[1].lower() in links:
            return form[: link.start()], form[link.start() :]
    return form, ""


def split_last_word(head: str) -> tuple[str, str]:
    """Split `head` before its last word: "blood-brain ", "barrier"."""
    start = max(head.rfind(" "), head.rfind("-")) + 1
    return head[:start], head[start:]


def inflect_head(
    form: str, links: frozenset[str], inflect_word: Callable[[str], str]
) -> Iterator[str]:
    """Yield `form` with each word before the first linking word inflected; nothing for acronyms."""
    head, tail = split_head(form, links)
    words = head.split(" ")
    if all(word[1:].islower() for word in words if word):
        yield " ".join(map(inflect_word, words)) + tail
