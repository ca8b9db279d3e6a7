"""Files for deployment name what exists: settings and commands."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from readlevel.cli import main
from readlevel.settings import describe_settings, load_settings
from readlevel.settings.secret_files import SECRET_SETTINGS, name_file_variable


def find_nginx() -> str | None:
    return shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")


DEPLOY = Path(__file__).parent.parent / "deploy"
SYSTEMD = DEPLOY / "systemd"
UNITS = sorted([*SYSTEMD.glob("*.service"), *SYSTEMD.glob("*.timer")])
SETTING = re.compile(r"READLEVEL_[A-Z_]+[A-Z]")


def list_files() -> list[Path]:
    return sorted(path for path in DEPLOY.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", list_files(), ids=lambda path: path.name)
def test_files_for_deployment_name_settings_that_exist(path: Path) -> None:
    known = {setting.variable for setting in describe_settings()} | {"READLEVEL_CONFIG"}
    known |= {name_file_variable("READLEVEL_", name) for name in SECRET_SETTINGS}
    assert set(SETTING.findall(path.read_text("utf-8"))) <= known


def commands() -> Iterator[tuple[str, list[str]]]:
    """Yield the place and the arguments of each `readlevel` command."""
    for path in list_files():
        text = path.read_text("utf-8")
        for line in re.findall(r"(?:^ExecStart=\S+/|while )readlevel ([^;\n]+)", text, re.M):
            yield path.name, line.split()
        for listed in re.findall(r"^\s*(?:- )?(?:args|command): (\[.*\])$", text, re.M):
            arguments = yaml.safe_load(listed)
            if arguments[0] in main.commands:
                yield path.name, arguments


@pytest.mark.parametrize(("place", "arguments"), list(commands()))
def test_files_for_deployment_call_commands_that_exist(place: str, arguments: list[str]) -> None:
    command = main.commands[arguments[0]]
    # Parsing alone: an unknown option or a missing argument raises.
    command.make_context(arguments[0], arguments[1:])


def test_each_way_of_deployment_serves_migrates_and_backs_up() -> None:
    called = {(place, arguments[0]) for place, arguments in commands()}
    assert called >= {
        ("readlevel.service", "serve"),
        ("readlevel-backup.service", "backup"),
        ("readlevel-remind.service", "remind"),
        ("compose.yaml", "migrate"),
        ("compose.yaml", "backup"),
        ("deployment.yaml", "serve"),
        ("migrate.yaml", "migrate"),
        ("backup.yaml", "backup"),
    }


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    for path in UNITS:
        text = path.read_text("utf-8").replace("/opt/readlevel/bin/readlevel", "/bin/true")
        (tmp_path / path.name).write_text(text)
    said = subprocess.run(
        ["systemd-analyze", "verify", *sorted(tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )
    about_units = [line for line in said.stderr.splitlines() if "readlevel" in line]
    assert (said.returncode, about_units) == (0, [])


@pytest.mark.parametrize(
    "path", sorted((DEPLOY / "kubernetes").glob("*.yaml")), ids=lambda path: path.name
)
def test_manifests_fit_the_schemas_of_kubernetes(path: Path) -> None:
    checked, newest = 0, kubernetes_validate.latest_version()
    for resource in yaml.safe_load_all(path.read_text("utf-8")):
        if not resource["apiVersion"].startswith("kustomize."):
            kubernetes_validate.validate(resource, newest, strict=True)
            checked += 1
    assert checked or path.name == "kustomization.yaml"


def test_the_compose_file_fits_the_schema_of_compose() -> None:
    said = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.compose-spec", DEPLOY / "compose" / "compose.yaml"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout


def test_hadolint_accepts_the_containerfile() -> None:
    program = Path(sys.executable).parent / "hadolint"
    said = subprocess.run(
        [program, DEPLOY / "Containerfile"], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout) == (0, "")


@pytest.mark.skipif(find_nginx() is None, reason="nginx is not installed")
def test_nginx_accepts_the_configuration_of_the_compose_file(tmp_path: Path) -> None:
    text = (DEPLOY / "compose" / "nginx.conf").read_text("utf-8")
    # Debian's nginx is older than the one of the compose file, and there are no containers here.
    text = text.replace("server app:8000 resolve max_fails=0;", "server 127.0.0.1:1;")
    text = text.replace("/var/cache/nginx", str(tmp_path)).replace("listen 80;", "listen 8;")
    (tmp_path / "site.conf").write_text(text)
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off; include {tmp_path}/site.conf; }}\n"
    )
    said = subprocess.run(
        [str(find_nginx()), "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr


def test_containers_run_without_rights_and_keep_secrets_out_of_the_environment() -> None:
    container = (DEPLOY / "Containerfile").read_text("utf-8")
    *_, last = container.split("\nFROM ")
    assert "USER 10001" in last
    assert "HEALTHCHECK" in last
    assert "gcc" not in last and "pip install" not in last
    compose = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text("utf-8"))
    for name in ("app", "migrate", "backup"):
        service = compose["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        secret = {f"READLEVEL_{one.upper()}" for one in SECRET_SETTINGS}
        assert not secret & service["environment"].keys()
        assert set(service["secrets"]) <= compose["secrets"].keys()
    assert compose["services"]["app"]["deploy"]["replicas"] == 2
    pod = yaml.safe_load((DEPLOY / "kubernetes" / "deployment.yaml").read_text("utf-8"))
    (running,) = pod["spec"]["template"]["spec"]["containers"]
    assert running["securityContext"]["readOnlyRootFilesystem"] is True
    assert {"readinessProbe", "livenessProbe", "startupProbe"} <= running.keys()


def environments() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the settings of each way to deploy the server."""
    compose = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text("utf-8"))
    given = compose["services"]["app"]["environment"]
    default = re.compile(r"\$\{\w+:-(.*)\}")
    yield "compose", {name: default.sub(r"\1", value) for name, value in given.items()}
    pod = yaml.safe_load((DEPLOY / "kubernetes" / "deployment.yaml").read_text("utf-8"))
    (running,) = pod["spec"]["template"]["spec"]["containers"]
    yield "kubernetes", {one["name"]: one["value"] for one in running["env"]}
    image = (DEPLOY / "Containerfile").read_text("utf-8")
    yield "image", dict(re.findall(r"(READLEVEL_\w+)=(\S+)", image))


