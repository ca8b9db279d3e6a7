"""Forms of Arabic names in running text."""

import pytest

from readlevel.core.languages.arabic.inflection import inflect_name


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("الميتفورمين", "وللميتفورمين"),
        ("ثلاسيميا", "والثلاسيميا"),
        ("نوبة قلبية", "نوبات قلبية"),
        ("نوبة قلبية", "بالنوبات القلبية"),
        ("تشنج", "تشنجات"),
        ("ضغط الدم", "ضغط دمك"),
        ("ضغط الدم", "لضغط الدم"),
        ("معدة", "معدتي"),
        ("معدة", "معدتهن"),
        ("نوبة قلبية", "فبالنوبات القلبية"),
        ("ثلاسيميا", "فللثلاسيميا"),
        ("السكري من النوع الثاني", "للسكري من النوع الثاني"),
        ("ألم في الصدر", "بالألم في الصدر"),
    ],
)
def test_a_name_has_the_forms_of_running_text(name: str, form: str) -> None:
    assert form in set(inflect_name(name))


@pytest.mark.parametrize("name", ["HbA1c", "", "فيتامين ب12", "سرطان (ورم)"])
def test_what_is_not_arabic_words_has_no_forms(name: str) -> None:
    assert not list(inflect_name(name))


def test_a_definite_name_gets_no_second_article() -> None:
    assert not [form for form in inflect_name("ضغط الدم") if "الضغط" in form]


def test_what_follows_a_preposition_stays_as_it_is() -> None:
    forms = list(inflect_name("السكري من النوع الثاني"))
    assert forms
    assert all(form.endswith(" من النوع الثاني") for form in forms)
