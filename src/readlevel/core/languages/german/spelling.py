"""German spelling variants: umlauts as two letters, and names joined to what they name."""

import re

_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
_WRITTEN_OUT = {letters: umlaut for umlaut, letters in _UMLAUTS.items()}
_PAIR = re.compile("|".join(_WRITTEN_OUT))
_TO_PAIRS = str.maketrans(_UMLAUTS)
_NAMED = re.compile(r"(?<![\w-])([A-ZÄÖÜ]\w{2,})-(Syndrom|Krankheit)(?!\w)")
"""A syndrome or illness named after a person: Sjögren-Syndrom, Sjögrensyndrom."""


def respell_german(form: str) -> tuple[str, ...]:
    """Return `form` and its other spellings; those that nobody uses do no harm."""
    joined = _NAMED.sub(lambda named: named[1] + named[2].lower(), form)
    spelled = [form, joined]
    spelled += [_PAIR.sub(lambda pair: _WRITTEN_OUT[pair[0]], each) for each in (form, joined)]
    spelled += [each.translate(_TO_PAIRS) for each in (form, joined)]
    return tuple(dict.fromkeys(spelled))
