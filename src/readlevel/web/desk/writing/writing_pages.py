"""Contexts of the writing pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readlevel.core.hints.difficulties import HardSentence
from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.persona import Persona
from readlevel.core.readability.level_comparison import LevelDifference
from readlevel.core.readability.readability import Readability
from readlevel.core.text.versions.text_diff import DiffSegment
from readlevel.core.text.versions.three_way_merge import MergeChunk
from readlevel.usecases.writing.editor.autosave import KeptText, OpenEditor
from readlevel.web.desk.assistant.assistant_pages import AssistantPanel
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.writing.sync_notice import SyncNotice
from readlevel.web.reader.page_contexts import LanguageLink, SiteContext, VariantContext


@dataclass(frozen=True, slots=True)
class LevelMeter:
    """The reading level of a text, with its target and the public text's level."""

    readability: Readability
    target_profile: str
    target_low: float
    target_high: float
    above_target: bool
    """Whether the text is harder than its target."""
    partly_above_target: bool
    """Whether only the upper end of its range is."""
    approved_level: Readability | None
    """Of the public revision; None if there is none."""
    comparisons: Sequence[tuple[Audience, LevelDifference]] = ()
    """How the public texts for other audiences differ in level, where that is known."""
    hardest: HardSentence | None = None
    """The sentence with the highest difficulty index, if the text was searched for it."""


@dataclass(frozen=True, slots=True)
class EditorPane:
    """The editor of one of the two texts."""

    audience: Audience
    markdown: str
    base_number: int
    review: Review | None
    """None if nothing was saved yet."""
    personas: Sequence[tuple[Persona, str]]
    """Personas to preview as, with the site's labels."""
    level: LevelMeter | None = None
    preview: VariantContext | None = None
    error_code: str = ""
    """Why the Markdown cannot be parsed."""
    assistant: AssistantPanel | None = None
    """None if the site has none, or the answer is not saved yet."""


@dataclass(frozen=True, slots=True)
class TranslationSource:
    """The source of a translation, shown beside it."""

    audience: Audience
    language: str
    direction: str
    question: str
    markdown: str
    is_withdrawn: bool
    behind: bool
    """Whether it has changed since the translation was approved."""
    change_path: str
    """Path of the source's diff; empty if there is none."""


@dataclass(frozen=True, slots=True)
class OthersPart:
    """Who else has an answer open (`desk/writing/_others_part.html`)."""

    others: Sequence[OpenEditor]


_Compared = tuple[Sequence[DiffSegment], Sequence[DiffSegment]]


@dataclass(frozen=True, slots=True)
class MergePart:
    """Part of a merge; in a conflict, both edits are compared with what was there before."""

    chunk: MergeChunk
    name: str
    """Of the choice."""
    mine: _Compared = ((), ())
    theirs: _Compared = ((), ())
    words: str | None = None
    """The words of both; None if they overlap."""
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class MergeDecision:
    """What was chosen in a conflict, and the words that were left out."""

    choice: str
    left_out: str


@dataclass(frozen=True, slots=True)
class MergeOutcome:
    """What became of two edits."""

    mine: int
    """Places that only the writer changed."""
    theirs: int
    same: int
    """Places that both changed in the same way."""
    decisions: Sequence[MergeDecision]


@dataclass(frozen=True, slots=True)
class WritePage:
    """The editors of both texts of an answer (`desk/writing/write.html`)."""

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
    """The one beside its source comes first."""
    source: TranslationSource | None
    """None if the two texts are shown beside each other."""
    is_archived: bool
    """Whether readers get nothing of the answer."""
    sync_notice: SyncNotice | None
    """None if the published lay text matches its clinician text."""
    beside_paths: Mapping[Audience, str]
    """Path on which a text is written beside its source, for those with one."""
    kept: Sequence[KeptText]
    """What was typed and not saved, without what the form shows."""
    opened: KeptText | None
    """The kept text that the form shows."""
    replaced: Sequence[str]
    """The tabs whose kept texts are in the form, and are removed once it is saved."""
    others: Sequence[OpenEditor]
    """Who else has the answer open."""
    problems: Mapping[str, str]
    """Codes by field."""
    outcome: MergeOutcome | None = None
    """What became of two edits that were just merged and are not saved yet."""


@dataclass(frozen=True, slots=True)
class PreviewPart:
    """The preview of a text (`desk/writing/_preview_part.html`)."""

    site: SiteContext
    variant: VariantContext


@dataclass(frozen=True, slots=True)
class LevelMeterPart:
    """A level meter (`desk/writing/_level_meter_part.html`)."""

    site: SiteContext
    meter: LevelMeter
    audience: Audience


@dataclass(frozen=True, slots=True)
class PreviewFrame:
    """The empty page that a script fills with previews (`desk/writing/preview_frame.html`)."""

    site: SiteContext


@dataclass(frozen=True, slots=True)
class MergePage:
    """Two conflicting edits (`desk/writing/merge_conflict.html`)."""

    layout: DeskLayout
    path: str
    slug: str
    language: str
    fields: Sequence[tuple[str, str]]
    """Hidden fields besides the choices."""
    question: MergePart | None
    texts: Mapping[Audience, Sequence[MergePart]]
    conflicts: int
    problem: str = ""
    """`missing` if a choice is missing, `changed` if somebody saved again."""
