"""The URLs of the desk: every link, form and redirect takes them from here.

Templates of the desk have this module as `urls`; scripts get URLs from data attributes.
"""

from urllib.parse import quote

from readlevel.web.cache.desk_mount import DESK_PATH, is_desk
from readlevel.web.desk.layout.preview_options import PreviewOptions
from readlevel.web.http.persona_cookie import is_same_site_path
from readlevel.web.http.urls import with_query

HOME = DESK_PATH
GO = f"{DESK_PATH}/go"
INBOX = f"{DESK_PATH}/inbox"
SEARCHES = f"{DESK_PATH}/searches"
AUDIT = f"{DESK_PATH}/audit"
TOPICS = f"{DESK_PATH}/topics"
LEVELS = f"{DESK_PATH}/levels"
DUE = f"{DESK_PATH}/due"
BEHIND = f"{DESK_PATH}/behind"
BEHIND_SOURCE = f"{BEHIND}/translations"

LOOK = f"{DESK_PATH}/look"
LOOK_PUBLICATION = f"{LOOK}/publication"
LOOK_REMOVAL = f"{LOOK}/removal"

ANSWERS = f"{DESK_PATH}/answers"
ARCHIVE = f"{DESK_PATH}/archive"
BULK_MOVES = f"{ANSWERS}/moves"
FILTERS = f"{ANSWERS}/filters"
NEW_ANSWER = f"{DESK_PATH}/new"
PREVIEW = f"{DESK_PATH}/preview"
SIMPLIFY = f"{DESK_PATH}/simplify"
SIMPLIFY_IGNORED = f"{SIMPLIFY}/ignored"
PREVIEW_FRAME = f"{DESK_PATH}/preview-frame"
AUTOSAVE = f"{DESK_PATH}/unsaved"
OPEN_EDITOR = f"{DESK_PATH}/open"
SESSION = f"{DESK_PATH}/session"
SIGNED_IN = f"{DESK_PATH}/signed-in"
PASTE = f"{DESK_PATH}/clean"
IMPORT_DRAFT = f"{DESK_PATH}/import/draft"

GLOSSARY = f"{DESK_PATH}/glossary"
HARDEST = f"{GLOSSARY}/hardest"
CLASHES = f"{GLOSSARY}/clashes"
MISSING_TERMS = f"{GLOSSARY}/missing"
TERM_FORM = f"{GLOSSARY}/term"
TERM_REMOVAL = f"{GLOSSARY}/removal"
TERM_DRAFTS = f"{GLOSSARY}/drafts"
TERM_REVIEW = f"{GLOSSARY}/review"
DEFINITION_LEVEL = f"{GLOSSARY}/level"
GLOSSARY_IMPORT = f"{GLOSSARY}/import"
TERM_SEARCH = f"{DESK_PATH}/terms.json"
HOUSE_STYLE = f"{DESK_PATH}/house-style"
HOUSE_STYLE_FILE = f"{HOUSE_STYLE}.toml"
HOUSE_RULE = f"{HOUSE_STYLE}/rule"

SIGN_OUT = f"{DESK_PATH}/sign-out"
SIGN_IN_RETURN = f"{DESK_PATH}/sign-in/return"
FORGOTTEN_PASSWORD = f"{DESK_PATH}/forgotten"
ACCOUNT = f"{DESK_PATH}/account"
ACCOUNT_NAME = f"{ACCOUNT}/name"
ACCOUNT_KEYS = f"{ACCOUNT}/keys"
ACCOUNT_PASSWORD = f"{ACCOUNT}/password"
END_SESSION = f"{ACCOUNT}/sessions/end"
END_ALL_SESSIONS = f"{ACCOUNT}/sessions/end-all"
SECOND_FACTOR = f"{ACCOUNT}/second-factor"
SECOND_FACTOR_BEGIN = f"{SECOND_FACTOR}/begin"
SECOND_FACTOR_QR_CODE = f"{SECOND_FACTOR}/code.svg"
SECOND_FACTOR_CONFIRM = f"{SECOND_FACTOR}/confirm"
SECOND_FACTOR_RECOVERY = f"{SECOND_FACTOR}/recovery"
PASSKEYS = f"{ACCOUNT}/passkeys"
PASSKEY_OPTIONS = f"{PASSKEYS}/options"
SIGN_IN_PASSKEY = f"{DESK_PATH}/sign-in/passkey"
SIGN_IN_PASSKEY_OPTIONS = f"{SIGN_IN_PASSKEY}/options"
SECOND_FACTOR_REMOVE = f"{SECOND_FACTOR}/remove"
ACCOUNT_MAILS = f"{ACCOUNT}/mails"
ASSISTANT = f"{DESK_PATH}/assistant"
DRAFTS = f"{ASSISTANT}/drafts"
STATUS = f"{DESK_PATH}/status"
SAMPLES = f"{STATUS}/samples"
PEOPLE = f"{DESK_PATH}/people"
TOKENS = f"{DESK_PATH}/tokens"


