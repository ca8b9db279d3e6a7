"""Divides long English sentences between clauses, and turns the items of a sentence into a list.

All rules work on the Markdown of one sentence, so that marks and citations move with their words.
"""

import re
from collections.abc import Iterator

from readlevel.core.languages.english.noun_phrases import is_plural
from readlevel.core.simplify.english.clauses import (
    get_group,
    is_finite_verb,
    is_main_clause,
    list_words,
)
from readlevel.core.simplify.english.subordinate_clauses import divide_at_subordinates
from readlevel.core.simplify.proposal import ProposalKind, Rewrite
from readlevel.core.simplify.sentence_marks import capitalise, is_balanced, split_end

_FEWEST_WORDS = 14
"""Sentences of fewer words are not divided."""

_FEWEST_ITEMS = 4
_MAX_ITEM_WORDS = 7

_SEMICOLON = re.compile(
    r";\s+(?:(?P<word>however|nevertheless|therefore|thus|hence|moreover|furthermore),?\s+)?"
)
_GOES_ON = re.compile(r"(?:and|or)\b")
"""What joins the last clause of several."""

_JOINED = re.compile(r",\s(?P<word>and|but|yet|so|thus|therefore|hence)\s")
_JOINED_LOOSELY = re.compile(
    r"\s(?P<word>and|but)\s(?=(?:there|it|this|they|these|we)\s"
    r"(?:is|are|was|were|has|have|had|did|do|does|may|might|can|could|should|will|would)\b)"
)
_OPENINGS = {
    **dict.fromkeys(("but", "yet", "however", "nevertheless"), "But "),
    **dict.fromkeys(("so", "thus", "therefore", "hence"), "So "),
}
"""How the second sentence begins, by the word that joined it."""

_PAIRED = re.compile(r"\b(?:both|either|neither|between|not only|whether)\b", re.IGNORECASE)
_WHICH = re.compile(r",\s+which\s+")
_OPENS_LIST = re.compile(
    r"\b(?P<word>include|includes|included|including|such as|like|are|cause|causes|have)\s+"
)
_COLON = re.compile(r":\s+")
_BETWEEN_ITEMS = re.compile(r",\s(?:(?:and|or)\s)?|\s(?:and|or)\s")
_CONJUNCTION = re.compile(r"\b(?:and|or)\b")
_CONDITION = re.compile(r"\b(?:if|unless|until|when|whenever)\b", re.IGNORECASE)
"""Where it matters whether one of the items is enough."""

_PARTICIPLE = re.compile(r"\w{2,}ed\Z|\w{3,}ing\s", re.IGNORECASE)
"""What may go on with the sentence instead of being an item: "are required, measuring health"."""

_NO_ITEM = re.compile(r"(?:about|at|by|for|from|in|of|on|to|under|with)\s", re.IGNORECASE)
"""What belongs to the words before: "were included in the review", "causes of death"."""

_SENTENCE_MARK = re.compile(r"[;:.!?]\s")
_PREPOSITION = re.compile(r"\s(?:at|during|for|in|on|with|within)\s")
"""In the last item alone, it may belong to all items."""

_PLURAL_VERBS = frozenset({"are", "were", "have", "do"})


def split_sentence(text: str) -> Iterator[Rewrite]:
    """Yield the first division of a sentence that leaves two sentences; it rewrites all of it."""
    if len(list_words(text)) < _FEWEST_WORDS:
        return
    for divided in _divide(text):
        yield Rewrite(ProposalKind.SPLIT, 0, len(text), (divided,))
        return


def _divide(text: str) -> Iterator[str]:
    yield from _at_semicolons(text)
    yield from _at_conjunctions(text)
    yield from _at_which(text)
    yield from divide_at_subordinates(text)
    yield from _at_loose_conjunctions(text)


