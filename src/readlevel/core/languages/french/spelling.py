"""French spelling variants: the ligature œ, which keyboards lack."""


def respell_french(form: str) -> tuple[str, ...]:
    """Return `form` and its spelling with ligatures; one that nobody uses does no harm."""
    return tuple(dict.fromkeys((form, form.replace("oe", "œ").replace("Oe", "Œ"))))
