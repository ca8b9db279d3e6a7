"""`--house-style`: the house style of a command, from files."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from readlevel.core.house_style.house_rule import HouseStyle

house_style_option = click.option(
    "--house-style",
    "house_style",
    metavar="FILE|DIR",
    type=click.Path(path_type=Path),
    help="Rules of a house style: a .toml file of ours, or .yml files of Vale.",
)


def read_house_style(path: Path, bad: list[str]) -> "HouseStyle":
    """Return the house style in a file or folder; append what is wrong to `bad`.

    What is right but cannot be used is named on standard error.
    """
    from readlevel.interchange.house_style.style_files import read_path

    reading = read_path(path)
    bad.extend(map(str, reading.problems))
    for notice in reading.notices:
        click.echo(notice, err=True)
    return reading.style
