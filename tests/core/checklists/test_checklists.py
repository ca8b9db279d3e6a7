import pytest

from readlevel.core.checklists.checklist import (
    CHECKLISTS,
    ChecklistName,
    ItemGroup,
    Judgement,
    check_judgements,
    compute_scores,
    is_complete,
)
from readlevel.core.checklists.machine_items import judge_items
from readlevel.core.checklists.text_measures import measure_text
from readlevel.core.rendering.pipeline import parse_source

YES, NO, NA = Judgement.YES, Judgement.NO, Judgement.NOT_APPLICABLE
FILLER = "The heart pumps blood. " * 45
GOOD = f"""::: key-points
- Gout hurts.
- A nurse helps you.
:::

## What to do

1. Rest your foot.
2. Do not drink beer.

{FILLER[:92]}

## What helps

**Ask** your doctor. Take 2 tablets a day.

| dose | when |
|---|---|
| 5 mg | now |

![A foot](images/foot.png)
"""
BAD = f"""The dose is calculated by the pharmacist. 5 mg/kg are given by the nurse. {FILLER * 2}"""


def judged(name: ChecklistName, markdown: str, language: str = "en") -> dict[int, Judgement | None]:
    found = judge_items(parse_source(markdown, language))[name]
    return {number: one.judgement for number, one in found.items()}


def test_lists_have_the_numbers_of_the_published_ones() -> None:
    pemat = [item.number for item in CHECKLISTS[ChecklistName.PEMAT]]
    assert pemat == [*range(1, 13), *range(15, 27)]
    assert [item.number for item in CHECKLISTS[ChecklistName.CDC]] == [*range(1, 21)]


def test_a_score_is_the_share_of_what_applies() -> None:
    judgements = {1: YES, 2: NO, 6: NA, 20: YES}
    first, second = compute_scores(ChecklistName.PEMAT, judgements)
    assert (first.group, first.met, first.applicable) == (ItemGroup.UNDERSTANDABILITY, 1, 2)
    assert (first.percent, second.percent) == (50, 100)
    assert compute_scores(ChecklistName.CDC, {})[0].percent is None
    assert not is_complete(ChecklistName.PEMAT, judgements)
    assert is_complete(ChecklistName.CDC, dict.fromkeys(range(1, 21), YES))


@pytest.mark.parametrize(("number", "judgement"), [(13, YES), (1, NA), (27, NO)])
def test_items_that_are_not_on_the_list_or_always_apply_are_refused(
    number: int, judgement: Judgement
) -> None:
    with pytest.raises(ValueError, match=str(number)):
        check_judgements(ChecklistName.PEMAT, {number: judgement})


def test_what_a_good_text_has_is_told() -> None:
    pemat = judged(ChecklistName.PEMAT, GOOD)
    assert {number for number, one in pemat.items() if one is NO} == set()
    assert {5, 7, 11, 12, 20, 21, 22} <= {n for n, one in pemat.items() if one is YES}
    assert pemat[24] is NA
    assert {pemat[number] for number in (3, 6, 15, 16, 17, 18, 19)} == {None}
    cdc = judged(ChecklistName.CDC, GOOD)
    assert {2, 3, 5, 6, 8, 9, 10, 17} <= {number for number, one in cdc.items() if one is YES}
    assert cdc[1] is None


def test_what_a_bad_text_lacks_is_told() -> None:
    pemat = judged(ChecklistName.PEMAT, BAD)
    assert {7, 8, 9, 11, 12, 21} == {number for number, one in pemat.items() if one is NO}
    assert {number for number, one in pemat.items() if one is NA} == {16, 17, 18, 19, 25}
    assert pemat[20] is None
    cdc = judged(ChecklistName.CDC, BAD)
    assert {number for number, one in cdc.items() if one is NO} == {4, 8, 9, 17}


def test_a_short_text_needs_no_sections_and_a_text_without_numbers_no_items_on_them() -> None:
    pemat = judged(ChecklistName.PEMAT, "Rest. The heart pumps blood.")
    assert {number for number, one in pemat.items() if one is NA} >= {6, 8, 9, 11, 24, 25}
    cdc = judged(ChecklistName.CDC, "Rest.")
    assert {number for number, one in cdc.items() if one is NA} == {15, 16, 17, 20}


def test_the_share_of_active_sentences_decides() -> None:
    active, passive = "The nurse helps. ", "It was given by him. "
    assert judged(ChecklistName.PEMAT, active * 4 + passive)[5] is YES
    assert judged(ChecklistName.PEMAT, active * 3 + passive)[5] is NO


def test_nothing_is_claimed_of_a_language_that_is_not_read() -> None:
    pemat = judged(ChecklistName.PEMAT, "Ruhen Sie sich aus. Nehmen Sie 5 mg.", "de")
    assert not {5, 20, 21, 24} & pemat.keys()
    assert pemat[7] is None
    assert judged(ChecklistName.PEMAT, "Tome una pastilla. No beba.", "es")[20] is YES


def test_a_text_without_words_has_no_active_sentences() -> None:
    assert 5 not in judged(ChecklistName.PEMAT, "![](images/a.png)")


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Take two tablets. Wait.", "en", 1),
        ("Half of them got better. It lasted twelve weeks.", "en", 2),
        ("One in ten had pain. No one died. One of them left.", "en", 1),
        ("Every third person. The second visit.", "en", 0),
        ("Tome dos pastillas. Espere.", "es", 1),
        ("Una de cada diez personas. La mitad mejoró. Una persona vino.", "es", 2),
        ("Nehmen Sie zwei Tabletten.", "de", 1),
    ],
)
def test_numbers_that_are_spelled_out_count(text: str, language: str, count: int) -> None:
    assert measure_text(parse_source(text, language)).numbers == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Su corazón late. Sus pies duelen. El médico le ayuda.", 0),
        ("Usted puede comer. Su médico le ayuda.", 1),
        ("Tu corazón late. Te duele.", 2),
    ],
)
def test_a_spanish_pronoun_that_may_mean_others_does_not_speak_to_the_reader(
    text: str, count: int
) -> None:
    assert measure_text(parse_source(text, "es")).spoken_to == count


def test_the_longest_section_is_that_between_two_headings() -> None:
    text = "One two.\n\n## A\n\nOne two three.\n\n## B\n\n## C\n\nOne.\n\nTwo four five."
    assert measure_text(parse_source(text, "en")).longest_section == 4
