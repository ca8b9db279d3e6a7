"""Which uses of terms have tooltips: the reader's choice, remembered and cached separately."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from readlevel.core.rendering.tooltip_uses import TooltipUses
from tests.web.conftest import CAST, CLINICIAN_WORDS, Site, lay

MakeSite = Callable[..., Site]
PATH = "/answers/both"
LAY = "/answers/both/lay"
WORDS = "A stroke is bad. A stroke hurts.\n\n## More\n\nA stroke stays.\n\nA stroke ends."


@pytest.fixture
def told(make_site: MakeSite) -> Site:
    """A site with a text that uses a term four times, and another once at the end."""
    return tell(make_site())


def tell(site: Site) -> Site:
    site.save(replace(CAST[0], variants=(lay(words=WORDS), CAST[0].variants[1])))
    return site


def explained(html: str) -> int:
    return len(re.findall(r'class="term"', html))


def choose(site: Site, **given: str) -> str:
    response = site.client.post("/persona", data={"next": PATH, **given})
    assert response.status_code == 303
    return response.headers.get("Set-Cookie", "").partition(";")[0]


@pytest.mark.parametrize(("asked", "count"), [("first", 1), ("all", 5), ("none", 0)])
def test_the_address_says_how_often_a_word_is_explained(told: Site, asked: str, count: int) -> None:
    for path in (LAY, PATH):
        html = told.get(f"{path}?explain={asked}").text
        assert explained(html) == count
        assert html.count('id="term-stroke"') == min(count, 1)
        assert "A stroke ends." in re.sub(r"<[^>]+>", "", html)


def test_an_unknown_choice_of_tooltips_gives_the_sites_default(told: Site) -> None:
    plain = told.get(LAY)
    for asked in ("section", "ALL", "", "all&explain=none"[4:], "x" * 600):
        page = told.get(f"{LAY}?explain={asked}")
        assert page.data == plain.data


def test_a_site_may_explain_each_section_or_every_use(make_site: MakeSite) -> None:
    for setting, count in (("section", 2), ("all", 5), ("none", 0)):
        site = tell(make_site(explain=TooltipUses(setting)))
        assert explained(site.get(LAY).text) == count


def test_the_choice_is_remembered_with_the_persona_and_without(told: Site) -> None:
    assert choose(told, explain="all") == "readlevel=.all"
    assert explained(told.get(PATH).text) == 5
    assert choose(told, persona="clinician") == "readlevel=clinician.all"
    assert CLINICIAN_WORDS.split()[-1] in told.get(PATH).text
    assert choose(told, explain="none", persona="patient") == "readlevel=patient.none"
    assert explained(told.get(PATH).text) == 0
    assert choose(told, explain="sometimes") == ""
    assert explained(told.get(PATH).text) == 0


def test_a_choice_leads_back_to_an_address_without_an_older_one(told: Site) -> None:
    data = {"next": f"{PATH}?explain=all&x=1", "explain": "none"}
    assert told.client.post("/persona", data=data).location == f"{PATH}?x=1"


def test_a_stable_address_heeds_no_cookie(told: Site) -> None:
    plain = told.get(LAY)
    chosen = told.get_with_cookie(LAY, "readlevel=patient.all")
    assert chosen.data == plain.data
    asked = told.get(f"{LAY}?explain=all")
    assert asked.headers["Cache-Control"].startswith("public")
    assert asked.headers["ETag"] != plain.headers["ETag"]
    assert f'rel="canonical" href="http://127.0.0.1:8000{LAY}"' in asked.text


def test_pages_from_memory_never_mix_choices(told: Site) -> None:
    cookies = {"readlevel=patient": 1, "readlevel=patient.all": 5, "readlevel=patient.none": 0}
    for _ in range(2):
        for cookie, count in cookies.items():
            assert explained(told.get_with_cookie(PATH, cookie).text) == count
            assert explained(told.get_with_cookie(f"{PATH}?explain=all", cookie).text) == 5
            assert explained(told.get(LAY).text) == 1


def test_the_control_says_what_is_chosen(told: Site) -> None:
    html = told.get(f"{PATH}?explain=none").text
    pressed = re.findall(r'value="(\w+)" aria-pressed="true"', html)
    assert pressed == ["none"]
    links = re.findall(r'href="([^"]+)" aria-current="true"', told.get(f"{LAY}?explain=all").text)
    assert links == [f"{LAY}?explain=all"]


def test_a_text_without_hard_words_has_no_control(own_site: Site) -> None:
    own_site.save(replace(CAST[0], variants=(lay(words="Rest."), CAST[0].variants[1])))
    bare = replace(CAST[0].variants[0], markdown="Rest.")
    own_site.save(replace(CAST[0], variants=(bare, CAST[0].variants[1])))
    assert "Hard words" not in own_site.get(LAY).text
