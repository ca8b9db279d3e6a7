"""Drafts from the request to the revision, on both databases."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.core.assistant.assistant_problem import AssistantProblem, ProblemCode
from readlevel.core.assistant.prompts import (
    PROMPT_NAMES,
    DraftOrder,
    DraftTask,
    ModelAnswer,
    ModelRequest,
    PromptSet,
)
from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import find_revision
from readlevel.storage.answers.save_revisions import add_revision
from readlevel.storage.assistant import draft_jobs, revision_drafts, token_use
from readlevel.storage.assistant.draft_jobs import DraftJob, JobStatus
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.usecases.assistant import consent, provenance
from readlevel.usecases.assistant.start_draft import (
    KEPT_FOR,
    DraftRejected,
    DraftRequest,
    DraftSource,
    SpendingRules,
    list_sources,
    start_draft,
)
from readlevel.usecases.assistant.write_drafts import DraftWriter
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review.store_revision import store_revision
from readlevel.usecases.writing.deletion import delete_samples
from tests.storage.cast import answer, clinician, lay, save

URL = "https://model.example.org/v1"
RULES = SpendingRules(URL, 0)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLINICIAN = "## Dose\n\nTake 5 mg of warfarin daily.\n\n## Risk\n\nBleeding is common."
ANSWER = answer("clot", clinician(CLINICIAN), lay("Old words."))


class FakeAssistant:
    """A model that says what it is told, and remembers what it was asked."""

    model = "tiny"

    def __init__(self, say: Callable[[str], str] = lambda text: text) -> None:
        self.say = say
        self.asked: list[ModelRequest] = []

    def load_prompts(self, language: str) -> PromptSet:
        """Return prompts without words, but for the text."""
        return PromptSet(language, dict.fromkeys(PROMPT_NAMES, "$words$fence"))

    def ask(
        self, request: ModelRequest, is_cancelled: Callable[[], bool] = lambda: False
    ) -> ModelAnswer:
        """Answer with what `say` makes of the text."""
        self.asked.append(request)
        text = request.user.split("===\n", 2)[2].split("\n===")[0]
        return ModelAnswer(self.say(text), 100)


def describe(job: DraftJob) -> DraftOrder:
    return DraftOrder(job.task, job.language, "English", job.source_language)


def writer(
    engine: Engine, assistant: FakeAssistant, rules: SpendingRules = RULES, now: datetime = NOW
) -> DraftWriter:
    return DraftWriter(engine, assistant, rules, describe, lambda: now)


def prepare(engine: Engine) -> None:
    with write_transaction(engine) as session:
        for name, role in (("Ed", Role.EDITOR), ("Ada", Role.ADMIN)):
            accounts.add(session, f"{name}@example.org".lower(), name, role, now=NOW)
        save(session, ANSWER)
        consent.agree(session, account(session, "ada"), URL, "tiny", now=NOW)


@pytest.fixture
def site(engine: Engine) -> Iterator[Engine]:
    prepare(engine)
    yield engine


def account(session: Session, name: str = "ed") -> Account:
    found = accounts.find_by_email(session, f"{name}@example.org")
    assert found
    return found


REQUEST = DraftRequest(
    "clot",
    Audience.LAY,
    "en",
    DraftTask.DRAFT,
    "Old words.",
    source=DraftSource(Audience.CLINICIAN, "en"),
)


def start(
    engine: Engine,
    request: DraftRequest = REQUEST,
    rules: SpendingRules = RULES,
    now: datetime = NOW,
) -> int:
    with write_transaction(engine) as session:
        return start_draft(session, account(session), request, FakeAssistant(), rules, now=now)


def find(engine: Engine, number: int) -> DraftJob:
    with read_transaction(engine) as session:
        job = draft_jobs.find_job(session, number)
    assert job
    return job


def test_a_draft_is_written_section_by_section(site: Engine) -> None:
    number, assistant = start(site), FakeAssistant()
    assert find(site, number).status is JobStatus.WAITING
    assert writer(site, assistant).write_due() == 1
    job = find(site, number)
    assert job.status is JobStatus.DONE
    assert [part.drafted for part in job.parts] == [
        "## Dose\n\nTake 5 mg of warfarin daily.",
        "## Risk\n\nBleeding is common.",
    ]
    assert len(assistant.asked) == 2
    with read_transaction(site) as session:
        assert token_use.count_tokens(session, now=NOW) == 200
    assert writer(site, assistant).write_due() == 0


def test_a_text_is_made_from_any_other_text_of_the_answer(site: Engine) -> None:
    with read_transaction(site) as session:
        assert list_sources(session, "clot", Audience.LAY, "en") == [
            DraftSource(Audience.CLINICIAN, "en")
        ]
        found = list_sources(session, "clot", Audience.LAY, "es")
    assert found == [DraftSource(Audience.CLINICIAN, "en"), DraftSource(Audience.LAY, "en")]


def test_a_section_that_is_refused_leaves_the_others(site: Engine) -> None:
    number = start(site)
    assistant = FakeAssistant(lambda text: text.replace("⟦1⟧", ""))
    writer(site, assistant).write_due()
    job = find(site, number)
    assert job.status is JobStatus.DONE
    assert (job.parts[0].problem, job.parts[0].words) == ("lost", ("5 mg",))
    assert job.parts[1].drafted


def test_a_server_that_is_away_ends_the_draft_at_once(site: Engine) -> None:
    def fail(text: str) -> str:
        raise AssistantProblem(ProblemCode.UNREACHABLE)

    number, assistant = start(site), FakeAssistant(fail)
    writer(site, assistant).write_due()
    job = find(site, number)
    assert (job.status, job.problem) == (JobStatus.FAILED, "unreachable")
    assert len(assistant.asked) == 1


def test_what_a_killed_process_left_is_taken_up_where_it_ended(site: Engine) -> None:
    number = start(site)

    class Killed(BaseException):
        pass

    def die(text: str) -> str:
        if "Risk" in text:
            raise Killed
        return text

    with pytest.raises(Killed):
        writer(site, FakeAssistant(die)).write_due()
    assert find(site, number).status is JobStatus.RUNNING

    heir = FakeAssistant()
    assert writer(site, heir).write_due() == 0
    later = NOW + draft_jobs.CLAIM + timedelta(seconds=1)
    assert writer(site, heir, now=later).write_due() == 1
    assert find(site, number).status is JobStatus.DONE
    assert len(heir.asked) == 1


def test_a_claim_of_before_the_clock_was_set_back_does_not_hold(site: Engine) -> None:
    number, ahead = start(site), NOW + timedelta(days=365)
    with write_transaction(site) as session:
        assert draft_jobs.claim_next(session, now=ahead)
    assert find(site, number).is_due(NOW)
    assert writer(site, FakeAssistant()).write_due() == 1
    assert find(site, number).status is JobStatus.DONE


def test_a_draft_that_kills_every_process_has_failed(site: Engine) -> None:
    number, now = start(site), NOW
    for _ in range(draft_jobs.MAX_ATTEMPTS):
        with write_transaction(site) as session:
            assert draft_jobs.claim_next(session, now=now)
        now += draft_jobs.CLAIM + timedelta(seconds=1)
    with write_transaction(site) as session:
        assert draft_jobs.claim_next(session, now=now) is None
    job = find(site, number)
    assert (job.status, job.problem) == (JobStatus.FAILED, "interrupted")


def test_a_cancelled_draft_is_not_written_on(site: Engine) -> None:
    number = start(site)

    def cancel(text: str) -> str:
        with write_transaction(site) as session:
            draft_jobs.cancel(session, number)
        return text

    assistant = FakeAssistant(cancel)
    writer(site, assistant).write_due()
    job = find(site, number)
    assert job.status is JobStatus.CANCELLED
    assert len(assistant.asked) == 1
    assert job.parts[0].drafted is None


@pytest.mark.parametrize("end", ["budget", "consent"])
def test_nothing_more_is_sent_once_it_is_not_allowed(site: Engine, end: str) -> None:
    number = start(site)

    def stop(text: str) -> str:
        with write_transaction(site) as session:
            if end == "consent":
                consent.withdraw(session, account(session, "ada"), URL, now=NOW)
        return text

    assistant = FakeAssistant(stop)
    writer(site, assistant, SpendingRules(URL, 50)).write_due()
    job = find(site, number)
    assert (job.status, len(assistant.asked)) == (JobStatus.FAILED, 1)
    assert job.problem == {"budget": "budget", "consent": "not_agreed"}[end]
    assert job.parts[0].drafted


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (replace(REQUEST, slug="nothing"), "no_answer"),
        (replace(REQUEST, source=None), "no_source"),
        (replace(REQUEST, source=DraftSource(Audience.LAY, "es")), "no_source"),
        (replace(REQUEST, task=DraftTask.SIMPLIFY), "no_source"),
        (replace(REQUEST, task=DraftTask.SHORTEN, passage="a " * 9000), "too_long"),
    ],
)
def test_what_cannot_be_drafted_is_refused(site: Engine, request_: DraftRequest, code: str) -> None:
    with pytest.raises(DraftRejected) as rejected:
        start(site, request_)
    assert rejected.value.code == code


def test_a_consent_is_for_one_address_and_is_logged(site: Engine) -> None:
    with pytest.raises(DraftRejected, match="not_agreed"):
        start(site, rules=SpendingRules("https://other.example.org/v1", 0))
    with read_transaction(site) as session:
        (entry,) = audit_log.list_entries(session, subject=URL)
    assert (entry.action, entry.name, entry.detail) == (
        "assistant.agreed",
        "Ada",
        {"model": "tiny"},
    )


def test_tokens_are_counted_by_month(site: Engine) -> None:
    with write_transaction(site) as session:
        token_use.add_tokens(session, 70, now=NOW)
        token_use.add_tokens(session, 30, now=NOW)
        assert token_use.count_tokens(session, now=NOW) == 100
        assert token_use.count_tokens(session, now=NOW + timedelta(days=31)) == 0
    with pytest.raises(DraftRejected, match="budget"):
        start(site, rules=SpendingRules(URL, 100))


def test_a_revision_and_its_restored_text_know_their_draft(site: Engine) -> None:
    number = start(site)
    drafted = "## Blood\n\nThis medicine makes your blood clot less easily than before."
    writer(site, FakeAssistant(lambda text: f"{text}\n\n{drafted}")).write_due()
    with write_transaction(site) as session:
        save(session, answer("clot", clinician(CLINICIAN), lay(drafted)))
        stored = answers.load_answer(session, "clot")
        assert stored
        newest = find_revision(session, stored.id, Audience.LAY, "en", 2)
        assert newest
        provenance.record_drafts(session, stored.id, [newest])
        (found,) = provenance.list_drafts(session, newest.id)
        assert (found.job_id, found.model, found.share) == (number, "tiny", 1.0)
        restored = add_revision(
            session,
            newest,
            lay(drafted),
            author="Ed",
            why="",
            now=NOW,
        )
        assert revision_drafts.find_assisted(session, [restored]) == {restored}
        assert provenance.list_drafts(session, restored) == [found]


def test_an_edit_of_a_drafted_text_still_comes_from_the_draft(site: Engine) -> None:
    number = start(site)
    drafted = "## Blood\n\nThis medicine makes your blood clot less easily than before."
    writer(site, FakeAssistant(lambda text: f"{text}\n\n{drafted}")).write_due()
    with write_transaction(site) as session:
        save(session, answer("clot", clinician(CLINICIAN), lay(drafted)))
        stored = answers.load_answer(session, "clot")
        assert stored
        latest = find_revision(session, stored.id, Audience.LAY, "en", 2)
        assert latest
        edited = drafted.replace("before", "usual")
        store_revision(
            session,
            Renderer(session, DEFAULT_PERSONAS, "en"),
            account(session),
            "clot",
            latest,
            edited,
            action="revision.suggestion_taken",
            why="",
            now=NOW,
        )
        newest = find_revision(session, stored.id, Audience.LAY, "en", 3)
        assert newest
        (found,) = provenance.list_drafts(session, newest.id)
        assert found.job_id == number


def test_old_drafts_go_unless_a_revision_has_text_from_them(site: Engine) -> None:
    gone = start(site)
    with write_transaction(site) as session:
        draft_jobs.cancel(session, gone)
    kept = start(site)
    writer(site, FakeAssistant(lambda text: f"{text}\n\nOne two three four five six.")).write_due()
    with write_transaction(site) as session:
        save(
            session,
            answer("clot", clinician(CLINICIAN), lay("One two three four five.")),
        )
        stored = answers.load_answer(session, "clot")
        assert stored
        newest = find_revision(session, stored.id, Audience.LAY, "en", 2)
        assert newest
        provenance.record_drafts(session, stored.id, [newest])
    later = NOW + KEPT_FOR + timedelta(days=1)
    newest_number = start(site, now=later)
    with read_transaction(site) as session:
        numbers = [one for one in (kept, gone, newest_number) if draft_jobs.find_job(session, one)]
    assert numbers == [kept, newest_number]


def test_the_drafts_of_an_answer_go_with_it(site: Engine) -> None:
    with write_transaction(site) as session:
        save(session, replace(answer("sample", clinician(CLINICIAN)), is_sample=True))
    number = start(site, replace(REQUEST, slug="sample"))
    with write_transaction(site) as session:
        delete_samples(session, account(session, "ada"), now=NOW)
        assert draft_jobs.find_job(session, number) is None
