"""Going to an answer, a term, a person or an action of the desk by its name."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from readlevel.core.languages.search_folding import fold
from readlevel.core.model.roles import Role
from readlevel.usecases.accounts import people
from readlevel.usecases.accounts.people import Account
from readlevel.usecases.glossary import browse
from readlevel.usecases.glossary.browse import ListedTerm
from readlevel.usecases.review import worklists
from readlevel.usecases.review.worklists import WorklistFilter, WorklistItem
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import read_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout
from readlevel.web.desk.worklists.rows import read_line
from readlevel.web.http.services import render, services

_MAX_ANSWERS = 8
_MAX_TERMS = 5
_MAX_PEOPLE = 5

_ACTIONS = (
    ("new_answer", urls.NEW_ANSWER),
    ("import", urls.import_file()),
    ("home", urls.HOME),
    ("answers", urls.ANSWERS),
    ("due", urls.DUE),
    ("behind", urls.BEHIND),
    ("behind_source", urls.BEHIND_SOURCE),
    ("levels", urls.LEVELS),
    ("topics", urls.TOPICS),
    ("archive", urls.ARCHIVE),
    ("glossary", urls.GLOSSARY),
    ("new_term", urls.TERM_FORM),
    ("term_drafts", urls.TERM_DRAFTS),
    ("hard_definitions", urls.HARDEST),
    ("ambiguous_forms", urls.CLASHES),
    ("missing_terms", urls.MISSING_TERMS),
    ("house_style", urls.HOUSE_STYLE),
    ("glossary_import", urls.GLOSSARY_IMPORT),
    ("inbox", urls.INBOX),
    ("searches", urls.SEARCHES),
    ("account", urls.ACCOUNT),
    ("tokens", urls.TOKENS),
)
_ADMIN_ACTIONS = (
    ("people", urls.PEOPLE),
    ("look", urls.LOOK),
    ("assistant", urls.ASSISTANT),
    ("status", urls.STATUS),
    ("audit", urls.AUDIT),
)

blueprint = Blueprint("go", __name__)


@dataclass(frozen=True, slots=True)
class GoPage:
    """`/edit/go` (`desk/worklists/go.html`)."""

    layout: DeskLayout
    query: str
    words: Sequence[str]
    """Of the query, in lower case: the template finds actions by them, which it names."""
    actions: Sequence[tuple[str, str]]
    """(code, path) of all that the user may do."""
    answers: Sequence[Sequence[WorklistItem]]
    """Each with its texts; without a query those changed last."""
    terms: Sequence[ListedTerm]
    people: Sequence[Account]
    """Empty if the user does not manage people."""


@blueprint.get("/go")
@require_role(Role.EDITOR)
def go() -> Response:
    """Show what has the words of a query in its name."""
    query = read_line(request.args.get("q", ""))
    is_admin = current_account().may(Role.ADMIN)
    layout = present_layout()
    with read_session() as session:
        page = GoPage(
            layout=layout,
            query=query,
            words=query.lower().split(),
            actions=_list_actions(layout, is_admin=is_admin),
            answers=_find_answers(session, query),
            terms=_find_terms(session, query) if query else (),
            people=_find_people(session, query) if query and is_admin else (),
        )
    return render("desk/worklists/go.html", page)


def _list_actions(layout: DeskLayout, *, is_admin: bool) -> list[tuple[str, str]]:
    """Return what the user may do on this site, as the tabs of its pages do."""
    left_out = set()
    if not layout.many_languages:
        left_out.add("behind_source")
    if not layout.has_assistant:
        left_out.add("assistant")
    actions = (*_ACTIONS, *_ADMIN_ACTIONS) if is_admin else _ACTIONS
    return [one for one in actions if one[0] not in left_out]


def _find_answers(session: Session, query: str) -> Sequence[Sequence[WorklistItem]]:
    wanted = WorklistFilter(words=query)
    total = worklists.count_answers(session, wanted)
    return worklists.list_answers(session, wanted, total=total, skip=0, limit=_MAX_ANSWERS)


def _find_terms(session: Session, query: str) -> list[ListedTerm]:
    """Return the first terms in the languages of the site, those first that have the words."""
    found: list[ListedTerm] = []
    for language in services().settings.languages:
        found.extend(browse.search(session, language, query).terms)
        if len(found) >= _MAX_TERMS:
            break
    words = fold(query)
    return sorted(found, key=lambda one: words not in fold(one.term.name))[:_MAX_TERMS]


def _find_people(session: Session, query: str) -> list[Account]:
    words = fold(query).split()
    everybody = people.list_all(session)
    found = [one for one in everybody if all(word in fold(_name(one)) for word in words)]
    return found[:_MAX_PEOPLE]


def _name(account: Account) -> str:
    return f"{account.name} {account.email}"
