"""A sample never passes for advice: wherever it is shown, it says what it is."""

import json
import re
from dataclasses import replace

import pytest

from tests.web.conftest import CAST, Site

SAMPLE = replace(CAST[0], is_sample=True)
BANNER = "Sample, not medical advice."
UNCHECKED = "No health professional has checked it."


@pytest.fixture
def samples(own_site: Site) -> Site:
    own_site.save(SAMPLE)
    return own_site


@pytest.mark.parametrize("path", ["/answers/both", "/answers/both/lay", "/embed/both"])
def test_a_banner_is_the_first_thing_of_a_sample(samples: Site, path: str) -> None:
    page = samples.get(path).text
    heading = re.search(r"<h[12]", page)
    assert heading is not None
    assert 0 < page.index(BANNER) < heading.start()
    assert "Checked by" not in page
    assert UNCHECKED in page


def test_search_engines_are_kept_from_samples(samples: Site) -> None:
    page = samples.get("/answers/both/lay").text
    assert '<meta name="robots" content="noindex">' in page
    assert "/answers/both" not in samples.get("/sitemap-answers-1.xml").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found is not None
    described = json.loads(found[1])
    assert described["creativeWorkStatus"] == "Sample"
    assert not described.keys() & {"reviewedBy", "lastReviewed"}


def test_lists_search_and_feeds_mark_samples(samples: Site) -> None:
    for path in ("/", "/?q=blood+pressure"):
        assert "Sample, not medical advice</strong>" in samples.get(path).text
    assert '<title type="text">Sample, not medical advice: ' in samples.get("/feed.atom").text


def test_related_answers_that_are_samples_are_marked(samples: Site) -> None:
    page = samples.get("/answers/only-lay").text
    related = page.partition('id="related-title"')[2].partition("</section>")[0]
    assert 'href="/answers/both"' in related
    assert "Sample, not medical advice" in related


def test_the_api_says_what_is_a_sample(samples: Site) -> None:
    variant = json.loads(samples.get("/api/v1/answers/both").text)["variant"]
    assert variant["sample"] is True
    assert variant["review"]["reviewer"] is None
    items = json.loads(samples.get("/api/v1/answers").text)["answers"]
    assert [one["sample"] for one in items if one["slug"] == "both"] == [True]


def test_what_is_no_sample_has_no_banner(samples: Site) -> None:
    samples.save(CAST[0])
    for path in ("/answers/both/lay", "/", "/feed.atom"):
        assert "not medical advice" not in samples.get(path).text
