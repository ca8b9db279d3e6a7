"""What survives a translation: numbers, medicines, claims and denials."""

import pytest

from readlevel.core.consistency.translations.compare_translations import compare_translations

SOURCE = """# Ibuprofen

Take 400 mg of ibuprofen by mouth every 8 hours, with food [@a].

Do not take it if you are pregnant.

It raises your risk of bleeding.

Put one drop in your left eye in the morning.

In type 2 diabetes, 41% of adults got better.
"""
SPANISH = """# Ibuprofeno

Tome 400 mg de ibuprofeno por la boca cada 8 horas, con comida [@a].

No lo tome si está embarazada.

Aumenta su riesgo de sangrado.

Póngase una gota en el ojo izquierdo por la mañana.

En la diabetes tipo 2, el 41 % de los adultos mejoró.
"""


def asked(translation: str, language: str = "es") -> set[str]:
    found = compare_translations(SOURCE, "en", translation, language)
    return {one.fact_type for one in found}


def test_a_faithful_translation_has_no_differences() -> None:
    assert asked(SPANISH) == set()


@pytest.mark.parametrize(
    ("was", "became", "about"),
    [
        ("400 mg", "40 mg", "number"),
        ("41 %", "14 %", "number"),
        ("ibuprofeno por", "naproxeno por", "drug"),
        ("por la boca", "por el recto", "route"),
        ("cada 8 horas", "cada 18 horas", "frequency"),
        ("con comida", "en ayunas", "timing"),
        ("[@a]", "[@b]", "citation"),
        ("No lo tome", "Tómelo", "negation"),
        ("embarazada", "dando el pecho", "population"),
        ("Aumenta", "Disminuye", "direction"),
        ("izquierdo", "derecho", "side"),
        ("por la mañana", "por la noche", "timing"),
        ("los adultos", "los niños", "population"),
    ],
)
def test_what_a_translation_changes_is_reported(was: str, became: str, about: str) -> None:
    changed = SPANISH.replace(was, became)
    assert changed != SPANISH
    assert about in asked(changed)


def test_numbers_are_compared_in_any_language() -> None:
    japanese = "# イブプロフェン\n\nイブプロフェン400 mgを8時間ごとに [@a]。"
    source = "# Ibuprofen\n\n400 mg of ibuprofen [@a]."
    assert not [
        one
        for one in compare_translations(source, "en", japanese.replace("を8時間ごとに", ""), "ja")
        if one.fact_type == "number"
    ]
    found = compare_translations(source, "en", japanese.replace("400", "4000"), "ja")
    assert "number" in {one.fact_type for one in found}


def test_a_block_that_is_left_out_does_not_shift_the_rest() -> None:
    shorter = SPANISH.replace("Aumenta su riesgo de sangrado.\n\n", "")
    assert asked(shorter) == set()
    assert "number" in asked(shorter.replace("400 mg", "40 mg"))


@pytest.mark.parametrize("text", ["", "1 mg. " * 300, "no " * 5_000, "# x\n\n" * 500])
def test_hostile_texts_do_not_fail(text: str) -> None:
    compare_translations(text, "en", SPANISH, "es")
    compare_translations(SOURCE, "en", text, "es")


@pytest.mark.parametrize(
    ("was", "became", "about"),
    [
        ("una vez a la semana", "una vez al día", "frequency"),
        ("No lo tome todos los días", "Tómelo todos los días", "negation"),
    ],
)
def test_sentences_of_a_block_are_compared_one_by_one(was: str, became: str, about: str) -> None:
    source = "Take it by mouth once a week. Do not take it every day."
    spanish = "Tómelo por la boca una vez a la semana. No lo tome todos los días."
    assert not compare_translations(source, "en", spanish, "es")
    changed = compare_translations(source, "en", spanish.replace(was, became), "es")
    assert about in {one.fact_type for one in changed if one.asks}
