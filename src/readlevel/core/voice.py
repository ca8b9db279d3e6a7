"""The passive voice in English sentences, found by rule: rather too few than too many."""

from collections.abc import Sequence

_BE_FORMS = """
am are be been being is isn't aren't was wasn't were weren't i'm you're we're they're
"""
_ADVERBS_LISTED = """
again all almost also already always both each either even ever first further hence however
indeed initially just later least less more most never not now often once otherwise perhaps quite
rather since sometimes soon still subsequently then therefore thus too usually very well
"""
_BE = frozenset(_BE_FORMS.split())
_GET = frozenset({"get", "gets", "getting", "got", "gotten"})
_HAVE = frozenset({"has", "have", "had", "having", "hasn't", "haven't", "hadn't"})
_ADVERBS = frozenset(_ADVERBS_LISTED.split())
_MOST_ADVERBS = 3


def follows_auxiliary(words: Sequence[str], index: int) -> bool:
    """Tell whether a form of be, get or have stands before `words[index]`, adverbs between them.

    Words are in lower case, with straight apostrophes.
    """
    at = index - 1
    while at >= 0 and index - at <= _MOST_ADVERBS and is_adverb(words[at]):
        at -= 1
    return at >= 0 and words[at] in _BE | _GET | _HAVE


def is_adverb(word: str) -> bool:
    """Tell whether `word` (lower case) can stand between an auxiliary and its participle."""
    return word in _ADVERBS or (word.endswith("ly") and len(word) > 4)
