"""`/answers/<slug>`: the text of the reader's choice; `/answers/<slug>/<audience>`: one text."""

from tests.web.conftest import Site


def test_x(site: Site) -> None:
    response = site.get("/answers/both")
    print(response.status, response.headers, response.text[:3000])
    assert response.status_code == 200
