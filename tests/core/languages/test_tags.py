"""Language tags in their usual shape, and the direction of their writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.languages.direction import direction
from readlevel.core.languages.tags import normalise_tag, primary, region


@pytest.mark.parametrize(
    ("tag", "usual"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("pt_br", "pt-BR"),
        ("es-mx", "es-MX"),
        ("ZH-hans-cn", "zh-Hans-CN"),
        ("sr-LATN", "sr-Latn"),
        ("es-419", "es-419"),
        ("fil", "fil"),
        ("de-1996", "de-1996"),
        ("CA-Valencia", "ca-valencia"),
    ],
)
def test_a_tag_gets_its_usual_case_and_hyphens(tag: str, usual: str) -> None:
    assert normalise_tag(tag) == usual


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "e",
        "engl",
        "english",
        "en-",
        "-en",
        "en--us",
        "en us",
        "e1",
        "en-x-",
        "é",
        "en\n",
        "../en",
    ],
)
def test_a_malformed_language_tag_is_refused(tag: str) -> None:
    with pytest.raises(ValueError, match="not a language tag"):
        normalise_tag(tag)


@given(st.from_regex(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}", fullmatch=True))
def test_a_usual_tag_stays_as_it_is(tag: str) -> None:
    usual = normalise_tag(tag)
    assert normalise_tag(usual) == usual
    assert usual.casefold() == tag.replace("_", "-").casefold()
    assert primary(tag) == primary(usual) == usual.split("-")[0]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        *((tag, "rtl") for tag in ("ar", "ar-EG", "AR", "he", "fa_IR", "ur")),
        *((tag, "ltr") for tag in ("en", "es", "zh-Hans", "tr", "arn", "hex")),
        *(("az-Arab", "rtl"), ("ku-Arab-IQ", "rtl"), ("ur-Latn", "ltr"), ("ar-Latn-EG", "ltr")),
    ],
)
def test_a_language_is_written_in_its_direction(tag: str, expected: str) -> None:
    assert direction(tag) == expected


@pytest.mark.parametrize(
    ("tag", "country"),
    [("es_mx", "MX"), ("en-GB", "GB"), ("zh-Hant-TW", "TW"), ("sr-Latn", None), ("en", None)],
)
def test_a_tag_may_name_a_country(tag: str, country: str | None) -> None:
    assert region(tag) == country
