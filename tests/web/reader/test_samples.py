"""A sample never passes for advice: wherever it is shown, it says what it is."""

import json
import re
from dataclasses import replace

import pytest

from tests.web.conftest import CAST, Site, answer, lay

SAMPLE = replace(CAST[0], is_sample=True)
BANNER = "Sample, not medical advice."
UNCHECKED = "No health professional has checked it."
MARK = "Sample, not medical advice: What is high blood pressure?"


CHECK = """
::: check What does salt do?
- [ ] Nothing
- [x] It raises the risk of stroke
- [ ] It lowers the pressure

> It raises the risk of stroke.
:::
"""


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


def test_what_a_sample_says_about_a_choice_is_marked(samples: Site) -> None:
    text = replace(lay(), markdown=lay().markdown + CHECK)
    samples.save(replace(answer("asked", "What is high?", text), is_sample=True))
    outcome = samples.get("/answers/asked/check?audience=lay&language=en&choice=0").text
    assert "The page says:" in outcome
    assert "Sample, not medical advice</strong>" in outcome


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


def read_title(page: str, pattern: str) -> str:
    found = re.search(pattern, page)
    assert found is not None
    return found[1]


def test_what_other_sites_show_of_a_sample_says_so(samples: Site) -> None:
    page = samples.get("/answers/both/lay").text
    assert read_title(page, "<title>(.*?) – ") == MARK
    assert read_title(page, '"og:title" content="(.*?)"') == MARK
    assert read_title(page, r'json\+oembed"[^>]* title="(.*?)"') == MARK
    assert read_title(page, 'data-save-title="(.*?)"') == MARK
    data = json.loads(read_title(page, r'<script type="application/ld\+json">(.*?)</script>'))
    assert data["name"] == MARK
    assert read_title(samples.get("/embed/both").text, "<title>(.*?) – ") == MARK


def test_snippets_and_oembed_of_a_sample_say_so(samples: Site) -> None:
    address = f"{samples.settings.base_url}/answers/both"
    told = json.loads(samples.get(f"/oembed?url={address}").text)
    assert told["title"] == MARK
    assert told["html"].count(MARK) == 2
    assert samples.get("/embed?answer=both").text.count(MARK) >= 4


@pytest.mark.parametrize("form", ["application/json", "application/atom%2Bxml"])
def test_health_records_are_told_what_is_a_sample(samples: Site, form: str) -> None:
    query = "mainSearchCriteria.v.dn=high+blood+pressure&knowledgeResponseType=" + form
    told = samples.get(f"/infobutton?{query}").text
    assert MARK in told
    assert BANNER in told


def test_the_mark_is_in_the_language_of_the_reader(samples: Site) -> None:
    page = samples.get("/es/answers/both").text
    title = read_title(page, "<title>(.*?) – ")
    assert not title.startswith("Sample")
    assert "What is high blood pressure?" in title


def test_what_is_no_sample_has_no_banner(samples: Site) -> None:
    samples.save(CAST[0])
    for path in ("/answers/both/lay", "/embed/both", "/embed?answer=both", "/", "/feed.atom"):
        assert "not medical advice" not in samples.get(path).text
