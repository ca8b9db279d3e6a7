"""The passive voice in English sentences, found by rule: rather too few than too many.

A passive is a form of be or get with a past participle, no more than three adverbs between them.
What only looks like one is left out: states ("is tired", "were limited", "is more reduced"), names
("is called"), and participles that belong to a noun after them ("were randomised trials").

`data/voice.en.txt` has the words in groups, a line `# <group>` before each:
`be`, `get`, `have`, `auxiliaries` (the other ones); `adverbs` that may part an auxiliary from its
participle, those in -ly aside; `degrees`: adverbs that, right before a participle, make it an
adjective; `no_participles`: participles of verbs that make no passive, and words that only look
like one; `states`: participles that tell what something is like, and make a passive only with "by";
`take_more`: participles that a noun or an adjective may follow ("was given aspirin");
`followers`: words that may follow the others, where a noun would make them an adjective;
`pronouns`, `determiners`, `asking`: words by which a question is known.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from readlevel.core.languages.english.verbs import get_irregular_participles

_MOST_ADVERBS = 3
_LONGEST_SUBJECT = 5
"""Words of a subject between the verb of a question and its participle."""


def find_passives(words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the words of one English sentence are in the passive, as (first, after last).

    `words` are those of `split_words`. A range goes from the first auxiliary to the participle:
    "may not have been treated"; in a question the subject is in it: "Was it caused".
    """
    lower = [word.lower().replace("\u2019", "'") for word in words]
    beginnings = _get_beginnings()
    found: list[tuple[int, int]] = []
    behind = 0
    for at, word in enumerate(lower):
        if at < behind or word not in beginnings:
            continue
        last = _find_participle(lower, at)
        if last is not None:
            behind = last + 1
            first = _find_first_auxiliary(lower, at)
            if first == 0 or lower[first - 1] != "there":
                found.append((first, behind))
    return found


def follows_auxiliary(words: Sequence[str], index: int) -> bool:
    """Tell whether a form of be, get or have stands before `words[index]`, adverbs between them.

    Words are in lower case, with straight apostrophes.
    """
    at = index - 1
    while at >= 0 and index - at <= _MOST_ADVERBS and _is_adverb(words[at]):
        at -= 1
    return at >= 0 and _is(words[at], "be", "get", "have")


def _find_participle(words: Sequence[str], auxiliary: int) -> int | None:
    """Return where the participle stands that makes a passive with the word at `auxiliary`."""
    at = _skip_adverbs(words, auxiliary + 1)
    if _is_passive(words, at):
        return at
    if _is(words[auxiliary], "get") or (auxiliary and not _is(words[auxiliary - 1], "asking")):
        return None
    return _find_in_question(words, auxiliary + 1)


def _find_in_question(words: Sequence[str], subject: int) -> int | None:
    """Return the participle after a subject: "Was it caused …", "Were the patients treated?"."""
    if subject == len(words):
        return None
    if _is(words[subject], "pronouns"):
        at = _skip_adverbs(words, subject + 1)
        return at if _is_passive(words, at) else None
    if not _is(words[subject], "determiners"):
        return None
    for at in range(subject + 2, min(subject + 1 + _LONGEST_SUBJECT, len(words))):
        closes = at + 1 == len(words) or words[at + 1] in {"by", "with"}
        if closes and _is_passive(words, at):
            return at
    return None


def _find_first_auxiliary(words: Sequence[str], auxiliary: int) -> int:
    """Return where the auxiliaries begin that lead to the one given: "may not have been"."""
    first = at = auxiliary
    while at > 0 and (_is_auxiliary(words[at - 1]) or _is(words[at - 1], "adverbs")):
        at -= 1
        if _is_auxiliary(words[at]):
            first = at
    return first


def _skip_adverbs(words: Sequence[str], start: int) -> int:
    at = start
    while at < len(words) and at - start < _MOST_ADVERBS and _is_adverb(words[at]):
        at += 1
    return at


def _is_passive(words: Sequence[str], at: int) -> bool:
    """Tell whether the word at `at` is a participle, and neither a state nor a noun's adjective."""
    if at >= len(words) or not _is_participle(words[at]) or _is(words[at - 1], "degrees"):
        return False
    word, following = words[at], words[at + 1 : at + 3]
    if word == "used" and following[:1] == ["to"]:
        return not following[1:] or not _is_object(following[1])
    if word == "known" and following[:1] == ["as"]:
        return False
    if _is(word, "states") or (word.startswith("un") and not word.startswith(("under", "uncover"))):
        return following[:1] == ["by"]
    return not following or _is(word, "take_more") or _may_follow(following[0])


def _is_participle(word: str) -> bool:
    if _is(word, "no_participles"):
        return False
    return (word.endswith("ed") and len(word) > 3) or word in get_irregular_participles()


def _may_follow(word: str) -> bool:
    return (
        _is(word, "followers")
        or word.endswith(("ly", "ing"))
        or word[:1].isdigit()
        or _is_auxiliary(word)
    )


def _is_object(word: str) -> bool:
    """Tell whether `word` after "used to" makes it a habit: "is used to the pain"."""
    return _is(word, "determiners", "pronouns") or word.endswith("ing")


def _is_auxiliary(word: str) -> bool:
    return _is(word, "be", "get", "have", "auxiliaries")


def _is_adverb(word: str) -> bool:
    return _is(word, "adverbs", "degrees") or (word.endswith("ly") and len(word) > 4)


@cache
def _get_beginnings() -> frozenset[str]:
    """Return the words with which a passive may begin."""
    return _get_groups()["be"] | _get_groups()["get"]


def _is(word: str, *groups: str) -> bool:
    known = _get_groups()
    return any(word in known[group] for group in groups)


@cache
def _get_groups() -> Mapping[str, frozenset[str]]:
    listed = files("readlevel.core").joinpath("data", "voice.en.txt").read_text("utf-8")
    sections = (section.partition("\n") for section in listed.split("# ")[1:])
    return {name: frozenset(words.split()) for name, _, words in sections}
