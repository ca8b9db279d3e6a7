"""The vocabulary follows what is written, in the same transaction."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from readlevel.core.model.term import Term
from readlevel.storage.database import content_tables
from readlevel.storage.glossary import terms
from readlevel.storage.vocabulary import vocabulary
from tests.storage.cast import DRAFT, answer, lay, save, save_terms


def texts(session: Session, word: str, language: str = "en") -> int:
    found = vocabulary.complete(session, language, word, 50)
    return next((one.texts for one in found if one.word == word), 0)


def similar(session: Session, word: str) -> set[str]:
    return {one.word for one in vocabulary.find_similar(session, "en", [word])[word]}


def count_keys(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(content_tables.spelling)) or 0


def test_words_of_texts_questions_and_terms_are_known(session: Session) -> None:
    save(session, answer("a", lay("Butterbur helps."), question={"en": "Is feverfew safe?"}))
    save_terms(session, [Term("edema", "edema", "en", "Swelling.", other_forms=("oedema",))])
    for word in ("butterbur", "feverfew", "edema", "oedema"):
        assert texts(session, word) == 1, word
    assert texts(session, "swelling") == 0


def test_an_answer_counts_once_for_all_its_texts(session: Session) -> None:
    save(session, answer("a"), answer("b"))
    assert texts(session, "head") == 2


def test_a_word_that_nothing_uses_any_more_is_forgotten(session: Session) -> None:
    save(session, answer("a", lay("Butterbur."), question={"en": "?"}))
    assert similar(session, "buterbur") == {"butterbur"}
    save(session, answer("a", lay("Feverfew."), question={"en": "?"}))
    assert texts(session, "butterbur") == 0
    assert similar(session, "buterbur") == set()
    save(session, answer("a", lay("Ergot.", DRAFT), question={"en": "?"}))
    assert texts(session, "feverfew") == 1  # the approved text stays public


def test_saving_again_changes_nothing(session: Session) -> None:
    save(session, answer("a"))
    before = texts(session, "head"), count_keys(session)
    save(session, answer("a", lay("Your head hurts."), topics=("Pain",)))
    assert texts(session, "head") == before[0]


def test_terms_that_are_changed_or_removed_take_their_words_along(session: Session) -> None:
    save_terms(session, [Term("gout", "gout", "en", "x", other_forms=("podagra",))])
    save_terms(session, [Term("gout", "gout", "en", "x")])
    assert (texts(session, "gout"), texts(session, "podagra")) == (1, 0)
    terms.remove_term(session, "en", "gout")
    assert texts(session, "gout") == 0
    assert count_keys(session) == 0


def test_many_terms_at_once_are_counted(session: Session) -> None:
    save_terms(session, [Term(f"t{n}", f"disease number{n}", "en", "x") for n in range(600)])
    assert texts(session, "disease") == 600


def test_a_word_is_shown_as_it_is_written(session: Session) -> None:
    save_terms(session, [Term("fiebre", "Presión", "es", "x")])
    (found,) = vocabulary.complete(session, "es", "pres", 5)
    assert (found.word, found.written) == ("presion", "presión")


def test_stems_are_counted_by_language(session: Session) -> None:
    save(session, answer("a", lay("Infections.")), answer("b", lay("Infected.")))
    assert vocabulary.count_stems(session, "en", {"infect", "unknown"}) == {"infect": 2}
    assert vocabulary.count_stems(session, "es", {"infect"}) == {}


def test_rolled_back_changes_are_not_seen(session: Session) -> None:
    with pytest.raises(RuntimeError), session.begin_nested():
        save(session, answer("a", lay("Butterbur.")))
        raise RuntimeError
    assert texts(session, "butterbur") == 0


def test_keys_that_an_earlier_version_left_do_no_harm(session: Session) -> None:
    session.execute(
        content_tables.spelling.insert().values(language="en", key="butterb", word="butterbur")
    )
    assert similar(session, "butterbor") == set()
    save(session, answer("a", lay("Butterbur.")))
    assert similar(session, "butterbor") == {"butterbur"}
