"""Parsers of options that several commands have."""

import click


def read_language(
    context: click.Context, parameter: click.Parameter, given: str | None
) -> str | None:
    """Normalise a language tag. Raise `BadParameter` if it is not one."""
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
    """Check that Python knows an encoding. Raise `BadParameter` if it does not."""
    try:
        "".encode(given or "utf-8")
    except (LookupError, UnicodeError) as error:
        raise click.BadParameter(
            f"{given!r} is no encoding that is known. Write, for example, windows-1252."
        ) from error
    return given
