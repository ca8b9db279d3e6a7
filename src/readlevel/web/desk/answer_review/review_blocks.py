"""The blocks of a text under review, with the changes since the approved text marked."""

from collections.abc import Sequence

from readlevel.core.model.answer import AnswerHead, ImageSizes
from readlevel.core.model.persona import TooltipPolicy
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.rendering.rendered_blocks import RenderedBlock
from readlevel.core.rendering.safe_html import (
    SafeHTML,
    mark_html_changes,
    prefix_ids,
    replace_image_folder,
)
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.core.text.versions.text_diff import compare_words, pair_parts
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review.answer_review import TextUnderReview
from readlevel.web.desk.answer_review.answer_review_contexts import BlockChange, ReviewBlock
from readlevel.web.desk.layout import urls


def build_blocks(
    renderer: Renderer,
    answer: AnswerHead,
    text: TextUnderReview,
    policy: TooltipPolicy,
    sizes: ImageSizes,
    images_url: str = "",
) -> list[ReviewBlock]:
    """Return the blocks of a text, those that were removed among them.

    `images_url` is the URL of the folder of images; by default the one for editors. Raise
    `UnreadableMarkdown` if the text cannot be parsed; an approved text that cannot be is taken as
    having no blocks.
    """
    new = _render(renderer, answer, text.revision, policy, sizes)
    prefix, folder = f"{text.revision.audience}-", images_url or urls.image(answer.slug)
    if text.base is None:
        blocks = [_make(one, BlockChange.NONE) for one in new]
    else:
        try:
            old = _render(renderer, answer, text.base, policy, sizes)
        except UnreadableMarkdown:
            old = ()
        blocks = list(_compare(old, new))
    for number, block in enumerate(blocks, start=1):
        block.anchor = f"{prefix}block-{number}"
        block.html = prefix_ids(replace_image_folder(block.html, folder), prefix)
    return blocks


def _render(
    renderer: Renderer,
    answer: AnswerHead,
    revision: StoredRevision,
    policy: TooltipPolicy,
    sizes: ImageSizes,
) -> tuple[RenderedBlock, ...]:
    source = parse_source(revision.markdown, revision.language)
    return renderer.render_blocks(answer, source, policy, sizes)


def _compare(old: Sequence[RenderedBlock], new: Sequence[RenderedBlock]) -> Sequence[ReviewBlock]:
    pairs = pair_parts([one.source for one in old], [one.source for one in new])
    return [
        _compare_pair(None if i is None else old[i], None if j is None else new[j])
        for i, j in pairs
    ]


def _compare_pair(old: RenderedBlock | None, new: RenderedBlock | None) -> ReviewBlock:
    if new is None:
        if old is None:
            raise ValueError("neither version has this block")
        return _make(old, BlockChange.REMOVED)
    if old is None:
        return _make(new, BlockChange.ADDED)
    if old.source == new.source:
        return _make(new, BlockChange.NONE)
    marked = mark_html_changes(old.html, new.html)
    if "<ins>" in marked.text or "<del>" in marked.text:
        return _make(new, BlockChange.WORDS, marked)
    block = _make(new, BlockChange.SOURCE)
    block.source_diff = compare_words(old.source, new.source)
    return block


def _make(block: RenderedBlock, change: BlockChange, html: SafeHTML | None = None) -> ReviewBlock:
    return ReviewBlock(
        "", html or block.html, block.html, change, block.source, block.first_line, block.last_line
    )
