"""The words of each language that are abbreviations, or stand beside them.

`data/abbreviations.<language>.txt` lists the words of a language under these headings, in lower
case and without their last full stop:

* `never final`: abbreviations after which the sentence always continues
* `before digits`: abbreviations that do not end a sentence before a number (`No. 3`, `Jan. 5`)
* `before Roman numerals`: those that do not end one before a Roman numeral: "sec. XV"
* `before names`: those before which a number stands if they end a sentence: "г. Москва", "2010 г."
* `rarely final`: those that end a sentence only before one of the `sentence starters`
* `after amounts`: words that are such an abbreviation after a number only: "2 caps. Omeprazole"
* `often final`: dotted ones that end a sentence before a capital
* `capitals`: abbreviations written in capitals, which are otherwise acronyms: "EE. UU."
* `letters`: letters that are half of an abbreviation with a space: "d. h.", "a. C."
* `ordinal nouns`: words that may follow an ordinal, a number with a full stop: "am 3. Mai"
* `after clock times`: capitalised words that may follow "8 a.m.": time zones, days
* `dates`: abbreviated days and months as written, before a number or one of each other
* `before ordinals`: words that an ordinal follows, so that a noun follows that: "der 2. Versuch"
* `sentence starters`: words that begin sentences far more often than they follow an abbreviation
* `instructions`: words that begin instructions, unless an initial or a title precedes them:
  "5 mg i.v. Repeat", "Sen. Close"
* `units`: words of `never` or `rarely final` that end a sentence after a number: "10 мин."
* `endings before digits`: last letters of words that end no sentence before a number: "Hauptstr. 5"
* `before numbers`: words that a number may follow at the end of a sentence: "type 2."
* `before letters`: words that a letter may follow at the end of a sentence: "plan B."
* `before single letters`: abbreviations that do not end a sentence before one capital: "App. B"
* `also words`: those of them that are words, too, and end one before `letters as words`: "his art."
* `letters as words`: capitals that may be the first word of a sentence: "A", "I"
* `capitals before digits`: words that end no sentence before a number if another word precedes them
  and they are written so: "el No. 12"
* `final pairs`: words that end a sentence after a conjunction, which stands before the hyphen:
  "и др."
* `glued prefixes`: words of one letter that are written together with an abbreviation: "ود. سالم"
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_DATA = files("readlevel.core") / "data"
_FALLBACK = "en"
_RELATED = {
    **dict.fromkeys(("be", "bg", "kk", "mk", "sr", "uk"), "ru"),
    **dict.fromkeys(("da", "nb", "nn", "no", "sv"), "de"),
    **dict.fromkeys(("ca", "gl"), "es"),
    **dict.fromkeys(("fa", "ur"), "ar"),
}
"""The languages whose abbreviations are used for languages without a list; others get English."""

_LANGUAGES = frozenset(
    file.name.split(".")[1] for file in _DATA.iterdir() if file.name.startswith("abbreviations.")
)


def is_never_abbreviated(word: str, language: str) -> bool:
    """Return whether a full stop after `word` ends a sentence before a capital or a digit.

    Most words are of this kind, so it saves the other rules. `language` is a primary tag.
    """
    if len(word) < 2 or not word.islower() or not word.isalpha() or word in _listed(language):
        return False
    return not word.endswith(_endings_before_digits(language))


@cache
def get_words_before_numbers() -> frozenset[str]:
    """Return the words of all languages that a number with a full stop may follow."""
    return _join("before numbers", "before ordinals")


@cache
def get_words_before_letters() -> frozenset[str]:
    """Return the words of all languages that a letter with a full stop may follow."""
    return _join("before letters")


def _join(*headings: str) -> frozenset[str]:
    lists = [read_lists(language) for language in _LANGUAGES]
    return frozenset().union(*(words[heading] for words in lists for heading in headings))


@cache
def _listed(language: str) -> frozenset[str]:
    """Return the words that a rule of `full_stops.ends_sentence` names as the word before."""
    return frozenset({"mm"}).union(*(read_lists(language)[heading] for heading in _ABBREVIATED))


@cache
def _endings_before_digits(language: str) -> tuple[str, ...]:
    return tuple(read_lists(language)["endings before digits"])


@cache
def read_lists(language: str) -> Mapping[str, frozenset[str]]:
    """Return the words under each heading; a language without a list gets a related one's."""
    if language not in _LANGUAGES:
        return read_lists(_RELATED.get(language, _FALLBACK))
    sections = dict.fromkeys(_HEADINGS, frozenset[str]())
    listed = _DATA.joinpath(f"abbreviations.{language}.txt").read_text("utf-8")
    for section in listed.split("# ")[1:]:
        heading, _, words = section.partition("\n")
        sections[heading] = frozenset(words.split())
    return sections


_ABBREVIATED = (
    "never final",
    "before digits",
    "before Roman numerals",
    "before names",
    "rarely final",
    "often final",
    "capitals",
    "dates",
    "units",
    "before single letters",
    "after amounts",
)
"""The headings whose words are abbreviations."""

_HEADINGS = (
    "never final",
    "before digits",
    "before Roman numerals",
    "before names",
    "rarely final",
    "often final",
    "capitals",
    "letters",
    "ordinal nouns",
    "before ordinals",
    "dates",
    "units",
    "endings before digits",
    "after clock times",
    "sentence starters",
    "instructions",
    "before numbers",
    "before letters",
    "before single letters",
    "also words",
    "after amounts",
    "letters as words",
    "capitals before digits",
    "final pairs",
    "glued prefixes",
)
