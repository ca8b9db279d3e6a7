"""Each block of a draft is shown beside the block that it would replace."""

from readlevel.core.assistant.proposals import DraftProposal, propose

PRESENT = "## What it is\n\nYour heart beats too fast.\n\nSee a doctor soon."


def test_a_block_stands_beside_the_one_that_says_nearly_the_same() -> None:
    (found,) = propose(PRESENT, ["## What it is\n\nYour heart beats much too fast.\n\nRest well."])
    assert found == [
        DraftProposal("Your heart beats too fast.", "Your heart beats much too fast."),
        DraftProposal("", "Rest well."),
    ]


def test_a_block_is_replaced_once_at_most() -> None:
    found = propose("See a doctor soon.", ["See a doctor, soon.", "See a doctor soon!"])
    assert [[one.before for one in part] for part in found] == [["See a doctor soon."], [""]]


def test_what_is_there_already_is_not_proposed() -> None:
    assert propose(PRESENT, [PRESENT]) == [[]]


def test_a_new_heading_comes_with_what_stands_below_it() -> None:
    (found,) = propose(
        "Rest well.", ["## New\n\nOther words.\n\n## Old\n\nRest very well.\n\n## End"]
    )
    assert found == [
        DraftProposal("", "## New\n\nOther words."),
        DraftProposal("", "## Old"),
        DraftProposal("Rest well.", "Rest very well."),
        DraftProposal("", "## End"),
    ]


def test_everything_is_added_to_an_empty_text() -> None:
    (found,) = propose("", ["One.\n\nTwo."])
    assert found == [DraftProposal("", "One."), DraftProposal("", "Two.")]
