"""Reads prompts: the files of the package, and a site's own beside or in place of them."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

from readlevel.core.assistant.assistant_problem import AssistantProblem, ProblemCode
from readlevel.core.assistant.prompts import PROMPT_NAMES, PromptSet
from readlevel.core.languages.tags import primary

_FALLBACK = "en"


def load_prompts(language: str, folder: Path | None = None) -> PromptSet:
    """Return the prompts for texts in a language, those of `folder` in place of our own.

    Languages without prompts have the English ones, which name the language to write in. Raise
    `AssistantProblem` if a file of the folder cannot be used.
    """
    tag = primary(language)
    own = _read_folder(folder, tag) if folder else {}
    shipped = _read_shipped(tag)
    if not shipped and not own:
        tag = _FALLBACK
        own = _read_folder(folder, tag) if folder else {}
    return PromptSet(tag, {**_read_shipped(_FALLBACK), **shipped, **own})


@cache
def _read_shipped(language: str) -> dict[str, str]:
    file = files("readlevel").joinpath("defaults", "prompts", f"{language}.toml")
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


def _read_folder(folder: Path, language: str) -> dict[str, str]:
    path = folder / f"{language}.toml"
    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as problem:
        raise AssistantProblem(ProblemCode.PROMPTS, f"{path}: {problem}") from None
    for name, text in read.items():
        if name not in PROMPT_NAMES or not isinstance(text, str):
            raise AssistantProblem(ProblemCode.PROMPTS, f"{path} has {name!r}, which is no prompt")
    return read
