"""Consistency of both texts: differences, answers and blocked approvals."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from werkzeug.test import Client, TestResponse

from readlevel.core.model.answer import Answer, Review
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.workflow import Status
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.publishing.publish import save_answer
from readlevel.usecases.publishing.renderer import Renderer
from tests.entailment.tiny_model import write_model
from tests.storage.cast import APPROVED, WITHDRAWN, clinician, lay
from tests.web.desk.conftest import DeskSite

MakeDesk = Callable[..., DeskSite]
PAGE = "/edit/answers/salt/parity?language=en"
REVIEW = "/edit/answers/salt/lay/en/review"
WAITING = Review(Status.UNDER_REVIEW)
KEY = re.compile(r'<input type="hidden" name="key" value="([0-9a-f]{32})"')
TICK = re.compile(r'type="checkbox" name="key" value="([0-9a-f]{32})"')
CITING = "Salt harms [@he2013]."


def given(
    desk: DeskSite,
    plain: str,
    hard: str = "Salt harms.",
    *,
    review: Review = WAITING,
    hard_review: Review = APPROVED,
) -> None:
    """Store an answer with a lay and a clinician text."""
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine) as session:
        texts = (lay(plain, review), clinician(hard, hard_review))
        whole = Answer("salt", {"en": "Is salt harmful?"}, texts)
        renderer = Renderer(session, DEFAULT_PERSONAS, "en")
        save_answer(session, whole, renderer, author="Ed", why="", now=datetime.now(UTC))
    engine.dispose()


def say(desk: DeskSite, client: Client, deed: str, *keys: str, reason: str = "") -> TestResponse:
    data = {
        "language": "en",
        "revision": "1",
        "deed": deed,
        "key": list(keys),
        "reason": reason,
        "back": f"{PAGE}#asking",
    }
    return desk.post(client, "/edit/answers/salt/parity", data)


def approve(desk: DeskSite, client: Client, move: str = "approve") -> TestResponse:
    seen = "under_review" if move == "approve" else "approved"
    return desk.post(client, REVIEW, {"number": "1", "seen": seen, "move": move})


def test_a_difference_is_answered_with_a_reason_and_then_lets_the_text_pass(
    desk: DeskSite,
) -> None:
    given(desk, CITING, hard="Salt harms [@li2014].")
    ed, rita = desk.client("editor"), desk.client("reviewer")
    shown = ed.get(PAGE).text
    assert "1 to check" in shown
    assert "<mark>@he2013</mark>" in shown or "@he2013" in shown
    refused = approve(desk, rita)
    assert refused.status_code == 422
    assert "Something in the text must be fixed before it can be approved" in refused.text
    assert "is only in the plain-language text" in refused.text
    [key] = KEY.findall(shown)
    kept = say(desk, ed, "answer", key, reason="He is newer.")
    assert kept.status_code == 303
    assert kept.location.endswith("&said=parity_answered#asking")
    after = ed.get(kept.location).text
    assert "Reason saved." in after
    assert "All differences have been explained." in after
    assert "He is newer." in rita.get(PAGE).text
    blocked = approve(desk, rita)
    assert blocked.status_code == 422
    assert "There is no reference with the key" in blocked.text


def test_what_a_model_of_entailment_finds_needs_no_answer(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    model = write_model(tmp_path / "model")
    desk = make_desk(
        blocking=("unanswered_parity",), entailment_model=model, entailment_timeout=600
    )
    given(
        desk,
        "Most people who eat salt felt well after a week, if not sooner.",
        hard="Most people who eat salt felt well after a week.",
    )
    rita = desk.client("reviewer")
    assert "possible contradiction" in rita.get(PAGE).text
    assert approve(desk, rita).status_code == 303


def test_answered_and_sound_is_approved(make_desk: MakeDesk) -> None:
    desk = make_desk(blocking=("unanswered_parity",))
    given(desk, CITING)
    rita = desk.client("reviewer")
    [key] = KEY.findall(rita.get(PAGE).text)
    assert approve(desk, rita).status_code == 422
    assert say(desk, rita, "answer", key, reason="It is so.").status_code == 303
    assert approve(desk, rita).status_code == 303


def test_a_reason_that_is_missing_is_asked_for_where_it_is_missing(desk: DeskSite) -> None:
    given(desk, CITING)
    client = desk.client("editor")
    [key] = KEY.findall(client.get(PAGE).text)
    answer = say(desk, client, "answer", key, reason="  ")
    assert answer.status_code == 422
    assert f'href="#reason-{key}"' in answer.text
    assert "Explain why the difference is acceptable." in answer.text
    long = say(desk, client, "answer", key, reason="x" * 1_001)
    assert long.status_code == 422
    assert "x" * 1_001 in long.text


def test_an_answer_can_be_taken_back(desk: DeskSite) -> None:
    given(desk, CITING)
    client = desk.client("editor")
    [key] = KEY.findall(client.get(PAGE).text)
    say(desk, client, "answer", key, reason="So.")
    assert say(desk, client, "take_back", key).status_code == 303
    assert "1 to check" in client.get(PAGE).text


def test_omissions_are_accepted_one_by_one_or_all_at_once(desk: DeskSite) -> None:
    given(desk, "Salt harms.", "Salt harms [@li2014]. Eat less [@ma2015]. Read [@he2013].")
    client = desk.client("editor")
    ticks = TICK.findall(client.get(PAGE).text)
    assert len(ticks) == 3
    assert say(desk, client, "leave_out", ticks[0]).status_code == 303
    shown = client.get(PAGE).text
    assert shown.count("marked as left out on purpose by <bdi>Ed Editor</bdi>") == 1
    assert say(desk, client, "leave_out", *TICK.findall(shown)).status_code == 303
    assert not TICK.findall(client.get(PAGE).text)


def test_forged_and_outdated_answers_keep_nothing(desk: DeskSite) -> None:
    given(desk, "Salt harms [@he2013; @li2014].")
    client = desk.client("editor")
    keys = KEY.findall(client.get(PAGE).text)
    assert say(desk, client, "answer", *keys, reason="All.").status_code == 422
    outdated = say(desk, client, "answer", "0" * 32, reason="So.")
    assert outdated.status_code == 422
    assert "A text changed while you were working" in outdated.text
    assert say(desk, client, "approve", keys[0], reason="So.").status_code == 400
    assert "2 to check" in client.get(PAGE).text
    nowhere = desk.post(client, "/edit/answers/none/parity", {"deed": "answer", "revision": "1"})
    assert nowhere.status_code == 404


def test_the_page_says_when_nothing_can_be_compared(desk: DeskSite) -> None:
    given(desk, CITING, hard_review=WITHDRAWN)
    page = desk.client("editor").get(PAGE)
    assert page.status_code == 200
    assert "There is nothing to compare in English" in page.text
    only = desk.client("editor").get("/edit/answers/only-lay/parity")
    assert "There is nothing to compare" in only.text


def test_many_approved_at_once_go_clinician_text_first(make_desk: MakeDesk) -> None:
    desk = make_desk(blocking=("unanswered_parity",))
    given(desk, CITING)
    given(desk, CITING, hard=CITING, hard_review=WAITING)
    keys = ["salt/lay/en/1/under_review", "salt/clinician/en/2/under_review"]
    data = {"move": "approve", "text": keys, "back": "/edit/answers"}
    moved = desk.post(desk.client("reviewer"), "/edit/answers/moves", data)
    assert "2 texts were updated." in moved.text


def test_many_approved_at_once_do_not_go_around_what_blocks(desk: DeskSite) -> None:
    given(desk, CITING)
    data = {"move": "approve", "text": ["salt/lay/en/1/under_review"], "back": "/edit/answers"}
    moved = desk.post(desk.client("reviewer"), "/edit/answers/moves", data)
    assert "No texts were updated." in moved.text
    assert "Problems in the text must be fixed first." in moved.text


def test_findings_are_shown_on_the_review_page(desk: DeskSite) -> None:
    given(desk, "See [it](/answers/nowhere) and the CAA.")
    shown = desk.client("reviewer").get(REVIEW).text
    assert "2 things to check" in shown
    assert "The link to /answers/nowhere goes to a page that readers cannot see" in shown
    assert "“CAA” is never spelled out." in shown


def behind(desk: DeskSite) -> None:
    """Change the clinician text of an approved lay text."""
    given(desk, "Take 5 mg.", "Give 5 mg.", review=APPROVED)
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine) as session:
        texts = (lay("Take 5 mg.", APPROVED), clinician("Give 5 mg, then 5 mg more.", APPROVED))
        whole = Answer("salt", {"en": "Is salt harmful?"}, texts)
        renderer = Renderer(session, DEFAULT_PERSONAS, "en")
        save_answer(session, whole, renderer, author="Ed", why="", now=datetime.now(UTC))
    engine.dispose()


def test_a_plain_text_that_is_behind_is_listed_and_told_of_at_its_review(desk: DeskSite) -> None:
    client = desk.client("reviewer")
    listed = "Is salt harmful?"
    assert listed not in client.get("/edit/behind").text
    behind(desk)
    assert listed in client.get("/edit/behind").text
    assert (
        'href="/edit/behind">Out of date <span class="count">2</span>'
        in client.get("/edit/due").text
    )
    shown = client.get(REVIEW).text
    assert "The text for health professionals has changed since this text was last checked" in shown
    assert "/edit/answers/salt/clinician/en/compare?old=1&amp;new=2" in shown
    written = client.get("/edit/answers/salt?language=en").text
    assert written.count("has changed since this text was last checked") == 1
    assert "/edit/answers/salt/clinician/en/compare?old=1&amp;new=2" in written
    assert approve(desk, client, "confirm").status_code == 303
    assert (
        "since this text was last checked" not in client.get("/edit/answers/salt?language=en").text
    )
    assert listed not in client.get("/edit/behind").text


def test_readers_are_told_of_it_where_the_site_wants_it(make_desk: MakeDesk) -> None:
    told = "The version for health professionals has changed"
    behind(make_desk())
    assert told not in make_desk().client().get("/answers/salt/lay").text
    site = make_desk(show_drift=True)
    assert told in site.client().get("/answers/salt/lay").text
    assert told not in site.client().get("/answers/salt/clinician").text


def test_readers_are_cautioned_where_the_clinician_text_changed_a_fact(make_desk: MakeDesk) -> None:
    desk = make_desk()
    given(desk, "Wait 3 hours.", "Wait 3 hours.", review=APPROVED)
    reader, caution = desk.client(), "Part of this text may be out of date"
    paths = ("/answers/salt/lay", "/answers/salt", "/embed/salt", "/answers/salt/lay?explain=all")
    assert all(caution not in reader.get(path).text for path in paths)
    given(desk, "Wait 3 hours.", "Wait 2 hours.", review=APPROVED)
    for path in paths:
        page = reader.get(path).text
        assert caution in page
        assert "<q>Wait 3 hours.</q>" in page
    assert caution not in reader.get("/answers/salt/clinician").text
    answer = json.loads(reader.get("/api/v1/answers/salt").text)
    assert answer["variant"]["outdated_statements"] == ["Wait 3 hours."]
    asked = "/infobutton?mainSearchCriteria.v.dn=Is+salt+harmful&knowledgeResponseType="
    assert caution in reader.get(f"{asked}application/json").text
    home = desk.client("editor").get("/edit").text
    assert home.index("States facts that have changed") < home.index("My drafts")
    assert caution not in make_desk(warn_of_changed_facts=False).client().get(paths[0]).text
    client = desk.client("reviewer")
    assert approve(desk, client, "confirm").status_code == 422
    [key] = KEY.findall(client.get(PAGE).text)
    say(desk, client, "answer", key, reason="Both are safe.")
    assert caution in reader.get(paths[0]).text
    assert approve(desk, client, "confirm").status_code == 303
    assert all(caution not in reader.get(path).text for path in paths)
