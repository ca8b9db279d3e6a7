"""The passive voice in English sentences, found by rules that prefer precision to recall.

A passive is a form of be or get and a past participle, with at most three adverbs between them.
Not counted are states ("is tired", "were limited", "is more reduced"), names ("is called"), and
participles that modify a noun ("were randomised trials").

`data/voice.en.txt` has the words in groups, each after a line `# <group>`:
`be`, `get`, `have`, `auxiliaries` (the other ones); `adverbs` between an auxiliary and its
participle, except those in -ly; `degrees`: adverbs that turn the next participle into an adjective;
`no_participles`: participles of verbs without a passive, and words that only look like one;
`states`: participles of states, passive only with "by"; `take_more`: participles that a noun or an
adjective may follow ("was given aspirin"); `followers`: words that may follow the others;
`pronouns`, `determiners`, `asking`: words that mark a question.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import product

from readlevel.core.languages.english.verbs import get_irregular_participles

_APOSTROPHES = {"'": "\u2019"}
_MAX_ADVERBS = 3
_MAX_SUBJECT_WORDS = 5
"""Words of the subject between the verb of a question and its participle."""


def find_passives(words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the passives of an English sentence as (first word, end).

    `words` are those of `split_words`. A range goes from the first auxiliary to the participle:
    "may not have been treated"; in a question it includes the subject: "Was it caused".
    """
    start_words = list_start_words()
    starts = [index for index, word in enumerate(words) if word in start_words]
    if not starts:
        return []
    lower = _in_lower_case(words)
    found: list[tuple[int, int]] = []
    end = 0
    for index in starts:
        if index < end or not _may_open(lower, index):
            continue
        last = _find_participle(lower, index)
        if last is not None:
            end = last + 1
            first = _find_first_auxiliary(lower, index)
            if first == 0 or lower[first - 1] != "there":
                found.append((first, end))
    return found


@cache
def list_start_words() -> frozenset[str]:
    """Return the forms of be and get, with which a passive may begin, in every mix of capitals."""
    return frozenset(
        "".join(letters)
        for word in _get_start_words()
        for letters in product(
            *({sign, sign.upper(), *_APOSTROPHES.get(sign, "")} for sign in word)
        )
    )


def follows_auxiliary(words: Sequence[str], index: int) -> bool:
    """Return whether a form of be, get or have precedes `words[index]`, adverbs skipped.

    Words are in lower case, with straight apostrophes.
    """
    return _follows(words, index, "be", "get", "have")


def follows_be(words: Sequence[str], index: int) -> bool:
    """Return whether a form of be precedes `words[index]`, adverbs skipped; words as above."""
    return _follows(words, index, "be")


def _in_lower_case(words: Iterable[str]) -> list[str]:
    return " ".join(words).lower().replace("\u2019", "'").split(" ")


def _follows(words: Sequence[str], index: int, *groups: str) -> bool:
    before = index - 1
    while before >= 0 and index - before <= _MAX_ADVERBS and _is_adverb(words[before]):
        before -= 1
    return before >= 0 and _in_group(words[before], *groups)


def _may_open(words: Sequence[str], auxiliary: int) -> bool:
    """Return whether a passive or a question may begin there, which most forms of be do not."""
    if not auxiliary or words[auxiliary - 1] in _get_groups()["asking"]:
        return True
    following = words[auxiliary + 1 : auxiliary + 2]
    return bool(following) and (
        following[0].endswith(("ed", "ly")) or following[0] in _list_leading_words()
    )


def _find_participle(words: Sequence[str], auxiliary: int) -> int | None:
    """Return the participle that makes a passive with the word index `auxiliary`."""
    index = _skip_adverbs(words, auxiliary + 1)
    if _is_passive(words, index):
        return index
    if auxiliary and words[auxiliary - 1] not in _get_groups()["asking"]:
        return None
    if _in_group(words[auxiliary], "get"):
        return None
    return _find_inverted_participle(words, auxiliary + 1)


