"""Puts the misspelled words of a query right, with words of the site and of the lists of names."""

from collections.abc import Mapping, Sequence

from readlevel.core.languages.tags import primary
from readlevel.core.search import spelling, synonyms
from readlevel.core.search.query import find_searched
from readlevel.core.search.words import stem_word
from readlevel.usecases.searching.site_words import SiteWordsByLanguage
from readlevel.usecases.searching.word_tables import common_words, listed_stems, listed_words

_SHORTEST_PART = 3
"""Letters of each of two words that were written as one."""

_MOST_CORRECTED = 8
"""Words of a query that are put right."""

_MOST_NEAR = 20
"""Words of the names of things that are compared with a misspelled one."""

_MEDICINES_LANGUAGE = "en"
"""Language of the list of medicines: in it, other spellings of them are misspellings."""


def correct_words(
    site: SiteWordsByLanguage, words: Sequence[str], languages: Sequence[str]
) -> Mapping[str, str]:
    """Return the misspelled words of a query, each with the one that was meant.

    A word that the site has in any of its `languages`, a number or a code is never among them, nor
    is the beginning of a word at the end of the query. A common word that the site lacks is put
    right only if that makes the name of something: "hart attack".
    """
    language = languages[0]
    common = common_words(primary(language))
    # Words beside a common word are put right first, because they tell what it should be.
    doubtful = sorted(
        _find_doubtful(site, words, languages),
        key=lambda place: words[place] in common.words,
    )
    meant_words = list(words)
    split = {words[at]: _split_name(words[at], language) for at in doubtful[:_MOST_CORRECTED]}
    right = {word: parts for word, parts in split.items() if parts}
    similar = site[language].find_similar([word for word, parts in split.items() if not parts])
    for place in doubtful[:_MOST_CORRECTED]:
        word = words[place]
        if word in right:
            continue
        known = {one.word: one for one in similar[word]}
        candidates = [(one.word, one.texts) for one in known.values()]
        listed = synonyms.get_words(language)
        near = listed_words(language).find_near(word, limit=_MOST_NEAR)
        candidates += [(one, 1) for one in near if one not in known]
        if word in common.words:
            meant = _choose_in_context(meant_words, place, candidates, language)
        else:
            meant = spelling.choose(word, candidates, language, common)
        if meant is not None:
            meant_words[place] = meant
            right[word] = known[meant].written if meant in known else listed[meant]
    return right


def _find_doubtful(
    site: SiteWordsByLanguage, words: Sequence[str], languages: Sequence[str]
) -> list[int]:
    """Return the places of words that neither the site nor any list of names has."""
    language = languages[0]
    left = {
        place: words[place]
        for place in find_searched(words, language)
        if spelling.may_be_misspelled(words[place])
    }
    stems = {place: stem_word(word, language) for place, word in left.items()}
    known = site[language].count(set(stems.values()))
    left = {
        place: word
        for place, word in left.items()
        if stems[place] not in known and stems[place] not in listed_stems(language)
    }
    for tag in languages[1:]:
        words_there = site[tag].find_words(set(left.values()))
        listed = synonyms.get_words(tag)
        left = {
            place: word
            for place, word in left.items()
            if word not in words_there and word not in listed
        }
    medicines = synonyms.get_medicine_words()
    left = {place: word for place, word in left.items() if word not in medicines}
    if primary(language) != _MEDICINES_LANGUAGE:
        left = {at: word for at, word in left.items() if not synonyms.find_medicine(word)}
    last = len(words) - 1
    if last in left and site[language].complete(words[last]):
        del left[last]
    return sorted(left)


def _split_name(word: str, language: str) -> str:
    """Return two words that are a name together, and were written as one: "backpain"; or ""."""
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        parts = word[:at], word[at:]
        stems = {place: stem_word(part, language) for place, part in enumerate(parts)}
        if any(len(one.places) == len(parts) for one in synonyms.find_names(stems, language)):
            return " ".join(parts)
    return ""


def _choose_in_context(
    words: Sequence[str], place: int, candidates: Sequence[tuple[str, int]], language: str
) -> str | None:
    """Return the nearest word that makes a name of several words with those beside it, or None."""
    near = [
        (spelling.distance(words[place], word, language), -texts, word)
        for word, texts in candidates
    ]
    for far, _, word in sorted(near):
        if far > min(1.0, spelling.most_distance(words[place])):
            return None
        beside = range(max(place - 2, 0), min(place + 3, len(words)))
        stems = {at: stem_word(words[at] if at != place else word, language) for at in beside}
        for match in synonyms.find_names(stems, language):
            if place in match.places and len(match.places) > 1:
                return word
    return None
