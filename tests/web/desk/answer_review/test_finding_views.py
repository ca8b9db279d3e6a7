"""The page, and panel, of what the checks find in the texts of an answer."""

import pytest

from tests.web.desk.conftest import DeskSite
from tests.web.desk.review.test_review_views import write


def test_each_text_has_its_findings_and_its_revision(desk: DeskSite) -> None:
    client = desk.client("editor")
    write(desk, client, "Take 2 tablets [@nowhere].")
    page = client.get("/edit/answers/both/findings?language=en").text
    assert page.count('<h2 id="lay">') == page.count('<h2 id="clinician">') == 1
    assert "to fix before this can be approved" in page
    assert "nowhere" in page
    assert 'href="/edit/answers/both/review?language=en"' in page


def test_a_text_without_findings_says_so(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = client.get("/edit/answers/translated/findings?language=es").text
    assert '<ul class="findings">' in page or "The checks found no problems." in page


@pytest.mark.parametrize(
    ("path", "status"),
    [("nothing/findings", 404), ("both/findings?language=xx", 200), ("both/findings", 200)],
)
def test_any_language_is_answered(desk: DeskSite, path: str, status: int) -> None:
    assert desk.client("editor").get(f"/edit/answers/{path}").status_code == status
