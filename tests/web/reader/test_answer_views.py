"""`/answers/<slug>` depends on the reader's choice; `/answers/<slug>/<audience>` does not."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.persona import EVERY_LAY, Persona
from readlevel.core.model.workflow import Status
from tests.web.conftest import (
    CLINICIAN_WORDS,
    LAY_WORDS,
    SPANISH_WORDS,
    Site,
    answer,
    clinician,
    lay,
)

MakeSite = Callable[..., Site]


def holds(page: str, words: str) -> bool:
    """Return whether the page shows the words, ignoring elements between them."""
    return words in re.sub(r"<[^>]+>", "", page)


def linked_data(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_without_a_choice_the_plain_text_is_shown_and_the_question_asked(site: Site) -> None:
    page = site.get("/answers/both").text
    assert holds(page, LAY_WORDS)
    assert "Which best describes you?" in page
    assert " checked>" not in page


def test_the_address_beats_the_cookie(site: Site) -> None:
    site.client.set_cookie("readlevel", "clinician")
    assert holds(site.get("/answers/both").text, CLINICIAN_WORDS)
    assert holds(site.get("/answers/both?persona=patient").text, LAY_WORDS)
    assert holds(site.get("/answers/both?persona=patient&persona=clinician").text, LAY_WORDS)


@pytest.mark.parametrize("persona", ["wizard", "", "patient'--", "%00", "%F0%28", "clinician "])
def test_an_unknown_persona_is_nobody(site: Site, persona: str) -> None:
    response = site.get(f"/answers/both?persona={persona}")
    assert response.status_code == 200
    assert response.text == site.get("/answers/both").text


@pytest.mark.parametrize("cookie", ["wizard", "", "clinician|x", '"clinician', "é", "a" * 5000])
def test_a_cookie_with_an_unknown_persona_is_nobody(site: Site, cookie: str) -> None:
    plain = site.get("/answers/both").text
    assert site.get_with_cookie("/answers/both", f"readlevel={cookie}").text == plain


def test_the_cookie_may_hold_more_than_the_persona_one_day(site: Site) -> None:
    response = site.get_with_cookie("/answers/both", "a=b; readlevel=clinician.off; c=d")
    assert holds(response.text, CLINICIAN_WORDS)


def test_the_site_may_begin_with_another_persona(make_site: MakeSite) -> None:
    site = make_site(default_persona="student")
    page = site.get("/answers/both").text
    assert holds(page, CLINICIAN_WORDS)
    assert " checked>" not in page


def test_a_page_holds_nothing_of_the_other_text(site: Site) -> None:
    for path in ("/answers/both", "/answers/both/lay", "/answers/both?persona=patient"):
        assert CLINICIAN_WORDS[:20] not in site.get(path).text
    for path in ("/answers/both/clinician", "/answers/both?persona=student"):
        assert LAY_WORDS[-20:] not in site.get(path).text


def test_the_student_reads_the_clinicians_text_explained(site: Site) -> None:
    student = site.get("/answers/both?persona=student").text
    clinician = site.get("/answers/both?persona=clinician").text
    assert 'data-term="hypertension"' in student
    assert 'data-term="hypertension"' not in clinician


def test_the_stable_address_heeds_neither_cookie_nor_parameter(site: Site) -> None:
    plain = site.get("/answers/both/lay")
    site.client.set_cookie("readlevel", "clinician")
    again = site.get("/answers/both/lay?persona=clinician")
    assert again.data == plain.data
    assert "Cookie" not in again.headers["Vary"]
    assert "Set-Cookie" not in again.headers


@pytest.mark.parametrize(
    ("path", "words", "notice"),
    [
        (
            "/answers/only-lay?persona=clinician",
            LAY_WORDS,
            "no version for health professionals yet",
        ),
        ("/answers/only-clinician", CLINICIAN_WORDS, "no plain-language version"),
        (
            "/answers/lay-and-draft?persona=clinician",
            LAY_WORDS,
            "no version for health professionals yet",
        ),
        (
            "/answers/half-withdrawn?persona=clinician",
            LAY_WORDS,
            "no version for health professionals yet",
        ),
    ],
)
def test_the_only_public_text_is_shown_with_a_sentence_that_says_so(
    site: Site, path: str, words: str, notice: str
) -> None:
    page = site.get(path).text
    assert holds(page, words)
    assert notice in page


def test_the_stable_address_of_a_text_that_is_not_public_leads_to_the_one_that_is(
    site: Site,
) -> None:
    response = site.get("/answers/only-lay/clinician")
    assert response.status_code == 302
    assert response.location == "/answers/only-lay?persona=clinician"


def test_a_draft_is_out_of_reach(site: Site) -> None:
    for path in (
        "/answers/draft",
        "/answers/draft/lay",
        "/answers/draft?persona=patient",
        "/answers/old-draft",
        "/answers/old-draft/lay",
        "/answers/draft/images/hidden.png",
    ):
        assert site.get(path).status_code == 404


def test_a_text_under_review_carries_the_caution(site: Site) -> None:
    page = site.get("/answers/pending").text
    assert "Not checked by a doctor yet" in page
    assert "Ask a doctor before you act on this." in page
    assert "Ask a doctor" not in site.get("/answers/both").text


def test_texts_under_review_are_not_public_where_the_site_says_so(make_site: MakeSite) -> None:
    site = make_site(show_unreviewed=False)
    for path in ("/answers/pending", "/answers/pending/lay"):
        assert site.get(path).status_code == 404
    for path in ("/", "/?q=garlic", "/topics/herbs"):
        assert "Is garlic useful?" not in site.get(path).text


def test_an_answer_whose_changes_were_requested_is_being_revised(own_site: Site) -> None:
    sent_back = Review(Status.CHANGES_REQUESTED)
    own_site.save(answer("pending", "Is garlic useful?", lay(sent_back), clinician(sent_back)))
    for path in ("/answers/pending", "/answers/pending/lay", "/embed/pending"):
        page = own_site.get(path)
        assert page.status_code == 410
        assert "This answer is being revised" in page.text
        assert "Is garlic useful?" in page.text
        assert "withdrawn" not in page.text.lower()
    problem = own_site.get("/api/v1/answers/pending")
    assert problem.status_code == 410
    assert problem.json is not None
    assert problem.json["code"] == "being_revised"
    own_site.save(answer("pending", "Is garlic useful?", lay(), clinician()))
    assert own_site.get("/answers/pending/lay").status_code == 200


def test_one_text_that_is_being_revised_says_so_at_its_own_address(own_site: Site) -> None:
    sent_back = Review(Status.CHANGES_REQUESTED)
    own_site.save(answer("both", "What is high blood pressure?", lay(sent_back), clinician()))
    assert "being revised" in own_site.get("/answers/both/lay").text
    assert CLINICIAN_WORDS in own_site.get("/answers/both?persona=patient").text


def test_a_page_says_how_much_easier_or_harder_the_other_texts_are(own_site: Site) -> None:
    hard = "Intracerebral microhemorrhages represent hypertensive arteriolosclerosis. " * 30
    both = (
        lay(words="Your head hurts and you need to rest. " * 30),
        replace(clinician(), markdown=hard),
    )
    own_site.save(answer("both", "What is it?", *both))
    harder = r"The version for health professionals is \d+ grades harder\."
    assert re.search(harder, own_site.get("/answers/both/lay").text)
    easier = r"The plain-language version is \d+ grades easier\."
    assert re.search(easier, own_site.get("/answers/both/clinician").text)
    own_site.save(answer("both", "What is it?", both[0], replace(both[1], review=Review())))
    assert not re.search(harder, own_site.get("/answers/both/lay").text)


def test_a_withdrawn_answer_is_gone_and_says_why(site: Site) -> None:
    for path in (
        "/answers/withdrawn",
        "/answers/withdrawn/lay",
        "/answers/half-withdrawn/clinician",
    ):
        response = site.get(path)
        assert response.status_code == 410
        assert "A trial showed harm." in response.text
        assert LAY_WORDS not in response.text
        assert response.headers["Cache-Control"] == "no-store"


def test_a_former_address_leads_to_the_new_one(site: Site) -> None:
    for old, new in {
        "/answers/old-name": "/answers/both",
        "/answers/old-name/clinician": "/answers/both/clinician",
        "/es/answers/old-name": "/es/answers/both",
    }.items():
        response = site.get(old)
        assert response.status_code == 301
        assert response.location == new


def test_an_answer_in_another_language_stands_under_its_tag(site: Site) -> None:
    page = site.get("/es/answers/translated").text
    assert '<html lang="es" dir="ltr">' in page
    assert '<div class="prose" id="answer" tabindex="-1" lang="es" dir="ltr">' in page
    assert holds(page, SPANISH_WORDS)
    assert 'rel="canonical" href="http://127.0.0.1:8000/es/answers/translated/lay"' in page


def test_an_untranslated_answer_is_shown_as_it_is_and_marked(site: Site) -> None:
    page = site.get("/ar/answers/both").text
    assert '<html lang="ar" dir="rtl">' in page
    assert '<div class="prose" id="answer" tabindex="-1" lang="en" dir="ltr">' in page
    assert "هذه الإجابة غير متوفرة بعد باللغة المطلوبة (العربية)" in page
    assert holds(page, LAY_WORDS)
    assert 'rel="canonical" href="http://127.0.0.1:8000/answers/both/lay"' in page


def test_sister_texts_name_each_other(site: Site) -> None:
    here, there = (
        site.get("/answers/translated/lay").text,
        site.get("/es/answers/translated/lay").text,
    )
    for page in (here, there):
        assert 'hreflang="en" href="http://127.0.0.1:8000/answers/translated/lay"' in page
        assert 'hreflang="es" href="http://127.0.0.1:8000/es/answers/translated/lay"' in page


@pytest.mark.parametrize("path", ["/xx/answers/both", "/en/answers/both", "/fr/"])
def test_a_language_that_the_site_does_not_have_is_not_found(site: Site, path: str) -> None:
    assert site.get(path).status_code == 404


def test_the_choice_leads_back_to_the_page_of_choice(site: Site) -> None:
    for path in ("/answers/both", "/answers/both/lay", "/answers/both?persona=student&utm=x"):
        assert '<input type="hidden" name="next" value="/answers/both">' in site.get(path).text


def test_review_facts_are_written_with_dates_of_the_interface(site: Site) -> None:
    page = site.get("/answers/both").text
    for words in ("March 1, 2026", "April 2, 2026", "Rita Reviewer", "April 1, 2028"):
        assert words in page
    assert "1 de marzo de 2026" in site.get("/es/answers/both").text
    assert "1 مارس 2026" in site.get("/ar/answers/both").text


def test_linked_data_describes_the_text(site: Site) -> None:
    lay = linked_data(site.get("/answers/both/lay").text)
    assert lay["@type"] == "MedicalWebPage"
    assert lay["medicalAudience"] == {"@type": "Patient"}
    assert lay["lastReviewed"] == "2026-04-02"
    assert lay["reviewedBy"]["name"] == "Rita Reviewer"
    assert lay["inLanguage"] == "en"
    clinician = linked_data(site.get("/answers/both/clinician").text)
    assert clinician["medicalAudience"]["audienceType"] == "Clinician"
    assert clinician["exampleOfWork"]["@id"] == lay["exampleOfWork"]["@id"]


@pytest.mark.parametrize(
    ("language", "sentence", "is_american"),
    [("en", "Your heart is a pump. ", True), ("de", "Das Herz ist eine Pumpe. ", False)],
)
def test_only_an_english_text_has_a_grade_of_the_united_states(
    own_site: Site, language: str, sentence: str, is_american: bool
) -> None:
    own_site.save(answer(language, "What is it?", lay(language=language, words=sentence * 12)))
    level = linked_data(own_site.get(f"/answers/{language}/lay").text).get("educationalLevel", "")
    assert level.startswith("US grade") == is_american


def test_markup_in_a_question_is_inert_everywhere(site: Site) -> None:
    for path in (
        "/answers/spiky",
        "/answers/spiky/lay",
        "/",
        "/?q=safe",
        "/answers/spiky/clinician",
    ):
        assert "<script>alert" not in site.get(path).text
    data = linked_data(site.get("/answers/spiky/lay").text)
    assert data["name"].startswith("Is </script><script>alert(1)</script> & 'this'")


def test_a_sites_own_personas_have_its_labels_and_disclaimers(make_site: MakeSite) -> None:
    nurse = Persona(
        "nurse", Audience.LAY, EVERY_LAY, {"en": "A <b>nurse</b>"}, {"en": "Ask the ward."}
    )
    doctor = Persona("doctor", Audience.CLINICIAN, EVERY_LAY, {"en": "A doctor"})
    page = make_site(personas=(nurse, doctor)).get("/answers/both").text
    assert "A &lt;b&gt;nurse&lt;/b&gt;" in page
    assert "Ask the ward." in page
    assert "Health professional" not in page


def test_a_picture_is_sent_as_a_picture_that_can_run_nothing(site: Site) -> None:
    response = site.get("/answers/both/images/drawing.svg")
    assert response.content_type == "image/svg+xml; charset=utf-8"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["ETag"]


@pytest.mark.parametrize("name", ["notes.html", "missing.png", "drawing.svg.txt", "%00.png"])
def test_nothing_but_pictures_is_sent(site: Site, name: str) -> None:
    assert site.get(f"/answers/both/images/{name}").status_code == 404


BLOCKS = """
::: key-points
- Rest helps.
:::

