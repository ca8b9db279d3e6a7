"""Comments on passages and suggested edits, on each database."""

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import authorship
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import passage_comments, review_state
from readlevel.usecases.review.passage_comments import (
    CommentRejected,
    CommentThread,
    NewComment,
    PlacedThread,
    ThreadOutcome,
)
from readlevel.usecases.review.review_state import StoredRevision
from tests.usecases.review.cast import NOW, PLACE, person
from tests.usecases.review.test_answer_review import write

LAY = "## Doses\n\nTake 2 mg of colchicine.\n\n## Later\n\nTake 2 mg again."


@pytest.fixture
def ed(session: Session) -> Account:
    return person(session, "ed", Role.EDITOR)


@pytest.fixture
def rita(session: Session) -> Account:
    return person(session, "rita", Role.REVIEWER)


@pytest.fixture(autouse=True)
def text(session: Session, ed: Account) -> None:
    write(session, ed, lay=LAY)


def newest(session: Session, who: Account) -> tuple[int, StoredRevision]:
    case = review_state.find_review_state(session, who, *PLACE)
    assert case
    return case.answer_id, case.newest.revision


def comment(
    session: Session,
    who: Account,
    quote: str = "Take 2 mg",
    words: str = "Why?",
    suggestion: str | None = None,
    line: int = 1,
) -> CommentThread:
    given = NewComment(1, line, quote, words, suggestion)
    number = passage_comments.add_comment(session, who, *PLACE, given, now=NOW)
    found = passage_comments.find_thread(session, "gout", number)
    assert found
    return found


def placed(session: Session, who: Account) -> list[PlacedThread]:
    return list(passage_comments.list_placed_threads(session, *newest(session, who)))


def take(session: Session, who: Account, thread: CommentThread) -> None:
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    passage_comments.take_suggestion(session, renderer, who, thread, now=NOW)


def test_a_comment_stays_at_its_words_while_the_text_changes(
    session: Session, ed: Account, rita: Account
) -> None:
    comment(session, rita, line=5)
    write(session, ed, lay="Read this first.\n\n" + LAY)
    [one] = placed(session, ed)
    assert one.place.span
    assert one.place.span[0] == len("Read this first.\n\n") + LAY.rindex("Take 2 mg")


def test_a_comment_says_when_its_words_are_gone(
    session: Session, ed: Account, rita: Account
) -> None:
    comment(session, rita, "Take 2 mg of colchicine.")
    write(session, ed, lay=LAY.replace("Take 2 mg of colchicine.", "Take it at noon."))
    [one] = placed(session, ed)
    assert one.place.span is None
    assert one.place.near == LAY.index("Take 2 mg of")


def test_a_thread_holds_its_replies_and_is_resolved_and_reopened(
    session: Session, ed: Account, rita: Account
) -> None:
    thread = comment(session, rita)
    passage_comments.reply(session, ed, thread, " It is right. ", now=NOW)
    [one] = placed(session, ed)
    assert [(each.name, each.words) for each in one.thread.comments] == [
        ("rita", "Why?"),
        ("ed", "It is right."),
    ]
    passage_comments.close_thread(session, ed, thread, open_=False)
    [one] = placed(session, ed)
    assert (one.thread.outcome, one.thread.closed_by) == (ThreadOutcome.RESOLVED, "ed")
    passage_comments.close_thread(session, ed, thread, open_=True)
    assert placed(session, ed)[0].thread.outcome is None


def test_a_taken_edit_is_a_draft_of_whoever_took_it_and_whoever_suggested_it(
    session: Session, ed: Account, rita: Account
) -> None:
    thread = comment(session, rita, "2 mg", "", "4 mg", line=5)
    take(session, ed, thread)
    _, revision = newest(session, ed)
    assert revision.markdown == LAY.replace("2 mg again", "4 mg again")
    assert (revision.review.status, revision.number) == (Status.DRAFT, 2)
    assert authorship.find_authors(session, revision.id) == {ed.id, rita.id}
    [one] = placed(session, ed)
    assert one.thread.outcome is ThreadOutcome.TAKEN


def test_whoever_takes_their_own_edit_cannot_review_it(session: Session, rita: Account) -> None:
    take(session, rita, comment(session, rita, "2 mg", "", "4 mg"))
    case = review_state.find_review_state(session, rita, *PLACE)
    assert case
    assert case.newest.is_author


def test_an_edit_of_words_that_are_gone_changes_nothing(
    session: Session, ed: Account, rita: Account
) -> None:
    thread = comment(session, rita, "of colchicine", "", "of ibuprofen")
    write(session, ed, lay=LAY.replace(" of colchicine", ""))
    with pytest.raises(CommentRejected, match="gone"):
        take(session, ed, thread)
    assert newest(session, ed)[1].number == 2


def test_an_edit_is_taken_once(session: Session, ed: Account, rita: Account) -> None:
    comment(session, rita, "2 mg", "", "4 mg")
    take(session, ed, placed(session, ed)[0].thread)
    with pytest.raises(CommentRejected, match="closed"):
        take(session, ed, placed(session, ed)[0].thread)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"words": "  "}, "no_words"),
        ({"words": "x" * 4_001}, "long_words"),
        ({"suggestion": "x" * 20_001}, "long_suggestion"),
        ({"suggestion": "\0"}, "unreadable"),
        ({"suggestion": "Take 2 mg", "words": ""}, "no_words"),
        ({"quote": "Take 3 mg"}, "no_passage"),
        ({"quote": ""}, "no_passage"),
        ({"line": 99}, "no_passage"),
    ],
)
def test_a_comment_that_says_nothing_or_too_much_is_refused(
    session: Session, rita: Account, given: dict[str, str], code: str
) -> None:
    with pytest.raises(CommentRejected, match=code):
        comment(session, rita, **given)  # type: ignore[arg-type]
    assert placed(session, rita) == []


def test_authors_and_those_who_wrote_in_a_thread_are_concerned(
    session: Session, ed: Account, rita: Account
) -> None:
    ada = person(session, "ada", Role.ADMIN)
    thread = comment(session, rita)
    passage_comments.reply(session, ada, thread, "Yes.", now=NOW)
    [one] = placed(session, ed)
    assert passage_comments.list_concerned(session, ed, one.thread) == [ada, rita]
    assert passage_comments.list_concerned(session, rita, one.thread) == [ada, ed]


@pytest.mark.parametrize("place", [("gout", Audience.CLINICIAN, "en"), ("flu", Audience.LAY, "en")])
def test_there_is_no_comment_where_there_is_no_text(
    session: Session, rita: Account, place: tuple[str, Audience, str]
) -> None:
    with pytest.raises(LookupError):
        passage_comments.add_comment(
            session, rita, *place, NewComment(1, 1, "x", "x", None), now=NOW
        )


def test_a_thread_is_found_by_its_own_answer_only(session: Session, rita: Account) -> None:
    thread = comment(session, rita)
    assert passage_comments.find_thread(session, "flu", thread.id) is None
    passage_comments.reply(session, rita, thread, "More.", now=NOW)
    assert passage_comments.find_thread(session, "gout", thread.id + 1) is None