def read_next_path(path: str) -> str:
    """Return `path` if it belongs to the desk, else the home page.

    Forms and queries name the page to continue on; a foreign URL would be an open redirect.
    """
    return path if is_same_site_path(path) and is_desk(path.partition("?")[0]) else HOME


def sign_in(next_path: str = "") -> str:
    """Return the sign-in page, which continues to `next_path`."""
    return with_query(f"{DESK_PATH}/sign-in", next=next_path)


def sign_in_code(next_path: str = "") -> str:
    """Return the page that asks for the second factor."""
    return with_query(f"{DESK_PATH}/sign-in/code", next=next_path)


def sign_in_provider(next_path: str) -> str:
    """Return where a sign-in with the OpenID Connect provider starts."""
    return with_query(f"{DESK_PATH}/sign-in/provider", next=next_path)


def second_factor(next_path: str = "") -> str:
    """Return the page that sets up a second factor."""
    return with_query(SECOND_FACTOR, next=next_path)


def one_time_link(token: str) -> str:
    """Return the page of an invitation or a password reset."""
    return f"{DESK_PATH}/links/{quote(token, safe='')}"


def unsubscribe(token: str) -> str:
    """Return the page on which somebody refuses a kind of mail."""
    return f"{DESK_PATH}/mails/{quote(token, safe='')}"


def failed_mail(mail_id: int) -> str:
    """Return where the form about a mail that was not sent is sent."""
    return f"{STATUS}/mails/{mail_id}"


def look_file(name: str) -> str:
    """Return a file of the site's look, as the draft has it."""
    return f"{LOOK}/files/{quote(name, safe='')}"


def look_specimen(theme: str) -> str:
    """Return the preview of the site's look in a theme."""
    return with_query(f"{LOOK}/specimen", theme=theme)


def passkey_removal(number: int) -> str:
    """Return where a passkey is removed."""
    return f"{PASSKEYS}/{number}/removal"


def person(account_id: int, action: str = "") -> str:
    """Return the page that manages an account, or where its form for `action` is sent."""
    return f"{PEOPLE}/{account_id}/{action}" if action else f"{PEOPLE}/{account_id}"


def revoke_token(token_id: int) -> str:
    """Return where an API token is revoked."""
    return f"{TOKENS}/{token_id}/revoke"


def draft(number: int) -> str:
    """Return a draft of the assistant."""
    return f"{DRAFTS}/{number}"


def inbox_message(number: int) -> str:
    """Return where the form about a reader's message is sent."""
    return f"{INBOX}/{number}"


def answers(status: str) -> str:
    """Return the list of the texts with a status."""
    return with_query(ANSWERS, status=status)


def filtered_answers(query: str) -> str:
    """Return the list of answers with the query of a saved filter."""
    return f"{ANSWERS}?{query}" if query else ANSWERS


def filter_removal(number: int) -> str:
    """Return where a saved filter is removed."""
    return f"{FILTERS}/{number}/removal"


def levels(language: str) -> str:
    """Return the reading levels of the texts in a language."""
    return with_query(LEVELS, language=language)


def audit(subject: str) -> str:
    """Return the audit log of one subject."""
    return with_query(AUDIT, subject=subject)


def new_answer_from_search(query: str, language: str) -> str:
    """Return the page that starts an answer from what readers search for."""
    return with_query(NEW_ANSWER, language=language, question=query)


def new_answer_from_question(number: int, language: str) -> str:
    """Return the page that starts an answer from a reader's question."""
    return with_query(NEW_ANSWER, language=language, asked=number)


def import_file(slug: str = "", language: str = "") -> str:
    """Return the page that imports a document, into an existing answer if `slug` names one."""
    return with_query(f"{DESK_PATH}/import", slug=slug, language=language)


def answer(slug: str, language: str | None = None) -> str:
    """Return the page on which both texts of an answer are written."""
    return with_query(f"{ANSWERS}/{quote(slug, safe='')}", language=language)


def kept(slug: str, language: str, number: int) -> str:
    """Return the writing page with a kept text in its form."""
    return with_query(answer(slug) if slug else NEW_ANSWER, language=language, kept=number)


def kept_removal(number: int) -> str:
    """Return where a kept text is removed."""
    return f"{AUTOSAVE}/{number}/removal"


