"""`readlevel glossary missing`: lists hard words and phrases that no term explains."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from readlevel.cli.shared.open_site import OpenedSite, open_site
from readlevel.cli.shared.options import read_language
from readlevel.cli.shared.progress import Progress

if TYPE_CHECKING:
    from readlevel.core.glossary.matcher import Glossary
    from readlevel.core.hints.unexplained_words import UnexplainedWord
    from readlevel.storage.public.published_texts import PublishedText
    from readlevel.usecases.glossary.missing_terms import MissingTermsReport, ScannedText

BATCH = 100
"""Texts read per transaction."""

MAX_PLACES = 3
"""Places of a word in a line of text output."""

MAX_JSON_PLACES = 10
"""Places of a word in JSON."""


@click.command()
@click.argument("slug", required=False)
@click.option(
    "--language", callback=read_language, help="Only texts in this language, whatever their region."
)
@click.option(
    "--audience", type=click.Choice(["lay", "clinician"]), help="Only texts for this audience."
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    help="Maximum number of words.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def missing(
    slug: str | None, language: str | None, audience: str | None, limit: int, as_json: bool
) -> None:
    """List hard words and phrases that no term explains, the most widely used first.

    Searches the newest texts of the answer SLUG, or all public texts. Names, numbers and terms of
    the glossary are left out.
    """
    site = open_site()
    texts = _of_answer(site, slug, audience) if slug else _of_site(site, audience)
    found = _rank(site, texts, language, limit)
    places = found.places
    for tag, times in sorted(found.unsupported_languages.items()):
        click.echo(
            f"Left out: texts in {tag} ({times:,}), for which there is no list of common words.",
            err=True,
        )
    what = "texts" if slug else "answers"
    if as_json:
        listed = [_as_json(word, places, what) for word in found.words]
        click.echo(json.dumps({"words": listed}, ensure_ascii=False, indent=2))
    else:
        for word in found.words:
            click.echo(_describe(word, places, what))


def _rank(
    site: OpenedSite, texts: "Iterator[ScannedText]", language: str | None, limit: int
) -> "MissingTermsReport":
    from readlevel.usecases.glossary.missing_terms import rank_missing_words

    return rank_missing_words(texts, _read_glossary(site), language, limit)


def _read_glossary(site: OpenedSite) -> "Glossary":
    from readlevel.core.glossary.matcher import Glossary
    from readlevel.storage.database.engine import read_transaction
    from readlevel.storage.glossary.terms import iter_terms

    with read_transaction(site.engine) as session:
        return Glossary(iter_terms(session))


def _of_answer(site: OpenedSite, slug: str, audience: str | None) -> "Iterator[ScannedText]":
    from readlevel.storage.answers.answers import find_texts
    from readlevel.storage.database.engine import read_transaction

    with read_transaction(site.engine) as session:
        answer = find_texts(session, slug)
    if answer is None:
        raise click.ClickException(f"There is no answer named {slug!r}.")
    for variant in answer.variants:
        if audience in (None, variant.audience):
            yield f"{variant.audience}.{variant.language}", variant.language, variant.markdown


def _of_site(site: OpenedSite, audience: str | None) -> "Iterator[ScannedText]":
    from readlevel.storage.database.engine import read_transaction
    from readlevel.storage.public.published_texts import count_texts

    with read_transaction(site.engine) as session:
        total = count_texts(session)
    with Progress("Reading", total) as progress:
        for done, text in enumerate(_published(site), start=1):
            if audience in (None, text.audience):
                yield text.slug, text.language, text.markdown
            progress.update(done)


def _published(site: OpenedSite) -> "Iterator[PublishedText]":
    from readlevel.storage.database.engine import read_transaction
    from readlevel.storage.public.published_texts import list_texts

    last = None
    while True:
        with read_transaction(site.engine) as session:
            batch = list_texts(session, after=last, limit=BATCH)
        if not batch:
            return
        yield from batch
        last = batch[-1]


def _describe(word: "UnexplainedWord", places: Sequence[str], what: str) -> str:
    named = ", ".join(places[number] for number in word.texts[:MAX_PLACES])
    more = ", …" if len(word.texts) > MAX_PLACES else ""
    shapes = f", with {', '.join(word.other_shapes)}" if word.other_shapes else ""
    return (
        f"{word.word} ({word.language}{shapes}): uses {word.uses:,}, "
        f"{what} {len(word.texts):,}: {named}{more}"
    )


def _as_json(word: "UnexplainedWord", places: Sequence[str], what: str) -> dict[str, Any]:
    return {
        "word": word.word,
        "language": word.language,
        "uses": word.uses,
        what: len(word.texts),
        "other_shapes": list(word.other_shapes),
        "where": [places[number] for number in word.texts[:MAX_JSON_PLACES]],
    }
