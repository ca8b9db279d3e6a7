"""Misspelled words: the keys by which similar words are found, and how far apart two words are.

Similar words are looked up by shared keys: the word with up to two letters deleted (W. Garbe's
symmetric deletion), how it sounds, and its consonants. The edit distance is RapidFuzz's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

SHORTEST, LONGEST = 2, 30
"""Letters of a word that may be misspelled."""

_PREFIX = 7
"""Letters at the beginning of a word that deletions are made from; the rest is compared later."""

_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOUR = _SIMILAR_LETTER = 0.6
_ROUNDED = {"u", "w"}
"""Letters that sound alike after a vowel: "gowt" for gout."""

_DOUBLED = 0.5
_SWAPPED = 0.8
_OTHER_BEGINNING = 0.6
"""Added if the first letter differs: people seldom get it wrong, unless it sounds the same."""
_SAME_SOUND = 0.4
"""The most that two words differ that sound the same, however they are written."""

_LONG = 8
"""Letters of a word; three edits of longer ones are looked at."""
_MOST_NEAR = 20

_VOWELS = "aeiouy\u0627\u0648\u064a"
_SOUNDS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^ps", "s"),
        (r"^wr", "r"),
        (r"^rh", "r"),
        (r"sthm", "sm"),
        (r"igh", "y"),
        (r"eigh", "ay"),
        (r"gh(?=t|$)", ""),
        (r"tch", "ch"),
        (r"ck|q(?:u|$)", "k"),
        (r"ph", "f"),
        (r"sh|(?<=[aeiou])ti(?=o)|(?<=[aeiou])ci(?=a|o)", "$"),
        (r"sc(?=[eiy])|c(?=[eiy])", "s"),
        (r"ch(?=[rl])", "k"),
        (r"c(?!h)", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"rh|rrh", "r"),
        (r"th", "t"),
        (r"h(?![aeiouy])", ""),
        (r"dg(?=e)", "j"),
        (r"mb$", "m"),
    ),
    "es": (
        (r"ll", "y"),
        (r"v", "b"),
        (r"qu(?=[ei])", "k"),
        (r"c(?=[eiy])|z|x", "s"),
        (r"ch", "$"),
        (r"c|q", "k"),
        (r"g(?=[ei])", "j"),
        (r"gu(?=[ei])", "g"),
        (r"h", ""),
    ),
    "ar": (
        ("[\u0627\u0639\u0621]", "\u0627"),
        ("[\u062b\u0633\u0635]", "\u0633"),
        ("[\u062a\u0637]", "\u062a"),
        ("[\u0636\u0638]", "\u0636"),
        ("[\u0630\u0632]", "\u0632"),
        ("[\u0647\u0629]$", ""),
        ("[\u0649\u064a]", "\u064a"),
        ("[\u0642\u0643]", "\u0643"),
        ("[\u062d\u0647]", "\u062d"),
    ),
}
"""Spellings of one sound, by language, replaced in this order."""


def list_keys(word: str, language: str) -> frozenset[str]:
    """Return the keys under which a folded word is found when it is misspelled."""
    if not may_be_misspelled(word):
        return frozenset()
    keys = set(_delete_letters(word[:_PREFIX], _deletions(word)))
    sound = sound_of(word, language)
    keys.add(f"~{sound}")
    bones = consonants_of(sound)
    if len(bones) > 2:
        keys.add(f"={bones}")
    return frozenset(keys)


def may_be_misspelled(word: str) -> bool:
    """Return whether a folded word has only letters: numbers and codes are never corrected."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


@lru_cache(maxsize=8192)
def sound_of(word: str, language: str) -> str:
    """Return a rough phonetic key of a folded word, equal for different spellings of a sound."""
    sound = word
    for spelled, heard in _sounds(language):
        sound = spelled.sub(heard, sound)
    sound = re.sub(r"(.)\1+", r"\1", sound)
    return re.sub(r"y|ie|ei|ea|ee|i", "i", sound)


def consonants_of(sound: str) -> str:
    """Return the first letter of a sound and its other consonants."""
    return sound[:1] + "".join(letter for letter in sound[1:] if letter not in _VOWELS)


