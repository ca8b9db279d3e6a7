"""References as people write them."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.interchange.references.written_references import (
    is_written_reference,
    read_written_reference,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Webb AB, van der Berg C, et al. Cold air for croup: a trial. N Engl J Ex."
            " 2019;381(2):123-30. doi:10.1000/NE12",
            {
                "type": "article-journal",
                "author": [
                    {"family": "Webb", "given": "AB"},
                    {"family": "van der Berg", "given": "C"},
                    {"literal": "et al"},
                ],
                "title": "Cold air for croup: a trial",
                "container-title": "N Engl J Ex",
                "issued": {"date-parts": [[2019]]},
                "volume": "381",
                "issue": "2",
                "page": "123-30",
                "DOI": "10.1000/NE12",
            },
        ),
        (
            "Webb, A. B., & Müller-Ode, C. (2019). Cold air for croup. Journal of Examples, 12(3),"
            " 123–130. https://doi.org/10.1000/xyz",
            {
                "type": "article-journal",
                "author": [
                    {"family": "Webb", "given": "A. B"},
                    {"family": "Müller-Ode", "given": "C"},
                ],
                "title": "Cold air for croup",
                "container-title": "Journal of Examples",
                "issued": {"date-parts": [[2019]]},
                "volume": "12",
                "issue": "3",
                "page": "123-130",
                "DOI": "10.1000/xyz",
            },
        ),
        (
            "World Health Organization. Croup. Geneva: WHO; 2015. Available from:"
            " https://example.org/croup. Accessed 3 May 2020.",
            {
                "id": "world2015",
                "type": "article",
                "title": "World Health Organization. Croup. Geneva: WHO; 2015."
                " Accessed 3 May 2020.",
                "URL": "https://example.org/croup",
            },
        ),
    ],
)
def test_the_parts_of_a_reference_are_told_apart(text: str, parts: dict[str, Any]) -> None:
    assert read_written_reference(text) == parts
    assert is_written_reference(text)


@pytest.mark.parametrize(
    "text", ["Only in adults.", "See https://example.org for more.", "In 2019 it was 5 mg.", ""]
)
def test_a_remark_is_no_reference(text: str) -> None:
    assert not is_written_reference(text)


PEOPLE = ("Webb", "A", "AB,", "et al", "& Ode", "J.", ",")
PLACES = ("(2019).", "2019;", "12(3)", ":1-9.", "Cold air. ", "Lancet.", "May 3")
ADDRESSES = ("doi:", "10.1000/x", "PMID: 12", "https://example.org/a")


@given(st.lists(st.sampled_from((*PEOPLE, *PLACES, *ADDRESSES)), min_size=1, max_size=20))
def test_no_word_of_a_reference_gets_lost(parts: list[str]) -> None:
    text = " ".join(parts)
    kept = str(read_written_reference(text))
    without = re.sub(r"\b(?:doi|PMID|et|al|May 3|https?|org)\b", " ", text)
    assert [word for word in re.findall(r"[^\W_]+", without) if word not in kept] == []
