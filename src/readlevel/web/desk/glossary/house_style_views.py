"""The house style: what texts of the site do not say, and what they say instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.house_style.check_rule import RuleProblem
from readlevel.core.house_style.house_rule import HouseStyle, RuleLevel
from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.interchange.files.problems import Notice, RecordProblem
from readlevel.interchange.files.text_files import normalise
from readlevel.interchange.house_style import style_files, toml_format
from readlevel.usecases.operations import house_styles
from readlevel.usecases.operations.house_styles import HouseStyleConflict
from readlevel.web.desk.glossary.house_style_form import (
    RuleForm,
    fill_form,
    make_rule,
    read_form,
)
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, write_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.http.i18n import name_language
from readlevel.web.http.services import render, services

MAX_FILE_BYTES = 2**20
_MAX_NOTICES = 100

blueprint = Blueprint("house_style", __name__)


@dataclass(frozen=True, slots=True)
class HouseStylePage:
    """`/edit/house-style` (`desk/glossary/house_style.html`)."""

    layout: DeskLayout
    language: str
    style: HouseStyle
    may_change: bool
    levels: tuple[RuleLevel, ...] = tuple(RuleLevel)
    problem: str = ""
    """`changed`, `no_file`, `unreadable` or `unusable`; empty if there is none."""
    left_out: Sequence[RecordProblem | Notice] = ()
    """What is wrong in a file, or was not read."""
    added: int | None = None
    """Rules that came from a file."""


@dataclass(frozen=True, slots=True)
class HouseRulePage:
    """`/edit/house-style/rule` (`desk/glossary/house_rule.html`)."""

    layout: DeskLayout
    language: str
    key: str
    """Of the stored rule; empty for a new one."""
    form: RuleForm
    languages: tuple[tuple[str, str], ...]
    """(tag, name)."""
    problem: RuleProblem | None
    levels: tuple[RuleLevel, ...] = tuple(RuleLevel)
    audiences: tuple[Audience, ...] = tuple(Audience)


@blueprint.get("/house-style")
@require_role(Role.EDITOR)
def show_style() -> Response:
    """List the rules."""
    return _show_style()


@blueprint.get("/house-style.toml")
@require_role(Role.EDITOR)
def download_style() -> Response:
    """Send the house style as a file."""
    with read_session() as session:
        style = house_styles.find_style(session)
    response = Response(toml_format.write(style), content_type="application/toml; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="house-style.toml"'
    return response


@blueprint.get("/house-style/rule")
@require_role(Role.REVIEWER)
def show_rule() -> Response:
    """Show the form of a rule, or an empty one."""
    key = request.args.get("key", "")
    if not key:
        return _show_rule(RuleForm(request.args.get("avoid", "")))
    with read_session() as session:
        rule = house_styles.find_rule(session, key)
    return abort(404) if rule is None else _show_rule(fill_form(rule), key)


@blueprint.post("/house-style/rule")
@require_role(Role.REVIEWER)
def save_rule() -> WerkzeugResponse:
    """Add, change or remove a rule."""
    key = request.form.get("key", "")
    form = read_form(request.form, _list_languages(_find_language(key)))
    account, moment = current_account(), now()
    try:
        with write_session() as session:
            if request.form.get("do") == "remove":
                house_styles.remove_rule(session, account, key, now=moment)
                return redirect_with_flash(urls.HOUSE_STYLE, "rule_removed")
            rule = make_rule(form)
            if key:
                house_styles.change_rule(session, account, key, rule, now=moment)
            else:
                house_styles.add_rules(session, account, [rule], now=moment)
    except RuleProblem as problem:
        return _show_rule(form, key, problem, 422)
    except HouseStyleConflict:
        return _show_style("changed", status=409)
    return redirect_with_flash(f"{urls.HOUSE_STYLE}#rule-{rule.key}", "rule_saved")


@blueprint.post("/house-style")
@require_role(Role.REVIEWER, max_bytes=2 * MAX_FILE_BYTES)
def change_style() -> WerkzeugResponse:
    """Choose how terms are named, or add the rules of a file."""
    if request.form.get("do") == "names":
        level = request.form.get("glossary_names", "")
        chosen = RuleLevel(level) if level in set(RuleLevel) else None
        with write_session() as session:
            changed = house_styles.choose_glossary_names(
                session, current_account(), chosen, now=now()
            )
        return redirect_with_flash(urls.HOUSE_STYLE, "rule_saved" if changed else "unchanged")
    return _import_file()


def _import_file() -> Response:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _show_style("no_file", status=422)
    raw = sent.read(MAX_FILE_BYTES + 1)
    try:
        source = normalise(raw.decode("utf-8"))
    except UnicodeDecodeError:
        source = "\0"
    if len(raw) > MAX_FILE_BYTES or "\0" in source:
        return _show_style("unreadable", status=422)
    reading = style_files.read_source(source, Path(Path(sent.filename).name))
    left_out: list[RecordProblem | Notice] = [*reading.problems, *reading.notices]
    try:
        with write_session() as session:
            added = house_styles.add_rules(
                session, current_account(), reading.style.rules, now=now()
            )
    except RuleProblem:
        return _show_style("unusable", left_out, status=422)
    return _show_style("", left_out, added)


def _show_style(
    problem: str = "",
    left_out: Sequence[RecordProblem | Notice] = (),
    added: int | None = None,
    status: int = 200,
) -> Response:
    with read_session() as session:
        style = house_styles.find_style(session)
    page = HouseStylePage(
        layout=present_layout("glossary"),
        language=services().settings.languages[0],
        style=style,
        may_change=current_account().may(Role.REVIEWER),
        problem=problem,
        left_out=left_out[:_MAX_NOTICES],
        added=added,
    )
    return render("desk/glossary/house_style.html", page, status)


def _show_rule(
    form: RuleForm, key: str = "", problem: RuleProblem | None = None, status: int = 200
) -> Response:
    languages = _list_languages(form.language)
    page = HouseRulePage(
        layout=present_layout("glossary"),
        language=languages[0],
        key=key,
        form=form,
        languages=tuple((tag, name_language(tag)) for tag in languages),
        problem=problem,
    )
    return render("desk/glossary/house_rule.html", page, status)


def _find_language(key: str) -> str:
    """Return the language of a stored rule; empty if it has none, or there is no rule."""
    with read_session() as session:
        rule = house_styles.find_rule(session, key) if key else None
    return "" if rule is None else rule.language


def _list_languages(present: str) -> tuple[str, ...]:
    """Return the languages that a rule may have: those of the site, and the one that it has."""
    languages = services().settings.languages
    return (*languages, present) if present and present not in languages else tuple(languages)
