"""What the approval of a draft would change for readers: which texts, and how they would read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.glossary.proposed_glossary import propose_glossary
from readlevel.core.model.answer import Audience, Reference
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.first_use import extract_first_use
from readlevel.core.rendering.pipeline import parse_source, plain_text
from readlevel.core.rendering.rendering import ExplainedTerm, Rendering
from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.storage.answers import answers
from readlevel.storage.glossary import term_uses
from readlevel.storage.public import renderings
from readlevel.storage.public.publications import find_siblings
from readlevel.storage.public.renderings import PublicText
from readlevel.usecases.glossary.term_drafts import TermDraft
from readlevel.usecases.publishing.queue_holders import find_holders
from readlevel.usecases.publishing.renderer import Renderer


@dataclass(frozen=True, slots=True)
class Explained:
    """A term as a text shows it: the block of its first use, and the card."""

    block: SafeHTML
    card: ExplainedTerm


@dataclass(frozen=True, slots=True)
class TermEffect:
    """A public text before and after the approval of a draft."""

    slug: str
    question: str
    audience: Audience
    language: str
    approved: bool
    before: Explained | None
    """None if the text does not explain the term."""
    after: Explained | None

    @property
    def changed(self) -> bool:
        """Whether readers would notice."""
        return self.before != self.after


def list_affected(session: Session, draft: TermDraft) -> Sequence[str]:
    """Return the slugs of answers whose public texts use a term, or would use it."""
    states = [state for state in (draft.base, draft.proposed) if state is not None]
    wanted = find_holders(session, states)
    found = {slug for answer_id, slug in answers.list_ids(session) if answer_id in wanted}
    return sorted(found | set(term_uses.find_uses(session, draft.language, draft.slug, limit=None)))


def preview_effects(
    session: Session, renderer: Renderer, draft: TermDraft, slugs: Sequence[str]
) -> list[TermEffect]:
    """Return how the public texts of some answers read before and after the approval.

    Texts that neither explain the term now nor would are left out.
    """
    texts = renderings.find_public_texts(session, slugs)
    return [
        effect
        for slug in slugs
        for effect in _preview_answer(session, renderer, draft, slug, texts[slug])
    ]


def _preview_answer(
    session: Session,
    renderer: Renderer,
    draft: TermDraft,
    slug: str,
    texts: Sequence[PublicText],
) -> Iterator[TermEffect]:
    head = answers.find_head(session, slug)
    if head is None:
        return
    siblings = find_siblings(session, slug, show_unreviewed=True)
    statuses = {(one.audience, one.language): one.status for one in siblings}
    for text in texts:
        both = _render_both(renderer, draft, slug, head.references, text)
        before, after = (_explained(one, draft.slug) for one in both)
        if before is not None or after is not None:
            status = statuses.get((text.audience, text.language))
            yield TermEffect(
                slug,
                head.question_in(text.language, text.audience)[1],
                text.audience,
                text.language,
                status is Status.APPROVED,
                before,
                after,
            )


def _render_both(
    renderer: Renderer,
    draft: TermDraft,
    slug: str,
    references: Sequence[Reference],
    text: PublicText,
) -> tuple[Rendering | None, Rendering | None]:
    """Return a text with the approved glossary and with the draft in it.

    Of several tooltip policies for the audience, the first that explains the term counts.
    """
    try:
        source = parse_source(text.markdown, text.language)
    except UnreadableMarkdown:
        return None, None
    proposed = propose_glossary(
        renderer.glossary,
        plain_text(source.document),
        text.markdown,
        text.language,
        before=draft.base,
        after=draft.proposed,
    )
    before: Rendering | None = None
    after: Rendering | None = None
    for policy in renderer.list_policies(text.audience):
        before = renderer.render_with(renderer.glossary, source, slug, references, policy)
        after = renderer.render_with(proposed, source, slug, references, policy)
        if any(term.slug == draft.slug for term in (*before.terms, *after.terms)):
            break
    return before, after


def _explained(rendering: Rendering | None, slug: str) -> Explained | None:
    if rendering is None:
        return None
    card = next((term for term in rendering.terms if term.slug == slug), None)
    block = None if card is None else extract_first_use(rendering.html, slug)
    return None if card is None or block is None else Explained(block, card)
