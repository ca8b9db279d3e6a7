"""Work off the drafts that editors have asked for, one passage after the other."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.core.assistant.assistant_problem import AssistantProblem, ProblemCode
from readlevel.core.assistant.prompts import Assistant, DraftOrder
from readlevel.core.glossary.matcher import Glossary
from readlevel.storage.assistant import draft_jobs, token_use
from readlevel.storage.assistant.draft_jobs import DraftJob, DraftPart
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.glossary import terms
from readlevel.storage.writing import house_styles
from readlevel.usecases.assistant.draft_passage import MAX_WORDINGS, draft_passage
from readlevel.usecases.assistant.start_draft import (
    DraftRejected,
    SpendingRules,
    check_spending,
)

_log = logging.getLogger(__name__)

_ENDING = frozenset(
    {
        ProblemCode.NOT_SET,
        ProblemCode.NOT_AGREED,
        ProblemCode.BUDGET,
        ProblemCode.REFUSED,
        ProblemCode.UNREACHABLE,
        ProblemCode.PROMPTS,
    }
)
"""Problems that the next passage would have too."""

DescribeOrder = Callable[[DraftJob], DraftOrder]
"""Returns what the model is to make of a job: names of languages and targets are the site's."""


class DraftWriter:
    """Writes the drafts of a site with its model."""

    def __init__(
        self,
        engine: Engine,
        assistant: Assistant,
        rules: SpendingRules,
        describe: DescribeOrder,
        clock: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._assistant = assistant
        self._rules = rules
        self._describe = describe
        self._clock = clock

    def write_due(self, is_stopped: Callable[[], bool] = lambda: False) -> int:
        """Write the drafts that no process works on; return how many were taken up.

        Raise `DatabaseProblem` if the database fails.
        """
        taken = 0
        while not is_stopped() and (job := self._claim()) is not None:
            taken += 1
            self._write(job, is_stopped)
        return taken

    def _claim(self) -> DraftJob | None:
        with read_transaction(self._engine) as session:
            if not draft_jobs.has_due(session, now=self._clock()):
                return None
        with write_transaction(self._engine, background=True) as session:
            return draft_jobs.claim_next(session, now=self._clock())

    def _write(self, job: DraftJob, is_stopped: Callable[[], bool]) -> None:
        order, glossary = self._describe(job), self._load_glossary(job)
        order = replace(order, house_style=self._list_wordings(job))
        parts, why = list(job.parts), ""
        for place, part in enumerate(parts):
            if not part.is_open:
                continue
            try:
                self._check_spending()
                parts[place] = self._draft(job, order, part, glossary, is_stopped)
            except AssistantProblem as found:
                if found.code is ProblemCode.CANCELLED:
                    # If this process is stopped, the job is left to the next one.
                    return
                parts[place] = replace(part, problem=str(found.code))
                if found.code in _ENDING:
                    why = str(found.code)
                    break
            if not self._change(lambda session: draft_jobs.save_parts(session, job.id, parts)):
                return
        if not any(part.drafted for part in parts):
            why = why or "no_draft"
        self._change(lambda session: draft_jobs.finish(session, job.id, parts, why))
        _log.info("draft %d has ended (%s), %d parts", job.id, why or "done", len(parts))

    def _draft(
        self,
        job: DraftJob,
        order: DraftOrder,
        part: DraftPart,
        glossary: Glossary,
        is_stopped: Callable[[], bool],
    ) -> DraftPart:
        renewed = self._clock()

        def is_cancelled() -> bool:
            nonlocal renewed
            if is_stopped():
                return True
            if self._clock() - renewed < draft_jobs.CLAIM / 15:
                return False
            renewed = self._clock()
            return not self._change(
                lambda session: draft_jobs.renew_claim(session, job.id, now=renewed)
            )

        try:
            draft = draft_passage(self._assistant, order, part.source, glossary, is_cancelled)
        except AssistantProblem as problem:
            self._count(problem.tokens)
            raise
        self._count(draft.tokens)
        if draft.refused is not None:
            return replace(part, problem=str(draft.refused.code), words=draft.refused.words)
        return replace(part, drafted=draft.text)

    def _check_spending(self) -> None:
        with read_transaction(self._engine) as session:
            try:
                check_spending(session, self._rules, now=self._clock())
            except DraftRejected as rejected:
                raise AssistantProblem(ProblemCode(rejected.code)) from None

    def _count(self, tokens: int) -> None:
        if tokens:
            self._change(lambda session: token_use.add_tokens(session, tokens, now=self._clock()))

    def _change(self, change: Callable[[Session], bool | None]) -> bool:
        with write_transaction(self._engine, background=True) as session:
            return bool(change(session))

    def _list_wordings(self, job: DraftJob) -> Sequence[tuple[str, str]]:
        with read_transaction(self._engine) as session:
            style = house_styles.find_style(session)
        return style.select(job.audience, job.language).list_wordings(MAX_WORDINGS)

    def _load_glossary(self, job: DraftJob) -> Glossary:
        with read_transaction(self._engine) as session:
            return Glossary(terms.iter_terms(session, job.source_language))
