"""URLs of readers' pages, in each language of the site."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from readlevel.core.model.answer import Audience

EDITORIAL_POLICY = "editorial-policy"
PERSONA_PATH = "/persona"
SERVICE_WORKER = "/service-worker.js"
MANIFEST = "manifest.webmanifest"


@dataclass(frozen=True, slots=True)
class SiteUrls:
    """Paths of the pages in one language; the site's first language has no prefix."""

    prefix: str = ""

    @property
    def home(self) -> str:
        """Return the path of the home page."""
        return f"{self.prefix}/"

    @property
    def glossary(self) -> str:
        """Return the path of the glossary."""
        return f"{self.prefix}/glossary"

    @property
    def saved(self) -> str:
        """Return the path of the page of answers that a reader has saved."""
        return f"{self.prefix}/saved"

    @property
    def manifest(self) -> str:
        """Return the path of the manifest of the site as an app."""
        return f"{self.prefix}/{MANIFEST}"

    @property
    def ask_for_answer(self) -> str:
        """Return the path to which a reader posts a search that found nothing."""
        return f"{self.prefix}/search/ask"

    @property
    def builder(self) -> str:
        """Return the path of the snippet builder."""
        return f"{self.prefix}/embed"

    def feed(self, page: str = "", audience: Audience | None = None) -> str:
        """Return the path of the feed of a page, by default of the site.

        Without an audience, it is the feed of the plain-language texts.
        """
        name = "feed.atom" if audience is None else f"feeds/{audience}.atom"
        return f"{page or self.prefix}/{name}"

    def answer(self, slug: str) -> str:
        """Return the path at which readers get the text for their persona."""
        return f"{self.prefix}/answers/{quote(slug, safe='')}"

    def variant(self, slug: str, audience: Audience) -> str:
        """Return the stable path of one text."""
        return f"{self.answer(slug)}/{audience}"

    def card(self, slug: str, audience: Audience, digest: str) -> str:
        """Return the path of the card image of one text, which changes with the image."""
        return f"{self.variant(slug, audience)}/card.png?v={digest}"

    def ask(self, slug: str) -> str:
        """Return the path of the form for questions about an answer."""
        return f"{self.answer(slug)}/ask"

    def ease(self, slug: str) -> str:
        """Return the path to which ease votes are posted."""
        return f"{self.answer(slug)}/ease"

    def hard(self, slug: str) -> str:
        """Return the path to which readers post what made a text hard."""
        return f"{self.answer(slug)}/hard"

    def check(self, slug: str) -> str:
        """Return the path to which the choice in the question after a text is posted."""
        return f"{self.answer(slug)}/check"

    def thanks(self, slug: str) -> str:
        """Return the path of the page shown after feedback."""
        return f"{self.answer(slug)}/thanks"

    def topic(self, slug: str) -> str:
        """Return the path of a topic."""
        return f"{self.prefix}/topics/{quote(slug, safe='')}"

    def term(self, slug: str) -> str:
        """Return the path of a term of the glossary."""
        return f"{self.prefix}/glossary/{quote(slug, safe='')}"

    def page(self, name: str) -> str:
        """Return the path of a site page."""
        return f"{self.prefix}/{quote(name, safe='')}"


def urls_in(language: str, languages: tuple[str, ...]) -> SiteUrls:
    """Return the paths in `language` on a site with `languages`."""
    return SiteUrls("" if language == languages[0] else f"/{language}")


def with_query(path: str, **parameters: str | int | None) -> str:
    """Return `path` with a query of the parameters that are not empty."""
    given = {name: value for name, value in parameters.items() if value}
    return f"{path}?{urlencode(given)}" if given else path
