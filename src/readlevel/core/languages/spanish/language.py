"""Spanish."""

from readlevel.core.languages.language import Language
from readlevel.core.languages.spanish.inflection import inflect_spanish
from readlevel.core.languages.spanish.syllables import SYLLABLES

SPANISH = Language(
    tag="es",
    study_words=frozenset(
        {
            "ensayo",
            "ensayos",
            "estudio",
            "estudios",
            "ecuación",
            "ecuaciones",
            "puntuación",
            "criterios",
        }
    ),
    source_word="Fuente",
    letters_after={"n": "ñ"},
    search_letters=dict(zip("áéíóúü", "aeiouu", strict=True)),
    stemmer="spanish",
    accented_endings={"cion": "ción", "sion": "sión"},
    count_syllables=SYLLABLES.count,
    inflect=inflect_spanish,
    health_words=frozenset({"cáncer", "cirugía", "virus"}),
)
