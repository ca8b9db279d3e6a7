"""textstat's scores of a revision beside ours."""

import re
from collections.abc import Callable

from tests.web.desk.conftest import DeskSite
from tests.web.desk.review.test_review_views import TEXT, write

HARD = """\
## Before your operation

Dr. Lee gives 0.73 mg of aspirin to his patients. The hemosiderin was seen <twice>.

- plays with the other children
- walks to the school every day

It is good for the heart, and it is good for the rest of you, too, as far as we know today.
"""
HEAD = re.compile(r'<th scope="row">([^<]*)</th>')


def test_the_newest_revision_is_compared_with_reasons_from_its_words(desk: DeskSite) -> None:
    editor = desk.client("editor")
    write(desk, editor, HARD)
    page = editor.get(f"{TEXT}/other-tools").text
    assert "Revision 2" in page
    assert HEAD.findall(page)[:2] == ["SMOG", "Flesch–Kincaid"]
    for example in ("## Before your operation", "Dr.", "0.73", "hemosiderin"):
        assert f"<q>{example}</q>" in page
    assert "textstat 1, ours 5" in page
    assert "<twice>" not in page


def test_an_earlier_revision_is_compared_where_it_is_asked_for(desk: DeskSite) -> None:
    editor = desk.client("editor")
    write(desk, editor, HARD)
    assert "hemosiderin" not in editor.get(f"{TEXT}/other-tools?revision=1").text
    assert editor.get(f"{TEXT}/other-tools?revision=7").status_code == 404
    assert "hemosiderin" in editor.get(f"{TEXT}/other-tools?revision=x").text


def test_editors_and_not_readers_get_a_link_to_the_score_details(desk: DeskSite) -> None:
    editor = desk.client("editor")
    write(desk, editor, HARD)
    assert f'href="{TEXT}/other-tools?revision=2"' in editor.get(f"{TEXT}/review").text
    assert f'href="{TEXT}/other-tools?revision=1"' in editor.get(f"{TEXT}/revisions/1").text
    answer, audience, _ = TEXT.rsplit("/", 2)
    assert f'href="{TEXT}/other-tools"' in editor.get(answer).text
    public = answer.replace("/edit", "")
    assert "other-tools" not in editor.get(f"{public}/{audience}").text


def test_a_short_text_has_scores_of_textstat_alone(desk: DeskSite) -> None:
    editor = desk.client("editor")
    write(desk, editor, "Rest well.")
    page = editor.get(f"{TEXT}/other-tools").text
    assert "We do not score texts of fewer than 30 words." in page
    assert "Where the difference comes from" in page


def test_a_language_without_a_formula_is_not_compared(make_desk: Callable[..., DeskSite]) -> None:
    desk = make_desk(languages=("en", "ar"))
    editor = desk.client("editor")
    data = {"language": "ar", "question": "ما ضغط الدم؟", "began_with": "", "topics": "",
            "lay": "كلمات كثيرة عن ضغط الدم. " * 10, "began_from_lay": "0", "clinician": "",
            "began_from_clinician": "0"}  # fmt: skip
    assert desk.post(editor, "/edit/answers/both", data).status_code == 303
    page = editor.get("/edit/answers/both/lay/ar/other-tools").text
    assert "There is no published formula for this language" in page
