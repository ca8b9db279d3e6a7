"""The supported languages, by their primary subtags.

A language whose definition does not fit in a line has its own folder.
"""

from functools import lru_cache

from readlevel.core.languages.arabic.language import ARABIC
from readlevel.core.languages.dutch.language import DUTCH
from readlevel.core.languages.english.language import ENGLISH
from readlevel.core.languages.french.language import FRENCH
from readlevel.core.languages.german.language import GERMAN
from readlevel.core.languages.italian.language import ITALIAN
from readlevel.core.languages.language import Language
from readlevel.core.languages.portuguese.language import PORTUGUESE
from readlevel.core.languages.russian.language import RUSSIAN
from readlevel.core.languages.spanish.language import SPANISH
from readlevel.core.languages.tags import primary

LANGUAGES = {
    language.tag: language
    for language in (
        ARABIC,
        DUTCH,
        ENGLISH,
        FRENCH,
        GERMAN,
        ITALIAN,
        PORTUGUESE,
        RUSSIAN,
        SPANISH,
        Language(tag="ca", stemmer="catalan", letters_after={"c": "ç"}),
        Language(tag="ckb", right_to_left=True),
        Language(tag="cs", letters_after={"c": "č", "r": "ř", "s": "š", "z": "ž"}),
        Language(tag="da", stemmer="danish", letters_after={"z": "æ ø å"}),
        Language(tag="dv", right_to_left=True),
        Language(tag="el", stemmer="greek"),
        Language(tag="et", letters_after={"s": "š", "z": "ž", "w": "õ ä ö"}),
        Language(tag="fa", right_to_left=True),
        Language(tag="fi", stemmer="finnish", letters_after={"z": "å ä ö"}),
        Language(tag="gl", letters_after={"n": "ñ"}),
        Language(tag="he", right_to_left=True),
        Language(tag="hu", stemmer="hungarian", letters_after={"o": "öő", "u": "üű"}),
        Language(tag="id", stemmer="indonesian"),
        Language(tag="is", letters_after={"d": "ð", "z": "þ æ ö"}),
        Language(tag="no", stemmer="norwegian", letters_after={"z": "æ ø å"}),
        Language(
            tag="pl",
            letters_after={
                "a": "ą",
                "c": "ć",
                "e": "ę",
                "l": "ł",
                "n": "ń",
                "o": "ó",
                "s": "ś",
                "z": "ź ż",
            },
        ),
        Language(tag="ps", right_to_left=True),
        Language(tag="ro", stemmer="romanian"),
        Language(tag="sd", right_to_left=True),
        Language(tag="sv", stemmer="swedish", letters_after={"z": "å ä ö"}),
        Language(
            tag="tr",
            stemmer="turkish",
            letters_after={"c": "ç", "g": "ğ", "h": "ı", "o": "ö", "s": "ş", "u": "ü"},
        ),
        Language(tag="ug", right_to_left=True),
        Language(tag="ur", right_to_left=True),
        Language(tag="yi", right_to_left=True),
    )
}

_UNKNOWN = Language(tag="")


@lru_cache(maxsize=256)
def get_language(tag: str) -> Language:
    """Return the language of a tag; an unknown language has only defaults."""
    return LANGUAGES.get(primary(tag), _UNKNOWN)
