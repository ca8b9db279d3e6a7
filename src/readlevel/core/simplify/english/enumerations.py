"""Turns the items of an English sentence into a list.

It works on the Markdown of one sentence, so that marks and citations move with their words.
"""

import re
from collections.abc import Iterator, Sequence

from readlevel.core.languages.english.noun_phrases import is_plural
from readlevel.core.simplify.english.clauses import get_group, is_finite_verb, list_words
from readlevel.core.simplify.proposal import ProposalKind, Rewrite
from readlevel.core.simplify.sentence_marks import is_balanced, split_end

_FEWEST_ITEMS = 4
_FEWEST_IN_LONG = 3
_LONG = 14
"""Words of a sentence in which three items are a list."""

_MAX_ITEM_WORDS = 7

_OPENS_LIST = re.compile(
    r"(?<![\w-])(?P<word>include|includes|included|including|such as|like|are|cause|causes|have"
    r"|comprises?|consists? of|manifests? (?:as|with)|develops?|characteri[sz]ed by)\s+"
)
_BETWEEN_ITEMS = re.compile(r",\s(?:(?:and|or)\s)?|\s(?:and|or)\s")
_CONJUNCTION = re.compile(r"\b(?:and|or)\b")
_CONDITION = re.compile(r"\b(?:if|unless|until|when|whenever)\b", re.IGNORECASE)
"""Where it matters whether one of the items is enough."""

_NAMED = re.compile(r"\b(?:following|these)\b[^,;:.]*\Z")
"""The end of a lead that announces the items already: "any of the following"."""

_PARTICIPLE = re.compile(r"\w{2,}ed\Z|\w{3,}ing\s", re.IGNORECASE)
"""What may go on with the sentence instead of being an item: "are required, measuring health"."""

_NO_ITEM = re.compile(r"(?:about|at|by|for|from|in|of|on|to|under|with)\s", re.IGNORECASE)
"""What belongs to the words before: "were included in the review", "causes of death"."""

_SHARED_HEADS = frozenset(
    {"arrest", "attacks", "care", "cancer", "cancers", "changes", "complications", "conditions"}
    | {"damage", "defects", "diseases", "disease", "disorders", "disturbance", "disturbances"}
    | {"effects", "events", "failure", "function", "illness", "illnesses", "impairment"}
    | {"infection", "infections", "injuries", "injury", "issues", "levels", "loss", "problems"}
    | {"scores", "services", "status", "surgery", "symptoms", "syndromes", "tests", "therapy"}
    | {"toxicity", "treatment", "treatments", "use"}
)
"""Nouns that may belong to all items where only the last has it: "heart, lung or skin disease"."""

_SENTENCE_MARK = re.compile(r"[;:.!?]\s")
_PREPOSITION = re.compile(
    r"\s(?:after|at|before|by|despite|during|following|for|in|on|since|throughout|until|with|within"
    r"|without)\s"
)
"""In the last item alone, it may belong to all items."""

_COLON = re.compile(r":\s+")
_PAIRED = re.compile(r"\b(?:both|either|neither|between|not only|whether)\b", re.IGNORECASE)


def make_list(text: str) -> Iterator[Rewrite]:
    """Yield the sentence as a lead-in and a list, if it ends in some short items."""
    body, cites, _ = split_end(text)
    if not is_balanced(text):
        return
    openings = (*_COLON.finditer(text), *_OPENS_LIST.finditer(text))
    for opening in sorted(openings, key=re.Match.end, reverse=True):
        lead = text[: opening.end()].rstrip().rstrip(":")
        fewest = _FEWEST_IN_LONG if len(list_words(text)) >= _LONG else _FEWEST_ITEMS
        items = _read_items(body[opening.end() :], fewest)
        is_clause = ":" in opening[0] or len(list_words(text[: opening.start()])) > 0
        joined = _CONJUNCTION.findall(body[opening.end() :])
        if items and is_clause and not _PAIRED.search(lead):
            if _CONDITION.search(lead):
                if joined != ["or"]:
                    return
                lead += "" if _NAMED.search(lead) else " any of these"
            lead = f"{lead} {cites}" if cites else lead
            listed = "\n".join(f"- {item}" for item in items)
            yield Rewrite(ProposalKind.LIST, 0, len(text), (f"{lead}:\n\n{listed}",))
            return


def _read_items(listed: str, fewest: int) -> list[str]:
    """Return the items, or an empty list if it is not sure that these are short, alike items."""
    items = _BETWEEN_ITEMS.split(listed)
    plain = all(
        item and len(list_words(item)) <= _MAX_ITEM_WORDS and is_balanced(item) for item in items
    )
    joined = list(_CONJUNCTION.finditer(listed))
    if len(items) < fewest or not plain or _SENTENCE_MARK.search(listed):
        return []
    if len(joined) != 1 or listed[joined[0].end() :].strip() != items[-1].strip():
        return []
    if any(is_finite_verb(word) for item in items[1:] for word in list_words(item)[1:]):
        return []
    if any(map(_opens_verb, items)):
        return []
    if _may_share_head(items):
        return []
    if any(_PARTICIPLE.match(item) or _NO_ITEM.match(item) for item in items):
        return []
    if _PREPOSITION.search(items[-1]) and not any(map(_PREPOSITION.search, items[:-1])):
        return []
    return items


def _opens_verb(item: str) -> bool:
    """Return whether an item begins as what goes on with the sentence does: "can raise it"."""
    words = list_words(item)
    return bool(words) and (words[0] in get_group("auxiliaries") or words[0].endswith("ly"))


def _may_share_head(items: Sequence[str]) -> bool:
    """Return whether the last word of the last item may belong to the others too."""
    *others, last = [list_words(item) for item in items]
    if len(last) < 2 or last[-1] not in _SHARED_HEADS:
        return False
    return not any(words and (words[-1] == last[-1] or is_plural(words[-1])) for words in others)
