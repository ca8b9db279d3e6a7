"""Every door by which the desk could change what readers read: none opens for one person alone.

Each form of the desk is named here. A new one fails the first test until it says whether it can
change readers' words, and by which form an editor would try.
"""

import io
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client

from readlevel.settings import Settings
from readlevel.storage.database.engine import make_engine
from readlevel.usecases.publishing.rerender import enqueue_outdated, rerender_queued
from readlevel.web.app import create_app
from readlevel.web.desk.app import create_desk
from readlevel.web.http.services import EXTENSION
from tests.interchange.documents.test_image_cleaning import draw, encode
from tests.web.desk.conftest import DeskSite

EVIL = "Take ten tablets at once"
BOTH = "/edit/answers/both"
LAY = f"{BOTH}/lay/en"
TERM = "/edit/glossary/term?language=en&slug=stroke"
CSV = f"term,definition_lay\nstroke,{EVIL}.\nbrain,{EVIL}.\npressure,{EVIL}.\n"

READ = (
    "/answers/both/lay",
    "/answers/both/clinician",
    "/answers/only-clinician/clinician",
    "/answers/translated/lay",
    "/embed/both?persona=patient",
    "/glossary",
    "/glossary?q=stroke",
    "/glossary/stroke",
    "/glossary/brain",
    "/glossary/pressure",
    "/topics/cardiology",
    "/topics/evil",
    "/?q=stroke",
    "/?q=ten+tablets",
    "/",
    "/api/v1/answers/both",
    "/api/v1/glossary?language=en",
    "/feed.atom",
    "/feeds/lay.atom",
    "/feeds/clinician.atom",
)
NOT_THERE = {"/glossary/pressure", "/topics/evil"}
"""Pages that an editor's words would bring into being."""

SAFE = {
    "saved_filters.save_filter": "lists of the desk",
    "saved_filters.remove_filter": "lists of the desk",
    "sign_in.sign_in": "accounts",
    "sign_in.submit_code": "accounts",
    "sign_in.sign_out": "accounts",
    "links.redeem_link": "accounts",
    "account.change_name": "accounts",
    "account.choose_keys": "accounts",
    "account.change_password": "accounts",
    "account.end_session": "accounts",
    "account.end_all_sessions": "accounts",
    "second_factor.start_enrolment": "accounts",
    "second_factor.confirm": "accounts",
    "second_factor.replace_recovery_codes": "accounts",
    "second_factor.remove": "accounts",
    "passkeys.begin_registration": "accounts",
    "passkeys.add_passkey": "accounts",
    "passkeys.remove_passkey": "accounts",
    "passkeys.begin_sign_in": "accounts",
    "passkeys.submit_passkey": "accounts",
    "forgotten.ask_link": "accounts",
    "mails.choose_mails": "accounts",
    "mails.unsubscribe": "accounts",
    "people.invite": "accounts",
    "people.change_role": "accounts",
    "people.disable": "accounts",
    "people.enable": "accounts",
    "people.remove_second_factor": "accounts",
    "people.unlink_provider": "accounts",
    "people.create_link": "accounts",
    "status.decide_mail": "mails",
    "tokens.create_token": "accounts",
    "tokens.revoke_token": "accounts",
    "preview.show_preview": "computes only",
    "simplify.show_proposals": "computes only",
    "simplify.change_ignored": "what is suggested to editors",
    "simplify.change_suggestions": "what is suggested to editors",
    "kept.keep_text": "unsaved work",
    "kept.discard_kept": "unsaved work",
    "kept.note_open": "who is writing",
    "paste.convert_paste": "computes only",
    "import.read_file": "computes only",
    "terms.show_level": "computes only",
    "writing.merge_edits": "computes only",
    "preview_as.make_link": "a link for one person",
    "preview_as.revoke_link": "a link for one person",
    "consistency.save_consistency_answers": "reasons that the desk shows",
    "assignments.assign": "who reviews",
    "outside_asks.ask_outside": "who reviews",
    "outside_asks.withdraw": "who reviews",
    "outside_asks.stop_naming": "who is named, which a reviewer alone may take back",
    "outside.answer": "an approval that somebody inside confirms, unless a setting says otherwise",
    "comments.add_comment": "comments that the desk shows",
    "inbox.resolve_question": "readers' own messages",
    "assistant.decide_consent": "where drafts may come from",
    "assistant.request_draft": "a draft beside the text",
    "assistant.cancel": "a draft beside the text",
    "site_look.discard_draft": "how the site looks",
    "checklists.save_checklist": "judgements that the desk shows",
    "house_style.change_style": "what writers are told",
    "house_style.save_rule": "what writers are told",
}
"""Forms that change no words of readers, and what they change."""


