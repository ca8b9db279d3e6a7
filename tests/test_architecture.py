"""The import law and the folder tree, held by reading the source.

docs/architecture.md tells the law: layers first, then features inside each layer.
"""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "readlevel"
TEMPLATES = ROOT / "templates"

MAX_MODULES = 16
"""Modules in one folder, `__init__.py` aside; a larger folder is split by feature."""
MAX_LINES = 350
LONG_FILES = {
    "settings/model.py": "one declaration for each setting",
    "storage/database/content_tables.py": "one table after another",
    "storage/database/desk_tables.py": "one table after another",
    "web/desk/layout/urls.py": "one function for each address of the desk",
    "web/reader/page_contexts.py": "one class for each page",
}
"""Modules that may have more than `MAX_LINES` lines, and why splitting them would not help."""

MAX_TEMPLATES = 25


class Law(NamedTuple):
    """Which parts of a folder may import which.

    A part may import those of the levels before its own. Parts of one level do not know each other.
    """

    folder: str
    levels: Sequence[str]


LAWS = (
    Law(
        "",
        (
            "core",
            "storage interchange settings",
            "usecases smtp assistant entailment template_folder",
            "web",
            "cli",
            "__main__",
        ),
    ),
    Law(
        "core",
        (
            "model languages",
            "text look",
            "readability glossary search",
            "rendering hints facts house_style",
            "claims alignment checklists",
            "contradictions",
            "consistency",
            "checks simplify assistant",
        ),
    ),
    Law(
        "storage",
        (
            "database",
            "slow_work",
            "vocabulary search objects",
            "answers glossary accounts feedback mail assistant writing",
            "public review migrations backup",
        ),
    ),
    Law(
        "usecases",
        (
            "edit_conflict",
            "publishing searching accounts operations assistant",
            "public writing review glossary",
            "outside_review",
        ),
    ),
    Law(
        "interchange",
        (
            "files",
            "references",
            "documents",
            "word",
            "conversion",
            "glossary",
            "house_style",
            "answers",
        ),
    ),
    Law(
        "web",
        (
            "http",
            "cache",
            "look",
            "mail observability",
            "reader",
            "infobutton api desk",
            "embed discovery offline",
            "app",
            "wsgi finish_pages",
            "server",
        ),
    ),
    Law(
        "web/desk",
        (
            "layout",
            "assistant",
            "writing accounts worklists glossary references status",
            "review imports preview_as look lifecycle",
            "answer_review",
            "outside_review",
            "app",
        ),
    ),
    Law("cli", ("shared", "glossary scoring", "content", "operations")),
)

ONLY_IMPORTERS = {
    "ahocorasick_rs": {
        "core/glossary/form_matcher.py",
        "core/hints/wording_tables.py",
        "core/house_style/wording_matcher.py",
    },
    "httpx": {"assistant/client.py"},
    "onnxruntime": {"entailment/onnx_model.py"},
    "tokenizers": {"entailment/onnx_model.py"},
    "citeproc": {"core/rendering/bibliography.py"},
    "markdown_it": {"core/text/document.py"},
    "mdit_py_plugins": {"core/text/document.py"},
    "nh3": {"core/rendering/safe_html.py"},
    "nltk": {"core/readability/textstat_adapter.py"},
    "rapidfuzz": {"core/search/spelling.py"},
    "pyphen": {"core/readability/textstat_adapter.py"},
    "yaml": {"interchange/house_style/vale_format.py"},
    "textstat": {"core/readability/textstat_adapter.py"},
    "rdflib": {
        f"interchange/glossary/{name}.py" for name in ("skos_format", "skos_concepts", "skos_graph")
    },
}
"""Libraries that one module (of SKOS, three) owns, so that another can take their place."""

IMPURE = {
    "flask",
    "sqlalchemy",
    "pydantic",
    "socket",
    "sqlite3",
    "time",
    "random",
    "requests",
    "httpx",
    "click",
}


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@cache
def python_files() -> tuple[Path, ...]:
    return tuple(sorted(SOURCE.rglob("*.py")))


