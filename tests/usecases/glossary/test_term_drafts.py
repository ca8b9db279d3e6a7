"""Drafts of terms and their review, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from readlevel.core.glossary.term_review import DraftMove
from readlevel.core.model.roles import Role
from readlevel.core.model.term import Term
from readlevel.core.model.workflow import Status
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.glossary import term_history, terms
from readlevel.usecases.glossary import approve_terms, store_terms, term_drafts
from readlevel.usecases.glossary.approve_terms import MoveNotAllowed
from readlevel.usecases.glossary.term_drafts import DraftFilter, TermStanding
from readlevel.usecases.glossary.term_versions import version_of

NOW = datetime(2026, 1, 2, tzinfo=UTC)
COMA = Term("coma", "coma", "en", "A long sleep.")
CT = Term("ct", "CT", "en", "Computed tomography.")

Join = Callable[[str, Role], Account]


@pytest.fixture
def join(session: Session) -> Join:
    def add(name: str, role: Role) -> Account:
        return accounts.add(session, f"{name.lower()}@example.org", name, role, now=NOW)

    return add


@pytest.fixture
def ed(join: Join) -> Account:
    return join("Ed", Role.EDITOR)


@pytest.fixture
def rita(join: Join) -> Account:
    return join("Rita", Role.REVIEWER)


def put(
    session: Session,
    who: Account,
    term: Term,
    *,
    slug: str = "",
    seen: str = "",
    submit: bool = True,
) -> TermStanding:
    return term_drafts.save_draft(
        session, who, term, slug=slug, expected_version=seen, submit=submit, now=NOW
    )


def move(
    session: Session,
    who: Account,
    step: DraftMove,
    slug: str = "coma",
    *,
    comment: str = "",
    one_suffices: bool = False,
) -> None:
    standing = term_drafts.find_standing(session, "en", slug)
    approve_terms.move_draft(
        session,
        who,
        standing,
        step,
        expected_version=standing.version,
        comment=comment,
        one_suffices=one_suffices,
        now=NOW,
    )


def stored(session: Session, slug: str = "coma") -> Term | None:
    return terms.find_term(session, "en", slug)


def refused(session: Session, who: Account, step: DraftMove, slug: str = "coma") -> str:
    with pytest.raises(MoveNotAllowed) as refusal:
        move(session, who, step, slug)
    return refusal.value.code


def test_a_new_term_takes_a_free_address_and_waits(session: Session, ed: Account) -> None:
    assert put(session, ed, COMA).slug == "coma"
    assert put(session, ed, replace(COMA, name="cóma")).slug == "coma-2"
    for name in ("coma", "Coma"):
        with pytest.raises(term_drafts.TermNameTaken) as taken:
            put(session, ed, replace(COMA, name=name))
        assert (taken.value.name, taken.value.slug) == ("coma", "coma")
    assert stored(session) is None
    assert not list(terms.iter_terms(session))
    actions = [entry.action for entry in audit_log.list_entries(session, limit=10)]
    assert actions.count("term.submitted") == 2


def test_a_term_beside_one_of_other_capitals_may_still_be_edited(
    session: Session, ed: Account
) -> None:
    other = replace(COMA, slug="coma-2", name="Coma")
    store_terms.save_terms(session, [COMA, other], author="import", now=NOW)
    seen = term_drafts.find_standing(session, "en", "coma-2").version
    longer = replace(other, definition_lay="A very long sleep.")
    standing = put(session, ed, longer, slug="coma-2", seen=seen)
    assert standing.current == longer
    with pytest.raises(term_drafts.TermNameTaken):
        put(session, ed, replace(longer, name="coma"), slug="coma-2", seen=standing.version)


def test_an_approved_term_may_change_its_capitals_but_no_other_may_take_its_name(
    session: Session, ed: Account, rita: Account
) -> None:
    put(session, ed, COMA)
    move(session, rita, DraftMove.APPROVE)
    with pytest.raises(term_drafts.TermNameTaken):
        put(session, ed, replace(COMA, name="Coma"))
    seen = term_drafts.find_standing(session, "en", "coma").version
    assert put(session, ed, replace(COMA, name="Coma"), slug="coma", seen=seen).slug == "coma"


def test_readers_get_a_change_once_somebody_else_approves_it(
    session: Session, ed: Account, rita: Account
) -> None:
    put(session, ed, COMA)
    assert refused(session, ed, DraftMove.APPROVE) == "role"
    move(session, rita, DraftMove.APPROVE)
    assert stored(session) == COMA
    changed = replace(COMA, definition_lay="Take ten tablets at once.")
    put(session, ed, changed, slug="coma", seen=version_of(COMA))
    assert stored(session) == COMA
    move(session, rita, DraftMove.APPROVE)
    assert stored(session) == changed
    change = term_history.list_changes(session, "en", "coma")[0]
    assert (change.author, change.reviewer) == ("Ed", "Rita")
    assert term_drafts.find_standing(session, "en", "coma").draft is None


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ADMIN])
def test_nobody_approves_what_they_wrote_a_part_of(
    session: Session, join: Join, ed: Account, role: Role
) -> None:
    writer = join("Wanda", role)
    put(session, writer, COMA)
    assert refused(session, writer, DraftMove.APPROVE) == "own_draft"
    assert refused(session, writer, DraftMove.REQUEST_CHANGES) == "no_comment"
    # Another one saves it too, which does not make it somebody else's.
    put(session, ed, replace(COMA, acronym="CO"), slug="coma", seen=version_of(COMA))
    assert refused(session, writer, DraftMove.APPROVE) == "own_draft"
    assert stored(session) is None


def test_only_a_submitted_draft_is_approved(session: Session, ed: Account, rita: Account) -> None:
    put(session, ed, COMA, submit=False)
    assert refused(session, rita, DraftMove.APPROVE) == "status"
    move(session, ed, DraftMove.SUBMIT)
    move(session, ed, DraftMove.TAKE_BACK)
    assert refused(session, rita, DraftMove.APPROVE) == "status"
    move(session, ed, DraftMove.SUBMIT)
    move(session, rita, DraftMove.REQUEST_CHANGES, comment="Say how long.")
    draft = term_drafts.find_standing(session, "en", "coma").draft
    assert draft is not None
    assert (draft.status, draft.comment) == (Status.CHANGES_REQUESTED, "Say how long.")
    assert refused(session, rita, DraftMove.APPROVE) == "status"


def test_a_draft_that_was_not_seen_is_not_approved(
    session: Session, ed: Account, rita: Account
) -> None:
    seen = put(session, ed, COMA)
    put(session, ed, replace(COMA, search_words=("zzz",)), slug="coma", seen=seen.version)
    with pytest.raises(MoveNotAllowed, match="changed"):
        approve_terms.move_draft(
            session,
            rita,
            term_drafts.find_standing(session, "en", "coma"),
            DraftMove.APPROVE,
            expected_version=seen.version,
            now=NOW,
        )


def test_a_draft_of_a_term_that_changed_under_it_is_saved_again_first(
    session: Session, ed: Account, rita: Account
) -> None:
    store_terms.save_terms(session, [COMA], author="import", now=NOW)
    standing = put(session, ed, replace(COMA, acronym="CO"), slug="coma", seen=version_of(COMA))
    store_terms.save_terms(session, [replace(COMA, source="A book")], author="import", now=NOW)
    assert refused(session, rita, DraftMove.APPROVE) == "outdated"
    both = replace(COMA, acronym="CO", source="A book")
    put(session, ed, both, slug="coma", seen=standing.version)
    move(session, rita, DraftMove.APPROVE)
    assert stored(session) == both


def test_a_draft_that_was_seen_otherwise_is_not_overwritten(session: Session, ed: Account) -> None:
    seen = put(session, ed, COMA).version
    theirs = put(session, ed, replace(COMA, acronym="CO"), slug="coma", seen=seen)
    with pytest.raises(term_drafts.TermEditConflict) as changed:
        put(session, ed, replace(COMA, definition_lay="Mine."), slug="coma", seen=seen)
    assert changed.value.current == theirs.current
    assert term_drafts.find_version(session, "en", "coma", seen) == COMA
    assert term_drafts.find_version(session, "en", "coma", "0" * 16) is None


def test_a_removal_waits_for_somebody_else_too(
    session: Session, ed: Account, rita: Account
) -> None:
    store_terms.save_terms(session, [COMA, CT], author="import", now=NOW)
    keys = [("en", "coma"), ("en", "ct"), ("en", "gone")]
    assert len(term_drafts.propose_removals(session, rita, keys, now=NOW)) == 2
    assert stored(session) == COMA
    assert refused(session, rita, DraftMove.APPROVE) == "own_draft"
    other = replace(rita, id=rita.id + 100, name="Other")
    seen = term_drafts.find_drafts(session, keys)
    later = replace(seen["en", "ct"], comment="Another state of the draft.")
    changed = {**seen, ("en", "ct"): later, ("en", "gone"): later}
    tally = approve_terms.move_drafts(session, other, changed, DraftMove.APPROVE, now=NOW)
    assert (tally.moved, dict(tally.refused)) == (1, {"changed": 2})
    left = {("en", "ct"): seen["en", "ct"]}
    assert approve_terms.move_drafts(session, other, left, DraftMove.APPROVE, now=NOW).moved == 1
    assert stored(session) is None
    assert not term_drafts.propose_removals(session, ed, keys, now=NOW)


def test_a_draft_that_says_what_is_approved_is_dropped(
    session: Session, ed: Account, rita: Account
) -> None:
    store_terms.save_terms(session, [COMA], author="import", now=NOW)
    standing = put(session, ed, replace(COMA, acronym="CO"), slug="coma", seen=version_of(COMA))
    assert put(session, ed, COMA, slug="coma", seen=standing.version).draft is None
    assert term_drafts.count_drafts(session, DraftFilter()) == 0


def test_only_authors_and_reviewers_discard_a_draft(
    session: Session, join: Join, ed: Account, rita: Account
) -> None:
    put(session, ed, COMA)
    assert refused(session, join("Will", Role.EDITOR), DraftMove.DISCARD) == "role"
    move(session, rita, DraftMove.DISCARD)
    assert refused(session, ed, DraftMove.DISCARD) == "changed"


def test_two_drafts_do_not_get_one_name(session: Session, ed: Account, rita: Account) -> None:
    put(session, ed, COMA)
    store_terms.save_terms(session, [replace(COMA, slug="sleep")], author="import", now=NOW)
    assert refused(session, rita, DraftMove.APPROVE) == "taken"


def test_one_reviewer_suffices_for_an_acronym_only_where_the_site_says_so(
    session: Session, rita: Account
) -> None:
    put(session, rita, CT)
    put(session, rita, COMA)
    assert refused(session, rita, DraftMove.APPROVE, "ct") == "own_draft"
    move(session, rita, DraftMove.APPROVE, "ct", one_suffices=True)
    assert stored(session, "ct") == CT
    with pytest.raises(MoveNotAllowed, match="own_draft"):
        move(session, rita, DraftMove.APPROVE, one_suffices=True)


def test_drafts_are_listed_by_status_and_counted_for_who_may_approve_them(
    session: Session, ed: Account, rita: Account
) -> None:
    put(session, ed, COMA)
    put(session, ed, CT, submit=False)
    put(session, rita, Term("rash", "rash", "en", "Red skin."))
    found = term_drafts.list_drafts(session, DraftFilter(status="submitted"), skip=0, limit=10)
    assert [draft.slug for draft in found] == ["coma", "rash"]
    assert term_drafts.count_waiting(session, rita) == 1
    assert term_drafts.count_drafts(session, DraftFilter()) == 3
