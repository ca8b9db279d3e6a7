"""Links of a work: none that does not lead to a DOI, to PubMed or to the web."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.model.csl import find_doi_url, find_pubmed_url, find_url

SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"


@pytest.mark.parametrize(
    ("csl", "address"),
    [
        ({"DOI": "10.1056/NEJMoa1"}, "https://doi.org/10.1056/NEJMoa1"),
        ({"DOI": " doi: 10.1056/NEJMoa1 "}, "https://doi.org/10.1056/NEJMoa1"),
        ({"DOI": "http://dx.doi.org/10.1056/x"}, "https://doi.org/10.1056/x"),
        ({"URL": "https://doi.org/10.1056/x"}, "https://doi.org/10.1056/x"),
        ({"DOI": SICI}, "https://doi.org/" + SICI.replace("<", "%3C").replace(">", "%3E")),
        ({"DOI": '10.1056/"onclick=?#%'}, "https://doi.org/10.1056/%22onclick%3D%3F%23%25"),
        ({"DOI": "10.1056/a b"}, None),
        ({"DOI": "javascript:alert(1)"}, None),
        ({"DOI": 10.1056}, None),
        ({"DOI": None}, None),
        ({}, None),
    ],
)
def test_a_doi_has_an_address(csl: dict[str, Any], address: str | None) -> None:
    assert find_doi_url(csl) == address


@pytest.mark.parametrize(
    ("csl", "number"),
    [
        ({"PMID": "12345678"}, "12345678"),
        ({"PMID": 12345678}, "12345678"),
        ({"PMID": "PMID: 123"}, "123"),
        ({"note": "Cited 3 times\nPMID: 123\nPMCID: PMC9"}, "123"),
        ({"PMID": "PMC123"}, None),
        ({"PMID": "١٢٣"}, None),
        ({"PMID": "0"}, None),
        ({"PMID": "1/../x"}, None),
        ({"PMID": True}, None),
        ({"note": "no number"}, None),
    ],
)
def test_a_number_of_pubmed_has_an_address(csl: dict[str, Any], number: str | None) -> None:
    expected = f"https://pubmed.ncbi.nlm.nih.gov/{number}/" if number else None
    assert find_pubmed_url(csl) == expected


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://example.org/a?b=c%20d#e", "https://example.org/a?b=c%20d#e"),
        ("http://example.org:8080", "http://example.org:8080"),
        ('https://example.org/a b"<c>é', "https://example.org/a%20b%22%3Cc%3E%C3%A9"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("ftp://example.org", None),
        ("//example.org", None),
        ("https://", None),
        ("https://[", None),
        ("https://me:pw@example.org", None),
        ('https://ex"ample.org', None),
        ("example.org", None),
        (["https://example.org"], "https://example.org"),
        (3, None),
    ],
)
def test_an_address_is_one_on_the_web(given: object, address: str | None) -> None:
    assert find_url({"URL": given}) == address


@given(st.text(max_size=30), st.sampled_from(["", "https://a.org/", "10.1000/", "https://"]))
def test_any_link_is_an_address_without_odd_signs(text: str, before: str) -> None:
    csl = dict.fromkeys(("DOI", "PMID", "URL", "note"), before + text)
    for find in (find_doi_url, find_pubmed_url, find_url):
        address = find(csl)
        if address is not None:
            assert urlsplit(address).scheme in {"http", "https"}
            assert address.isascii()
            assert not set(address) & set(' "<>\\^`{|}\n\t')
