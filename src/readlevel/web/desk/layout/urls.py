"""Where each page of the desk stands."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from readlevel.web.cache.desk_mount import DESK_PATH, is_desk
from readlevel.web.http.persona_cookie import is_same_site_path
from readlevel.web.http.urls import with_query

if TYPE_CHECKING:
    from readlevel.web.desk.layout.look import PreviewOptions

HOME = DESK_PATH
SIGN_OUT = f"{DESK_PATH}/sign-out"
SIGN_IN_RETURN = f"{DESK_PATH}/sign-in/return"
ACCOUNT = f"{DESK_PATH}/account"
SECOND_FACTOR = f"{ACCOUNT}/second-factor"
PEOPLE = f"{DESK_PATH}/people"
TOKENS = f"{DESK_PATH}/tokens"


def sign_in(back: str = "") -> str:
    """Return the address of the sign-in, which leads on to `back`."""
    return with_query(f"{DESK_PATH}/sign-in", next=back)


def sign_in_code(back: str = "") -> str:
    """Return the address at which the second factor is given."""
    return with_query(f"{DESK_PATH}/sign-in/code", next=back)


def second_factor(back: str = "") -> str:
    """Return where codes from an app are set up."""
    return with_query(SECOND_FACTOR, next=back)


def person(account_id: int) -> str:
    """Return where somebody's account is managed."""
    return f"{PEOPLE}/{account_id}"


def read_next_path(asked: str) -> str:
    """Return where to go on: a path of the desk, its first page where none is given."""
    return asked if is_same_site_path(asked) and is_desk(asked.partition("?")[0]) else HOME


def link(token: str) -> str:
    """Return the address of a one-time link."""
    return f"{DESK_PATH}/links/{quote(token, safe='')}"


NEW_ANSWER = f"{DESK_PATH}/new"
PREVIEW = f"{DESK_PATH}/preview"
PREVIEW_FRAME = f"{DESK_PATH}/preview-frame"
UNSAVED = f"{DESK_PATH}/unsaved"
ANSWERS = f"{DESK_PATH}/answers"
LEVELS = f"{DESK_PATH}/levels"
DUE = f"{DESK_PATH}/due"
BEHIND = f"{DESK_PATH}/behind"
BEHIND_SOURCE = f"{BEHIND}/translations"
INBOX = f"{DESK_PATH}/inbox"
AUDIT = f"{DESK_PATH}/audit"
GLOSSARY = f"{DESK_PATH}/glossary"
HARDEST = f"{GLOSSARY}/hardest"
CLASHES = f"{GLOSSARY}/clashes"


def answer(slug: str, language: str | None = None) -> str:
    """Return where both texts of an answer are written."""
    return with_query(f"{ANSWERS}/{quote(slug, safe='')}", language=language)


def merge(slug: str) -> str:
    """Return where two edits of an answer become one."""
    return f"{ANSWERS}/{quote(slug, safe='')}/merge"


def pictures(slug: str, **shown: str) -> str:
    """Return where the pictures of an answer are; `shown` is which one to give the Markdown of."""
    return with_query(f"{ANSWERS}/{quote(slug, safe='')}/pictures", **shown)


def picture_removal(slug: str, name: str) -> str:
    """Return where a picture is taken away."""
    return f"{pictures(slug)}/{quote(name, safe='')}/removal"


def beside(slug: str, language: str, audience: str) -> str:
    """Return where a text is written beside the one that it translates."""
    return with_query(answer(slug), language=language, beside=audience)


def translations(slug: str) -> str:
    """Return where the languages of an answer are listed."""
    return f"{answer(slug)}/translations"


def picture(slug: str, name: str = "") -> str:
    """Return where those who write get a picture, of a draft too; without a name, the folder."""
    return f"{ANSWERS}/{quote(slug, safe='')}/images/{quote(name, safe='')}"


def codes(slug: str) -> str:
    """Return where the codes of an answer are."""
    return f"{ANSWERS}/{quote(slug, safe='')}/codes"


def references(slug: str) -> str:
    """Return where the references of an answer are listed."""
    return f"{ANSWERS}/{quote(slug, safe='')}/references"


def reference(slug: str, key: str = "") -> str:
    """Return where one reference is changed, or a new one added."""
    return with_query(f"{references(slug)}/one", key=key)


def review(slug: str, audience: str, language: str) -> str:
    """Return where a text is reviewed."""
    return f"{_text(slug, audience, language)}/review"


def revisions(slug: str, audience: str, language: str) -> str:
    """Return where the revisions of a text are listed."""
    return f"{_text(slug, audience, language)}/revisions"


def revision(slug: str, audience: str, language: str, number: int) -> str:
    """Return where one revision of a text is shown."""
    return f"{revisions(slug, audience, language)}/{number}"


def comparison(slug: str, audience: str, language: str) -> str:
    """Return where revisions of a text are shown beside each other."""
    return f"{_text(slug, audience, language)}/compare"


def compare(slug: str, audience: str, language: str, old: int, new: int) -> str:
    """Return where two revisions of a text are shown beside each other."""
    return with_query(comparison(slug, audience, language), old=str(old), new=str(new))


def other_tools(slug: str, audience: str, language: str, number: int | None = None) -> str:
    """Return where other tools' scores of a text are shown; `number`: of that revision."""
    return with_query(f"{_text(slug, audience, language)}/other-tools", revision=number)


def restore(slug: str, audience: str, language: str) -> str:
    """Return where an earlier revision of a text is brought back."""
    return f"{_text(slug, audience, language)}/restore"


def _text(slug: str, audience: str, language: str) -> str:
    return f"{answer(slug)}/{audience}/{quote(language, safe='')}"


def parity(slug: str, language: str, number: int | None = None) -> str:
    """Return where the facts of both texts are compared; `number`: of the plain revision."""
    path = f"{answer(slug)}/parity"
    return with_query(path, language=language, revision=number)


def new_from(number: int, language: str) -> str:
    """Return where an answer is begun from what a reader asked."""
    return with_query(NEW_ANSWER, language=language, asked=number)


def term(language: str, slug: str) -> str:
    """Return where a term is changed."""
    return with_query(f"{GLOSSARY}/term", language=language, slug=slug)


def new_term(language: str, name: str = "") -> str:
    """Return where a term is added, its name filled in."""
    return with_query(f"{GLOSSARY}/term", language=language, name=name)


def preview_as(slug: str, look: "PreviewOptions", **more: int) -> str:
    """Return where a text is looked at as somebody else."""
    return with_query(f"{answer(slug)}/preview", **_chosen(look), **more)


def preview_page(slug: str, look: "PreviewOptions") -> str:
    """Return the reader's page in the frame of a preview."""
    return with_query(f"{answer(slug)}/preview/page", **_chosen(look))


def shared(token: str) -> str:
    """Return where people without an account see a preview."""
    return f"{DESK_PATH}/shared/{quote(token, safe='')}"


def shared_picture(token: str) -> str:
    """Return the folder of the pictures of a preview that is shared."""
    return f"{shared(token)}/images/"


def _chosen(look: "PreviewOptions") -> dict[str, str | int]:
    return {
        "persona": look.persona,
        "language": look.language,
        "number": look.number,
        "theme": look.theme,
        "width": look.width,
        "embedded": "yes" if look.embedded else "",
    }
