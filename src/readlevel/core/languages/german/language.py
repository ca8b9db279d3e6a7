"""German."""

from readlevel.core.languages.german.inflection import inflect_german
from readlevel.core.languages.german.spelling import respell_german
from readlevel.core.languages.german.syllables import SYLLABLES
from readlevel.core.languages.language import Language

GERMAN = Language(
    tag="de",
    study_words=frozenset({"studie", "studien", "gleichung", "gleichungen", "score", "kriterien"}),
    source_word="Quelle",
    stemmer="german",
    count_syllables=SYLLABLES.count,
    inflect=inflect_german,
    respell=respell_german,
)
