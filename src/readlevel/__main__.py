"""`python -m readlevel` is the `readlevel` command."""

from readlevel.cli import main

main(prog_name="readlevel")