def write_beside_source(slug: str, language: str, audience: str) -> str:
    """Return the page on which a text is written beside the one that it translates."""
    return with_query(answer(slug), language=language, beside=audience)


def merge(slug: str) -> str:
    """Return where the merged version of two conflicting edits is sent."""
    return f"{answer(slug)}/merge"


def translations(slug: str) -> str:
    """Return the list of the languages of an answer."""
    return f"{answer(slug)}/translations"


def images(slug: str, **query: str) -> str:
    """Return the images of an answer; `query` selects the one whose Markdown is shown."""
    return with_query(f"{answer(slug)}/pictures", **query)


def image_removal(slug: str, name: str) -> str:
    """Return where an image is removed."""
    return f"{images(slug)}/{quote(name, safe='')}/removal"


def image(slug: str, name: str = "") -> str:
    """Return an image file as editors get it, of drafts too; without a name, its folder."""
    return f"{answer(slug)}/images/{quote(name, safe='')}"


def codes(slug: str) -> str:
    """Return the clinical codes of an answer."""
    return f"{answer(slug)}/codes"


def manage(slug: str) -> str:
    """Return the page that renames, archives and deletes an answer."""
    return f"{answer(slug)}/manage"


def renaming(slug: str) -> str:
    """Return where another address of an answer is sent."""
    return f"{manage(slug)}/address"


def archiving(slug: str) -> str:
    """Return where an answer is archived."""
    return f"{manage(slug)}/archive"


def unarchiving(slug: str) -> str:
    """Return where an archived answer is restored."""
    return f"{manage(slug)}/restoration"


def deletion(slug: str) -> str:
    """Return the page that deletes an answer for good."""
    return f"{manage(slug)}/deletion"


def names(slug: str, language: str) -> str:
    """Return what an answer is called in a language."""
    return f"{answer(slug)}/names/{language}"


def references(slug: str) -> str:
    """Return the references of an answer."""
    return f"{answer(slug)}/references"


def reference(slug: str, key: str = "") -> str:
    """Return the form of one reference; without a key, of a new one."""
    return with_query(f"{references(slug)}/one", key=key)


def reference_removal(slug: str) -> str:
    """Return where a reference is removed."""
    return f"{references(slug)}/removal"


def reference_import(slug: str) -> str:
    """Return where a bibliography is imported."""
    return f"{references(slug)}/import"


def reference_search(slug: str) -> str:
    """Return the JSON search of an answer's references."""
    return f"{references(slug)}.json"


def review_of_answer(slug: str, language: str) -> str:
    """Return the review of all texts of an answer in a language."""
    return with_query(f"{answer(slug)}/review", language=language)


def findings(slug: str, language: str) -> str:
    """Return what the checks find in the texts of an answer in a language."""
    return with_query(f"{answer(slug)}/findings", language=language)


def review_assignment(slug: str) -> str:
    """Return where the review of an answer is assigned."""
    return f"{answer(slug)}/review/assignment"


def outside_ask(slug: str) -> str:
    """Return where somebody outside is asked for a review."""
    return f"{answer(slug)}/review/outside"


def outside_withdrawal(slug: str, number: int) -> str:
    """Return where the link of an outside review is withdrawn."""
    return f"{outside_ask(slug)}/{number}/withdrawal"


def outside_unnaming(slug: str, number: int) -> str:
    """Return where readers stop being told who reviewed from outside."""
    return f"{outside_ask(slug)}/{number}/unnaming"


def outside_review(token: str) -> str:
    """Return the page on which somebody without an account reviews an answer."""
    return f"{DESK_PATH}/outside/{quote(token, safe='')}"


def outside_images(token: str) -> str:
    """Return the folder of the images of an answer under outside review."""
    return f"{outside_review(token)}/images/"


def comments(slug: str, audience: str, language: str) -> str:
    """Return where a comment on a passage of a text is sent."""
    return f"{_text(slug, audience, language)}/comments"


def comment_thread(slug: str, thread_id: int) -> str:
    """Return where a form about a thread of comments is sent."""
    return f"{answer(slug)}/comments/{thread_id}"


def revisions_of_answer(slug: str, language: str) -> str:
    """Return the page that redirects to the revisions of one of the texts."""
    return with_query(f"{answer(slug)}/revisions", language=language)


def review(slug: str, audience: str, language: str) -> str:
    """Return the review of a text."""
    return f"{_text(slug, audience, language)}/review"


def suggestions(slug: str, audience: str, language: str) -> str:
    """Return the suggestions for a saved text, for browsers without scripts."""
    return f"{_text(slug, audience, language)}/suggestions"


def checklists(slug: str, audience: str, language: str) -> str:
    """Return the checklists of a text."""
    return f"{_text(slug, audience, language)}/checklists"


