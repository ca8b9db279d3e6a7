"""The order of words in a language's dictionaries, and the letter a word stands under.

Letters that a language counts as letters of their own stand behind the one they are drawn from, as
the Unicode CLDR has it; elsewhere accents do not count.
"""

import unicodedata
from collections.abc import Collection, Mapping
from string import ascii_lowercase
from types import MappingProxyType

from readlevel.core.languages.tags import primary

OTHER = "#"
"""What words stand under that begin with no letter."""

_BEHIND = "\uf8ff"
_OWN: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "ca": {"ç": "c"},
        "cs": {"č": "c", "ř": "r", "š": "s", "ž": "z"},
        "da": {"æ": "z", "ø": "z" + _BEHIND, "å": "z" + 2 * _BEHIND},
        "es": {"ñ": "n"},
        "et": {"š": "s", "ž": "z", "õ": "w", "ä": "w" + _BEHIND, "ö": "w" + 2 * _BEHIND},
        "fi": {"å": "z", "ä": "z" + _BEHIND, "ö": "z" + 2 * _BEHIND},
        "gl": {"ñ": "n"},
        "hu": {"ö": "o", "ő": "o", "ü": "u", "ű": "u"},
        "is": {"ð": "d", "þ": "z", "æ": "z" + _BEHIND, "ö": "z" + 2 * _BEHIND},
        "no": {"æ": "z", "ø": "z" + _BEHIND, "å": "z" + 2 * _BEHIND},
        "pl": {
            "ą": "a",
            "ć": "c",
            "ę": "e",
            "ł": "l",
            "ń": "n",
            "ó": "o",
            "ś": "s",
            "ź": "z",
            "ż": "z" + _BEHIND,
        },
        "sv": {"å": "z", "ä": "z" + _BEHIND, "ö": "z" + 2 * _BEHIND},
        "tr": {"ç": "c", "ğ": "g", "ı": "h", "ö": "o", "ş": "s", "ü": "u"},
    }
)

_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def sort_key(word: str, language: str) -> str:
    """Return what sorts a word, by code points, as its language does."""
    own = _OWN.get(primary(language), {})
    return "".join(_key(sign, own) for sign in unicodedata.normalize("NFC", word).lower())


def letter_of(word: str, language: str) -> str:
    """Return the capital letter that a word stands under, `#` where it begins with none."""
    own = _OWN.get(primary(language), {})
    for sign in unicodedata.normalize("NFC", word).lower():
        if sign in own:
            return sign.upper()
        folded = _fold(sign)
        if folded:
            return folded[0].upper() if folded[0].isalpha() else OTHER
    return OTHER


def alphabet(found: Collection[str], language: str) -> list[str]:
    """Return the letters words may stand under, as their language orders them, `#` last.

    They are those `found` and the rest of their alphabets: in Spanish Ñ, whether found or not.
    """
    own = "".join(_OWN.get(primary(language), {}))
    known = {*found} - {OTHER}
    for letters in (ascii_lowercase + own, _ARABIC):
        if not known.isdisjoint(letters.upper()):
            known |= set(letters.upper())
    ordered = sorted(known, key=lambda letter: sort_key(letter, language))
    return ordered + [OTHER] * (OTHER in found)


def _key(sign: str, own: Mapping[str, str]) -> str:
    return own[sign] + _BEHIND if sign in own else _fold(sign)


def _fold(sign: str) -> str:
    parts = unicodedata.normalize("NFKD", sign.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
