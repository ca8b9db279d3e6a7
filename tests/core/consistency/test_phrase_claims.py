"""Claims of plain texts in languages with a table of phrases: German, French and Arabic."""

import pytest

from readlevel.core.consistency.compare import compare_texts

TEXTS = {
    "de": (
        "Prednisolon 5 mg wird einmal täglich morgens oral eingenommen. Bei Schmerz im linken Knie"
        " soll sofort ein Arzt aufgesucht werden. Die Wirkung bei Kindern ist nicht nachgewiesen."
        " Salz erhöht den Blutdruck.",
        "Nehmen Sie 5 mg Prednisolon einmal am Tag am Morgen durch den Mund ein. Tut das linke Knie"
        " weh, gehen Sie sofort zum Arzt. Bei Kindern ist die Wirkung nicht bewiesen. Mehr Salz"
        " erhöht den Blutdruck.",
    ),
    "fr": (
        "La prednisolone 5 mg est prise une fois par jour le matin par voie orale. Une douleur du"
        " genou gauche impose une consultation immédiatement. L'effet n'a pas été démontré chez"
        " l'enfant. Le sel augmente la tension.",
        "Prenez 5 mg de prednisolone une fois par jour le matin par la bouche. Si le genou gauche"
        " fait mal, consultez immédiatement. On n'a pas montré d'effet chez l'enfant. Le sel"
        " augmente la tension.",
    ),
    "ar": (
        "يؤخذ بريدنيزولون 5 ملغ مرة واحدة يوميا في الصباح عن طريق الفم. عند ألم الركبة اليسرى يجب"
        " مراجعة الطبيب فورا. لم يثبت أن الدواء يفيد الأطفال. الملح يزيد ضغط الدم.",
        "خذ 5 ملغ من بريدنيزولون مرة واحدة يوميا في الصباح من الفم. إذا آلمتك الركبة اليسرى فراجع"
        " الطبيب فورا. لم يثبت أن الدواء يفيد الأطفال. الملح يزيد ضغط الدم.",
    ),
}
CHANGES = [
    ("de", "einmal am Tag", "einmal pro Woche", "frequency"),
    ("de", "am Morgen", "am Abend", "timing"),
    ("de", "am Morgen", "nach dem Abendessen", "timing"),
    ("de", "linke Knie", "rechte Knie", "side"),
    ("de", "sofort zum Arzt", "irgendwann zum Arzt", "urgency"),
    ("de", "nicht bewiesen", "bewiesen", "certainty"),
    ("de", "Mehr Salz erhöht", "Mehr Salz senkt", "direction"),
    ("fr", "une fois par jour", "une fois par semaine", "frequency"),
    ("fr", "le matin", "au dîner", "timing"),
    ("fr", "genou gauche", "genou droit", "side"),
    ("fr", "n'a pas montré", "a montré", "certainty"),
    ("fr", "augmente la tension", "diminue la tension", "direction"),
    ("ar", "مرة واحدة يوميا", "مرة واحدة أسبوعيا", "frequency"),
    ("ar", "في الصباح", "في المساء", "timing"),
    ("ar", "الركبة اليسرى", "الركبة اليمنى", "side"),
    ("ar", "لم يثبت أن", "ثبت أن", "certainty"),
    ("ar", "يزيد ضغط", "يخفض ضغط", "direction"),
]


def list_asked(clinician: str, lay: str, language: str) -> list[str]:
    return [one.fact_type for one in compare_texts(clinician, lay, language) if one.asks]


@pytest.mark.parametrize("language", TEXTS)
def test_texts_that_agree_ask_nothing(language: str) -> None:
    assert list_asked(*TEXTS[language], language) == []


@pytest.mark.parametrize(("language", "was", "became", "about"), CHANGES)
def test_changed_claims_are_asked_about(language: str, was: str, became: str, about: str) -> None:
    clinician, lay = TEXTS[language]
    assert lay.count(was) == 1
    assert about in list_asked(clinician, lay.replace(was, became), language)


def test_an_arabic_sentence_is_compared_with_the_one_about_the_same_people() -> None:
    clinician = (
        "عند الرجال والنساء بعد سن اليأس، التنظير الهضمي هو استقصاء الخط الأول.\n\n"
        "عند النساء قبل سن اليأس، غزارة الطمث أكثر الأسباب شيوعًا.\n"
    )
    lay = "عند الرجال، وعند النساء بعد سن اليأس، قد تنزف الأمعاء من دون أي علامة."
    assert not [one.fact for one in compare_texts(clinician, lay, "ar") if one.asks]
