"""The word of a form that changes with its number."""

import re


def part_head(form: str, links: frozenset[str]) -> tuple[str, str]:
    """Part `form` before its first linking word: "loss", " of sight"."""
    for link in re.finditer(r" (\w+)(?= )", form):
        if link[1].lower() in links:
            return form[: link.start()], form[link.start() :]
    return form, ""


def part_last_word(head: str) -> tuple[str, str]:
    """Part `head` before its last word: "blood-brain ", "barrier"."""
    start = max(head.rfind(" "), head.rfind("-")) + 1
    return head[:start], head[start:]