@dataclass(frozen=True, slots=True)
class Door:
    """A form that an editor sends to change readers' words."""

    page: str
    """Where the form is."""
    action: str
    changes: Mapping[str, Any]
    status: tuple[int, ...] = (303,)
    """What an editor gets: 303 if it is stored without being public, else how it is refused."""
    said: str = ""
    """What a refusal says, where its status has other reasons too."""
    before: tuple["Door", ...] = field(default=())
    """What to send first."""


SAVE = Door(BOTH, BOTH, {"do": "save", "lay": f"## A\n\n{EVIL}."})
SUBMIT = Door(f"{LAY}/review", f"{LAY}/review", {"move": "submit"}, (303, 409))
DRAFT_TERM = Door(TERM, "/edit/glossary/term", {"do": "submit", "definition_lay": EVIL})
REVIEW_TERM = "/edit/glossary/review?language=en&slug=stroke"
DOORS: Mapping[str, tuple[Door, ...]] = {
    "writing.create_answer": (
        Door("/edit/new", "/edit/new", {"question": EVIL, "lay": EVIL, "topics": "cardiology"}),
    ),
    "writing.save_answer": (
        SAVE,
        Door(BOTH, BOTH, {"do": "save", "question": EVIL}, (422,)),
        Door(BOTH, BOTH, {"do": "save", "topics": "evil"}, (422,)),
        Door(BOTH, BOTH, {"do": "save", "topics": "evil", "began_topics": "x"}, (422,)),
        Door(BOTH, BOTH, {"do": "save", "topics": ""}, (422,)),
    ),
    "images.add_image": (
        Door(
            f"{BOTH}/pictures",
            f"{BOTH}/pictures",
            {"file": "image", "description": EVIL},
        ),
    ),
    "images.remove_image": (
        Door(f"{BOTH}/pictures", f"{BOTH}/pictures/drawing.svg/removal", {}, (303, 409)),
    ),
    "references.save_reference": (
        Door(
            f"{BOTH}/references/one?key=who",
            f"{BOTH}/references/one",
            {"key": "who", "before": "who", "type": "book", "title": EVIL, "authors": "WHO"},
            (422,),
            "An approved text cites this reference",
        ),
    ),
    "references.remove_reference": (
        Door(
            f"{BOTH}/references/one?key=who",
            f"{BOTH}/references/removal",
            {"key": "who"},
            (409,),
            "so you cannot remove it",
        ),
    ),
    "reference-import.import_references": (
        Door(
            f"{BOTH}/references/one?key=who",
            f"{BOTH}/references/import",
            {"do": "take", "text": f"TY  - BOOK\nID  - who\nTI  - {EVIL}\nER  - \n"},
        ),
    ),
    "codes.save_codes": (Door(f"{BOTH}/codes", f"{BOTH}/codes", {"icd10cm": "I10"}, (403,)),),
    "lifecycle.rename": (Door(f"{BOTH}/manage", f"{BOTH}/manage/address", {"slug": "x"}, (403,)),),
    "lifecycle.archive_answer": (
        Door(f"{BOTH}/manage", f"{BOTH}/manage/archive", {"reason": EVIL}, (403,)),
    ),
    "lifecycle.restore_answer": (Door(f"{BOTH}/manage", f"{BOTH}/manage/restoration", {}, (403,)),),
    "lifecycle.delete_answer": (
        Door(f"{BOTH}/manage", f"{BOTH}/manage/deletion", {"confirmed": "both"}, (403,)),
    ),
    "names.save_names": (
        Door(f"{BOTH}/names/en", f"{BOTH}/names/en", {"lay": EVIL}, (403,)),
        Door(f"{BOTH}/names/en", f"{BOTH}/names/en", {"search_words": EVIL}, (403,)),
    ),
    "status.delete_samples": (
        Door("/edit/status", "/edit/status/samples", {"sure": "yes"}, (403,)),
    ),
    "topics.save_names": (
        Door("/edit/topics", "/edit/topics", {"topic": "cardiology", "en": EVIL}, (403,)),
    ),
    "site_look.save_look": (
        Door("/edit/look", "/edit/look", {"home_title": EVIL, "home_text": EVIL}, (403,)),
    ),
    "site_look.publish_look": (Door("/edit/look", "/edit/look/publication", {}, (403,)),),
    "missed_searches.resolve_missed": (
        Door(
            "/edit/searches",
            "/edit/searches",
            {"query": EVIL, "language": "en", "slug": "/answers/both", "deed": "add"},
        ),
    ),
    "review.submit_move": (
        *(
            Door(f"{LAY}/review", f"{LAY}/review", {"move": move, "comment": "x"}, (403, 409, 422))
            for move in ("approve", "withdraw", "confirm", "begin_review")
        ),
        Door(f"{LAY}/review", f"{LAY}/review", {"move": "submit"}, before=(SAVE,)),
    ),
    "comments.change_thread": (
        Door(
            f"{BOTH}/review",
            f"{BOTH}/comments/1",
            {"deed": "take"},
            before=(
                Door(
                    f"{BOTH}/review",
                    f"{LAY}/comments",
                    {"suggestion": EVIL, "block": f"{EVIL}.", "words": "x"},
                    before=(SAVE,),
                ),
            ),
        ),
    ),
    "answer_review.decide": (
        *(
            Door(
                f"{BOTH}/review",
                f"{BOTH}/review?language=en",
                {
                    "deed": deed,
                    "language": "en",
                    "text": "lay/2/submitted",
                    "beside": "1",
                    "comment": "x",
                },
                (403, 409),
                before=(SAVE, SUBMIT),
            )
            for deed in ("approve", "request_changes")
        ),
    ),
    "lists.bulk_move": (
        Door(
            "/edit/answers",
            "/edit/answers/moves",
            {"move": "withdraw", "text": "both/lay/en/1/approved", "comment": "x"},
            (422,),
        ),
        Door(
            "/edit/answers",
            "/edit/answers/moves",
            {"move": "approve", "text": "both/lay/en/2/draft"},
            (200,),
            before=(SAVE,),
        ),
    ),
    "revisions.restore": (
        Door(f"{LAY}/revisions/1", f"{LAY}/restore", {"number": "1"}, (303,), before=(SAVE,)),
    ),
    "import.store_draft": (
        Door(
            "/edit/import",
            "/edit/import/draft",
            {
                "slug": "only-clinician",
                "language": "en",
                "audience": "lay",
                "question": EVIL,
                "topics": "evil",
                "markdown": EVIL,
                "joins": "yes",
                "file": urlsafe_b64encode(f"<p>{EVIL}</p>".encode()).decode(),
            },
        ),
    ),
    "terms.save_term": (
        DRAFT_TERM,
        Door(TERM, "/edit/glossary/term", {"do": "save", "name": EVIL}),
        Door(TERM, "/edit/glossary/term", {"do": "save", "other_forms": "blood"}),
        Door(TERM, "/edit/glossary/term", {"do": "save", "search_words": "ten tablets"}),
        Door(
            "/edit/glossary/term?name=pressure",
            "/edit/glossary/term",
            {"do": "submit", "definition_lay": EVIL},
        ),
    ),
    "terms.remove_terms": (
        Door(TERM, "/edit/glossary/removal", {}),
        Door("/edit/glossary?letter=S", "/edit/glossary/removal", {"slug": ["stroke", "brain"]}),
    ),
    "term_review.move_draft": (
        Door(REVIEW_TERM, "/edit/glossary/review", {"do": "approve"}, (422,), before=(DRAFT_TERM,)),
    ),
    "term_drafts.move_drafts": (
        Door(
            "/edit/glossary/drafts",
            "/edit/glossary/drafts",
            {"do": "approve", "draft": "*"},
            (409,),
            before=(DRAFT_TERM,),
        ),
    ),
    "glossary_files.import_terms": (
        Door(
            "/edit/glossary/import",
            "/edit/glossary/import",
            {"file": "*", "do": "take"},
            (303,),
        ),
    ),
}


