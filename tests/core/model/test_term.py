"""The kinds of a term's fields, which formats and forms go by."""

from readlevel.core.model.term import FIELD_KINDS, LIST_FIELDS


def test_every_field_of_a_term_has_its_kind() -> None:
    assert {name: str(kind) for name, kind in FIELD_KINDS.items()} == {
        "slug": "text",
        "name": "text",
        "language": "text",
        "definition_lay": "text",
        "definition_clinician": "text",
        "other_forms": "list",
        "acronym": "text",
        "pronunciation": "text",
        "source": "text",
        "source_url": "text",
        "see_also": "list",
        "codes": "codes",
        "rare": "flag",
        "search_words": "list",
        "not_in": "list",
    }


def test_lists_are_names_search_words_and_what_to_see_also() -> None:
    assert sorted(LIST_FIELDS) == ["not_in", "other_forms", "search_words", "see_also"]
