"""Arabic."""

from readlevel.core.languages.arabic.clitics import list_unjoined
from readlevel.core.languages.arabic.inflection import inflect_name
from readlevel.core.languages.arabic.stemming import AL, JOINED_ARTICLES, stem_noun
from readlevel.core.languages.language import Language

ARABIC = Language(
    tag="ar",
    study_words=frozenset(
        {"دراسة", "دراسات", "تجربة", "تجارب", "معادلة", "معادلات", "مقياس", "معايير"}
    ),
    right_to_left=True,
    source_word="المصدر",
    search_letters=dict(zip("أإآٱى", "ااااي", strict=True)),
    stemmer="arabic",
    stem_with=stem_noun,
    inflect=inflect_name,
    list_unjoined=list_unjoined,
    joined_articles=(*JOINED_ARTICLES, AL),
)
