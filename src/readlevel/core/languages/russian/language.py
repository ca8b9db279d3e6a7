"""Russian."""

import re

from readlevel.core.languages.language import Language
from readlevel.core.languages.syllables.spelled import SyllableRules

_SYLLABLES = SyllableRules(vowels="аеёиоуыэюя", nuclei=re.compile("."))

RUSSIAN = Language(
    tag="ru", source_word="Источник", stemmer="russian", count_syllables=_SYLLABLES.count
)
