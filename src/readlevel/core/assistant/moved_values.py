"""Numbers, medicines and citations that a draft has in another order than its source."""

import re
from difflib import SequenceMatcher

from readlevel.core.assistant.masking import mask


def find_moved(source: str, draft: str, language: str) -> tuple[str, ...]:
    """Return what is masked in the source (in `language`), and stands elsewhere in the draft.

    Two doses that change places are both still there: only their order tells.
    """
    values = mask(source, language).originals
    known = sorted(set(values), key=len, reverse=True)
    if not known:
        return ()
    either = "|".join(map(re.escape, known))
    found = re.findall(rf"(?<![\w.,])(?:{either})(?!\w)", draft)
    matcher = SequenceMatcher(None, values, found, autojunk=False)
    moved = [
        value
        for kind, start, end, _, _ in matcher.get_opcodes()
        if kind in ("replace", "delete")
        for value in values[start:end]
        if value in found
    ]
    return tuple(dict.fromkeys(moved))
