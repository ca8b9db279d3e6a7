"""Which way something goes, by the words of its own language."""

import pytest

from readlevel.core.claims.claim import ClaimKind
from readlevel.core.claims.read_claims import read_claims


def directions_of(text: str, language: str) -> list[str]:
    claims = read_claims(text, language)
    return [one.value for one in claims if one.kind is ClaimKind.DIRECTION]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The pain was there in more than half of them.", "en"),
        ("The pain was there in more than six of them.", "en"),
        ("The pain was there in more than 3 of them.", "en"),
        ("Hubo dolor en más de la mitad de ellos.", "es"),
        ("Hubo dolor en más del 5 % de ellos.", "es"),
        ("Hubo dolor en más de 3 de ellos.", "es"),
    ],
)
def test_a_limit_is_no_direction(text: str, language: str) -> None:
    assert directions_of(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("The pain was more than with the placebo.", "en", "up"),
        ("Hubo más dolor que con el placebo.", "es", "up"),
    ],
)
def test_a_comparison_is_one(text: str, language: str, value: str) -> None:
    assert directions_of(text, language) == [value]
