"""Writes mails from templates, in the site's first language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from readlevel.core.model.answer import Audience
from readlevel.core.model.mail_kind import MailKind
from readlevel.settings import Settings
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.one_time_links import LinkKind
from readlevel.template_folder import find_templates
from readlevel.usecases.operations.mail import OutgoingMail
from readlevel.web.http.i18n import (
    LocaleFormats,
    interface_language,
    load_translations,
    name_language,
)

_LINKS = {
    LinkKind.INVITATION: MailKind.INVITATION,
    LinkKind.RESET: MailKind.PASSWORD_RESET,
}


@dataclass(frozen=True, slots=True)
class LinkMail:
    """A one-time link (`mail/invitation.txt`, `mail/password_reset.txt`)."""

    site_name: str
    who: str
    """Name of the person who invites; empty for the command line."""
    url: str
    until: datetime


@dataclass(frozen=True, slots=True)
class MailedText:
    """A text to review."""

    question: str
    audience: Audience
    language: str
    url: str
    next_review: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewMail:
    """Texts to review (`mail/review_requested.txt`, `mail/reviews_due.txt`)."""

    site_name: str
    author: str
    """Name of the person who submitted them; empty if they are due for review."""
    texts: Sequence[MailedText]


@dataclass(frozen=True, slots=True)
class MistakeMail:
    """A mistake that a reader reported (`mail/mistake_reported.txt`), without the reader's words.

    They are deleted from the site in time, and mails are not.
    """

    site_name: str
    question: str
    audience: Audience
    language: str
    section: str
    """The heading it is about; empty for the complete text."""
    url: str


@dataclass(frozen=True, slots=True)
class CommentMail:
    """A comment on a passage of a text (`mail/commented.txt`)."""

    site_name: str
    author: str
    question: str
    audience: Audience
    language: str
    quote: str
    """The words that it is about."""
    words: str
    """Empty for a suggested edit alone."""
    url: str


@dataclass(frozen=True, slots=True)
class AssignmentMail:
    """A review that was assigned to somebody (`mail/review_assigned.txt`)."""

    site_name: str
    author: str
    """Name of the person who assigned it."""
    question: str
    language: str
    due: date | None
    url: str


@dataclass(frozen=True, slots=True)
class OutsideReviewMail:
    """The question to somebody without an account (`mail/outside_review.txt`)."""

    site_name: str
    author: str
    """Name of the person who asks."""
    question: str
    language: str
    url: str
    until: datetime


@dataclass(frozen=True, slots=True)
class OutsideAnsweredMail:
    """What an outside reviewer decided (`mail/outside_answered.txt`)."""

    site_name: str
    name: str
    question: str
    language: str
    is_approved: bool
    took_effect: bool
    url: str


def write_link(settings: Settings, to: str, kind: LinkKind, page: LinkMail) -> OutgoingMail:
    """Write the mail with a one-time link to an address."""
    return _write(settings, _LINKS[kind], to, page)


def write_waiting(
    settings: Settings, to: Account, author: str, texts: Sequence[MailedText], unsubscribe_url: str
) -> OutgoingMail:
    """Write the mail that tells a reviewer about submitted texts."""
    page = ReviewMail(settings.site_name, author, texts)
    return _write(settings, MailKind.REVIEW_REQUESTED, to.email, page, unsubscribe_url)


def write_due(
    settings: Settings, to: Account, texts: Sequence[MailedText], unsubscribe_url: str
) -> OutgoingMail:
    """Write the mail that reminds a reviewer of texts due for review."""
    page = ReviewMail(settings.site_name, "", texts)
    return _write(settings, MailKind.REVIEWS_DUE, to.email, page, unsubscribe_url)


def write_mistake(
    settings: Settings, to: Account, page: MistakeMail, unsubscribe_url: str
) -> OutgoingMail:
    """Write the mail that tells a reviewer about a reported mistake."""
    return _write(settings, MailKind.MISTAKE_REPORTED, to.email, page, unsubscribe_url)


def write_comment(
    settings: Settings, to: Account, page: CommentMail, unsubscribe_url: str
) -> OutgoingMail:
    """Write the mail that tells an editor about a comment."""
    return _write(settings, MailKind.COMMENTED, to.email, page, unsubscribe_url)


def write_assignment(
    settings: Settings, to: Account, page: AssignmentMail, unsubscribe_url: str
) -> OutgoingMail:
    """Write the mail that tells a reviewer about an assigned review."""
    return _write(settings, MailKind.REVIEW_ASSIGNED, to.email, page, unsubscribe_url)


def write_outside_review(settings: Settings, to: str, page: OutsideReviewMail) -> OutgoingMail:
    """Write the mail that asks somebody without an account for a review."""
    return _write(settings, MailKind.OUTSIDE_REVIEW, to, page)


def write_outside_answered(
    settings: Settings, to: Account, page: OutsideAnsweredMail, unsubscribe_url: str
) -> OutgoingMail:
    """Write the mail that tells an editor what an outside reviewer decided."""
    return _write(settings, MailKind.OUTSIDE_ANSWERED, to.email, page, unsubscribe_url)


def _write(
    settings: Settings, kind: MailKind, to: str, page: object, unsubscribe_url: str = ""
) -> OutgoingMail:
    """Write a mail from the template that is named like its kind."""
    environment = _environment(interface_language(settings.languages[0]))
    template = environment.get_template(f"{kind}.txt")
    written = template.render(page=page, unsubscribe_url=unsubscribe_url)
    # The first line of a template is the subject.
    subject, _, text = written.partition("\n")
    return OutgoingMail(kind, to, subject.strip(), text.strip() + "\n", unsubscribe_url)


@cache
def _environment(language: str) -> Environment:
    """Return the Jinja environment of mails: plain text, without escaping."""
    environment = Environment(
        loader=FileSystemLoader(find_templates() / "mail"),
        autoescape=False,  # noqa: S701 - mails are plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    translations = load_translations(language)
    formats = LocaleFormats(language)
    environment.install_gettext_translations(  # type: ignore[attr-defined] # made by the extension
        translations, newstyle=True
    )
    environment.filters.update(date=formats.long_date, moment=formats.moment)
    gettext = translations.gettext
    environment.globals.update(
        language_name=name_language,
        audiences={
            Audience.LAY: gettext("Plain language"),
            Audience.CLINICIAN: gettext("For health professionals"),
        },
    )
    return environment