def make_list(text: str) -> Iterator[Rewrite]:
    """Yield the sentence as a lead-in and a list, if it ends in four short items or more."""
    body, cites, _ = split_end(text)
    if not is_balanced(text):
        return
    openings = (*_COLON.finditer(text), *_OPENS_LIST.finditer(text))
    for opening in sorted(openings, key=re.Match.end, reverse=True):
        lead = text[: opening.end()].rstrip().rstrip(":")
        items = _read_items(body[opening.end() :])
        is_clause = ":" in opening[0] or len(list_words(text[: opening.start()])) > 0
        joined = _CONJUNCTION.findall(body[opening.end() :])
        if items and is_clause and not _PAIRED.search(lead):
            if _CONDITION.search(lead):
                if joined != ["or"]:
                    return
                lead += " any of these"
            lead = f"{lead} {cites}" if cites else lead
            listed = "\n".join(f"- {item}" for item in items)
            yield Rewrite(ProposalKind.LIST, 0, len(text), (f"{lead}:\n\n{listed}",))
            return


def _read_items(listed: str) -> list[str]:
    """Return the items, or an empty list if it is not sure that these are short, alike items."""
    items = _BETWEEN_ITEMS.split(listed)
    plain = all(
        item and len(list_words(item)) <= _MAX_ITEM_WORDS and is_balanced(item) for item in items
    )
    joined = list(_CONJUNCTION.finditer(listed))
    if len(items) < _FEWEST_ITEMS or not plain or _SENTENCE_MARK.search(listed):
        return []
    if len(joined) != 1 or listed[joined[0].end() :].strip() != items[-1].strip():
        return []
    if any(is_finite_verb(word) for item in items[1:] for word in list_words(item)[1:]):
        return []
    if any(_PARTICIPLE.match(item) or _NO_ITEM.match(item) for item in items):
        return []
    if _PREPOSITION.search(items[-1]) and not any(map(_PREPOSITION.search, items[:-1])):
        return []
    return items


def _at_semicolons(text: str) -> Iterator[str]:
    for found in _SEMICOLON.finditer(text):
        left, right = text[: found.start()].rstrip(), text[found.end() :]
        is_listed = _COLON.search(left) or _GOES_ON.match(right)
        if _are_sentences(left, right) and not is_listed:
            yield _join(left, found["word"], right)


def _at_conjunctions(text: str) -> Iterator[str]:
    for found in _JOINED.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        if _PAIRED.search(left) or not is_main_clause(right, named=True):
            continue
        if _are_sentences(left, right):
            yield _join(left, found["word"], right)


def _at_loose_conjunctions(text: str) -> Iterator[str]:
    """Yield the divisions at an "and" without a comma, of sentences without another clause."""
    for found in _JOINED_LOOSELY.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        is_single = get_group("subordinators").isdisjoint(list_words(left))
        if is_single and not _PAIRED.search(left) and _are_sentences(left, right):
            yield _join(left, found["word"], right)


def _join(left: str, word: str | None, right: str) -> str:
    opening = _OPENINGS.get(word or "", "")
    return f"{left}. {opening}{right if opening else capitalise(right)}"


def _at_which(text: str) -> Iterator[str]:
    for found in _WHICH.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        words = list_words(right)
        if "," in right or not words or not is_finite_verb(words[0]):
            continue
        if is_main_clause(left) and is_balanced(left):
            yield f"{left}. {_refer_to(left, words[0])} {right}"


def _refer_to(left: str, verb: str) -> str:
    if verb in _PLURAL_VERBS:
        return "These"
    last = list_words(left)[-1]
    return "These" if is_plural(last) and not verb.endswith("s") else "This"


def _are_sentences(left: str, right: str) -> bool:
    return (
        not right[:1].isdigit()
        and is_main_clause(left)
        and is_main_clause(right)
        and is_balanced(left)
        and is_balanced(right)
        and _ends_clause(left)
    )


def _ends_clause(left: str) -> bool:
    """Return whether what precedes does not hang on a subordinate clause: "If A, B but C"."""
    words = list_words(left)
    return not any(word in get_group("subordinators") for word in words[:1])
