"""Divides long English sentences between clauses.

All rules work on the Markdown of one sentence, so that marks and citations move with their words.
"""

import re
from collections.abc import Iterator, Sequence

from readlevel.core.languages.english.noun_phrases import is_plural
from readlevel.core.simplify.divisions import list_divisions, take_first
from readlevel.core.simplify.english.clauses import (
    begins_sentence,
    get_group,
    is_finite_verb,
    is_main_clause,
    list_words,
    opens_with_bare_noun,
)
from readlevel.core.simplify.english.instructions import divide_at_instructions
from readlevel.core.simplify.english.shared_subjects import divide_at_shared_subjects
from readlevel.core.simplify.english.subordinate_clauses import divide_at_subordinates
from readlevel.core.simplify.proposal import Rewrite
from readlevel.core.simplify.sentence_marks import capitalise, is_balanced

_FEWEST_WORDS = 14
"""Sentences of fewer words are not divided."""

_SEMICOLON = re.compile(
    r";\s+(?:(?P<word>however|nevertheless|therefore|thus|hence|moreover|furthermore),?\s+)?"
)
_GOES_ON = re.compile(r"(?:and|or)\b")
"""What joins the last clause of several."""

_JOINED = re.compile(
    r",\s(?:and\s(?=(?:so|therefore|thus|hence|consequently)\s))?"
    r"(?P<word>and|but|yet|so|thus|therefore|hence|consequently)\s"
)
_BE = r"(?:is|are|was|were|has|have|had|did|do|does|may|might|must|can|could|should|will|would)\b"
_JOINED_LOOSELY = re.compile(
    r"\s(?P<word>and|but)\s(?=(?:there|it|this|they|these|we|he|she)\s"
    r"(?:(?:also|always|never|now|often|still)\s)?(?P<first>[a-z]+)\b"
    rf"|(?:the|his|her|their|its|your)\s(?:[a-z]+\s){{1,3}}{_BE})"
)
_ADVISING = frozenset({"should", "must"})
_REPORTED = frozenset({"if", "that", "whether"})
"""After these, a clause without an article may go on with what is only reported."""

_OPENINGS = {
    **dict.fromkeys(("but", "yet", "however", "nevertheless"), "But "),
    **dict.fromkeys(("so", "thus", "therefore", "hence", "consequently"), "So "),
}
"""How the second sentence begins, by the word that joined it."""

_PAIRED = re.compile(r"\b(?:both|either|neither|between|not only|whether)\b", re.IGNORECASE)
_WHICH = re.compile(r",\s+which\s+")
_LISTED = re.compile(
    r"\A[^,]+(?:,\s(?!and|but|or|with|that)[\w\s-]{1,40})+\s(?:and|or)\s[\w\s-]+\.?\Z"
)
"""A clause that ends in a list of nouns: "causes fever, chills and pain"."""

_COLON = re.compile(r":\s+")
_PLURAL_VERBS = frozenset({"are", "were", "have", "do"})


def split_sentence(text: str) -> Iterator[Rewrite]:
    """Yield the first division of a sentence that leaves two sentences; it rewrites all of it."""
    if len(list_words(text)) < _FEWEST_WORDS:
        return
    yield from take_first(text, _divide(text))


def _divide(text: str) -> Iterator[str]:
    yield from _at_semicolons(text)
    yield from _at_conjunctions(text)
    yield from _at_which(text)
    yield from divide_at_instructions(text)
    yield from divide_at_subordinates(text)
    yield from _at_loose_conjunctions(text)
    yield from divide_at_shared_subjects(text)


def _at_semicolons(text: str) -> Iterator[str]:
    for before, right, found in list_divisions(_SEMICOLON, text):
        left = before.rstrip()
        if right.partition(" ")[0].endswith("ly"):
            continue  # "Quality varied; generally poorly reported": no clause of its own
        is_listed = _COLON.search(left) or _GOES_ON.match(right)
        if _are_sentences(left, right) and not is_listed:
            yield _join(left, found["word"], right)


def _at_conjunctions(text: str) -> Iterator[str]:
    for left, right, found in list_divisions(_JOINED, text):
        if not _PAIRED.search(left) and _goes_on_surely(left, found["word"], right):
            yield _join(left, found["word"], right)


def _goes_on_surely(left: str, word: str, right: str) -> bool:
    """Return whether two clauses are joined, and the second is not reported or conditional too."""
    if not _are_sentences(left, right):
        return False
    before, after = list_words(left), list_words(right)
    is_bare = opens_with_bare_noun(after, joined=word != "and")
    if not is_bare and is_main_clause(right, named=True):
        return True
    if not _REPORTED.isdisjoint(before):
        return is_bare and _advise_both(before, after)
    return is_bare or (word != "and" and begins_sentence(right))


def _advise_both(before: Sequence[str], after: Sequence[str]) -> bool:
    """Return whether advice with a condition, and then other advice, are joined."""
    main = before[: before.index("if")] if "if" in before else []
    return not _ADVISING.isdisjoint(main) and not _ADVISING.isdisjoint(after)


def _at_loose_conjunctions(text: str) -> Iterator[str]:
    """Yield the divisions at an "and" without a comma, of sentences without another clause."""
    for left, right, found in list_divisions(_JOINED_LOOSELY, text):
        is_single = get_group("subordinators").isdisjoint(list_words(left))
        if found["first"] and not is_finite_verb(found["first"]):
            continue
        if is_single and not _PAIRED.search(left) and _are_sentences(left, right):
            yield _join(left, found["word"], right)


def _join(left: str, word: str | None, right: str) -> str:
    opening = _OPENINGS.get(word or "", "")
    return f"{left}. {opening}{right if opening else capitalise(right)}"


def _at_which(text: str) -> Iterator[str]:
    for left, right, _ in list_divisions(_WHICH, text):
        words = list_words(right)
        if not words or not is_finite_verb(words[0]) or not _is_last(left, right):
            continue
        if is_main_clause(left) and is_balanced(left):
            yield f"{left}. {_refer_to(left, words[0])} {right}"


def _is_last(left: str, right: str) -> bool:
    """Return whether nothing goes on with the clause before: no comma, or one between nouns."""
    if "," not in right:
        return True
    items = right.split(",")[1:]
    words = [word for item in items for word in list_words(item)]
    is_list = _LISTED.search(right) is not None and not any(map(is_finite_verb, words))
    sure = get_group("auxiliaries") | get_group("finite")
    return is_list and not sure.isdisjoint(list_words(left))


def _refer_to(left: str, verb: str) -> str:
    if verb in _PLURAL_VERBS:
        return "These"
    if verb in ("meant", "made"):
        return "This"
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
