"""Arabic."""

from readlevel.core.languages.language import Language

ARABIC = Language(
    tag="ar",
    right_to_left=True,
    source_word="المصدر",
    search_letters=dict(zip("أإآٱى", "ااااي", strict=True)),
    stemmer="arabic",
    joined_articles={
        "وال": "ال",
        "بال": "ال",
        "فال": "ال",
        "كال": "ال",
        "ولل": "لل",
    },
)
