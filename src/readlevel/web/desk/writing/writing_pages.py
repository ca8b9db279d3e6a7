"""What the pages of the writing desk are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.persona import Persona
from readlevel.core.readability.readability import Readability
from readlevel.core.text.diff_merge import MergeChunk
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.writing.sync_notice import SyncNotice
from readlevel.web.reader.page_contexts import LanguageLink, SiteContext, VariantContext


@dataclass(frozen=True, slots=True)
class LevelMeter:
    """How hard a text is, against its target and against what was last public."""

    readability: Readability
    target_profile: str
    target_low: float
    target_high: float
    above_target: bool
    """Whether the text is harder than its target."""
    approved_level: Readability | None
    """That of the public revision; None where there is none."""


@dataclass(frozen=True, slots=True)
class EditorPane:
    """One of the two texts."""

    audience: Audience
    markdown: str
    base_number: int
    review: Review | None
    """None where nothing was saved yet."""
    personas: Sequence[tuple[Persona, str]]
    """Who can be previewed, with a site's own label."""
    level: LevelMeter | None = None
    preview: VariantContext | None = None
    error_code: str = ""
    """Code of what keeps this from being a text."""


@dataclass(frozen=True, slots=True)
class TranslationSource:
    """The text that one of the two translates, to be read beside it."""

    audience: Audience
    language: str
    direction: str
    question: str
    markdown: str
    is_withdrawn: bool
    behind: bool
    """Whether it says something else than when the translation was approved."""
    change_path: str
    """Where that is shown; empty where nothing can be compared."""


@dataclass(frozen=True, slots=True)
class AutosaveNotice:
    """What was typed and not saved."""

    draft: str
    """The fields as JSON."""
    saved_at: float
    """Milliseconds since 1970, as scripts count them."""


@dataclass(frozen=True, slots=True)
class WritePage:
    """Both texts of an answer, to be written (`desk/writing/write.html`)."""

    layout: DeskLayout
    site: SiteContext
    path: str
    slug: str
    is_new: bool
    language: str
    languages: Sequence[LanguageLink]
    direction: str
    question: str
    base_question: str
    topics: str
    base_topics: str
    why: str
    panes: Sequence[EditorPane]
    """The one that stands beside its source comes first."""
    source: TranslationSource | None
    """None where both texts stand beside each other."""
    sync_notice: SyncNotice | None
    """Where the plain text that readers get was left behind by the clinician text."""
    beside_paths: Mapping[Audience, str]
    """Where a text is written beside its source, for those that have one."""
    autosaved: AutosaveNotice | None
    problems: Mapping[str, str]
    """Code of what is wrong, by field."""
    merged: bool = False
    """Whether two edits were just put together, and wait to be saved."""


@dataclass(frozen=True, slots=True)
class PreviewPart:
    """What is shown of a text while it is typed (`desk/writing/_preview_part.html`)."""

    site: SiteContext
    variant: VariantContext


@dataclass(frozen=True, slots=True)
class LevelMeterPart:
    """A meter alone (`desk/writing/_level_meter_part.html`)."""

    site: SiteContext
    meter: LevelMeter
    audience: Audience


@dataclass(frozen=True, slots=True)
class PreviewFrame:
    """The empty page that previews are put into (`desk/writing/preview_frame.html`)."""

    site: SiteContext


@dataclass(frozen=True, slots=True)
class MergePage:
    """Two edits of the same text beside each other (`desk/writing/merge_conflict.html`)."""

    layout: DeskLayout
    path: str
    slug: str
    language: str
    fields: Sequence[tuple[str, str]]
    """What the form carries besides the choices."""
    question: MergeChunk | None
    texts: Mapping[Audience, Sequence[MergeChunk]]
    conflicts: int