@pytest.mark.parametrize(("place", "given"), list(environments()))
def test_settings_of_deployments_can_be_used(
    place: str, given: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = {"database_url": "postgresql://readlevel:x@database/readlevel"}
    for name, value in given.items():
        if name.endswith("_FILE"):
            secret = Path(value).name
            (tmp_path / secret).write_text(secrets.get(secret, "0123456789abcdef" * 4) + "\n")
            value = str(tmp_path / secret)
        monkeypatch.setenv(name, value)
    settings = load_settings()
    if place in ("compose", "kubernetes"):
        assert settings.database_url == secrets["database_url"]
        assert settings.secret_key is not None
        assert settings.has_metrics
        assert settings.trusted_hops == 1
    else:
        assert (settings.host, settings.log_format) == ("0.0.0.0", "json")


def test_settings_of_the_service_can_be_used_with_and_without_their_examples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (SYSTEMD / "site.toml").read_text("utf-8")
    monkeypatch.setenv("READLEVEL_CONFIG", str(tmp_path / "site.toml"))
    for given in (text, re.sub(r"^# (?=\w+ = )", "", text, flags=re.M)):
        (tmp_path / "site.toml").write_text(given)
        assert str(load_settings().sqlite_file) == "/var/lib/readlevel/readlevel.sqlite"
    assert load_settings().base_url == "https://answers.example.org"
    for path in SYSTEMD.glob("*.service"):
        lines = path.read_text("utf-8").splitlines()
        assert "Environment=READLEVEL_CONFIG=/etc/readlevel/site.toml" in lines


def test_the_service_may_lower_the_priority_of_what_runs_in_the_background() -> None:
    lines = (SYSTEMD / "readlevel.service").read_text("utf-8").splitlines()
    filters = [line.partition("=")[2] for line in lines if line.startswith("SystemCallFilter=")]
    # `@resources` has setpriority; of systemd's lines about one call, the last one counts.
    assert filters.index("setpriority") > filters.index("~@privileged @resources")
