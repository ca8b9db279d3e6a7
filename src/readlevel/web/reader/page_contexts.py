"""Template contexts: one dataclass per page. The API returns parts of them as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.block import ComprehensionCheck, ContentBlock
from readlevel.core.model.heading import Heading
from readlevel.core.model.term import Term
from readlevel.core.readability.level_comparison import LevelDifference
from readlevel.core.readability.readability import Readability
from readlevel.core.rendering.rendering import CitedReference, ExplainedTerm
from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.web.look.look_context import LookContext


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The page in another language, named in that language."""

    language: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class SiteContext:
    """The site context: what every page shows around its content."""

    name: str
    base_url: str
    language: str
    """Language of the interface on this page."""
    direction: str
    languages: tuple[LanguageLink, ...]
    """The languages that have this page; the language menu appears if there are two or more."""
    path: str
    """Path of this page, to return to after a choice."""
    home_url: str
    glossary_url: str
    pages: tuple[tuple[str, str], ...]
    """(title, URL) of the site pages, for the footer."""
    editorial_policy_url: str
    look: LookContext
    saved_url: str
    """Of the answers that a reader has saved; empty if that is switched off."""
    manifest_url: str
    """Likewise."""


@dataclass(frozen=True, slots=True)
class PersonaChoice:
    """One persona in the chooser."""

    key: str
    label: str
    """The site's own label; empty if it has none: templates have those of the default personas."""
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chooser:
    """The persona chooser: the question "Which best describes you?" and its choices."""

    action: str
    """URL the form posts to."""
    next: str
    """Path on this site to return to."""
    choices: tuple[PersonaChoice, ...]
    answered: bool
    """Whether the reader has chosen: the chooser then collapses to one line."""


@dataclass(frozen=True, slots=True)
class ExplainControl:
    """The control for the explained uses (`reader/parts/answer/_explain_control.html`)."""

    current: str
    """`first`, `section`, `all` or `none`."""
    action: str | None
    """URL the form posts to; None at a stable address, where the control is links."""
    next: str
    """Path on this site to return to; at a stable address, `?explain=` is added to it."""


