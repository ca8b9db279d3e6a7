"""The definition of a language. All fields but the tag are optional."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from readlevel.core.languages.syllables.spelled import count_vowel_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The rules of one language; word lists are in `core/data`, named by the tag."""

    tag: str
    """Primary subtag of BCP 47."""
    right_to_left: bool = False
    source_word: str = "Source"
    """What a screen reader says before the number of a cited source."""
    elides_articles: bool = False
    """Whether an article before a vowel is written with an apostrophe: l'eau."""
    letters_after: Mapping[str, str] = field(default_factory=dict)
    """Additional letters by the letter they follow in the alphabet, as in the Unicode CLDR.

    A space separates letters that sort one after the other.
    """
    search_letters: Mapping[str, str] = field(default_factory=dict)
    """Letters that people often replace in a search, with their replacements, one for one."""
    accents_tell_apart: bool = True
    """Whether words that differ in these letters alone, and both have some, are different words."""
    stemmer: str | None = None
    """Name of the Snowball algorithm."""
    stem_with: Callable[[str, Callable[[str], str]], str] | None = None
    """Returns the stem of a folded word, given the algorithm, where that alone does not do."""
    joined_articles: tuple[str, ...] = ()
    """Articles that are written together with the word, those with a particle before them first."""
    list_unjoined: Callable[[str], Sequence[str]] | None = None
    """Returns a folded word without the particles and pronouns that may be joined to it."""
    accented_endings: Mapping[str, str] = field(default_factory=dict)
    """Endings with the accent that the stemmer needs, by the ending without the accent."""
    count_syllables: Callable[[str], int] = count_vowel_groups
    """Returns the number of syllables of a word of `split_words` that is not a numeral."""
    inflect: Callable[[str], Iterator[str]] | None = None
    """Yields the inflected forms of a term; the form itself may be among them."""
    respell: Callable[[str], Collection[str]] | None = None
    """Returns a form followed by its other spellings."""
    more_everyday_words: Collection[str] = ()
    """Everyday words that are less frequent in print, and glossary terms in another sense."""
    health_words: Collection[str] = ()
    """Frequent words that have their glossary meaning in medical texts."""
    everyday_acronyms: Collection[str] = ()
    """Acronyms that mean something other than any term: US."""
    study_words: Collection[str] = ()
    """Words before or after the name of a study, score or formula: trial, equations."""
    has_dale_chall_list: bool = False
    """Whether words are compared with the list of Dale and Chall."""
