"""Italian."""

from readlevel.core.languages.italian.inflection import inflect_italian
from readlevel.core.languages.italian.syllables import SYLLABLES
from readlevel.core.languages.language import Language

ITALIAN = Language(
    tag="it",
    study_words=frozenset(
        {"studio", "studi", "trial", "equazione", "equazioni", "punteggio", "criteri"}
    ),
    source_word="Fonte",
    elides_articles=True,
    search_letters=dict(zip("àèéìíòóùú", "aeeiioouu", strict=True)),
    stemmer="italian",
    count_syllables=SYLLABLES.count,
    inflect=inflect_italian,
)
