"""What a conversion could not keep, or did otherwise than the file has it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConversionLoss:
    """One thing to tell; `text` distinguishes it from others of its kind."""

    kind: str
    """`picture`, `media`, `form`, `struck`, `link`, `merged_cells`, `crowded_cells`, `notes`,
    `hidden`, `marks`, `around`, `encoding` (guessed, with samples), or `words`: words that went
    missing for no reason known. Of Word files also `comments`, `equation`, `drawing`, `object`,
    `deleted`, `header`. Of references `citation` (one that stays text), `bibliography` and
    `contents` (generated lists that were taken out), `bibliography_kept` (one that stays text),
    `citations` (the number that became references), `proposed_notes`, `proposed_references`,
    `uncited_references`, `uncited_list`."""
    text: str = ""
