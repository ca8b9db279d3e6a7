"""The environment that `make` sets up: its interpreter and package versions."""

import itertools
import os
import re
import shlex
import subprocess
import sys
import tomllib
import venv
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONSTRAINTS = [
    line
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
OLDEST_PYTHON = "3.11.0"
DEPLOYED_EXTRAS = ("postgresql", "s3", "sentry")
"""A model of entailment is large and rare, so `nli` is not among them."""
HASHED = {
    "requirements.txt": [
        *PROJECT["project"]["dependencies"],
        *itertools.chain(
            *(PROJECT["project"]["optional-dependencies"][extra] for extra in DEPLOYED_EXTRAS)
        ),
    ],
    "build-requirements.txt": PROJECT["build-system"]["requires"],
}
"""What each file of deploy/ is for."""


def run(script: str, *arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / ".ci" / script, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def interpreter(path: Path, preamble: str) -> Path:
    """Write a Python wrapper at `path` that runs `preamble` before the code of -c."""
    path.write_text(
        "#!/bin/sh\n"
        f"python={shlex.quote(sys.executable)}\n"
        f'[ "$1" = -c ] && exec "$python" -c {shlex.quote(preamble)}"; $2"\n'
        'exec "$python" "$@"\n'
    )
    path.chmod(0o755)
    return path


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment that looks complete, with a file that disappears when it is recreated."""
    folder = tmp_path / "environment"
    venv.create(folder, symlinks=True)
    (folder / ".installed").mkdir()
    (folder / ".installed" / "environment").touch()
    return folder


def test_the_interpreter_that_python_names_is_taken() -> None:
    assert run("python", PYTHON=sys.executable).stdout == f"{sys.executable}\n"


def test_an_interpreter_that_is_not_there_is_said() -> None:
    ended = run("python", PYTHON="python3.99")
    assert ended.returncode == 1
    assert "PYTHON is 'python3.99', and no Python can be started by that name." in ended.stderr


def test_an_interpreter_that_is_too_old_is_said(tmp_path: Path) -> None:
    old = interpreter(
        tmp_path / "python",
        "import platform, sys; sys.version_info = (3, 10, 13, 'final', 0);"
        "platform.python_version = lambda: '3.10.13'",
    )
    ended = run("python", PYTHON=str(old))
    assert ended.returncode == 1
    assert f"'{old}', which is Python 3.10.13. Readlevel needs 3.11 or newer." in ended.stderr


def test_an_interpreter_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    old = interpreter(tmp_path / "python3", "import sys; sys.version_info = (3, 10, 13)")
    new = interpreter(tmp_path / "python3.14", "import sys")
    found = run("python", PYTHON="", PATH=f"{tmp_path}:/usr/bin:/bin").stdout
    assert old.exists()
    assert found == f"{new}\n"


@pytest.mark.parametrize("python", ["", sys.executable])
def test_an_environment_of_the_same_interpreter_is_kept(environment: Path, python: str) -> None:
    ended = run("environment", environment, PYTHON=python)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == ""
    assert (environment / ".installed" / "environment").exists()


def test_an_environment_of_another_interpreter_is_made_anew(
    environment: Path, tmp_path: Path
) -> None:
    other = interpreter(tmp_path / "python", "import sys; sys.version += ' another'")
    # Without an index the set-up fails, and must not count as complete.
    ended = run("environment", environment, PYTHON=str(other), PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert "Making the environment" in ended.stdout
    assert ended.returncode == 1
    assert "The package index could not be reached" in ended.stderr
    assert not (environment / ".installed").exists()


def test_constraints_are_versions_and_nothing_else() -> None:
    pins = [Requirement(line) for line in CONSTRAINTS]
    assert all(re.fullmatch(r"==[\w.]+", str(pin.specifier)) for pin in pins)
    assert [pin.name for pin in pins if pin.url] == []
    names = [canonicalize_name(pin.name) for pin in pins]
    assert len(names) == len(set(names))


def test_constraints_hold_every_dependency_in_a_version_it_may_have() -> None:
    pins = {canonicalize_name(pin.name): pin for pin in map(Requirement, CONSTRAINTS)}
    project = PROJECT["project"]
    wanted = [
        *project["dependencies"],
        *project["optional-dependencies"]["postgresql"],
        *PROJECT["dependency-groups"]["test"],
        *PROJECT["dependency-groups"]["check"],
        "pip",
    ]
    for dependency in map(Requirement, wanted):
        (pin,) = pins[canonicalize_name(dependency.name)].specifier
        assert dependency.specifier.contains(pin.version), dependency


def test_constraints_can_be_installed_by_the_oldest_python() -> None:
    checked, refused = 0, []
    for pin in map(Requirement, CONSTRAINTS):
        try:
            installed = distribution(pin.name)
        except PackageNotFoundError:
            continue
        if pin.specifier.contains(installed.version):
            checked += 1
            if not SpecifierSet(installed.metadata["Requires-Python"] or "").contains(
                OLDEST_PYTHON
            ):
                refused.append(str(pin))
    assert refused == []
    assert checked > len(CONSTRAINTS) / 2


def read_hashed(name: str) -> dict[NormalizedName, tuple[str, set[str]]]:
    """Return version and SHA-256 hashes of each package of a file of deploy/."""
    text = (ROOT / "deploy" / name).read_text("utf-8")
    entries = re.findall(
        r"^([\w.-]+)==([\w.]+)(?: ;.*)?((?: \\\n    --hash=sha256:\w{64})+)$", text, re.M
    )
    assert len(entries) == len(re.findall(r"^\S+==", text, re.M))
    return {
        canonicalize_name(package): (version, set(re.findall(r"sha256:(\w+)", hashes)))
        for package, version, hashes in entries
    }


@pytest.mark.parametrize("name", HASHED)
def test_hashed_versions_are_those_of_the_constraints(name: str) -> None:
    pins = {
        canonicalize_name(pin.name): str(pin.specifier) for pin in map(Requirement, CONSTRAINTS)
    }
    versions = {package: f"=={version}" for package, (version, _) in read_hashed(name).items()}
    assert versions == {package: pins[package] for package in versions}


@pytest.mark.parametrize(("name", "wanted"), HASHED.items())
def test_hashed_versions_are_all_that_is_needed(name: str, wanted: list[str]) -> None:
    hashed, waiting = read_hashed(name), [Requirement(one) for one in wanted]
    seen: set[str] = set()
    while waiting:
        asked = waiting.pop()
        package = canonicalize_name(asked.name)
        assert package in hashed, f"deploy/{name} lacks {asked}: run 'make lock'"
        key = f"{package}[{','.join(sorted(asked.extras))}]"
        if key not in seen:
            seen.add(key)
            required = map(Requirement, distribution(package).requires or ())
            waiting += [one for one in required if is_wanted(one, asked.extras)]


def is_wanted(requirement: Requirement, extras: set[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": one}) for one in ("", *extras))


def test_compiled_packages_have_hashes_of_many_platforms() -> None:
    hashed = read_hashed("requirements.txt")
    compiled = {
        package: len(hashes)
        for package, (_, hashes) in hashed.items()
        if "Root-Is-Purelib: false" in read_wheel_metadata(package)
    }
    assert len(compiled) > 10
    assert {package for package, number in compiled.items() if number < 10} == set()


def read_wheel_metadata(package: str) -> str:
    """Return what the wheel of an installed package says of itself; nothing if it is missing."""
    try:
        return distribution(package).read_text("WHEEL") or ""
    except PackageNotFoundError:
        return ""
