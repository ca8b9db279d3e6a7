"""Reading levels of texts, as the desk lists them."""

from collections.abc import Iterable, Mapping

from readlevel.core.readability.readability import Readability, measure
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.storage import slow_work
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.review.update_worklist import GradeRange


def add_levels(
    known: Mapping[int, GradeRange], newest: Iterable[StoredRevision]
) -> dict[int, GradeRange]:
    """Return the known levels of revisions by ID, and those of the `newest` that lack one."""
    lacking = [one for one in newest if one.id not in known]
    found = slow_work.do_each(find_level, [(one.markdown, one.language) for one in lacking])
    new = {one.id: level for one, level in zip(lacking, found, strict=True) if level is not None}
    return {**known, **new}


def find_level(markdown: str, language: str) -> GradeRange | None:
    """Return the level of a text; None if it cannot be read, which must not break the lists."""
    try:
        source = parse_source(markdown, language)
    except UnreadableMarkdown:
        return None
    return get_range(measure(source.prose, language))


def get_range(readability: Readability) -> GradeRange:
    """Return the grades of a headline level."""
    return GradeRange(readability.headline.grade_low, readability.headline.grade_high)
