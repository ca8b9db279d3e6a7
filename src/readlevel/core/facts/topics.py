"""What a sentence speaks of: stems of its words, and what plain words and medicine call the same.

`data/concepts.<language>.txt` lists those, a line for each.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from readlevel.core.languages.tags import primary

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")

_LANGUAGES = frozenset({"en", "es"})
"""Languages with a list of what is called the same."""

_ENGLISH_SUFFIXES = (
    *("izations", "isations", "ations", "itions"),
    *("ization", "isation", "ation", "ition", "ments", "ment", "ness", "ingly", "edly", "ously"),
    *("ably", "ibly", "able", "ible", "ings", "ing", "ious", "ous", "ives", "ive", "ical", "ally"),
    *("ions", "ion", "ies", "ied", "ity", "ers", "er", "ed", "es", "al", "ly", "e", "s", "y"),
)
_OTHER_SUFFIXES = ("es", "s", "en", "er", "e", "a", "o", "os", "as", "n")
_DETERMINER = "the"
_DETERMINERS = frozenset(
    {"a", "an", "the", "my", "your", "his", "her", "our", "their", "its", "this", "that"}
    | {"el", "la", "los", "las", "un", "una", "su", "sus", "tu", "tus"}
)
_MIN_STEM_LENGTH = 3
_OTHER_MAX_STEM_LENGTH = 7

STOPWORDS = {
    "en": """a about after all also am an and any are as at be been being but by can could did do
        does done each either etc even ever every for from get gets got had has have having he her
        here hers him his how i if in into is it its itself just let make makes made many may me
        might mine more most much must my no nor not of off on once one only or other our ours out
        over own per please same shall she should so some such than that the their theirs them then
        there these they this those through thus to too up upon us very via was way we were what
        when where whether which while who whom whose why will with within without would yes yet
        you your yours yourself don't doesn't didn't isn't aren't can't cannot won't shouldn't
        between during because since until unless both few several another among against under
        above below however although though like thing things know say says said tell tells told
        seem seems become becomes well good bad case cases example include includes including
        included based using associated related time times""",
    "es": """a al algo antes aunque bajo bien cada casi como con contra cual cuando de del desde
        ante donde dos el ella ellas ellos en entre era es esa ese eso esta estas este esto
        estos está están fue ha hace han hasta hay la las le les lo los más me mi muy nada
        ni no nos o otra otro para pero poco por porque puede pueden que quien se sea ser
        si sin sobre son su sus también tan te tiene tienen todo todos tu tus un una uno
        unos usted y ya""",
}


def extract_topics(text: str, language: str) -> list[str]:
    """Return what a text speaks of, in the order of its words; what says nothing is left out."""
    spoken = primary(language)
    words = [word.lower() for word in _WORD.findall(text)]
    stems = [_find_topic(word, spoken) for word in words]
    parts = [stem or _phrase_token(word) for stem, word in zip(stems, words, strict=True)]
    return [*filter(None, stems), *_phrases(parts, spoken)]


@lru_cache(maxsize=50_000)
def extract_word_topics(word: str, language: str) -> tuple[str, ...]:
    """Return what a word by itself speaks of."""
    return tuple(extract_topics(word, language))


def _phrase_token(word: str) -> str:
    """Return a word that says nothing by itself as phrases have it: "your" as "the"."""
    return _DETERMINER if word in _DETERMINERS else word


def _phrases(stems: Sequence[str], language: str) -> list[str]:
    """Return the notions that several of the words make together."""
    starting = _get_concept_phrases(language)
    found: list[str] = []
    for at, stem in enumerate(stems):
        for phrase, notion in starting.get(stem, ()):
            if tuple(stems[at : at + len(phrase)]) == phrase:
                found.append(notion)
                break
    return found


@lru_cache(maxsize=50_000)
def _find_topic(word: str, language: str) -> str:
    """Return the notion or stem that a word is told by; nothing for one that says nothing."""
    if word in _get_stopwords(language):
        return ""
    stem = _stem(word, language)
    return _get_concepts(language).get(stem, stem)


def _stem(word: str, language: str) -> str:
    word = word.removesuffix("'s").replace("'", "")
    if language != "en":
        return _stem_other_language(word)
    for ending in _ENGLISH_SUFFIXES:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM_LENGTH:
            word = word.removesuffix(ending)
            break
    if len(word) > _MIN_STEM_LENGTH and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word.replace("aem", "em").replace("oe", "e").replace("ae", "e")


def _stem_other_language(word: str) -> str:
    if not word.isascii():
        parts = unicodedata.normalize("NFD", word)
        word = "".join(sign for sign in parts if not unicodedata.combining(sign))
    for ending in _OTHER_SUFFIXES:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM_LENGTH + 1:
            word = word.removesuffix(ending)
            break
    return word[:_OTHER_MAX_STEM_LENGTH]


@cache
def _get_stopwords(language: str) -> frozenset[str]:
    return frozenset(STOPWORDS.get(language, "").split())


@cache
def _get_concepts(language: str) -> Mapping[str, str]:
    """Return the notion of each stem that has one to itself."""
    notions: dict[str, str] = {}
    for notion, phrases in _read_concepts(language):
        for phrase in phrases:
            if len(phrase) == 1:
                notions.setdefault(phrase[0], notion)
    return notions


@cache
def _get_concept_phrases(language: str) -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    """Return the notions of several words, by the first of them, the longest first."""
    notions = _get_concepts(language)
    starting: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for notion, phrases in _read_concepts(language):
        for phrase in phrases:
            if len(phrase) > 1:
                told = tuple(notions.get(part, part) for part in phrase)
                starting.setdefault(told[0], []).append((told, notion))
    for listed in starting.values():
        listed.sort(key=lambda one: -len(one[0]))
    return starting


@cache
def _read_concepts(language: str) -> list[tuple[str, list[tuple[str, ...]]]]:
    if language not in _LANGUAGES:
        return []
    listed = files("readlevel.core").joinpath("data", f"concepts.{language}.txt").read_text("utf-8")
    lines = [line for line in listed.splitlines() if line and not line.startswith("#")]
    return [
        (
            f"~{number}",
            [
                tuple(_phrase_part(word, language) for word in _WORD.findall(phrase))
                for phrase in line.split(",")
            ],
        )
        for number, line in enumerate(lines)
    ]


def _phrase_part(word: str, language: str) -> str:
    return (
        _phrase_token(word) if word in _get_stopwords(language) else _stem(word.lower(), language)
    )
