"""A copy of the site that is kept by `updated_since` equals the site after every edit."""

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from readlevel.core.model.answer import Answer, Audience, Review, Variant
from readlevel.core.model.term import Term
from readlevel.core.model.workflow import Status
from readlevel.storage.database import site_version
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.publishing.rerender import rerender_queued
from tests.thoroughness import choose
from tests.web.conftest import CAST, NOW, PENDING, Site, clinician, lay

LANGUAGES = ("en", "es")
EDITS = 40
SLUGS = [f"answer-{number}" for number in range(4)]
Key = tuple[str, str, str]


@dataclass
class Mirror:
    """What another site does to keep a copy, as docs/api.md describes it."""

    site: Site
    texts: dict[Key, str] = field(default_factory=dict)
    since: dict[str, str] = field(default_factory=lambda: dict.fromkeys(LANGUAGES, "1970-01-01"))

    def follow(self) -> None:
        for language in LANGUAGES:
            path = f"/api/v1/answers?language={language}&limit=2&updated_since="
            for page in self._pages(path + self.since[language].replace("+", "%2B")):
                for one in page["answers"]:
                    self._copy(one["slug"], language)
                for one in page["withdrawn"]:
                    self.texts.pop((one["slug"], one["audience"], one["language"]), None)
                changes = [one["changed"] for one in (*page["answers"], *page["withdrawn"])]
                self.since[language] = max([self.since[language], *changes], key=moment)

    def _pages(self, path: str | None) -> Iterator[Any]:
        while path:
            page = json.loads(self.site.get(path).data)
            yield page
            path = page["next_url"]

    def _copy(self, slug: str, language: str) -> None:
        for key in [one for one in self.texts if (one[0], one[2]) == (slug, language)]:
            del self.texts[key]
        self.texts |= dict(read(self.site, slug, language))


def moment(text: str) -> datetime:
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def read(site: Site, slug: str, language: str) -> Iterator[tuple[Key, str]]:
    """Yield the texts of an answer that the API gives in a language."""
    for audience in Audience:
        found = site.get(f"/api/v1/answers/{slug}?language={language}&audience={audience}")
        if found.status_code == 200:
            text = json.loads(found.data)["variant"]
            if (text["audience"], text["language"]) == (audience, language):
                yield (slug, audience, language), text["html"]


def read_site(site: Site, slugs: Sequence[str] = SLUGS) -> dict[Key, str]:
    return {key: html for slug in slugs for tag in LANGUAGES for key, html in read(site, slug, tag)}


def edit(site: Site, answers: dict[str, Answer], chance: random.Random) -> None:
    """Make one random edit: of a text, its review, the question, a topic, or a term."""
    if chance.random() < 0.1:
        change_term(site, chance.choice(["Blood that flows.", "A blockage.", "A *bleed*."]))
        return
    slug = chance.choice(SLUGS)
    before = answers.get(slug) or Answer(slug, {"en": f"What is {slug}?"}, (lay(PENDING),))
    given = {(one.audience, one.language): one for one in before.variants}
    audience, language = chance.choice(list(Audience)), chance.choice(LANGUAGES)
    made = lay(language=language) if audience is Audience.LAY else clinician(language=language)
    old: Variant = given.get((audience, language), made)
    words = f"## Stroke\n\nWords {chance.randrange(3)}.\n" if chance.random() < 0.3 else None
    given[audience, language] = replace(
        old, review=Review(chance.choice(list(Status))), markdown=words or old.markdown
    )
    answers[slug] = replace(
        before,
        variants=tuple(given.values()),
        question={"en": f"What is {slug} {chance.randrange(2)}?"},
        topics=chance.choice([(), ("Herbs",), ("Herbs", "cardiology")]),
    )
    site.save(answers[slug])


def change_term(site: Site, definition: str) -> None:
    engine = make_engine(site.settings.database_url)
    with write_transaction(engine) as session:
        term = Term("stroke", "stroke", "en", definition)
        store_terms.save_terms(session, [term], author="Ed", now=NOW)
    rerender_queued(engine, site.settings.personas, "en", report=lambda _done, _total: None)
    engine.dispose()


@pytest.fixture
def jumping_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock by which changes are dated jump with each of them, by up to a year."""
    chance, now = random.Random(6), time.time_ns()
    year = 365 * 24 * 3600 * 10**9
    clock = SimpleNamespace(time_ns=lambda: now + chance.randrange(-year, year))
    monkeypatch.setattr(site_version, "time", clock)


@pytest.mark.usefixtures("jumping_clock")
def test_a_copy_equals_the_site_though_the_clock_jumps(make_site: Callable[..., Site]) -> None:
    follow_edits(make_site(languages=LANGUAGES), 5)


@pytest.mark.parametrize(("seed", "show"), choose([(1, True), (3, True), (2, False)], one_in=3))
def test_a_copy_kept_by_updated_since_equals_the_site(
    make_site: Callable[..., Site], seed: int, show: bool
) -> None:
    follow_edits(make_site(show_unreviewed=show, languages=LANGUAGES), seed)


def follow_edits(site: Site, seed: int) -> None:
    """Edit a site at random; after each edit, a copy of it must equal it."""
    chance, answers, mirror = random.Random(seed), dict[str, Answer](), Mirror(site)
    left = 0
    for _ in range(EDITS):
        before = set(mirror.texts)
        edit(site, answers, chance)
        mirror.follow()
        edited = {key: html for key, html in mirror.texts.items() if key[0] in SLUGS}
        assert edited == read_site(site)
        left += len(before - set(mirror.texts))
    assert left >= 3
    assert mirror.texts == read_site(site, [*SLUGS, *(one.slug for one in CAST)])


def test_every_text_that_left_is_in_the_list_and_answers_410(
    make_site: Callable[..., Site],
) -> None:
    site = make_site(languages=LANGUAGES)
    chance, answers = random.Random(4), dict[str, Answer]()
    seen = set(read_site(site))
    for _ in range(EDITS):
        edit(site, answers, chance)
        seen |= set(read_site(site))
    gone = seen - set(read_site(site))
    listed = json.loads(site.get("/api/v1/withdrawn?limit=100").data)["texts"]
    keys = {(one["slug"], one["audience"], one["language"]) for one in listed}
    assert gone
    assert gone <= keys
    public = set(read_site(site))
    assert not keys & public
    for one in listed:
        if one["slug"] in SLUGS and not any(
            key[:2] == (one["slug"], one["audience"]) for key in public
        ):
            assert site.get(one["url"]).status_code == 410, one
