"""Forms of Arabic names in running text: article, joined particles, sound plurals, pronouns."""

from collections.abc import Iterator

from readlevel.core.languages.arabic.clitics import PARTICLES, PRONOUNS
from readlevel.core.languages.arabic.stemming import AL

_LAM, _TEH, _TEH_MARBUTA, _PLURAL = "ل", "ت", "ة", "ات"
_SHORTEST_WITH_PLURAL = 4

_PREPOSITIONS = frozenset(("من", "في", "على", "عن", "إلى", "مع", "بعد", "قبل", "دون", "بدون"))


def inflect_name(name: str) -> Iterator[str]:
    """Yield forms of a name; some of them are never written.

    A name whose first word alone has no article, as in "pressure of the blood", is definite
    already. Adjectives take the article of their noun; what follows a preposition stays as it is.
    """
    words = name.split()
    if not words or not all(word.isalpha() and "ء" <= word[0] <= "ي" for word in words):
        return
    preposition = (at for at, word in enumerate(words) if at and word in _PREPOSITIONS)
    end = next(preposition, len(words))
    for form in _inflect_noun(words[:end]):
        yield " ".join((form, *words[end:]))


def _inflect_noun(words: list[str]) -> Iterator[str]:
    bare = [_strip(word) for word in words]
    if words[0] == bare[0] and words[1:] != bare[1:]:
        yield from _join_particles(words)
        yield from _with_pronouns([*words[:-1], bare[-1]])
        return
    for first in (bare[0], *_list_plurals(bare[0])):
        shape = [first, *bare[1:]]
        yield " ".join(shape)
        yield from _join_particles(shape)
        definite = [AL + word for word in shape]
        yield " ".join(definite)
        yield from _join_particles(definite)
    if len(bare) == 1:
        yield from _with_pronouns(bare)


def _strip(word: str) -> str:
    return word.removeprefix(AL) if len(word) > len(AL) + 1 else word


def _list_plurals(word: str) -> Iterator[str]:
    if word.endswith(_TEH_MARBUTA):
        yield word[:-1] + _PLURAL
    elif len(word) >= _SHORTEST_WITH_PLURAL:
        yield word + _PLURAL


def _join_particles(words: list[str]) -> Iterator[str]:
    first, *rest = words
    for particle in PARTICLES:
        # "For the" is written without the first letter of the article.
        joined = first[1:] if particle.endswith(_LAM) and first.startswith(AL) else first
        yield " ".join((particle + joined, *rest))


def _with_pronouns(words: list[str]) -> Iterator[str]:
    *before, last = words
    owned = last[:-1] + _TEH if last.endswith(_TEH_MARBUTA) else last
    for pronoun in PRONOUNS:
        yield " ".join((*before, owned + pronoun))
