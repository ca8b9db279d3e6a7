"""What each page is given: one dataclass per page, and the same shape is its JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.heading import Heading
from readlevel.core.model.term import Term
from readlevel.core.readability.readability import Readability
from readlevel.core.rendering.rendering import CitedReference, ExplainedTerm
from readlevel.core.rendering.safe_html import SafeHTML


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """Another language the page stands in, named in itself."""

    language: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class SiteContext:
    """What every page shows around its content."""

    name: str
    base_url: str
    language: str
    """The language that the interface speaks on this page."""
    direction: str
    languages: tuple[LanguageLink, ...]
    """The languages this page can be read in; the chooser is shown where there are two or more."""
    path: str
    """Path of this page, to come back to after a choice."""
    home_url: str
    glossary_url: str
    pages: tuple[tuple[str, str], ...]
    """(title, address) of the pages an administrator writes, for the footer."""
    editorial_policy_url: str


@dataclass(frozen=True, slots=True)
class PersonaChoice:
    """One persona in the chooser."""

    key: str
    label: str
    """A site's own label; empty where it has none: templates have the default set's."""
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chooser:
    """The question "Which best describes you?" and its choices."""

    action: str
    """Address the form posts to."""
    next: str
    """Own path to come back to."""
    choices: tuple[PersonaChoice, ...]
    answered: bool
    """Whether the reader has chosen: the chooser then folds to one line."""


@dataclass(frozen=True, slots=True)
class ExplainControl:
    """Which uses of hard words are explained (`reader/parts/_explain_control.html`)."""

    current: str
    """`first`, `section`, `all` or `none`."""
    action: str | None
    """Address the form posts to; None at a stable address, which leads to others."""
    next: str
    """Own path to come back to, and to which `?explain=` is added at a stable address."""


@dataclass(frozen=True, slots=True)
class VariantContext:
    """One variant as page, iframe and preview show it (`reader/parts/_variant.html`)."""

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
    pending: bool
    """Whether the caution "pending review" stands over the text."""
    behind: bool
    """Whether readers are told that the clinician text has changed since this one was checked."""
    untranslated: str
    """Tag of the language that was asked for, where the answer is not there in it; else empty."""
    ask_url: str
    """Where a reader sends a question or reports a mistake; empty where nobody can."""
    ease_url: str
    """Where a reader says how easy the text was."""
    only_variant: bool
    """Whether the reader asked for the other audience, but only this one is public."""
    html: SafeHTML
    contents: tuple[Heading, ...]
    """Empty on short texts."""
    readability: Readability
    target_profile: str
    """Name of the guideline the target band comes from, e.g. `aafp2015`."""
    target_low: float
    target_high: float
    """Grades between which the gauge shades the target band of this audience."""
    references: tuple[CitedReference, ...]
    terms: tuple[ExplainedTerm, ...]
    term_urls: Mapping[str, str]
    explain: ExplainControl | None
    """None where the text has no hard word that is explained."""
    disclaimer: str | None
    """A site's own disclaimer for this persona; None stands for the product's own words."""
    other_url: str | None
    """Address of the other audience's text, where it is public."""
    topics: tuple[tuple[str, str], ...]
    """(name, address)."""
    other_tools_url: str = ""
    """Where editors see other tools' scores of the text; empty on readers' pages."""


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """`/answers/<slug>` and `/answers/<slug>/<audience>` (`reader/answer.html`)."""

    site: SiteContext
    variant: VariantContext
    chooser: Chooser
    canonical_url: str
    """The stable address of what is shown."""
    description: str
    """The beginning of the text, for search engines."""
    alternates: tuple[tuple[str, str], ...]
    """(language tag, absolute address) for hreflang, including itself."""
    json_ld: str
    """schema.org data, already encoded for a script element."""
    has_oembed: bool
    """Whether every site may embed it, so that consumers of oEmbed are told."""
    build_url: str
    """Where somebody puts the answer on their own site; empty where no site may frame it."""


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One answer in a list."""

    question: str
    url: str
    language: str
    excerpt: SafeHTML
    """Words around the hits, hits in `<mark>`; else the beginning of the text."""
    topics: tuple[str, ...]
    reviewed: date | None
    pending: bool


@dataclass(frozen=True, slots=True)
class TopicLink:
    """One topic, with how many answers it has."""

    name: str
    url: str
    answers: int


@dataclass(frozen=True, slots=True)
class HomePage:
    """`/`: search, topics, newest reviewed answers (`reader/home.html`)."""

    site: SiteContext
    query: str
    searched: bool
    answers: tuple[AnswerCard, ...]
    """Hits where a search was made, else the newest reviewed."""
    total: int
    more_url: str | None
    topics: tuple[TopicLink, ...]
    chooser: Chooser
    canonical_url: str
    feed_url: str


@dataclass(frozen=True, slots=True)
class FlaggedPiece:
    """A part of what a reader wrote; `kind` tells what it may be, empty for nothing of concern."""

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
    pieces: tuple[FlaggedPiece, ...]
    """What was written, taken apart where it may tell who somebody is; empty where nothing may."""
    similar: tuple[AnswerCard, ...]
    token: str
    """Empty until something is written: then the page asks whether to send it."""
    problem: str
    """Why nothing was sent: code of `listening.NotTaken`, or `personal`; else empty."""
    days: int
    """After how many days it is deleted."""
    longest: int


@dataclass(frozen=True, slots=True)
class ThanksPage:
    """`/answers/<slug>/thanks` (`reader/message_sent.html`)."""

    site: SiteContext
    kind: str
    """`question`, `mistake` or `ease`."""
    back_url: str
    days: int


@dataclass(frozen=True, slots=True)
class InfobuttonPage:
    """`/infobutton` where several answers match, or none (`reader/infobutton_answers.html`)."""

    site: SiteContext
    answers: tuple[AnswerCard, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """`/topics/<topic>` (`reader/topic.html`)."""

    site: SiteContext
    topic: str
    answers: tuple[AnswerCard, ...]
    total: int
    more_url: str | None
    canonical_url: str
    feed_url: str


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """`/glossary`: a letter at a time, or a search (`reader/glossary.html`)."""

    site: SiteContext
    letters: tuple[tuple[str, str | None], ...]
    """(letter, address or None where no term begins with it)."""
    letter: str | None
    query: str
    terms: tuple[tuple[Term, SafeHTML | None, str], ...]
    """(term, its plain definition, address)."""
    total: int
    more_url: str | None
    canonical_url: str
    elsewhere: tuple[LanguageLink, ...]
    """Where nothing is found: the glossaries in other languages that have what is looked for."""


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
    """A page an administrator writes: about, editorial policy … (`reader/site_page.html`)."""

    site: SiteContext
    title: str
    html: SafeHTML
    language: str
    updated: date | None
    canonical_url: str
    alternates: tuple[tuple[str, str], ...]
    """(language tag, absolute address) of the page in each language that it was written in."""


@dataclass(frozen=True, slots=True)
class WithdrawnPage:
    """410: an answer that was taken back, and why (`reader/withdrawn.html`)."""

    site: SiteContext
    question: str
    because: str | None


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """Any other error (`reader/error.html`): `code` picks the sentence, 404 offers search."""

    site: SiteContext
    status: int
    code: str
    """`not_found`, `method_not_allowed`, `bad_request`, `no_criteria`, `too_large`,
    `foreign_origin`, `unavailable`, `internal`."""
    request_id: str
