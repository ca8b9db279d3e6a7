"""Which form of a plainer English verb stands for one that is both past and participle.

"Began" is the past of a plainer verb, "begun" its participle; "commenced" is both.
"""

from readlevel.core.hints.english.passive_voice import follows_auxiliary, follows_be
from readlevel.core.hints.tokenised_text import TokenisedText
from readlevel.core.hints.wording_entry import Wording
from readlevel.core.languages.english.noun_phrases import is_word_of

_INTRANSITIVE = frozenset(
    {"commenced", "correlated", "derived", "expired", "fluctuated", "originated", "participated"}
    | {"persisted", "proceeded", "proliferated", "reclined", "recurred", "resumed", "subsided"}
    | {"succumbed"}
)
"""Forms that are the past rather than a participle where no auxiliary is before them."""

_NEVER_BEFORE_NOUN = frozenset({"done", "found", "got", "had", "met", "put", "seen", "shown"})
"""Participles that stand behind their noun: "the effects seen"."""

_NEVER_PASSIVE = ("come ", "gone ", "got in the way", "had", "meant", "tried ")
"""How participles begin that nothing can be: a limit is exceeded, but it is not gone over."""

_MOST_WORDS = 100
"""To each side, the words of a sentence that are looked at: of endless ones, not all."""

_RELATIVES = frozenset({"that", "which", "who"})


def choose_form(text: TokenisedText, first: int, end: int, wording: Wording) -> tuple[str, ...]:
    """Return the alternatives as participles where the words are one: after "was", in "by"."""
    if not wording.participles:
        return wording.alternatives
    participles = tuple(one for one in wording.participles if one != "got")  # "consent was got"
    if follows_be(text.words, first):
        participles = tuple(one for one in participles if not one.startswith(_NEVER_PASSIVE))
    if text.words[first] in _INTRANSITIVE and not follows_auxiliary(text.words, first):
        return _as_past(text, first, wording)
    followed = text.is_joined(end - 1) and not is_word_of(text.words[end], "determiners")
    before = text.word_before(first)
    opens = text.opens_sentence(first) or before[:1].isdigit() or before.endswith(("ing", "ly"))
    opens = opens or (text.opens_sentence(first - 1) and is_word_of(before, "adverbs"))
    if followed and (opens or is_word_of(before, "determiners", "prepositions")):
        behind = is_word_of(text.words[end], "prepositions", "conjunctions", "auxiliaries")
        unfit = frozenset() if behind else _NEVER_BEFORE_NOUN
        return tuple(one for one in participles if " " not in one and one not in unfit)
    if follows_auxiliary(text.words, first) or not text.is_joined(end - 1):
        return participles
    after = text.words[end]
    if is_word_of(after, "prepositions"):
        return participles
    if _has_verb_before(text, first) or (after.endswith("ed") and _has_auxiliary(text, end)):
        return _list_both(wording)
    takes_name = is_word_of(after, "determiners", "pronouns")
    return tuple(one for one in wording.alternatives if takes_name or not one.endswith(" to"))


def _as_past(text: TokenisedText, first: int, wording: Wording) -> tuple[str, ...]:
    """Return the past of a verb with a subject before it; of another verb, what may be both.

    In "Treatment commenced on day 3 was stopped", the other verb leaves it a participle.
    """
    before = text.words[first - 1] if first else ""
    is_subject = before and not is_word_of(before, "determiners", "prepositions")
    lowest, highest = max(0, first - _MOST_WORDS), min(len(text.words), first + _MOST_WORDS)
    starts = (place for place in range(first, lowest, -1) if text.opens_sentence(place))
    ends = (place for place in range(first + 1, highest) if text.opens_sentence(place))
    start, end = next(starts, lowest), next(ends, highest)
    around = (*text.words[start:first], *text.words[first + 1 : end])
    if (is_subject or before in _RELATIVES) and not any(
        is_word_of(word, "auxiliaries") for word in around
    ):
        return wording.alternatives
    return _list_both(wording)


def _list_both(wording: Wording) -> tuple[str, ...]:
    """Return the alternatives that are spelled alike as past and as participle."""
    both = zip(wording.alternatives, wording.participles, strict=True)
    return tuple(past for past, participle in both if past == participle)


def _has_verb_before(text: TokenisedText, first: int) -> bool:
    """Return whether the clause has a verb before `first`: "had ten sessions performed twice"."""
    is_second = text.word_before(first) in ("and", "or")  # "is doubled and administered"
    for place in range(first - 1 - is_second, max(-1, first - _MOST_WORDS), -1):
        word = text.words[place]
        if not text.is_joined(place) or is_word_of(word, "conjunctions") or word in _RELATIVES:
            return False
        if is_word_of(word, "auxiliaries"):
            return True
    return False


def _has_auxiliary(text: TokenisedText, start: int) -> bool:
    """Return whether the sentence goes on with an auxiliary, which may be its verb."""
    for place in range(start, min(start + _MOST_WORDS, len(text.words))):
        if text.opens_sentence(place):
            return False
        if is_word_of(text.words[place], "auxiliaries"):
            return True
    return False
