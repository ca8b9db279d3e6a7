"""Names become parts of addresses, and what is one already is told."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.model.slug import MAX_LENGTH, is_slug, slugify


@pytest.mark.parametrize("text", ["a", "type-2-diabetes", "2026", "a" * MAX_LENGTH])
def test_an_address_is_small_letters_digits_and_single_hyphens(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "-",
            "-a",
            "a-",
            "a--b",
            "A",
            "a_b",
            "a b",
            "a/b",
            "../a",
            "a.b",
            "é",
            "心",
            "٣",
            "a\n",
        ),
        "a" * (MAX_LENGTH + 1),
    ],
)
def test_anything_else_is_no_address(text: str) -> None:
    assert not is_slug(text)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Atrial fibrillation", "atrial-fibrillation"),
        ("  β-blockers,  oral ", "β-blockers-oral"),
        ("Ménière's disease", "meniere-s-disease"),
        ("Sjögren", "sjogren"),
        ("Straße", "strasse"),
        ("snake_case", "snake-case"),
        ("H₂O", "h2o"),
        ("ℌ ℞", "h"),
        ("ﬁbrosis", "fibrosis"),
        ("心房細動", "心房細動"),
        ("がん", "がん"),
        ("हृदय रोग", "हृदय-रोग"),
        ("หัวใจ", "หัวใจ"),
        ("심장", "심장"),
        ("القَلْب", "القلب"),
        ("?!", "x3f-21"),
        ("😀", "x1f600"),
        ("❤\ufe0f", "x2764-fe0f"),
        ("1\ufe0f\u20e3 dose", "1-dose"),
        ("", "x"),
    ],
)
def test_a_name_becomes_part_of_an_address(name: str, slug: str) -> None:
    assert slugify(name) == slug


@given(st.text(max_size=30))
def test_any_name_gives_words_and_single_hyphens(name: str) -> None:
    slug = slugify(name)
    assert slug
    assert all(part and not set(part) & set(" /?#%&<>\"'._") for part in slug.split("-"))


@given(st.text(max_size=30))
def test_a_slug_stays_as_it_is(name: str) -> None:
    assert slugify(slugify(name)) == slugify(name)


@given(st.text(st.sampled_from("abc 12-ÀéÑ_"), min_size=1, max_size=30))
def test_a_latin_name_with_a_word_gives_an_address(name: str) -> None:
    if any(sign.isalnum() for sign in name):
        assert is_slug(slugify(name))


@given(st.text(max_size=30))
def test_unicode_composition_makes_no_difference_to_a_slug(name: str) -> None:
    composed, apart = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    if any(sign.isalnum() for sign in composed):
        assert slugify(composed) == slugify(apart)