@dataclass(frozen=True, slots=True)
class VariantContext:
    """One variant as the page, iframe and preview show it (`reader/parts/_variant.html`)."""

    slug: str
    question: str
    question_language: str
    audience: Audience
    language: str
    direction: str
    persona: str
    review: Review
    version: int
    """Number of the revision shown."""
    sample: bool
    """Whether the answer only shows how the software works."""
    pending: bool
    """Whether the caution "pending review" is shown above the text."""
    behind: bool
    """Whether to say that the clinician text has changed since this one was checked."""
    outdated_statements: tuple[str, ...]
    """Up to five sentences of this text with facts that the approved clinician text has changed
    since the two were checked against each other; empty if there is nothing to warn of."""
    untranslated: str
    """Tag of the requested language if the answer does not exist in it; else empty."""
    ask_url: str
    """Where a reader sends a question or reports a mistake; empty if that is switched off."""
    ease_url: str
    """Where a reader says whether the text was easy; empty if that is switched off."""
    check: ComprehensionCheck | None
    """The question after the text; None if it has none, or feedback is switched off."""
    check_url: str
    """Where a reader sends a choice in that question; empty where nothing can be sent."""
    only_variant: bool
    """Whether the reader asked for the other audience's text, but only this one is public."""
    html: SafeHTML
    blocks: tuple[ContentBlock, ...]
    """Key points, emergencies and other blocks of the text, in order."""
    contents: tuple[Heading, ...]
    """Empty on short texts."""
    readability: Readability
    comparisons: tuple[tuple[Audience, LevelDifference], ...]
    """How the public texts for other audiences differ in level, where that is known."""
    target_profile: str
    """Name of the guideline the target band comes from, e.g. `aafp2015`."""
    target_low: float
    target_high: float
    """The grades between which the gauge shades the target band."""
    references: tuple[CitedReference, ...]
    terms: tuple[ExplainedTerm, ...]
    term_urls: Mapping[str, str]
    explain: ExplainControl | None
    """None if the text has no explained terms."""
    disclaimer: str | None
    """The site's own disclaimer for this persona; None for the default disclaimer."""
    sections: Mapping[str, Mapping[str, str]]
    """By audience, the URL of that text's section for the anchor of each section of this one."""
    other_url: str | None
    """URL of the other audience's text if that is public."""
    topics: tuple[tuple[str, str], ...]
    """(name, URL)."""
    topic_names: Mapping[str, str]
    """The everyday names of topics that have one, by the name of the topic."""
    assisted: bool = False
    """Whether readers are told that it was drafted with the help of software."""
    other_tools_url: str = ""
    """Where editors compare the scores of other tools; empty on readers' pages."""


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """`/answers/<slug>` and `/answers/<slug>/<audience>` (`reader/answer.html`)."""

    site: SiteContext
    variant: VariantContext
    related: tuple["AnswerCard", ...]
    """Related answers."""
    chooser: Chooser
    canonical_url: str
    """The stable address of the text shown."""
    description: str
    """The beginning of the text, for search engines."""
    alternates: tuple[tuple[str, str], ...]
    """(language tag, absolute URL) for hreflang, including the page itself."""
    json_ld: str
    """schema.org data, already encoded for a script element."""
    card_url: str
    """Absolute URL of the card image; empty if there is none."""
    has_oembed: bool
    """Whether every site may embed it: the page then links to its oEmbed responses."""
    build_url: str
    """The snippet builder for this answer; empty if no site may frame it."""


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One answer in a list."""

    question: str
    url: str
    language: str
    excerpt: SafeHTML
    """Text around the search hits, with hits in `<mark>`; else the beginning of the text."""
    topics: tuple[str, ...]
    topic_names: Mapping[str, str]
    """The everyday names of topics that have one, by the name of the topic."""
    reviewed: date | None
    pending: bool
    sample: bool
    """Whether it only shows how the software works."""


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic and its number of answers."""

    name: str
    url: str
    answers: int
    everyday_name: str | None
    """What people call it in everyday life; null if editors have not said."""


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term of the glossary that a search asks for."""

    name: str
    language: str
    definition: SafeHTML
    url: str


@dataclass(frozen=True, slots=True)
class FoundAnswers:
    """What a search found (`reader/parts/_search_results.html`)."""

    cards: tuple[AnswerCard, ...]
    total: int
    fits: bool
    """Whether the first answer fits; if not, `cards` are the nearest pages."""
    says_something: bool
    """Whether the query has a word that can be searched for."""
    corrected: str
    """The query that was searched for, if misspelled words were put right; else empty."""
    corrected_url: str
    as_written_url: str
    """The search for the query as it is written."""
    earlier_url: str | None
    more_url: str | None
    term: FoundTerm | None
    """The glossary's term that is asked for."""
    topics: tuple[TopicLink, ...]
    """The topics that fit."""
    ask_url: str
    """Where a reader asks the editors for an answer; empty if that is switched off."""
    asked: str
    """`sent` after that, `personal` if the words may identify somebody, `too_many`; else empty."""


@dataclass(frozen=True, slots=True)
class HomePage:
    """`/`: search, topics, newest reviewed answers (`reader/home.html`)."""

    site: SiteContext
    query: str
    search: FoundAnswers | None
    """None if nothing is searched for."""
    newest: tuple[AnswerCard, ...]
    """The most recently reviewed answers, if nothing is searched for."""
    more_url: str | None
    topics: tuple[TopicLink, ...]
    chooser: Chooser
    canonical_url: str
    feed_url: str
    """Path of the feed of plain-language texts."""
    audience_feeds: tuple[tuple[str, str], ...]
    """(audience, path) of the feed of each audience."""


