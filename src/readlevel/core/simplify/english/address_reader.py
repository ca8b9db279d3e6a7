"""Speaks to the reader: "Patients should rest" is "You should rest"."""

import re
from collections.abc import Iterator

from readlevel.core.simplify.proposal import ProposalKind, Rewrite

_PATIENTS = re.compile(
    r"(?:(?:All|Most|The)\s+)?(?:Patients|People|Individuals|The patient)\s+"
    r"(?P<modal>should|must|can|may|need to|might|cannot|do not need to)\b"
)
_OTHERS = re.compile(r"\b(?:they|them|their|theirs|themselves|who|whose)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\A(?:All|Most)\b")


def address_reader(text: str) -> Iterator[Rewrite]:
    """Yield "You" for the patients with whom a sentence begins, if nothing else refers to them."""
    found = _PATIENTS.match(text)
    if found is None or _OTHERS.search(text) or _TOGETHER.match(text):
        return
    yield Rewrite(ProposalKind.YOU, 0, found.end(), (f"You {found['modal']}",))
