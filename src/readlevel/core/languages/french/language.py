"""French."""

from readlevel.core.languages.french.inflection import inflect_french
from readlevel.core.languages.french.spelling import respell_french
from readlevel.core.languages.french.syllables import SYLLABLES
from readlevel.core.languages.language import Language

FRENCH = Language(
    tag="fr",
    study_words=frozenset(
        {"essai", "essais", "étude", "études", "équation", "équations", "score", "critères"}
    ),
    elides_articles=True,
    search_letters=dict(zip("àâçéèêëîïôùûü", "aaceeeeiiouuu", strict=True)),
    stemmer="french",
    count_syllables=SYLLABLES.count,
    inflect=inflect_french,
    respell=respell_french,
)
