"""Folded parts of pages."""

import pytest

from readlevel.interchange.documents.html_to_markdown import read_html


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "<h2>Causes</h2><details><summary>More</summary><p>Text.</p></details>"
            "<details><summary>And more</summary>Words</details>",
            "## Causes\n\n### More\n\nText.\n\n### And more\n\nWords\n",
        ),
        (
            "<details><summary>One</summary><details><summary>Two</summary>a</details></details>",
            "## One\n\n### Two\n\na\n",
        ),
        ("<details><summary><h3>Kept</h3></summary>a</details>", "### Kept\n\na\n"),
        ("<details><p>No summary.</p></details>", "No summary.\n"),
    ],
)
def test_folded_parts_are_open_and_their_summaries_are_headings(html: str, markdown: str) -> None:
    assert read_html(html, whole=True).markdown == markdown
