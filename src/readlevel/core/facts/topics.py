"""The topics of a sentence: the stems of its words, or the concepts that they name.

`data/concepts.<language>.txt` has a line for each concept, with its medical and its plain names;
in other languages, the names that a search takes for the same, in `data/synonyms.<language>.txt`.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, lru_cache, partial
from importlib.resources import files

from readlevel.core.languages.stems import stem
from readlevel.core.languages.stopwords import get_determiners, get_function_words
from readlevel.core.languages.tags import primary

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")

_CONCEPT_LANGUAGES = frozenset({"en", "es"})
_SYNONYM_LANGUAGES = frozenset({"ar", "de", "fr"})
"""Languages with a list of concepts, and others with one of what a search takes for the same."""

_Phrase = tuple[str, ...]

_ENGLISH_SUFFIXES = (
    *("izations", "isations", "ations", "itions"),
    *("ization", "isation", "ation", "ition", "ments", "ment", "ness", "ingly", "edly", "ously"),
    *("ably", "ibly", "able", "ible", "ings", "ing", "ious", "ous", "ives", "ive", "ical", "ally"),
    *(
        "ions",
        "ion",
        "ies",
        "ied",
        "ity",
        "als",
        "ers",
        "er",
        "ed",
        "es",
        "al",
        "ly",
        "e",
        "ys",
        "s",
        "y",
    ),
)
_OTHER_SUFFIXES = ("es", "s", "en", "er", "e", "a", "o", "os", "as", "n")
_DETERMINER = "the"
"""The topic that stands for any determiner within a phrase."""
_OTHER_CONCEPTS = re.compile(r" [>!] ")
"""What stands before the wider or opposite concepts of a line of synonyms."""

_MIN_STEM_LENGTH = 3
_OTHER_MIN_STEM_LENGTH = 4
_OTHER_MAX_STEM_LENGTH = 7


def extract_topics(text: str, language: str) -> list[str]:
    """Return the topics of a text, those of its words in order, then those of its phrases."""
    subtag = primary(language)
    words = [word.lower() for word in _WORD.findall(text)]
    stems = [_find_topic(word, subtag) for word in words]
    parts = [one or _phrase_token(word, subtag) for one, word in zip(stems, words, strict=True)]
    return [*filter(None, stems), *_find_phrases(parts, subtag)]


@lru_cache(maxsize=50_000)
def extract_word_topics(word: str, language: str) -> tuple[str, ...]:
    """Return the topics of a single word."""
    return tuple(extract_topics(word, language))


def _phrase_token(word: str, language: str) -> str:
    """Return a stopword as phrases have it: "the" for "your"."""
    return _DETERMINER if word in get_determiners(language) else word


def _find_phrases(stems: Sequence[str], language: str) -> list[str]:
    """Return the concepts that are named by several words in a row."""
    starting = _get_concept_phrases(language)
    found: list[str] = []
    for index, part in enumerate(stems):
        for phrase, concept in starting.get(part, ()):
            if tuple(stems[index : index + len(phrase)]) == phrase:
                found.append(concept)
                break
    return found


@lru_cache(maxsize=50_000)
def _find_topic(word: str, language: str) -> str:
    """Return the concept or stem of a word; empty for a stopword."""
    if word in get_function_words(language):
        return ""
    stemmed = _stem(word, language)
    return _get_concepts(language).get(stemmed, stemmed)


def _stem(word: str, language: str) -> str:
    stemmer = _STEMMERS.get(language, _stem_other_language)
    return stemmer(word.removesuffix("'s").replace("'", ""))


def _stem_english(word: str) -> str:
    word = _strip_suffix(word, _ENGLISH_SUFFIXES, _MIN_STEM_LENGTH)
    if len(word) > _MIN_STEM_LENGTH and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    # British spellings: anaemia, oedema.
    return word.replace("aem", "em").replace("oe", "e").replace("ae", "e")


def _stem_other_language(word: str) -> str:
    if not word.isascii():
        parts = unicodedata.normalize("NFD", word)
        word = "".join(character for character in parts if not unicodedata.combining(character))
    return _strip_suffix(word, _OTHER_SUFFIXES, _OTHER_MIN_STEM_LENGTH)[:_OTHER_MAX_STEM_LENGTH]


def _strip_suffix(word: str, suffixes: Sequence[str], min_length: int) -> str:
    for suffix in suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= min_length:
            return word.removesuffix(suffix)
    return word


_CLITIC = re.compile(r"(?:(?<=[aeiáéí]r)|(?<=[áéí]ndo))(?:[mts]e|l[aeo]s?|nos){1,2}\Z")
_IMPERATIVE_CLITIC = re.compile(r"(?<=\w\w[aeén])(?:[mts]e|l[aeo]s?|nos){1,2}\Z")


def _stem_spanish(word: str) -> str:
    """Return the stem of a word without the pronouns at its end: tomarlo, tómela."""
    bare = _CLITIC.sub("", word)
    if bare == word and any(vowel in word[:-3] for vowel in "áéíóú"):
        bare = _IMPERATIVE_CLITIC.sub("", word)
    if bare.endswith(("ándo", "iéndo")):
        bare = bare[:-4] + "ar" if bare.endswith("ándo") else bare[:-5] + "er"
    return _stem_other_language(bare)


_STEMMERS: Mapping[str, Callable[[str], str]] = {
    "ar": partial(stem, language="ar"),
    "en": _stem_english,
    "es": _stem_spanish,
}


@cache
def _get_concepts(language: str) -> Mapping[str, str]:
    """Return the concepts that are named by a single stem, by that stem."""
    concepts: dict[str, str] = {}
    for concept, phrases in _read_concepts(language):
        for phrase in phrases:
            if len(phrase) == 1:
                concepts.setdefault(phrase[0], concept)
    return concepts


@cache
def _get_concept_phrases(language: str) -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    """Return the phrases that name a concept by their first stem, longest first."""
    concepts = _get_concepts(language)
    starting: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for concept, phrases in _read_concepts(language):
        for phrase in phrases:
            if len(phrase) > 1:
                parts = tuple(concepts.get(part, part) for part in phrase)
                starting.setdefault(parts[0], []).append((parts, concept))
    for listed in starting.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return starting


@cache
def _read_concepts(language: str) -> list[tuple[str, list[_Phrase]]]:
    """Return the concepts of a language with their phrases."""
    names = _read_lines("concepts", _CONCEPT_LANGUAGES, language)
    for line in _read_lines("synonyms", _SYNONYM_LANGUAGES, language):
        _, _, listed = line.partition(":")
        names.append(_OTHER_CONCEPTS.split(listed)[0])
    return [(f"~{number}", _split_phrases(one, language)) for number, one in enumerate(names)]


def _read_lines(name: str, languages: Collection[str], language: str) -> list[str]:
    if language not in languages:
        return []
    listed = files("readlevel.core").joinpath("data", f"{name}.{language}.txt").read_text("utf-8")
    return [line for line in listed.splitlines() if line and not line.startswith("#")]


def _split_phrases(listed: str, language: str) -> list[_Phrase]:
    phrases = (
        tuple(_phrase_part(word, language) for word in _WORD.findall(phrase))
        for phrase in listed.split(",")
    )
    return [one for one in phrases if one]


def _phrase_part(word: str, language: str) -> str:
    if word in get_function_words(language):
        return _phrase_token(word, language)
    return _stem(word.lower(), language)
