"""Dutch."""

from readlevel.core.languages.dutch.inflection import inflect_dutch
from readlevel.core.languages.dutch.syllables import SYLLABLES
from readlevel.core.languages.language import Language

DUTCH = Language(
    tag="nl",
    source_word="Bron",
    stemmer="dutch",
    count_syllables=SYLLABLES.count,
    inflect=inflect_dutch,
)