@lru_cache(maxsize=8192)
def distance(written: str, meant: str, language: str) -> float:
    """Return how far a word is from another, in edits weighted for keyboards and sounds."""
    edits = Levenshtein.editops(written, meant)
    cost = sum(_weigh(one.tag, written, meant, one.src_pos, one.dest_pos) for one in edits)
    swaps = len(edits) - OSA.distance(written, meant)
    cost -= swaps * (2 - _SWAPPED) if swaps > 0 else 0
    if written[:1] != meant[:1]:
        cost += _OTHER_BEGINNING
    if sound_of(written, language) == sound_of(meant, language):
        return min(max(cost, 0.1), _SAME_SOUND)
    return max(cost, 0.1)


def most_distance(word: str) -> float:
    """Return the maximum distance of a correction for a word of this length."""
    if len(word) < 4:
        return _SAME_SOUND
    return 1.0 if len(word) < 5 else 1.3 if len(word) < 6 else 2.0 if len(word) < 9 else 2.7


class WordList:
    """Words among which those near another are found."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self.words):
            self._by_length.setdefault(len(word), []).append(word)

    def find_near(self, written: str, *, limit: int) -> Sequence[str]:
        """Return the words that are nearest to a word, at most `limit`."""
        return _find_near(self, written)[:limit]

    def iter_as_long(self, length: int, most: int) -> Iterator[Sequence[str]]:
        """Yield the words of each length that differs by at most `most`."""
        lengths = range(length - most, length + most + 1)
        return (self._by_length[one] for one in lengths if one in self._by_length)


@lru_cache(maxsize=4096)
def _find_near(listed: WordList, written: str) -> Sequence[str]:
    most = 2 + (len(written) > _LONG)
    found = [
        near
        for words in listed.iter_as_long(len(written), most)
        for near in process.extract(
            written, words, scorer=OSA.distance, score_cutoff=most, limit=_MOST_NEAR
        )
    ]
    return [word for word, _, _ in sorted(found, key=_by_distance)[:_MOST_NEAR]]


def _by_distance(near: tuple[str, float, int]) -> float:
    return near[1]


def choose(
    written: str,
    known: Iterable[tuple[str, int]],
    language: str,
    others: WordList | None = None,
) -> str | None:
    """Return the word that was meant, or None if none is near enough.

    `known` are words of the site with the number of texts that use them. A word of `others`, which
    the site does not have, that is nearer means that nothing of the site was meant.
    """
    best: tuple[float, int, str] | None = None
    for word, texts in known:
        far = distance(written, word, language)
        if far <= most_distance(written) and (best is None or (far, -texts, word) < best):
            best = far, -texts, word
    if best is None:
        return None
    if others is not None and _nearest(written, others, language) < best[0]:
        return None
    return best[2]


def _nearest(written: str, words: WordList, language: str) -> float:
    near = words.find_near(written, limit=8)
    return min((distance(written, word, language) for word in near), default=99.0)


def _deletions(word: str) -> int:
    return 0 if len(word) < 3 else 1 if len(word) < 5 else 2


def _delete_letters(word: str, most: int) -> Iterator[str]:
    for count in range(min(most, len(word) - 2) + 1):
        for gone in combinations(range(len(word)), count):
            yield "".join(letter for place, letter in enumerate(word) if place not in gone)


def _weigh(kind: str, written: str, meant: str, at: int, to: int) -> float:
    if kind == "replace":
        one, other = written[at], meant[to]
        if other in _neighbours(one):
            return _NEIGHBOUR
        is_similar = (one in _VOWELS and other in _VOWELS) or {one, other} == _ROUNDED
        return _SIMILAR_LETTER if is_similar else 1.0
    longer, place = (written, at) if kind == "delete" else (meant, to)
    doubled = longer[place] in longer[max(place - 1, 0) : place] + longer[place + 1 : place + 2]
    return _DOUBLED if doubled else 1.0


@cache
def _neighbours(letter: str) -> frozenset[str]:
    """Return the letters beside and below or above one on a keyboard (QWERTY)."""
    near = set()
    for row, keys in enumerate(_KEYBOARD):
        column = keys.find(letter)
        if column < 0:
            continue
        near |= set(keys[max(column - 1, 0) : column + 2])
        if row > 0:
            near |= set(_KEYBOARD[row - 1][column : column + 2])
        if row < len(_KEYBOARD) - 1:
            near |= set(_KEYBOARD[row + 1][max(column - 1, 0) : column + 1])
    return frozenset(near - {letter})


@cache
def _sounds(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    spelled = _SOUNDS.get(language.partition("-")[0].lower(), ())
    return tuple((re.compile(pattern), heard) for pattern, heard in spelled)
