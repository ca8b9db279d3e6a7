"""English."""

from readlevel.core.languages.english.inflection import inflect_english
from readlevel.core.languages.english.spelling import respell_english
from readlevel.core.languages.english.syllables import count_english_syllables
from readlevel.core.languages.language import Language

ENGLISH = Language(
    tag="en",
    search_letters=dict(
        zip("àáâãäåçèéêëìíîïñòóôõöøùúûü", "aaaaaaceeeeiiiinoooooouuuu", strict=True)
    ),
    accents_tell_apart=False,
    stemmer="english",
    count_syllables=count_english_syllables,
    inflect=inflect_english,
    respell=respell_english,
    more_everyday_words=frozenset({"aid", "aids", "arise", "beside", "pat"}),
    health_words=frozenset(
        {
            *("acid", "anxiety", "cancer", "cancers", "cell", "cells", "clinical", "depression"),
            *("protein", "surgery", "symptoms", "therapy", "virus"),
        }
    ),
    study_words=frozenset(
        {"trial", "trials", "study", "studies", "equation", "equations", "score", "criteria"}
    ),
    everyday_acronyms=frozenset({"AM", "ID", "IT", "OK", "PM", "TV", "UK", "US", "USA"}),
    has_dale_chall_list=True,
)
