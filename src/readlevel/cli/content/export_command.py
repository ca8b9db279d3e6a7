"""`readlevel export`: writes all content into a folder."""

from dataclasses import replace
from pathlib import Path

import click

from readlevel.cli.shared.open_site import open_site
from readlevel.cli.shared.progress import Progress

LEFT_OUT = (
    "earlier revisions and the steps of their review",
    "the history of terms and their drafts",
    "assignments and comments",
    "outside reviews (who was asked, comments, and decisions of people who are not named)",
    "checklist assessments",
    "ignored suggestions",
    "unsaved texts and drafts of the assistant",
    "preview links",
    "saved filters",
    "accounts and API tokens",
    "consent to the assistant and its use",
    "the audit log",
    "mail",
    "what readers sent and searched for",
)
"""What a site stores that belongs to its people or its past, and not to what readers get."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export(folder: Path) -> None:
    """Write all content into FOLDER, as `import` reads it.

    That is answers, terms, pages, names of topics, the house style, and how the site looks.

    Each text is its newest revision, with its status, and the public one beneath a newer draft. An
    export is no backup: it has neither accounts nor history.
    """
    from readlevel.interchange.answers import (
        answer_folder,
        content_folder,
        look_folder,
        pages,
        topic_names,
    )
    from readlevel.interchange.files import text_files
    from readlevel.interchange.glossary import csv_format
    from readlevel.interchange.house_style import toml_format
    from readlevel.storage.answers import answers, site_look
    from readlevel.storage.answers import topic_names as stored_topic_names
    from readlevel.storage.answers.pages import iter_pages
    from readlevel.storage.database.engine import read_transaction
    from readlevel.storage.glossary import terms
    from readlevel.storage.writing import house_styles
    from readlevel.usecases.assistant.provenance import list_text_drafts

    with read_transaction(open_site().engine) as session:
        total = answers.count(session)
        with Progress("Writing", total) as progress:
            for done, answer in enumerate(answers.iter_complete_answers(session), start=1):
                complete = replace(answer, drafts=list_text_drafts(session, answer))
                answer_folder.write(complete, folder / content_folder.folder_of(answer.slug))
                progress.update(done)
        written = 0
        for language in terms.list_languages(session):
            given = list(terms.iter_terms(session, language))
            path = folder / content_folder.GLOSSARY / f"{language}.csv"
            text_files.write_text(path, csv_format.write(given))
            written += len(given)
        stored = list(iter_pages(session))
        look = site_look.find_look(session, site_look.PUBLIC)
        contents = site_look.list_files(session)
        topics = stored_topic_names.list_all(session)
        style = house_styles.find_style(session)
    for page in stored:
        file = pages.PageFile(page.name, page.language, page.markdown)
        pages.write(file, folder / content_folder.PAGES)
    topic_names.write(topics, folder / content_folder.TOPICS)
    if look is not None:
        look_folder.write(look, contents, folder / content_folder.LOOK)
    if style:
        text_files.write_text(folder / content_folder.HOUSE_STYLE, toml_format.write(style))
    click.echo(
        f"Written into {folder} – answers: {total:,}, terms: {written:,}, pages: {len(stored):,}."
    )
    click.echo(
        f"Left out: {', '.join(LEFT_OUT)}. For all of it: readlevel backup",
        err=True,
    )
