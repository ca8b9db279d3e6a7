"""Answers by their codes."""

from sqlalchemy.orm import Session

from readlevel.storage.answers import codes
from tests.storage.cast import DRAFT, WAITING, WITHDRAWN, answer, lay, save


def find(session: Session, *given: str, show_unreviewed: bool = True, limit: int = 9) -> list[str]:
    return list(
        codes.find_slugs(session, "icd10cm", given, show_unreviewed=show_unreviewed, limit=limit)
    )


def test_an_answer_is_found_by_its_code_as_far_as_it_can_be_read(session: Session) -> None:
    for slug, review in (("draft", DRAFT), ("waiting", WAITING), ("gone", WITHDRAWN)):
        save(session, answer(slug, lay(review=review), codes={"icd10cm": ("I10",)}))
    save(session, answer("read", codes={"icd10cm": ("I10", "I11"), "loinc": ("I12",)}))
    assert find(session, "I10") == ["read", "waiting"]
    assert find(session, "I10", show_unreviewed=False) == ["read"]
    assert find(session, "I10", "I11", limit=1) == ["read"]
    assert find(session, "I12") == []