def report(slug: str, language: str) -> str:
    """Return the report on the texts of an answer in a language, for printing."""
    return with_query(f"{answer(slug)}/report", language=language)


def revisions(slug: str, audience: str, language: str) -> str:
    """Return the revisions of a text."""
    return f"{_text(slug, audience, language)}/revisions"


def revision(slug: str, audience: str, language: str, number: int) -> str:
    """Return one revision of a text."""
    return f"{revisions(slug, audience, language)}/{number}"


def compare_form(slug: str, audience: str, language: str) -> str:
    """Return where the form that chooses two revisions is sent."""
    return f"{_text(slug, audience, language)}/compare"


def compare(slug: str, audience: str, language: str, old: int, new: int) -> str:
    """Return the diff of two revisions of a text."""
    return with_query(compare_form(slug, audience, language), old=old, new=new)


def other_tools(slug: str, audience: str, language: str, number: int | None = None) -> str:
    """Return other tools' scores of a text, of revision `number` if given."""
    return with_query(f"{_text(slug, audience, language)}/other-tools", revision=number)


def restore(slug: str, audience: str, language: str) -> str:
    """Return where an earlier revision of a text is restored."""
    return f"{_text(slug, audience, language)}/restore"


def consistency(slug: str, language: str, number: int | None = None) -> str:
    """Return the comparison of the facts of both texts; `number` is the lay revision."""
    return with_query(f"{answer(slug)}/parity", language=language, revision=number)


def glossary(language: str) -> str:
    """Return the list of the terms in a language."""
    return with_query(GLOSSARY, language=language)


def hard_definitions(language: str) -> str:
    """Return the hardest definitions in a language."""
    return with_query(HARDEST, language=language)


def ambiguous_forms(language: str) -> str:
    """Return the word forms that several terms share."""
    return with_query(CLASHES, language=language)


def missing_terms(language: str) -> str:
    """Return the list of hard words and phrases that no term explains."""
    return with_query(MISSING_TERMS, language=language)


def glossary_import(language: str) -> str:
    """Return the page that imports and exports terms."""
    return with_query(GLOSSARY_IMPORT, language=language)


def glossary_export(file_format: str) -> str:
    """Return the glossary as a file."""
    return with_query(f"{GLOSSARY}/export", format=file_format)


def term(language: str, slug: str) -> str:
    """Return the form of a term."""
    return with_query(TERM_FORM, language=language, slug=slug)


def term_drafts(**query: str | int | None) -> str:
    """Return the list of drafts of terms, filtered by `query`."""
    return with_query(TERM_DRAFTS, **query)


def term_review(language: str, slug: str) -> str:
    """Return the review of the draft of a term."""
    return with_query(TERM_REVIEW, language=language, slug=slug)


def new_term(language: str, name: str = "") -> str:
    """Return the form of a new term, with its name filled in."""
    return with_query(TERM_FORM, language=language, name=name)


def preview_as(slug: str, options: PreviewOptions | None = None, **query: int) -> str:
    """Return the page that previews an answer as readers get it."""
    return with_query(f"{answer(slug)}/preview", **_preview_query(options), **query)


def preview_in(slug: str, language: str) -> str:
    """Return the preview of an answer in a language."""
    return with_query(preview_as(slug), language=language)


def preview_page(slug: str, options: PreviewOptions) -> str:
    """Return the reader's page in the frame of a preview."""
    return with_query(f"{answer(slug)}/preview/page", **_preview_query(options))


def preview_links(slug: str) -> str:
    """Return where a preview is shared."""
    return f"{answer(slug)}/preview/links"


def preview_revocation(slug: str) -> str:
    """Return where the link of a shared preview is revoked."""
    return f"{answer(slug)}/preview/revocation"


def shared(token: str) -> str:
    """Return a preview as people without an account see it."""
    return f"{DESK_PATH}/shared/{quote(token, safe='')}"


def shared_images(token: str) -> str:
    """Return the folder of the images of a shared preview."""
    return f"{shared(token)}/images/"


def _text(slug: str, audience: str, language: str) -> str:
    return f"{answer(slug)}/{audience}/{quote(language, safe='')}"


def _preview_query(options: PreviewOptions | None) -> dict[str, str | int]:
    if options is None:
        return {}
    return {
        "persona": options.persona,
        "language": options.language,
        "number": options.number,
        "theme": options.theme,
        "width": options.width,
        "embedded": "yes" if options.embedded else "",
    }


def house_rule(key: str = "") -> str:
    """Return the form of a rule of the house style; without a key that of a new one."""
    return with_query(HOUSE_RULE, key=key)