@cache
def source_of(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def modules() -> dict[str, Path]:
    """Return the modules of the package by their dotted names."""
    return {
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(
            ".__init__"
        ): path
        for path in python_files()
    }


@cache
def imported(path: Path) -> frozenset[str]:
    """Return the modules that a file imports, including in functions and for types."""
    return frozenset(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source_of(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in modules() else node.module


def libraries(path: Path) -> set[str]:
    return {module.split(".")[0] for module in imported(path)}


def parts(folder: str) -> dict[str, set[str]]:
    """Return which parts (modules and folders) of a folder import each other."""
    prefix = ".".join(["readlevel", *folder.split("/")] if folder else ["readlevel"]) + "."
    found: dict[str, set[str]] = {}
    for module, path in modules().items():
        if module.startswith(prefix):
            part = module.removeprefix(prefix).split(".")[0]
            others = {
                other.removeprefix(prefix).split(".")[0]
                for other in imported(path)
                if other.startswith(prefix) and other in modules()
            }
            found.setdefault(part, set()).update(others - {part})
    return found


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.folder or "layers")
def test_imports_follow_the_law(law: Law) -> None:
    levels = [set(level.split()) for level in law.levels]
    found = parts(law.folder)
    assert set(found) == set().union(*levels), f"say in LAWS where the parts of {law.folder} stand"
    for place, level in enumerate(levels):
        allowed = set().union(*levels[:place])
        for part in level:
            assert found[part] <= allowed, f"{law.folder}/{part} imports {found[part] - allowed}"


def is_view(path: Path) -> bool:
    return path.name == "views.py" or path.name.endswith("_views.py")


def test_no_file_imports_itself_through_others() -> None:
    graph = {
        module: imported(path) & modules().keys() - {module} for module, path in modules().items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' <- '.join(error.args[1])}")


def test_a_long_file_has_a_reason() -> None:
    long = {name(path) for path in python_files() if source_of(path).count("\n") > MAX_LINES}
    assert long <= LONG_FILES.keys(), "split the module, or say in LONG_FILES why it is long"


def test_no_folder_is_crowded() -> None:
    counted = Counter(
        name(path.parent)
        for path in python_files()
        if path.name != "__init__.py" and "migrations" not in path.parts
    )
    assert {folder: count for folder, count in counted.items() if count > MAX_MODULES} == {}
    templates = Counter(path.parent.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*.*"))
    assert {folder: count for folder, count in templates.items() if count > MAX_TEMPLATES} == {}


def test_each_migration_has_a_number_of_its_own() -> None:
    folder = SOURCE / "storage" / "migrations" / "versions"
    numbers = sorted(path.name[:4] for path in folder.glob("[0-9]*.py"))
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_tests_stand_where_their_module_stands() -> None:
    here = Path(__file__).parent
    mirrored = {Path(), *(path.relative_to(SOURCE) for path in SOURCE.rglob("*") if path.is_dir())}
    folders = {path.parent.relative_to(here) for path in here.rglob("test_*.py")}
    crossing = {"browser", "hosts", "operating"}
    assert {folder for folder in folders if not crossing & set(folder.parts[:1])} <= mirrored


def test_core_is_pure() -> None:
    impure = {name(path) for path in (SOURCE / "core").rglob("*.py") if libraries(path) & IMPURE}
    assert impure == set()


def test_views_import_nothing_of_storage_but_errors() -> None:
    reaching = {
        name(path)
        for path in (SOURCE / "web").rglob("*_views.py")
        if any(not is_error(module, symbol) for module, symbol in storage_imports(path))
    }
    assert reaching == set()


def storage_imports(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source_of(path))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("readlevel.storage"):
            yield from ((str(node.module), alias.name) for alias in node.names)


def is_error(module: str, symbol: str) -> bool:
    """Return whether a class is defined in a module as an exception."""
    tree = ast.parse(source_of(modules()[module]))
    bases = [
        ast.unparse(base)
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name == symbol
        for base in node.bases
    ]
    return any(base.endswith(("Error", "Exception", "Problem")) for base in bases)


@pytest.mark.parametrize("library", sorted(ONLY_IMPORTERS))
def test_a_library_has_one_importer(library: str) -> None:
    importers = {name(path) for path in python_files() if library in libraries(path)}
    assert importers == ONLY_IMPORTERS[library]


def test_no_template_marks_text_as_safe() -> None:
    marked = [
        path.relative_to(ROOT).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if re.search(r"\|\s*safe\b|Markup", path.read_text("utf-8"))
    ]
    assert marked == []


def test_one_module_turns_safe_html_into_markup() -> None:
    makers = [name(path) for path in python_files() if "Markup(" in source_of(path)]
    assert len(makers) == 1


def test_one_module_makes_safe_html() -> None:
    makers = {name(path) for path in python_files() if re.search(r"\bSafeHTML\(", source_of(path))}
    assert makers == {"core/rendering/safe_html.py"}


def test_templates_of_the_desk_follow_its_law() -> None:
    law = next(law for law in LAWS if law.folder == "web/desk")
    for place, level in enumerate(law.levels):
        allowed = set().union(*(one.split() for one in law.levels[:place]))
        for part in level.split():
            used = {
                match
                for path in (TEMPLATES / "desk" / part).glob("*.html")
                for match in re.findall(r'"desk/(\w+)/', path.read_text("utf-8"))
            }
            assert used <= {*allowed, part}, f"templates/desk/{part} uses {used - allowed}"


def test_templates_load_nothing_from_elsewhere() -> None:
    outside = [
        (path.name, match)
        for path in TEMPLATES.rglob("*.html")
        for match in re.findall(r'(?:src|href|action)="https?://[^"]*"', path.read_text("utf-8"))
    ]
    assert outside == []


def test_templates_hold_no_inline_script_or_style() -> None:
    # HTML for pages of other sites; this site's pages show it as text or not at all.
    copied = {"templates/embed/script_snippet.html", "templates/embed/oembed.html"}
    inline = {
        path.relative_to(ROOT).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if re.search(r"<style|\sstyle=|\son[a-z]+=|<script>", path.read_text("utf-8"))
    }
    assert inline == copied


def test_class_names_are_unique() -> None:
    places: defaultdict[str, set[str]] = defaultdict(set)
    for path in python_files():
        for node in ast.walk(ast.parse(source_of(path))):
            if isinstance(node, ast.ClassDef):
                places[node.name].add(name(path))
    shared = {found: paths for found, paths in places.items() if len(paths) > 1}
    assert shared == {}
