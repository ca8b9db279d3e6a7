"""Findings in a stored text before its approval, and whether they block it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.checks.internal_links import find_internal_links
from readlevel.core.checks.severity import CheckPolicy
from readlevel.core.checks.text_checks import (
    check_text,
    find_incomplete_checklists,
    find_unanswered_differences,
)
from readlevel.core.consistency.second_reading import SecondReader
from readlevel.core.model.answer import AnswerHead, Audience
from readlevel.core.model.finding import Finding
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.text.document import UnreadableMarkdown, parse
from readlevel.storage import slow_work
from readlevel.storage.answers import answers, pages
from readlevel.storage.answers.revisions import StoredRevision, list_current
from readlevel.storage.glossary import terms
from readlevel.storage.public import listings, publications
from readlevel.storage.review import checklist_assessments
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import consistency

RESERVED_PATHS = frozenset({"", "answers", "api", "embed", "glossary", "search"})
"""First segments of the site's own paths."""


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks texts by the rules of a site."""

    renderer: Renderer
    rules: CheckPolicy
    languages: Sequence[str]
    """The languages of the site, its main one first."""
    second_reader: SecondReader | None = None

    @property
    def comparer(self) -> consistency.Comparer:
        """What compares the texts, with the glossary as the renderer has it."""
        return consistency.Comparer(self.renderer.glossary, self.second_reader)

    def check_current(
        self, session: Session, answer_id: int, slug: str, revision: StoredRevision
    ) -> tuple[Finding, ...]:
        """Return the findings in a revision beside the answer's current ones."""
        self.renderer.follow(session)
        head, revisions = answers.get_head(session, slug), list_current(session, answer_id)
        return self.check(session, answer_id, head, revision, revisions)

    def check(
        self,
        session: Session,
        answer_id: int,
        answer: AnswerHead,
        revision: StoredRevision,
        revisions: Sequence[StoredRevision],
    ) -> tuple[Finding, ...]:
        """Return the findings in a revision; `revisions` are the answer's current ones."""
        found = self._check_text(session, answer, revision)
        if revision.audience is not Audience.LAY:
            return found
        found += self._find_incomplete_checklists(session, revision)
        # What blocks an approval depends on the rules alone, not on how fast a model reads.
        comparer = consistency.Comparer(self.renderer.glossary)
        pair = consistency.compare_with(session, comparer, answer_id, revision, revisions)
        if pair is None:
            return found
        return (*found, *find_unanswered_differences(pair.differences, pair.answers, self.rules))

    def _check_text(
        self, session: Session, answer: AnswerHead, revision: StoredRevision
    ) -> tuple[Finding, ...]:
        try:
            paths = slow_work.do(_list_linked_paths, revision.markdown)
        except UnreadableMarkdown:
            return ()
        dead = frozenset(path for path in paths if not self.is_there(session, path))
        about = revision.audience, revision.markdown, revision.language
        return slow_work.do(_check_markdown, self, answer, *about, dead)

    def _find_incomplete_checklists(
        self, session: Session, revision: StoredRevision
    ) -> tuple[Finding, ...]:
        if not self.rules.checklists:
            return ()
        stored = checklist_assessments.find_assessments(session, revision.id)
        judged = {name: one.judgements for name, one in stored.items()}
        return find_incomplete_checklists(judged, self.rules)

    def is_there(self, session: Session, path: str) -> bool:
        """Return whether readers find something at a path of the site.

        A text that nobody reads yet is not there. Paths of no single page are not judged.
        """
        language, first, name = self._part(path)
        if first == "answers" and name:
            shown = publications.find_siblings(session, name, show_unreviewed=True)
            return bool(shown) or answers.find_renamed_slug(session, name) is not None
        if first == "glossary" and name:
            return terms.find_term(session, language, name) is not None
        if first == "topics":
            found = listings.find_topic(session, language, name, show_unreviewed=True)
            return found is not None
        if name or first in RESERVED_PATHS:
            return True
        return any(pages.find_page(session, first, tag) for tag in self.languages)

    def _part(self, path: str) -> tuple[str, str, str]:
        """Return the language, first and second segment of a path."""
        parts = path.strip("/").split("/")
        language = self.languages[0]
        if parts[0] in self.languages[1:]:
            language, *parts = parts
        first, name, *_ = (*parts, "", "")
        return language, first, name


def _check_markdown(
    checker: Checker,
    answer: AnswerHead,
    audience: Audience,
    markdown: str,
    language: str,
    dead: frozenset[str],
) -> tuple[Finding, ...]:
    """Return the findings in a text; `dead` are the paths in it that lead nowhere."""
    source = parse_source(markdown, language)
    policy = next(policy for one, policy in checker.renderer.policies if one is audience)
    return check_text(
        source,
        checker.renderer.render_source(answer, source, policy),
        audience,
        checker.rules,
        glossary=checker.renderer.glossary,
        path_exists=lambda path: path not in dead,
    )


def _list_linked_paths(markdown: str) -> frozenset[str]:
    return frozenset(path for path, _, _ in find_internal_links(parse(markdown)))
