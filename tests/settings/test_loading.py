"""A site's settings: where they come from, and what is said where they are wrong."""

from pathlib import Path

import pytest

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import TermSelection
from readlevel.settings import Settings, SettingsProblem, describe_settings, load_settings
from readlevel.settings.secret_files import SECRET_SETTINGS


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for description in describe_settings():
        monkeypatch.delenv(description.variable, raising=False)
    monkeypatch.delenv("READLEVEL_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def config(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    path = tmp_path / "site.toml"
    monkeypatch.setenv("READLEVEL_CONFIG", str(path))
    return path


def sentences() -> tuple[str, ...]:
    with pytest.raises(SettingsProblem) as problem:
        load_settings()
    return problem.value.sentences


def test_without_any_setting_there_is_a_site(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.languages == ("en", "es", "ar")
    assert settings.sqlite_file == tmp_path / "instance" / "readlevel.sqlite"
    assert [persona.key for persona in settings.personas] == ["patient", "student", "clinician"]
    assert not settings.secure


def test_the_environment_beats_the_file(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config.write_text('site_name = "From the file"\nworkers = 5\n')
    monkeypatch.setenv("READLEVEL_SITE_NAME", "From the environment")
    settings = load_settings()
    assert settings.site_name == "From the environment"
    assert settings.workers == 5


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READLEVEL_SITE_NAME", "")
    assert load_settings().site_name == "Readlevel"


def test_personas_are_tables_of_the_file(config: Path) -> None:
    config.write_text(
        """
        [[personas]]
        key = "carer"
        audience = "lay"
        [personas.labels]
        en = "I look after someone"
        [[personas]]
        key = "nurse"
        audience = "clinician"
        explain = "specialist"
        words = "lay"
        """
    )
    carer, nurse = load_settings().personas
    assert carer.labels == {"en": "I look after someone"}
    assert carer.tooltips.words is Audience.LAY
    assert nurse.tooltips.explain is TermSelection.SPECIALIST
    assert nurse.tooltips.words is Audience.LAY


def test_languages_are_put_in_their_usual_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READLEVEL_LANGUAGES", "en, pt_br,en")
    assert load_settings().languages == ("en", "pt-BR")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("READLEVEL_PORT", "http"),
        ("READLEVEL_PORT", "70000"),
        ("READLEVEL_LANGUAGES", "en,klingon!"),
        ("READLEVEL_LANGUAGES", ","),
        ("READLEVEL_BASE_URL", "example.org"),
        ("READLEVEL_BASE_URL", "https://example.org/answers"),
        ("READLEVEL_BASE_URL", "https://editor:secret@example.org"),
        ("READLEVEL_BASE_URL", 'https://example.org"><script>'),
        ("READLEVEL_BASE_URL", "https://example.org evil.example"),
        ("READLEVEL_DATABASE_URL", "mysql://localhost"),
        ("READLEVEL_DATABASE_URL", "sqlite://"),
        ("READLEVEL_DATABASE_URL", "sqlite:///:memory:"),
        ("READLEVEL_FRAME_ANCESTORS", "https://a.example;script-src"),
        ("READLEVEL_EMERGENCY_NUMBERS", "911"),
        ("READLEVEL_EMERGENCY_NUMBERS", 'US:"><script>'),
        ("READLEVEL_TARGET_LAY", "whatever"),
        ("READLEVEL_SHOW_UNREVIEWED", "perhaps"),
        ("READLEVEL_PERSONAS", "{"),
        ("READLEVEL_PERSONAS", '[{"key": "patient", "audience": "lay"}]'),
        ("READLEVEL_PERSONAS", '[{"key": "Me!", "audience": "lay"}]'),
        ("READLEVEL_LOG_LEVEL", "loud"),
        ("READLEVEL_SECOND_FACTOR", "sometimes"),
        ("READLEVEL_TRUSTED_HOPS", "-1"),
        ("READLEVEL_MAIL_FROM", "desk"),
        ("READLEVEL_MAIL_FROM", "a@example.org, b@example.org"),
        ("READLEVEL_MAIL_FROM", "desk@example.org\nBcc: x@example.org"),
        ("READLEVEL_OIDC_ISSUER", "http://login.example.org"),
        ("READLEVEL_OIDC_ISSUER", "login.example.org"),
        ("READLEVEL_OIDC_ISSUER", "https://login.example.org?x=1"),
        ("READLEVEL_OIDC_ROLE", "king"),
    ],
)
def test_a_wrong_value_is_named_with_its_key_and_a_way_out(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    (sentence,) = sentences()
    assert sentence.startswith(f"{variable} is {value!r}")
    assert "Write, for example" in sentence


@pytest.mark.parametrize(("value", "numbers"), [("none", ()), ("MX:911", ("MX:911",))])
def test_emergency_numbers_are_those_of_the_site(
    monkeypatch: pytest.MonkeyPatch, value: str, numbers: tuple[str, ...]
) -> None:
    monkeypatch.setenv("READLEVEL_EMERGENCY_NUMBERS", value)
    assert load_settings().emergency_numbers == numbers


def test_each_audience_has_a_target_of_its_own(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text('target_lay = "nhs"\n')
    monkeypatch.setenv("READLEVEL_TARGET_CLINICIAN", "wcag")
    settings = load_settings()
    assert settings.target_of(Audience.LAY) == "nhs"
    assert settings.target_of(Audience.CLINICIAN) == "wcag"


def test_an_unknown_target_is_told_the_ones_there_are(config: Path) -> None:
    config.write_text('target_lay = "sixth"\n')
    assert sentences() == (
        f"target_lay in {config} is 'sixth', which cannot be used: known targets are aafp2015, ama,"
        " nih, nhs, pif, wcag, college. Write, for example: nhs",
    )


def test_everything_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READLEVEL_PORT", "0")
    monkeypatch.setenv("READLEVEL_WORKERS", "none")
    assert len(sentences()) == 2


def test_a_wrong_value_in_the_file_names_the_file(config: Path) -> None:
    config.write_text("port = 0\n")
    (sentence,) = sentences()
    assert sentence.startswith(f"port in {config} is 0")


def test_a_misspelt_variable_is_an_error_with_a_suggestion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("READLEVEL_LANGAUGES", "en")
    assert sentences() == (
        "READLEVEL_LANGAUGES is not a setting. Did you mean READLEVEL_LANGUAGES?",
    )


def test_a_misspelt_key_in_the_file_is_an_error_with_a_suggestion(config: Path) -> None:
    config.write_text("sitename = 'x'\n")
    assert sentences() == (f"sitename in {config} is not a setting. Did you mean site_name?",)


def test_a_file_that_is_missing_or_broken_is_named(config: Path) -> None:
    assert str(config) in sentences()[0]
    config.write_text("port = \n")
    assert "is not TOML" in sentences()[0]
    config.write_bytes(b"\xff\xfe")
    assert "is not TOML" in sentences()[0]
    config.write_text(f"port = {'[' * 5_000}{']' * 5_000}\n")
    assert "is not TOML" in sentences()[0]


def test_personas_nested_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READLEVEL_PERSONAS", "[" * 100_000)
    assert "nested too deeply" in sentences()[0]


def test_a_default_persona_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READLEVEL_DEFAULT_PERSONA", "wizard")
    (sentence,) = sentences()
    assert "'wizard'" in sentence
    assert "patient, student, clinician" in sentence


def test_a_secret_may_be_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "key"
    secret.write_text("a key of many signs\n")
    monkeypatch.setenv("READLEVEL_SECRET_KEY_FILE", str(secret))
    key = load_settings().secret_key
    assert key is not None and key.get_secret_value() == "a key of many signs"
    secret.write_text("short\n")
    with pytest.raises(SettingsProblem) as short:
        load_settings()
    assert str(short.value).startswith("The content of READLEVEL_SECRET_KEY_FILE is set, which")
    secret.unlink()
    with pytest.raises(
        SettingsProblem, match=r"READLEVEL_SECRET_KEY_FILE is '.*/key', which cannot"
    ):
        load_settings()
    monkeypatch.setenv("READLEVEL_SECRET_KEY", "another key of many signs")
    with pytest.raises(SettingsProblem, match="are both set"):
        load_settings()


@pytest.mark.parametrize("name", SECRET_SETTINGS)
def test_every_secret_has_a_file_variable(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {
        "database_url": "postgresql://me:hush@db/site",
        "replica_url": "postgresql://me:hush@replica/site",
        "mail_url": "smtps://me:hush@mail.example.org",
        "media_url": "s3://me:hush@bucket",
    }
    (tmp_path / name).write_text(values.get(name, "hush hush hush hush"))
    monkeypatch.setenv(f"READLEVEL_{name.upper()}_FILE", str(tmp_path / name))
    monkeypatch.setenv("READLEVEL_MAIL_FROM", "desk@example.org")
    if name != "database_url":
        monkeypatch.setenv("READLEVEL_DATABASE_URL", "postgresql://db/site")
    value = getattr(load_settings(), name)
    assert "hush" in (value if isinstance(value, str) else value.get_secret_value())


def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READLEVEL_SECRET_KEY", "hush")
    (sentence,) = sentences()
    assert "hush" not in sentence
    monkeypatch.setenv("READLEVEL_SECRET_KEY", "hush-hush-hush-hush")
    assert "hush" not in repr(load_settings())


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://desk:hush@mail.example.org",
        "smtp://desk:hush@",
        "smtp://desk@mail.example.org",
        "smtp://desk:hush@mail.example.org/inbox",
        "smtp://desk:hu/sh@mail.example.org",
        "smtp://desk:%ff-hush@mail.example.org",
        "smtp://desk:hush@mail.example.org:0",
        "smtp://desk:hush@mail.example.org:99999",
        "smtp://desk:hush@[mail.example.org",
    ],
)
def test_an_address_of_a_mail_server_that_is_wrong_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("READLEVEL_MAIL_URL", url)
    (sentence,) = sentences()
    assert sentence.startswith("READLEVEL_MAIL_URL is set, which cannot be used: ")
    assert "hu" not in sentence.partition("Write, for example")[0]


def test_settings_that_need_each_other_are_required_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("READLEVEL_MAIL_URL", "smtp://desk:hush-hush@mail.example.org")
    assert "mail_from is not" in sentences()[0]
    monkeypatch.setenv("READLEVEL_MAIL_FROM", "The desk <desk@example.org>")
    monkeypatch.setenv("READLEVEL_OIDC_ISSUER", "https://login.example.org")
    monkeypatch.setenv("READLEVEL_OIDC_CLIENT_ID", "readlevel")
    assert "oidc_client_secret is not" in sentences()[0]
    monkeypatch.setenv("READLEVEL_OIDC_CLIENT_SECRET", "hush-hush")
    assert "hush" not in repr(load_settings())


def test_settings_given_in_code_beat_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READLEVEL_SITE_NAME", "From the environment")
    assert Settings(site_name="Given").site_name == "Given"


def test_every_setting_has_a_description_and_an_example() -> None:
    lacking = [one.variable for one in describe_settings() if not (one.description and one.example)]
    assert lacking == []


@pytest.mark.parametrize(
    "url",
    [
        "readlevel",
        "https://key:hush@bucket",
        "s3://",
        "s3://key:hush@",
        "s3://key@bucket",
        "s3://key:hu/sh@bucket/images",
        "s3://key:hush@bucket?endpoint=s3.example.org",
        "s3://key:hush@bucket?endpoint=",
        "s3://key:hush@bucket?region=x&acl=public",
        "s3://key:hush@[bucket",
    ],
)
def test_an_address_that_is_no_bucket_is_named_without_its_secret(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READLEVEL_MEDIA_URL", url)
    (sentence,) = sentences()
    assert "READLEVEL_MEDIA_URL" in sentence
    assert "hush" not in sentence