@pytest.fixture(scope="module")
def app() -> Flask:
    settings = Settings(database_url="sqlite:////tmp/never-opened.sqlite")
    return create_desk(create_app(settings).extensions[EXTENSION])


class _Forms(HTMLParser):
    """Collects the values of the forms of a page, by their actions."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, list[str]]] = {}
        self._form: dict[str, list[str]] = {}
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = self.forms.setdefault(given.get("action", ""), {})
        elif tag == "textarea":
            self._area = given.get("name", "")
            self._form[self._area] = [""]
        elif tag == "input" and given.get("type") not in ("submit", "button", "file"):
            if given.get("type") in ("checkbox", "radio") and "checked" not in given:
                return
            self._form.setdefault(given.get("name", ""), []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._form[self._area][0] = self._form[self._area][0].removeprefix("\n")
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._form[self._area][0] += data


def send(desk: DeskSite, client: Client, door: Door) -> int:
    for first in door.before:
        assert send(desk, client, first) in first.status
    page = client.get(door.page).text
    forms = _Forms()
    forms.feed(page)
    # A form that is not offered is sent with the version that another one of the page has.
    seen = [one["seen"] for one in forms.forms.values() if "seen" in one]
    offered = forms.forms.get(door.action, {"seen": seen[0]} if seen else {})
    given: dict[str, Any] = {**offered, **door.changes}
    if given.get("file") == "image":
        given["file"] = (io.BytesIO(encode(draw(), "PNG")), "drawing.png")
    if given.get("draft") == "*":
        marks = page.split('name="draft" value="')[1:]
        given["draft"] = [mark.partition('"')[0] for mark in marks]
        assert given["draft"]
    if given.get("file") == "*":
        return import_terms(desk, client)
    answer = desk.post(client, door.action, given)
    assert door.said in answer.text
    return answer.status_code


def import_terms(desk: DeskSite, client: Client) -> int:
    path = "/edit/glossary/import"
    given: dict[str, Any] = {"language": "en", "file": (io.BytesIO(CSV.encode()), "a.csv")}
    shown = desk.post(client, path, given, content_type="multipart/form-data").text
    forms = _Forms()
    forms.feed(shown)
    assert forms.forms[path]["do"] == ["take"]
    return desk.post(client, path, forms.forms[path]).status_code


def render_all(desk: DeskSite, *, everything: bool = True) -> None:
    """Render what waits; with `everything`, as this site does it, with its name on cards."""
    engine, settings = make_engine(desk.settings.database_url), desk.settings
    if everything:
        enqueue_outdated(engine, settings.personas, everything=True)
    rerender_queued(
        engine,
        settings.personas,
        "en",
        site_name=settings.site_name,
        report=lambda done, total: None,
    )
    engine.dispose()


def read_all(desk: DeskSite) -> dict[str, list[str]]:
    """Return the lines that readers get, in any order, once what waits is rendered."""
    render_all(desk, everything=False)
    reader = desk.client()
    answers = {path: reader.get(path) for path in READ}
    return {
        path: sorted(one.text.split("\n")) if one.status_code == 200 else [str(one.status_code)]
        for path, one in answers.items()
    }


def test_every_form_of_the_desk_says_whether_it_changes_what_readers_read(app: Flask) -> None:
    forms = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    }
    assert forms == SAFE.keys() | DOORS.keys()


def test_nothing_that_one_editor_does_changes_what_readers_read(desk: DeskSite) -> None:
    client = desk.client("editor")
    render_all(desk)
    before = read_all(desk)
    assert {path for path, lines in before.items() if lines == ["404"]} == NOT_THERE
    for name, doors in DOORS.items():
        for door in doors:
            assert send(desk, client, door) in door.status, door
        assert read_all(desk) == before, name


@pytest.mark.parametrize("who", ["reviewer", "admin"])
def test_nobody_publishes_a_definition_alone(desk: DeskSite, who: str) -> None:
    client = desk.client(who)
    before = read_all(desk)
    for name in ("terms.save_term", "glossary_files.import_terms", "terms.remove_terms"):
        for door in DOORS[name]:
            assert send(desk, client, door) in door.status, door
    review = Door(REVIEW_TERM, "/edit/glossary/review", {"do": "approve"})
    assert send(desk, client, review) == 422
    drafts = "/edit/glossary/drafts"
    assert send(desk, client, Door(drafts, drafts, {"do": "approve", "draft": "*"})) == 409
    assert read_all(desk) == before


def test_what_a_second_person_approves_reaches_readers(desk: DeskSite) -> None:
    assert send(desk, desk.client("editor"), DRAFT_TERM) == 303
    assert EVIL not in str(read_all(desk))
    door = Door(REVIEW_TERM, "/edit/glossary/review", {"do": "approve"})
    assert send(desk, desk.client("reviewer"), door) == 303
    after = read_all(desk)
    for path in ("/glossary/stroke", "/answers/both/lay", "/api/v1/glossary?language=en"):
        assert EVIL in str(after[path]), path
