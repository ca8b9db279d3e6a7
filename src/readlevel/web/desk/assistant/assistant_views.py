"""The assistant: drafts for the writing page, and what an administrator agrees to."""

import json
from typing import Any, cast

from flask import Blueprint, Response, abort, current_app, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.assistant.client import AssistantClient
from readlevel.core.assistant.assistant_problem import AssistantProblem
from readlevel.core.assistant.prompts import DraftTask
from readlevel.core.languages.direction import direction
from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.usecases.assistant import consent
from readlevel.usecases.assistant.judge_draft import judge_draft
from readlevel.usecases.assistant.start_draft import (
    DraftRejected,
    DraftRequest,
    DraftSource,
    SpendingRules,
    cancel_draft,
    find_own_job,
    start_draft,
)
from readlevel.usecases.operations import house_styles
from readlevel.web.desk.assistant.assistant_pages import (
    AssistantPage,
    DraftPartsPage,
    DraftProblemPage,
    present_part,
)
from readlevel.web.desk.assistant.draft_threads import EXTENSION, DraftThreads
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import (
    desk_renderer,
    now,
    read_session,
    write_prepared,
    write_session,
)
from readlevel.web.desk.layout.layout import present_layout, redirect_with_flash
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import render, services
from readlevel.web.reader.error_pages import RequestRefused

blueprint = Blueprint("assistant", __name__)


@blueprint.get("/assistant")
@require_role(Role.ADMIN)
def show_assistant() -> Response:
    """Show what is sent where, and who has agreed."""
    settings = services().settings
    url = settings.assistant_url or ""
    with read_session() as session:
        page = AssistantPage(
            present_layout("admin"),
            url,
            settings.assistant_model or "",
            consent.find_consent(session, url),
            consent.count_tokens(session, now=now()),
            settings.assistant_monthly_tokens,
        )
    return render("desk/assistant/assistant.html", page)


@blueprint.post("/assistant")
@require_role(Role.ADMIN)
def decide_consent() -> WerkzeugResponse:
    """Agree to send texts to the address that was shown, or withdraw that."""
    settings = services().settings
    url = settings.assistant_url
    if url is None or request.form.get("url") != url:
        raise RequestRefused("assistant_changed", 409)
    agrees = request.form.get("do") == "agree"
    with write_session() as session:
        if agrees:
            model = settings.assistant_model or ""
            consent.agree(session, current_account(), url, model, now=now())
        else:
            consent.withdraw(session, current_account(), url, now=now())
    return redirect_with_flash(
        urls.ASSISTANT, "assistant_agreed" if agrees else "assistant_withdrawn"
    )


@blueprint.post("/assistant/drafts")
@require_role(Role.EDITOR)
def request_draft() -> Response:
    """Ask for a draft; return where it will be."""
    settings = services().settings
    if settings.assistant_url is None:
        abort(404)
    draft = _read_request()
    rules = SpendingRules(settings.assistant_url, settings.assistant_monthly_tokens)
    try:
        assistant = AssistantClient(settings)
        number = write_prepared(
            lambda session: start_draft(
                session, current_account(), draft, assistant, rules, now=now()
            )
        )
    except DraftRejected as rejected:
        return _refuse(rejected.code)
    except AssistantProblem as problem:
        return _refuse(problem.code)
    except UnreadableMarkdown:
        return _refuse("unreadable_source")
    _draft_threads().nudge()
    return _json({"url": urls.draft(number)})


@blueprint.get("/assistant/drafts/<int:number>")
@require_role(Role.EDITOR)
def show_draft(number: int) -> Response:
    """Return how far a draft is, and its sections from `from` on."""
    start = parse_number(request.args.get("from", "")) or 0
    with read_session() as session:
        job = find_own_job(session, current_account(), number)
        if job is None:
            abort(404)
        style = house_styles.find_style(session)
        judged = judge_draft(job, desk_renderer(session).glossary, style, first=start)
    if job.is_due(now()):
        # No process works on it: it waits for its turn, or its process was killed.
        _draft_threads().nudge()
    page = DraftPartsPage(
        job.language,
        direction(job.language),
        job.task.is_whole_text,
        len(job.parts),
        [present_part(place, one) for place, one in enumerate(judged, start + 1)],
    )
    return _json(
        {
            "status": job.status,
            "isOpen": job.is_open,
            "next": start + len(judged),
            "total": len(job.parts),
            "html": _render_part("desk/assistant/_draft_parts.html", page),
            "problem": _render_problem(job.problem) if job.problem else "",
        }
    )


@blueprint.post("/assistant/drafts/<int:number>/cancellation")
@require_role(Role.EDITOR)
def cancel(number: int) -> Response:
    """Cancel a draft."""
    with write_session() as session:
        if not cancel_draft(session, current_account(), number):
            abort(404)
    return _json({})


def _read_request() -> DraftRequest:
    """Return what the form asks for, or abort with 400."""
    form, languages = request.form, services().settings.languages
    task, audience = form.get("task", ""), form.get("audience", "")
    language = form.get("language", "")
    if task not in set(DraftTask) or audience not in set(Audience) or language not in languages:
        abort(400)
    source_audience, _, source_language = form.get("source", "").partition("/")
    is_known = source_audience in set(Audience) and source_language in languages
    return DraftRequest(
        slug=form.get("slug", "").replace("\0", ""),
        audience=Audience(audience),
        language=language,
        task=DraftTask(task),
        present=_read_text("present"),
        passage=_read_text("passage"),
        source=DraftSource(Audience(source_audience), source_language) if is_known else None,
    )


def _read_text(name: str) -> str:
    text = request.form.get(name, "").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "\ufffd")


def _draft_threads() -> DraftThreads:
    return cast("DraftThreads", current_app.extensions[EXTENSION])


def _refuse(code: str) -> Response:
    response = _json({"problem": _render_problem(code)})
    response.status_code = 409
    return response


def _render_problem(code: str) -> str:
    return _render_part("desk/assistant/_draft_problem.html", DraftProblemPage(code))


def _render_part(template: str, page: object) -> str:
    return services().templates.render(template, page).get_data(as_text=True)


def _json(given: dict[str, Any]) -> Response:
    return Response(json.dumps(given), content_type="application/json; charset=utf-8")