::: emergency
Call if it hurts.
:::
"""


@pytest.mark.parametrize(
    ("numbers", "language", "name"),
    [
        (("US:911",), "en", "United States 911</a>"),
        (("EU:112", "ES:061"), "es", "Unión Europea 112</a>"),
        ((), "en", None),
    ],
)
def test_an_emergency_names_the_numbers_of_the_site(
    make_site: MakeSite, numbers: tuple[str, ...], language: str, name: str | None
) -> None:
    site = make_site(emergency_numbers=numbers)
    site.save(answer("urgent", "When?", lay(words=BLOCKS), lay(language="es", words=BLOCKS)))
    prefix = "" if language == "en" else f"/{language}"
    for path in ("/answers/urgent/lay", "/embed/urgent"):
        page = site.get(prefix + path if path.startswith("/answers") else f"{path}?lang={language}")
        assert '<div class="block block-emergency">' in page.text
        assert ('<a href="tel:' in page.text) is bool(numbers)
        assert name is None or name in page.text
    body = site.get(f"/api/v1/answers/urgent?language={language}&persona=patient").json
    assert body
    assert [one["kind"] for one in body["variant"]["blocks"]] == ["key-points", "emergency"]
    assert body["variant"]["blocks"][0]["text"] == "Rest helps."
    assert body["description"].startswith("Rest helps.")


def test_a_page_leads_on_to_related_answers_in_their_readers_words(own_site: Site) -> None:
    page = own_site.get("/answers/both/lay").text
    related = page.partition('id="related-title"')[2].partition("</section>")[0]
    assert 'href="/answers/only-lay"' in related
    assert 'href="/answers/both"' not in related
    assert "Related answers" not in own_site.get("/answers/spiky/lay").text


def test_site_owners_find_the_way_to_embed_an_answer_in_the_footer(own_site: Site) -> None:
    page = own_site.get("/answers/both/lay").text
    footer = page.partition('<footer class="foot">')[2]
    assert 'href="/embed?answer=both"' in footer
    assert "Put this answer on your site" not in own_site.get("/glossary").text


@pytest.mark.parametrize("path", ["/answers/both", "/answers/both/lay"])
def test_every_answer_has_a_menu_of_all_languages(own_site: Site, path: str) -> None:
    page = own_site.get(path).text
    header, _, rest = page.partition("</header>")
    assert '<a class="languages-link" href="#languages">' in header
    menu = rest.partition('id="languages"')[2].partition("</ul>")[0]
    assert f'href="/es{path}"' in menu
    there = own_site.get(f"/es{path}")
    assert there.status_code == 200
    assert '<html lang="es"' in there.text
    assert "Esta respuesta" in there.text
    notice = there.text.partition('class="notice"')[2].partition("</p>")[0]
    assert 'href="/es/"' in notice
    assert re.search(r'rel="canonical" href="[^"]*[a-z0-9]/answers/both/lay"', there.text)
