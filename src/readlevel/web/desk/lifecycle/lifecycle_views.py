"""The pages on which an answer gets another address, is archived, restored, and deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import AnswerHead
from readlevel.core.model.roles import Role
from readlevel.core.model.slug import MAX_LENGTH
from readlevel.storage.answers.answers import SlugTaken
from readlevel.usecases.writing import archive, deletion, renaming
from readlevel.usecases.writing.clinical_codes import ReviewerRequired
from readlevel.usecases.writing.deletion import DeletionContents
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.answer_header import (
    AnswerHeader,
    build_answer_header,
    get_answer_or_404,
)
from readlevel.web.desk.layout.db_sessions import (
    erase_deleted,
    now,
    read_session,
    write_rendered,
    write_session,
)
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.desk.layout.pagination import ROWS_PER_PAGE, Pagination, paginate
from readlevel.web.http.services import render, services
from readlevel.web.reader.reader_request import current_reader_request

_NO_PROBLEMS: Mapping[str, str] = {}

blueprint = Blueprint("lifecycle", __name__)


@dataclass(frozen=True, slots=True)
class ManagePage:
    """`/edit/answers/<slug>/manage` (`desk/lifecycle/manage.html`)."""

    layout: DeskLayout
    head: AnswerHeader
    public_url: str
    """What the public address begins with."""
    slug: str
    """The slug as typed, else as it is."""
    former_slugs: Sequence[str]
    may_rename: bool
    archived_because: str | None
    """None if it is not archived."""
    reason: str
    """The reason for archiving as typed."""
    max_slug: int
    max_reason: int
    problems: Mapping[str, str]
    """By field: `slug` is `invalid`, `taken` or `needs_reviewer`; `reason` is `no_reason` or
    `long_reason`."""


@dataclass(frozen=True, slots=True)
class DeletionPage:
    """`/edit/answers/<slug>/manage/deletion` (`desk/lifecycle/deletion.html`)."""

    layout: DeskLayout
    head: AnswerHeader
    contents: DeletionContents
    links: Sequence[AnswerHeader]
    """Answers that link to it."""
    is_archived: bool
    typed: str
    is_wrong: bool
    """Whether what was typed is not the answer's address."""


@dataclass(frozen=True, slots=True)
class ArchivedRow:
    """One archived answer in the list."""

    head: AnswerHeader
    because: str


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """`/edit/archive` (`desk/lifecycle/archive.html`)."""

    layout: DeskLayout
    rows: Sequence[ArchivedRow]
    pages: Pagination


@blueprint.get("/archive")
@require_role(Role.EDITOR)
def show_archive() -> Response:
    """List the archived answers."""
    with read_session() as session:
        total = archive.count_archived(session)
        pages = paginate(urls.ARCHIVE, current_reader_request().page, total)
        found = archive.list_archived(session, skip=pages.skip, limit=ROWS_PER_PAGE)
    rows = [ArchivedRow(build_answer_header(one), one.archived_because or "") for one in found]
    page = ArchivePage(present_layout("answers"), rows, pages)
    return render("desk/lifecycle/archive.html", page)


@blueprint.get("/answers/<slug>/manage")
@require_role(Role.EDITOR)
def show_manage(slug: str) -> Response:
    """Show the address of an answer, and what can be done with it as a whole."""
    return _show(slug)


@blueprint.post("/answers/<slug>/manage/address")
@require_role(Role.EDITOR)
def rename(slug: str) -> WerkzeugResponse:
    """Give an answer another address."""
    new = request.form.get("slug", "").replace("\0", "").strip()
    with read_session() as session:
        get_answer_or_404(session, slug)
    try:
        changed = write_rendered(
            lambda session, renderer: renaming.rename_answer(
                session, renderer, current_account(), slug, new, now=now()
            )
        )
    except renaming.InvalidSlug:
        return _show(slug, {"slug": "invalid"}, 422)
    except SlugTaken:
        return _show(slug, {"slug": "taken"}, 409)
    except ReviewerRequired:
        return _show(slug, {"slug": "needs_reviewer"}, 403)
    return redirect_with_flash(urls.manage(new), "renamed" if changed else "unchanged")


@blueprint.post("/answers/<slug>/manage/archive")
@require_role(Role.REVIEWER)
def archive_answer(slug: str) -> WerkzeugResponse:
    """Take an answer from readers."""
    with read_session() as session:
        get_answer_or_404(session, slug)
    try:
        changed = write_rendered(
            lambda session, renderer: archive.archive_answer(
                session,
                renderer,
                current_account(),
                slug,
                because=request.form.get("reason", "").replace("\0", ""),
                now=now(),
            )
        )
    except archive.ReasonRefused as refused:
        return _show(slug, {"reason": refused.code}, 422)
    return redirect_with_flash(urls.manage(slug), "archived" if changed else "unchanged")


@blueprint.post("/answers/<slug>/manage/restoration")
@require_role(Role.REVIEWER)
def restore_answer(slug: str) -> WerkzeugResponse:
    """Give an archived answer back to readers."""
    with read_session() as session:
        get_answer_or_404(session, slug)
    changed = write_rendered(
        lambda session, renderer: archive.restore_answer(
            session, renderer, current_account(), slug, now=now()
        )
    )
    return redirect_with_flash(urls.manage(slug), "unarchived" if changed else "unchanged")


@blueprint.get("/answers/<slug>/manage/deletion")
@require_role(Role.ADMIN)
def show_deletion(slug: str) -> Response:
    """Say what deleting an answer takes along, and ask for confirmation."""
    return _show_deletion(slug)


@blueprint.post("/answers/<slug>/manage/deletion")
@require_role(Role.ADMIN)
def delete_answer(slug: str) -> WerkzeugResponse:
    """Delete an answer for good if its address was typed."""
    typed = request.form.get("confirmed", "").strip()
    if typed != slug:
        return _show_deletion(slug, typed, 422)
    with read_session() as session:
        get_answer_or_404(session, slug)
    with write_session() as session:
        deletion.delete_answer(session, current_account(), slug, now=now())
    erase_deleted()
    return redirect_with_flash(urls.ANSWERS, "answer_deleted")


def _show(slug: str, problems: Mapping[str, str] = _NO_PROBLEMS, status: int = 200) -> Response:
    with read_session() as session:
        answer: AnswerHead = get_answer_or_404(session, slug)
        may_rename = renaming.may_rename(session, current_account(), slug)
    page = ManagePage(
        layout=present_layout("answers"),
        head=build_answer_header(answer),
        public_url=services().settings.base_url + current_reader_request().urls.answer(""),
        slug=request.form.get("slug", slug),
        former_slugs=answer.former_slugs,
        may_rename=may_rename,
        archived_because=answer.archived_because,
        reason=request.form.get("reason", ""),
        max_slug=MAX_LENGTH,
        max_reason=archive.MAX_REASON_LENGTH,
        problems=problems,
    )
    return render("desk/lifecycle/manage.html", page, status)


def _show_deletion(slug: str, typed: str = "", status: int = 200) -> Response:
    with read_session() as session:
        answer = get_answer_or_404(session, slug)
        contents = deletion.describe_deletion(session, slug)
    page = DeletionPage(
        present_layout("answers"),
        build_answer_header(answer),
        contents,
        [build_answer_header(one) for one in contents.linking],
        answer.is_archived,
        typed,
        is_wrong=status != 200,
    )
    return render("desk/lifecycle/deletion.html", page, status)