@dataclass(frozen=True, slots=True)
class FlaggedPiece:
    """A piece of a reader's message; `kind` is the kind of personal data it may hold, or empty."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class AskPage:
    """`/answers/<slug>/ask` (`reader/message_form.html`)."""

    site: SiteContext
    kind: str
    """`question` or `mistake`."""
    question: str
    question_language: str
    audience: Audience
    language: str
    number: int
    persona: str
    path: str
    back_url: str
    sections: tuple[str, ...]
    section: str
    words: str
    flagged_pieces: tuple[FlaggedPiece, ...]
    """The message split at possible personal data; empty if none was found."""
    similar: tuple[AnswerCard, ...]
    token: str
    """Form token; empty until the page asks to confirm the message."""
    problem: str
    """Why the message was not sent: code of `FeedbackRejected`, or `personal`; else empty."""
    retention_days: int
    """Days after which the message is deleted."""
    max_length: int


@dataclass(frozen=True, slots=True)
class ThanksPage:
    """`/answers/<slug>/thanks` (`reader/message_sent.html`)."""

    site: SiteContext
    kind: str
    """`question`, `mistake`, `ease`, or `hard`: it then asks what was hard."""
    back_url: str
    retention_days: int
    hard_url: str = ""
    """Where a reader says what was hard."""
    ask_url: str = ""
    """Form for what a reader wants to say in their own words."""
    audience: str = ""
    language: str = ""
    number: str = ""
    """Number of the revision that was read."""


@dataclass(frozen=True, slots=True)
class CheckOutcomePage:
    """`/answers/<slug>/check` (`reader/check_outcome.html`)."""

    site: SiteContext
    question: str
    language: str
    """Language of the question and the sentence."""
    sentence: str
    """What the text says; empty if the reader chose just that."""
    back_url: str
    sentence_url: str
    """URL of the sentence in the text."""
    sample: bool


@dataclass(frozen=True, slots=True)
class InfobuttonPage:
    """`/infobutton` if several answers match, or none (`infobutton/answers.html`)."""

    site: SiteContext
    answers: tuple[AnswerCard, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """`/topics/<topic>` (`reader/topic.html`)."""

    site: SiteContext
    topic: str
    everyday_name: str
    """Empty if editors have not said."""
    answers: tuple[AnswerCard, ...]
    total: int
    more_url: str | None
    canonical_url: str
    feed_url: str
    """Path of the feed of plain-language texts."""
    audience_feeds: tuple[tuple[str, str], ...]
    """(audience, path) of the feed of each audience."""


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """`/glossary`: the terms of a letter or a search (`reader/glossary.html`)."""

    site: SiteContext
    letters: tuple[tuple[str, str | None], ...]
    """(letter, URL or None if no term begins with it)."""
    letter: str | None
    query: str
    corrected: str
    """The query that was searched for, if misspelled words were put right; else empty."""
    terms: tuple[tuple[Term, SafeHTML | None, str], ...]
    """(term, definition, URL)."""
    total: int
    more_url: str | None
    canonical_url: str
    other_languages: tuple[LanguageLink, ...]
    """If nothing was found: the glossaries of other languages that have a match."""


@dataclass(frozen=True, slots=True)
class TermPage:
    """`/glossary/<term-slug>`: one term with both definitions (`reader/term.html`)."""

    site: SiteContext
    term: Term
    definition_lay: SafeHTML | None
    definition_clinician: SafeHTML | None
    see_also: tuple[tuple[str, str | None], ...]
    used_in: tuple[AnswerCard, ...]
    canonical_url: str
    json_ld: str


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A site page: about, editorial policy … (`reader/site_page.html`)."""

    site: SiteContext
    title: str
    html: SafeHTML
    language: str
    updated: date | None
    canonical_url: str
    alternates: tuple[tuple[str, str], ...]
    """(language tag, absolute URL) of the page in each language that has it."""


@dataclass(frozen=True, slots=True)
class WithdrawnPage:
    """410: an answer that is no longer public, and why (`reader/withdrawn.html`)."""

    site: SiteContext
    question: str
    reason: str
    """`withdrawn`, `being_revised` or `removed`."""
    because: str | None
    """Reason for the withdrawal, if known."""


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """Any other error (`reader/error.html`): `code` selects the sentence; 404 offers the search."""

    site: SiteContext
    status: int
    code: str
    """`not_found`, `method_not_allowed`, `bad_request`, `no_criteria`, `too_large`,
    `foreign_origin`, `unavailable`, `internal`."""
    request_id: str
    sent_bytes: int = 0
    """Size of what was too large; 0 if that is not known."""
    max_bytes: int = 0
    """The limit for it."""
