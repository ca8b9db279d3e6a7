"""Options that several commands have, read the same everywhere."""

import click


def read_language(
    context: click.Context, parameter: click.Parameter, given: str | None
) -> str | None:
    """Return a language tag in its usual case, or None. Raise `BadParameter` for what is none."""
    from readlevel.core.languages.tags import normalise_tag

    try:
        return None if given is None else normalise_tag(given)
    except ValueError as error:
        raise click.BadParameter(
            f"{given!r} is not a language tag. Write, for example, en or pt-BR."
        ) from error


def read_encoding(
    context: click.Context, parameter: click.Parameter, given: str | None
) -> str | None:
    """Return the name of an encoding that is known, or None."""
    try:
        "".encode(given or "utf-8")
    except (LookupError, UnicodeError) as error:
        raise click.BadParameter(
            f"{given!r} is no encoding that is known. Write, for example, windows-1252."
        ) from error
    return given
