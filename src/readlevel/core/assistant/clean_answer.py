"""Strips a model's response down to the text of the draft."""

import re
import unicodedata
from collections import Counter

from readlevel.core.assistant.answer_refused import AnswerRefused, RefusalCode
from readlevel.core.languages.stopwords import STOPWORD_LANGUAGES, get_function_words
from readlevel.core.languages.tags import primary
from readlevel.core.languages.words import split_words

_THINKING_TAG = re.compile(
    r"<(?P<closes>/?)(?P<name>think|thinking|thought|reasoning)>", re.IGNORECASE
)
_FENCE = re.compile(r"\A```\w*\n(.*)\n```\Z", re.DOTALL)
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff]")
"""Control characters, and those that hide words or turn their direction."""

_GROWTH, _SPARE = 4, 600
"""An answer may have so many times the characters of its source, and so many more."""

_MIN_LETTERS = 20
_MIN_FUNCTION_WORDS = 4
"""Below it, words may be of any language."""

_SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "ru": "CYRILLIC", "uk": "CYRILLIC", "he": "HEBREW"}
_OTHER_SCRIPTS = ("ARABIC", "CYRILLIC", "HEBREW", "CJK", "HIRAGANA", "KATAKANA", "HANGUL")


def clean_answer(answer: str, language: str, source_length: int) -> str:
    """Return the text of an answer to a source of a length in characters.

    Thinking text that ends is dropped, and a fence around the whole answer. Raise `AnswerRefused`
    if nothing is left, if thinking text does not end, or if the answer is too long or in another
    language.
    """
    text = answer.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSEEN.sub("", _drop_thinking(text)).strip()
    if _THINKING_TAG.search(text):
        raise AnswerRefused(RefusalCode.THINKING)
    fenced = _FENCE.match(text)
    text = fenced[1].strip() if fenced else text
    if not any(map(str.isalnum, text)):
        raise AnswerRefused(RefusalCode.EMPTY)
    if len(text) > _GROWTH * source_length + _SPARE:
        raise AnswerRefused(RefusalCode.TOO_LONG)
    if is_other_language(text, language):
        raise AnswerRefused(RefusalCode.OTHER_LANGUAGE)
    return text


def _drop_thinking(text: str) -> str:
    """Return `text` without thinking tags and everything inside them."""
    kept: list[str] = []
    opened, name, start = -1, "", 0
    for tag in _THINKING_TAG.finditer(text):
        if opened < 0 and not tag["closes"]:
            opened, name = tag.start(), tag["name"].lower()
        elif opened >= 0 and tag["closes"] and tag["name"].lower() == name:
            kept.append(text[start:opened])
            opened, start = -1, tag.end()
    return "".join((*kept, text[start:]))


def is_other_language(text: str, language: str) -> bool:
    """Return whether a text is certainly not in a language: by its script, then by its words."""
    script = _find_script(text)
    if script is None:
        return False
    expected = _SCRIPTS.get(primary(language))
    if expected or script in _OTHER_SCRIPTS:
        return script != expected
    return _has_words_of_another(text, primary(language))


def _find_script(text: str) -> str | None:
    """Return the script of most letters of a text, by its Unicode name; None if there are few."""
    letters = [one for one in text if one.isalpha()]
    if len(letters) < _MIN_LETTERS:
        return None
    names = Counter(unicodedata.name(one, "UNKNOWN").split()[0] for one in letters)
    return names.most_common(1)[0][0]


def _has_words_of_another(text: str, language: str) -> bool:
    """Return whether the function words are more often those of another language."""
    if language not in STOPWORD_LANGUAGES:
        return False
    words = [word.casefold() for word in split_words(text)]
    own = sum(word in get_function_words(language) for word in words)
    others = {
        other: sum(word in get_function_words(other) for word in words)
        for other in STOPWORD_LANGUAGES - {language}
    }
    most = max(others.values())
    return most >= _MIN_FUNCTION_WORDS and most > 2 * own