def _find_inverted_participle(words: Sequence[str], subject: int) -> int | None:
    """Return the participle after a subject: "Was it caused …", "Were the patients treated?"."""
    if subject == len(words):
        return None
    if _in_group(words[subject], "pronouns"):
        index = _skip_adverbs(words, subject + 1)
        return index if _is_passive(words, index) else None
    if not _in_group(words[subject], "determiners"):
        return None
    for index in range(subject + 2, min(subject + 1 + _MAX_SUBJECT_WORDS, len(words))):
        closes = index + 1 == len(words) or words[index + 1] in {"by", "with"}
        if closes and _is_passive(words, index):
            return index
    return None


def _find_first_auxiliary(words: Sequence[str], auxiliary: int) -> int:
    """Return the first of the auxiliaries before `auxiliary`: "may not have been"."""
    first = index = auxiliary
    while index > 0 and (_is_auxiliary(words[index - 1]) or _in_group(words[index - 1], "adverbs")):
        index -= 1
        if _is_auxiliary(words[index]):
            first = index
    return first


def _skip_adverbs(words: Sequence[str], start: int) -> int:
    index = start
    while index < len(words) and index - start < _MAX_ADVERBS and _is_adverb(words[index]):
        index += 1
    return index


def _is_passive(words: Sequence[str], index: int) -> bool:
    """Return whether a word is a participle but not a state or an adjective."""
    if index >= len(words) or not _is_participle(words[index]):
        return False
    if _in_group(words[index - 1], "degrees"):
        return False
    word, following = words[index], words[index + 1 : index + 3]
    if word == "used" and following[:1] == ["to"]:
        return not following[1:] or not _is_object(following[1])
    if word == "known" and following[:1] == ["as"]:
        return False
    if _in_group(word, "states") or (
        word.startswith("un") and not word.startswith(("under", "uncover"))
    ):
        return following[:1] == ["by"]
    return not following or _in_group(word, "take_more") or _may_follow(following[0])


def _is_participle(word: str) -> bool:
    if not (word.endswith("ed") and len(word) > 3) and word not in get_irregular_participles():
        return False
    return not _in_group(word, "no_participles")


def _may_follow(word: str) -> bool:
    return (
        _in_group(word, "followers")
        or word.endswith(("ly", "ing"))
        or word[:1].isdigit()
        or _is_auxiliary(word)
    )


def _is_object(word: str) -> bool:
    """Return whether `word` after "used to" makes it a habit: "is used to the pain"."""
    return _in_group(word, "determiners", "pronouns") or word.endswith("ing")


def _is_auxiliary(word: str) -> bool:
    return _in_group(word, "be", "get", "have", "auxiliaries")


def _is_adverb(word: str) -> bool:
    if word.endswith("ly") and len(word) > 4:
        return True
    groups = _get_groups()
    return word in groups["adverbs"] or word in groups["degrees"]


@cache
def _list_leading_words() -> frozenset[str]:
    """Return the words, but for those in -ed and -ly, that may follow the auxiliary."""
    groups = _get_groups()
    return groups["adverbs"] | groups["degrees"] | get_irregular_participles()


@cache
def _get_start_words() -> frozenset[str]:
    """Return the words with which a passive may begin."""
    return _get_groups()["be"] | _get_groups()["get"]


def _in_group(word: str, *groups: str) -> bool:
    return word in _join_groups(groups)


@cache
def _join_groups(groups: tuple[str, ...]) -> frozenset[str]:
    known = _get_groups()
    return frozenset[str]().union(*(known[group] for group in groups))


@cache
def _get_groups() -> Mapping[str, frozenset[str]]:
    listed = files("readlevel.core").joinpath("data", "voice.en.txt").read_text("utf-8")
    sections = (section.partition("\n") for section in listed.split("# ")[1:])
    return {name: frozenset(words.split()) for name, _, words in sections}
