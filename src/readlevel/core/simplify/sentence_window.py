"""The part of a very long sentence in which one change of it is looked at."""

_MAX_WHOLE = 1_000
"""Characters of the longest sentence that is looked at as a whole."""

_AROUND = 150
"""Characters on each side of a change in a longer one."""


def find_window(written: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a sentence around a change of it, which begins and ends with a word.

    It is the whole sentence, unless that is very long: the work for many changes in one sentence
    would grow with the square of its length.
    """
    if len(written) <= _MAX_WHOLE:
        return 0, len(written)
    from_start, from_end = max(0, start - _AROUND), min(len(written), end + _AROUND)
    first = written.find(" ", from_start, start) + 1 if from_start else 0
    last = written.rfind(" ", end, from_end) if from_end < len(written) else from_end
    return first or from_start, last if last >= end else from_end
