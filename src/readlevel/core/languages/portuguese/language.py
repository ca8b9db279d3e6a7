"""Portuguese."""

from readlevel.core.languages.language import Language
from readlevel.core.languages.portuguese.inflection import inflect_portuguese
from readlevel.core.languages.portuguese.syllables import SYLLABLES

PORTUGUESE = Language(
    tag="pt",
    study_words=frozenset(
        {"ensaio", "ensaios", "estudo", "estudos", "equação", "equações", "escore", "critérios"}
    ),
    source_word="Fonte",
    search_letters=dict(zip("àáâãçéêíóôõúü", "aaaaceeiooouu", strict=True)),
    stemmer="portuguese",
    count_syllables=SYLLABLES.count,
    inflect=inflect_portuguese,
)
