"""The laws of the code, held by reading it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "readlevel"
TEMPLATES = ROOT / "templates"

LAYERS = {
    "core": set(),
    "storage": {"core"},
    "interchange": {"core"},
    "reading": {"core", "storage"},
    "drifting": {"core", "storage"},
    "editing": {"core", "storage", "drifting", "translating"},
    "writing": {"core", "storage", "editing"},
    "accounts": {"core", "storage"},
    "invitations": {"core", "storage", "accounts"},
    "second_factors": {"core", "storage", "accounts"},
    "people": {"core", "storage", "accounts", "second_factors"},
    "single_sign_on": {"core", "storage", "accounts"},
    "pairing": {"core", "storage", "drifting"},
    "checking": {"core", "storage", "editing", "pairing"},
    "reviewing": {"core", "storage", "editing", "drifting", "checking"},
    "restoring": {"core", "storage", "editing", "reviewing"},
    "sharing": {"core", "storage", "editing"},
    "coding": {"core", "storage", "editing"},
    "sourcing": {"core", "storage", "editing", "interchange"},
    "picturing": {"core", "storage", "interchange"},
    "bringing": {"core", "storage", "editing", "writing", "picturing", "interchange"},
    "naming": {"core", "storage", "editing", "interchange"},
    "surveying": {"core", "storage"},
    "translating": {"core", "storage"},
    "retrieving": {"core", "storage", "reading"},
    "announcing": {"core", "storage", "reading"},
    "listening": {"core", "storage"},
    "entrusting": {"core", "storage"},
    "supplying": {"core", "storage"},
    "mailing": {"settings"},
    "settings": {"core"},
    "web": {"core", "storage", "interchange", "reading", "editing", "settings", "mailing"},
    "cli": {"core", "storage", "interchange", "reading", "editing", "settings", "mailing", "web"},
    "__main__": {"cli"},
}
"""What each part may import of the others, itself aside."""

_USE_CASES = {
    "drifting",
    "accounts",
    "invitations",
    "second_factors",
    "people",
    "single_sign_on",
    "writing",
    "pairing",
    "checking",
    "reviewing",
    "restoring",
    "sharing",
    "coding",
    "sourcing",
    "picturing",
    "bringing",
    "naming",
    "surveying",
    "translating",
    "retrieving",
    "announcing",
    "listening",
    "entrusting",
    "supplying",
}
LAYERS["web"] |= _USE_CASES
LAYERS["cli"] |= _USE_CASES

ONLY_IMPORTERS = {
    "markdown_it": {"core/document.py"},
    "mdit_py_plugins": {"core/document.py"},
    "nh3": {"core/html.py"},
    "citeproc": {"core/bibliography.py"},
    "ahocorasick_rs": {"core/glossary.py"},
    "rdflib": {
        f"interchange/{name}.py" for name in ("glossary_skos", "skos_concepts", "skos_graph")
    },
}
"""Libraries that one module (of SKOS, three) owns, so that another can take their place."""

IMPURE = {"flask", "sqlalchemy", "socket", "sqlite3", "time", "random", "requests", "click"}


def python_files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def part(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


@cache
def imported(path: Path) -> frozenset[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(names)


@pytest.mark.parametrize("path", python_files(), ids=name)
def test_imports_go_one_way(path: Path) -> None:
    here = part(path)
    known = set(LAYERS)
    used = {module.split(".")[1] for module in imported(path) if module.startswith("readlevel.")}
    if here == "__init__":
        assert not used
        return
    assert here in LAYERS, f"say in LAYERS what {here} may import"
    assert (used & known) - {here} <= LAYERS[here]


@pytest.mark.parametrize("path", sorted((SOURCE / "core").rglob("*.py")), ids=name)
def test_core_is_pure(path: Path) -> None:
    assert not {module.split(".")[0] for module in imported(path)} & IMPURE


@pytest.mark.parametrize("library", sorted(ONLY_IMPORTERS))
def test_a_library_has_one_importer(library: str) -> None:
    importers = {
        name(path)
        for path in python_files()
        if any(module.split(".")[0] == library for module in imported(path))
    }
    assert importers == ONLY_IMPORTERS[library]


def test_textstat_is_imported_by_one_module_of_core() -> None:
    importers = {
        name(path)
        for path in python_files()
        if any(module.split(".")[0] == "textstat" for module in imported(path))
    }
    assert len(importers) == 1
    assert next(iter(importers)).startswith("core/")


def test_no_template_marks_text_as_safe() -> None:
    marked = [
        path.relative_to(ROOT).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if re.search(r"\|\s*safe\b|Markup", path.read_text("utf-8"))
    ]
    assert marked == []


def test_one_module_turns_safe_html_into_markup() -> None:
    makers = [name(path) for path in python_files() if "Markup(" in path.read_text("utf-8")]
    assert len(makers) == 1


def test_only_core_html_makes_safe_html() -> None:
    makers = {
        name(path) for path in python_files() if re.search(r"\bSafeHTML\(", path.read_text("utf-8"))
    }
    assert makers <= {"core/html.py"}


def test_templates_load_nothing_from_elsewhere() -> None:
    outside = [
        (path.name, match)
        for path in TEMPLATES.rglob("*.html")
        for match in re.findall(r'(?:src|href|action)="https?://[^"]*"', path.read_text("utf-8"))
    ]
    assert outside == []


def test_templates_hold_no_inline_script_or_style() -> None:
    # Lines to be copied into other sites' pages; the pages of this site show them as text.
    copied = {"templates/embedding/scripted.html"}
    inline = {
        path.relative_to(ROOT).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if re.search(r"<style|\sstyle=|\son[a-z]+=|<script>", path.read_text("utf-8"))
    }
    assert inline == copied
