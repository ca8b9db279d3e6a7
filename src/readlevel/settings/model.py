"""The settings of a site: their types, defaults and descriptions."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from readlevel.core.checklists.checklist import ChecklistName
from readlevel.core.checks.registry import DEFAULT_BLOCKING
from readlevel.core.checks.severity import CheckPolicy
from readlevel.core.look.site_look import (
    FileRole,
    Links,
    SiteLook,
    read_accent,
    read_contact,
    read_font,
)
from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import DEFAULT_PERSONAS, Persona
from readlevel.core.model.roles import Role
from readlevel.core.readability.targets import TARGETS
from readlevel.core.rendering.tooltip_uses import TooltipUses
from readlevel.settings.config_file import FileSource
from readlevel.settings.connections import (
    check_assistant_url,
    check_issuer,
    check_mail_from,
    check_mail_url,
    check_media_url,
    is_confidential_url,
)
from readlevel.settings.look import (
    check_file,
    read_footer_links,
    read_home_text,
    read_home_title,
)
from readlevel.settings.secret_files import SecretFileSource
from readlevel.settings.values import (
    check_base_url,
    check_blocking,
    check_database_url,
    check_emergency_numbers,
    check_folder,
    check_frame_ancestors,
    check_languages,
    check_personas,
    check_replica_url,
    check_secret,
    check_site_frame_ancestors,
    check_target,
    check_web_address,
    is_loopback_url,
    read_group_roles,
    read_personas,
    remove_duplicates,
    split,
)

PREFIX = "READLEVEL_"

TargetName = Annotated[str, AfterValidator(check_target)]


class Settings(BaseSettings):
    """The settings of one site."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True
    )

    database_url: Annotated[str, AfterValidator(check_database_url)] = Field(
        default="sqlite:///instance/readlevel.sqlite",
        validate_default=True,
        description="The database, as an SQLAlchemy URL: an SQLite file or PostgreSQL. A relative"
        " path starts at the folder the command runs in.",
        examples=["postgresql://readlevel@localhost/readlevel"],
    )
    replica_url: Annotated[str | None, AfterValidator(check_replica_url)] = Field(
        default=None,
        description="A streaming replica of the PostgreSQL database. Readers' pages are made from"
        " it while it has the newest public change, otherwise from the database itself.",
        examples=["postgresql://readlevel@replica/readlevel"],
    )
    media_url: Annotated[SecretStr | None, AfterValidator(check_media_url)] = Field(
        default=None,
        description="Object storage for images: a bucket of Amazon S3, or of anything that speaks"
        " its protocol, as `s3://bucket/prefix?endpoint=https://…&region=…`, with `key:secret@`"
        " before the bucket unless the machine has a role. Nothing else may be stored under the"
        " prefix. Needs `readlevel[s3]`. Without it, images are in the database.",
        examples=["s3://key:secret@readlevel/images?endpoint=https://s3.example.org"],
    )
    secret_key: Annotated[SecretStr | None, AfterValidator(check_secret)] = Field(
        default=None,
        description="Signs the preview links that editors share, and encrypts the secrets of second"
        " factors in the database. At least 16 characters. Without it, the site makes keys and"
        " keeps them in its database.",
        examples=["the output of: openssl rand -hex 32"],
    )
    former_secret_key: Annotated[SecretStr | None, AfterValidator(check_secret)] = Field(
        default=None,
        description="The `secret_key` before it was changed: it still opens the secrets of second"
        " factors, until `readlevel user reseal` has encrypted them with the new one.",
        examples=["the former secret"],
    )
    base_url: Annotated[str, AfterValidator(check_base_url)] = Field(
        default="http://127.0.0.1:8000",
        description="The address that readers use, for links that leave the site; if it is not"
        " set, they lead to where the server listens. With https, cookies are `Secure` and browsers"
        " are told to stay with https (HSTS).",
        examples=["https://answers.example.org"],
    )
    site_name: str = Field(
        default="Readlevel",
        min_length=1,
        max_length=80,
        description="The name in the site bar and in page titles.",
        examples=["Answers of St. Mary's"],
    )
    text_license: str = Field(
        default="",
        max_length=200,
        description="Name of the licence under which others may use the texts. Feeds for health"
        " records state it; without it, they say that all rights are reserved.",
        examples=["CC BY 4.0"],
    )
    text_license_url: Annotated[str, AfterValidator(check_web_address)] = Field(
        default="",
        description="Address of that licence.",
        examples=["https://creativecommons.org/licenses/by/4.0/"],
    )
    accent: Annotated[str, AfterValidator(read_accent)] = Field(
        default="",
        description="The colour of links and buttons, as `#rrggbb`. Where it would be hard to read,"
        " a darker or lighter shade of it is used.",
        examples=["#005eb8"],
    )
    font: Annotated[str, AfterValidator(read_font)] = Field(
        default="",
        description="Fonts of readers' devices to use instead of the site's own (Noto Sans),"
        " separated by commas; `device` is the font of each device.",
        examples=["Georgia, Times New Roman"],
    )
    font_path: Annotated[Path | None, AfterValidator(check_file)] = Field(
        default=None,
        description="Path of a font (WOFF2, 400 KB at most): a variable one, or its regular"
        " weight. `font` is then what stands in for it.",
        examples=["/etc/readlevel/hospital.woff2"],
    )
    font_bold_path: Annotated[Path | None, AfterValidator(check_file)] = Field(
        default=None,
        description="Path of the bold weight of that font, if it is not variable.",
        examples=["/etc/readlevel/hospital-bold.woff2"],
    )
    logo: Annotated[Path | None, AfterValidator(check_file)] = Field(
        default=None,
        description="Path of the logo in the site bar (SVG, PNG, JPEG or WebP).",
        examples=["/etc/readlevel/logo.svg"],
    )
    logo_dark: Annotated[Path | None, AfterValidator(check_file)] = Field(
        default=None,
        description="Path of the logo for dark themes.",
        examples=["/etc/readlevel/logo-dark.svg"],
    )
    social_image: Annotated[Path | None, AfterValidator(check_file)] = Field(
        default=None,
        description="Path of the image that other sites show for links to pages that have none of"
        " their own: 1200 × 630 pixels, PNG, JPEG or WebP.",
        examples=["/etc/readlevel/card.png"],
    )
    contact: Annotated[str, AfterValidator(read_contact)] = Field(
        default="",
        description="Email address of the publisher, or the address of a page that says how to"
        " reach them. Shown in the footer and on the site's own pages.",
        examples=["answers@example.org"],
    )
    footer_links: Annotated[dict[str, Links], NoDecode, BeforeValidator(read_footer_links)] = Field(
        default_factory=dict,
        description="More links in the footer: for each language a list of lines,"
        " each of them a label, a bar and an address. In the environment, as JSON.",
        examples=['{"en": ["St. Mary\'s Hospital | https://www.example.org"]}'],
    )
    home_title: Annotated[dict[str, str], NoDecode, BeforeValidator(read_home_title)] = Field(
        default_factory=dict,
        description="Title of the home page, by language. In the environment, as JSON.",
        examples=['{"en": "Answers from St. Mary\'s"}'],
    )
    home_text: Annotated[dict[str, str], NoDecode, BeforeValidator(read_home_text)] = Field(
        default_factory=dict,
        description="The sentences below that title, likewise.",
        examples=['{"en": "Written and checked by our doctors and nurses."}'],
    )
    offline: bool = Field(
        default=True,
        description="Whether readers can save answers on their device, to read them without a"
        " connection, and install the site as an app.",
        examples=["false"],
    )
    languages: Annotated[
        tuple[str, ...], NoDecode, BeforeValidator(split), AfterValidator(check_languages)
    ] = Field(
        default=("en", "es", "ar"),
        description="Languages of the site, separated by commas. The first is the site's own; each"
        " of the others has its pages under its tag, such as `/es/`.",
        examples=["en,es"],
    )
    personas: Annotated[
        tuple[Persona, ...],
        NoDecode,
        BeforeValidator(read_personas),
        AfterValidator(check_personas),
    ] = Field(
        default=DEFAULT_PERSONAS,
        description="The choices under “Which best describes you?”: `[[personas]]` tables with"
        " `key`, `audience` (`lay`, `clinician`), `explain` (`every`, `specialist`,"
        " `none`), `words` (`lay`, `clinician`), and `labels` and `disclaimers` by"
        " language. In the environment, as JSON.",
        examples=[
            '[{"key": "patient", "audience": "lay"}, {"key": "nurse", "audience": "clinician"}]'
        ],
    )
    default_persona: str | None = Field(
        default=None,
        description="Key of the persona whose text is shown until a reader chooses. Without it, the"
        " first persona that reads the plain-language text.",
        examples=["patient"],
    )
    explain: TooltipUses = Field(
        default=TooltipUses.FIRST,
        description="Which uses of a hard word are explained until a reader chooses: `first` (in"
        " the text), `section` (the first in each section), `all` or `none`.",
        examples=["section"],
    )
    show_unreviewed: bool = Field(
        default=True,
        description="Whether texts that are waiting for review are public, marked “pending review”."
        " Drafts never are.",
        examples=["false"],
    )
    review_months: int = Field(
        default=24,
        ge=0,
        le=240,
        description="Months from an approval to the next review; 0 means never.",
        examples=["12"],
    )
    frame_ancestors: Annotated[
        tuple[str, ...], NoDecode, BeforeValidator(split), AfterValidator(check_frame_ancestors)
    ] = Field(
        default=("*",),
        description="Sites that may show answers in a frame, separated by commas or spaces. `*` is"
        " every site, `'none'` is no site. For all other pages see the next setting.",
        examples=["https://www.example.org https://*.example.edu"],
    )
    site_frame_ancestors: Annotated[
        tuple[str, ...],
        NoDecode,
        BeforeValidator(split),
        AfterValidator(check_site_frame_ancestors),
    ] = Field(
        default=("'none'",),
        description="Sites that may show every reader page in a frame, separated by commas or"
        " spaces. The desk can never be framed.",
        examples=["https://portal.example.org"],
    )
    partitioned_cookie: bool = Field(
        default=False,
        description="Whether a reader's choice is also remembered inside frames on other sites,"
        " separately for each of those sites (CHIPS). Needs a `base_url` with https.",
        examples=["true"],
    )
    target_lay: TargetName = Field(
        default="aafp2015",
        description="Target for plain-language texts, shown beside their reading level:"
        f" {', '.join(f'`{key}`' for key in TARGETS)}.",
        examples=["nhs"],
    )
    target_clinician: TargetName = Field(
        default="college",
        description="The same for clinician texts.",
        examples=["college"],
    )
    blocking: Annotated[
        tuple[str, ...], NoDecode, BeforeValidator(split), AfterValidator(check_blocking)
    ] = Field(
        default=DEFAULT_BLOCKING,
        description="Findings that block approval, separated by commas; all others only warn."
        " `'none'` blocks nothing. Checklists that `READLEVEL_CHECKLISTS` requires block in any"
        " case.",
        examples=["above_target,missing_alt,unanswered_parity,unknown_citation"],
    )
    checklists: Annotated[
        tuple[ChecklistName, ...],
        NoDecode,
        BeforeValidator(split),
        AfterValidator(remove_duplicates),
    ] = Field(
        default=(),
        description="Checklists that must be complete before a plain-language text is approved,"
        " separated by commas: `pemat` (PEMAT-P) and `cdc` (CDC Clear Communication Index). Without"
        " it, they can be filled in but need not be.",
        examples=["pemat,cdc"],
    )
    show_drift: bool = Field(
        default=False,
        description="Whether readers of a plain-language text are told when the clinician text has"
        " changed since the two were checked against each other. Editors are always"
        " told.",
        examples=["true"],
    )
    warn_of_changed_facts: bool = Field(
        default=True,
        description="Whether readers of a plain-language text are cautioned when a fact that it"
        " states was changed in the approved clinician text, until somebody changes or confirms"
        " the plain-language text.",
        examples=["false"],
    )
    one_reviewer_for_acronyms: bool = Field(
        default=False,
        description="Whether reviewers may approve their own changes of terms that only spell out"
        " an acronym (`CT`: computed tomography). By default every change of a term needs two"
        " people.",
        examples=["true"],
    )
    outside_reviews: bool = Field(
        default=False,
        description="Whether editors may ask people without an account to review an answer, by a"
        " link that expires. Their name and role are recorded, and shown to readers if they agree.",
        examples=["true"],
    )
    outside_approval_suffices: bool = Field(
        default=False,
        description="Whether a text is published when an outside reviewer approves it. This needs"
        " somebody who may approve the text to have asked for the review. Otherwise, and with"
        " `false`, somebody with an account who may approve the text confirms it first.",
        examples=["true"],
    )
    emergency_numbers: Annotated[
        tuple[str, ...], NoDecode, BeforeValidator(split), AfterValidator(check_emergency_numbers)
    ] = Field(
        default=("US:911", "GB:999", "EU:112"),
        description="Emergency numbers by country (ISO 3166 codes, and `EU`), which emergency"
        " blocks name as links that call them. `'none'` names none.",
        examples=["MX:911,ES:112"],
    )
    questions: bool = Field(
        default=True,
        description="Whether readers can send a question, report a mistake and say whether a text"
        " was easy to understand.",
        examples=["false"],
    )
    missed_searches: bool = Field(
        default=True,
        description="Whether searches that find nothing, are misspelled or whose answers nobody"
        " opens are counted by day, for editors to see what readers look for. Nothing about who"
        " searched is kept.",
        examples=["false"],
    )
    question_days: int = Field(
        default=180,
        ge=1,
        le=3650,
        description="Days after which what a reader sent is deleted.",
        examples=["30"],
    )
    failed_sign_in_days: int = Field(
        default=90,
        ge=1,
        le=3650,
        description="Days after which the addresses of failed sign-ins leave the activity log. The"
        " entries stay.",
        examples=["30"],
    )
    second_factor: Literal["optional", "required"] = Field(
        default="optional",
        description="`optional`, or `required`: then everyone sets up one-time codes from an"
        " authenticator app before they can use the desk.",
        examples=["required"],
    )
    mail_url: Annotated[SecretStr | None, AfterValidator(check_mail_url)] = Field(
        default=None,
        description="The SMTP server for invitations, password resets, review notifications and"
        " reminders, with user name and password if it needs them. `smtps://` is"
        " encrypted from the start, `smtp://` as soon as the server offers it; a"
        " password is never sent unencrypted. Without it, links are shown at the desk.",
        examples=["smtp://desk:password@mail.example.org:587"],
    )
    mail_from: Annotated[str | None, AfterValidator(check_mail_from)] = Field(
        default=None,
        description="The sender of these mails; required with `mail_url`.",
        examples=["Answers of St. Mary's <desk@example.org>"],
    )
    oidc_issuer: Annotated[str | None, AfterValidator(check_issuer)] = Field(
        default=None,
        description="The OpenID Connect provider through which people may sign in instead of with a"
        " password. The second factor is then the provider's business. Register"
        " `/edit/sign-in/return` of this site as the redirect address.",
        examples=["https://login.example.org/realms/hospital"],
    )
    oidc_client_id: str | None = Field(
        default=None,
        description="The client ID of this site at the provider; required with `oidc_issuer`.",
        examples=["readlevel"],
    )
    oidc_client_secret: SecretStr | None = Field(
        default=None,
        description="The client secret of this site at the provider; required with `oidc_issuer`.",
        examples=["what the provider gave"],
    )
    oidc_name: str | None = Field(
        default=None,
        min_length=1,
        max_length=60,
        description="What the sign-in button calls the provider.",
        examples=["St. Mary's account"],
    )
    oidc_role: Role | None = Field(
        default=None,
        description="The role of people who come from the provider and have no account yet:"
        " `editor`, `reviewer` or `admin`. Without it, only people who were invited can"
        " sign in.",
        examples=["editor"],
    )
    oidc_email_claim: str = Field(
        default="email",
        min_length=1,
        max_length=100,
        description="The claim in which the provider gives the e-mail address.",
        examples=["preferred_username"],
    )
    oidc_trust_email: bool = Field(
        default=False,
        description="Whether an address counts although the provider does not send"
        " `email_verified`, as Microsoft Entra does not. Turn it on only where people cannot choose"
        " their address at the provider: someone who can could take over an invited person's"
        " account. An address that the provider calls unverified never counts.",
        examples=["true"],
    )
    oidc_groups_claim: str = Field(
        default="groups",
        min_length=1,
        max_length=100,
        description="The claim in which the provider lists a person's groups or roles.",
        examples=["roles"],
    )
    oidc_group_roles: Annotated[dict[str, Role], NoDecode, BeforeValidator(read_group_roles)] = (
        Field(
            default_factory=dict,
            description="Which groups of the provider have which role here, as `group=role`"
            " separated by commas. The role is set at each sign-in, the highest of all; who is in"
            " none of the groups gets `oidc_role`, or cannot sign in.",
            examples=["desk-editors=editor, desk-admins=admin"],
        )
    )
    assistant_url: Annotated[str | None, AfterValidator(check_assistant_url)] = Field(
        default=None,
        description="The server of a language model that drafts texts for editors, as far as `/v1`."
        " Without it there is no assistant, and nothing is ever sent. An administrator has to agree"
        " at the desk before the first request.",
        examples=["http://127.0.0.1:11434/v1"],
    )
    assistant_kind: Literal["openai", "anthropic"] = Field(
        default="openai",
        description="The protocol of that server: `openai` (`/v1/chat/completions`, as Ollama,"
        " vLLM, llama.cpp and many clouds speak it too) or `anthropic` (`/v1/messages`).",
        examples=["anthropic"],
    )
    assistant_model: str | None = Field(
        default=None,
        min_length=1,
        max_length=200,
        description="The name of the model; required with `assistant_url`.",
        examples=["qwen3:14b"],
    )
    assistant_key: SecretStr | None = Field(
        default=None,
        description="The key for that server. It is only sent over https or to this machine.",
        examples=["what the provider gave"],
    )
    assistant_timeout: float = Field(
        default=120,
        gt=0,
        le=3600,
        description="Seconds that one answer may take, with all attempts to get it.",
        examples=["300"],
    )
    assistant_max_tokens: int = Field(
        default=4000,
        ge=100,
        le=200_000,
        description="The longest answer to one section, in tokens, thinking included.",
        examples=["8000"],
    )
    assistant_monthly_tokens: int = Field(
        default=0,
        ge=0,
        description="Tokens that may be used in a month (UTC), requests and answers together;"
        " 0 is no limit.",
        examples=["5000000"],
    )
    assistant_prompts: Annotated[Path | None, AfterValidator(check_folder)] = Field(
        default=None,
        description="A folder with prompts in place of our own, one file for each language, such as"
        " `en.toml`.",
        examples=["/etc/readlevel/prompts"],
    )
    assistant_disclosure: bool = Field(
        default=False,
        description="Whether readers are told of texts that were drafted with the help of"
        " software, on the page, in linked data and in the API.",
        examples=["true"],
    )
    entailment_model: Annotated[Path | None, AfterValidator(check_folder)] = Field(
        default=None,
        description="A folder with a model of entailment (`model.onnx`, `tokenizer.json` and"
        " `config.json`) that reads the two texts of an answer a second time: what it finds is"
        " listed, or makes a difference surer, and blocks nothing. Needs `readlevel[nli]`. No"
        " model is included, and none is fetched.",
        examples=["/srv/readlevel/nli-model"],
    )
    entailment_timeout: float = Field(
        default=3,
        gt=0,
        le=600,
        description="Seconds that a page of the desk waits for that model. What takes longer is on"
        " the page when it is opened again.",
        examples=["10"],
    )
    scores_per_minute: int = Field(
        default=60,
        ge=1,
        le=100_000,
        description="How many texts each API token may have scored per minute, on all"
        " servers together.",
        examples=["600"],
    )
    trusted_hops: int = Field(
        default=0,
        ge=0,
        le=10,
        description="How many of your own proxies stand in front of the server, each adding to"
        " `X-Forwarded-For`. The visitor's address, by which failed sign-ins are"
        " counted, is read that many entries from the end. With 0 the header is"
        " ignored.",
        examples=["1"],
    )
    host: str = Field(
        default="127.0.0.1",
        description="Address the server listens on; `::` is every network interface.",
        examples=["::"],
    )
    port: int = Field(
        default=8000, ge=1, le=65535, description="Port the server listens on.", examples=["8080"]
    )
    workers: int = Field(
        default=2,
        ge=1,
        le=256,
        description="Worker processes; use one for each core.",
        examples=["4"],
    )
    blocking_threads: int = Field(
        default=8,
        ge=2,
        le=64,
        description="Threads in each worker. One is kept free for pages while the others may wait"
        " for slow clients or work for editors.",
        examples=["16"],
    )
    cache_megabytes: int = Field(
        default=64,
        ge=0,
        le=65536,
        description="Memory in each worker for finished pages, in megabytes; 0 turns the cache"
        " off.",
        examples=["256"],
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info",
        description="How much is logged: `debug`, `info`, `warning` or `error`.",
        examples=["warning"],
    )
    log_format: Literal["text", "json"] = Field(
        default="text",
        description="How each event is logged in its line: `text`, or `json` with the request ID.",
        examples=["json"],
    )
    access_log: bool = Field(
        default=False,
        description="Whether each request is logged: method, path, status and time, without"
        " addresses and without what readers search for.",
        examples=["true"],
    )
    metrics_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="Port on which `readlevel serve` answers `/metrics` in Prometheus' format, at"
        " the address of `host`. Everybody who reaches it can read them.",
        examples=["9090"],
    )
    metrics_token: Annotated[SecretStr | None, AfterValidator(check_secret)] = Field(
        default=None,
        description="With it, the site itself answers `/metrics` to who sends it as a bearer token."
        " At least 16 characters.",
        examples=["the output of: openssl rand -hex 32"],
    )
    sentry_dsn: SecretStr | None = Field(
        default=None,
        description="Where unexpected errors are reported, at Sentry or a service like it: without"
        " addresses, cookies, queries and contents. Needs `readlevel[sentry]`.",
        examples=["https://key@errors.example.org/1"],
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let arguments override the environment, and the environment override the file."""
        return (
            init_settings,
            env_settings,
            SecretFileSource(settings_cls),
            FileSource(settings_cls),
        )

    @model_validator(mode="after")
    def _check_default_persona(self) -> "Settings":
        keys = [persona.key for persona in self.personas]
        if self.default_persona is not None and self.default_persona not in keys:
            raise ValueError(
                f"default_persona is {self.default_persona!r}, but the personas are"
                f" {', '.join(keys)}. Name one of them, or leave the setting out."
            )
        return self

    @model_validator(mode="after")
    def _check_partitioned_cookie(self) -> "Settings":
        if self.partitioned_cookie and not (self.secure or is_loopback_url(self.base_url)):
            raise ValueError(
                f"partitioned_cookie is set, but base_url is {self.base_url!r}. Browsers keep such"
                " a cookie under https only: set base_url to the https address of the site."
            )
        return self

    @model_validator(mode="after")
    def _check_dependent_settings(self) -> "Settings":
        if self.replica_url is not None and not self.database_url.startswith("postgresql"):
            raise ValueError(
                "replica_url is set, but database_url is not PostgreSQL. Only that has replicas:"
                " leave replica_url out."
            )
        if self.mail_url is not None and self.mail_from is None:
            raise ValueError(
                "mail_url is set, but mail_from is not. Set it to the address that mails come from,"
                " such as desk@example.org."
            )
        if self.assistant_url is not None and self.assistant_model is None:
            raise ValueError(
                "assistant_url is set, but assistant_model is not. Set it to the name by which the"
                " server knows the model."
            )
        if (
            self.assistant_url
            and self.assistant_key
            and not is_confidential_url(self.assistant_url)
        ):
            raise ValueError(
                "assistant_key is set, but assistant_url is not confidential. Use https, or leave"
                " assistant_key out."
            )
        if self.oidc_issuer is not None:
            for name in ("oidc_client_id", "oidc_client_secret"):
                if getattr(self, name) is None:
                    raise ValueError(
                        f"oidc_issuer is set, but {name} is not. Set it to what the provider gave"
                        " for this site."
                    )
        return self

    def target_of(self, audience: Audience) -> str:
        """Return the name of the target for texts of `audience`."""
        return self.target_lay if audience is Audience.LAY else self.target_clinician

    @property
    def look(self) -> SiteLook:
        """How the site looks as far as settings say, without its files."""
        return SiteLook(
            accent=self.accent,
            font=self.font,
            contact=self.contact,
            footer_links=self.footer_links,
            home_title=self.home_title,
            home_text=self.home_text,
        )

    @property
    def look_files(self) -> dict[FileRole, Path]:
        """The paths of the files of the look."""
        given = {
            FileRole.LOGO: self.logo,
            FileRole.LOGO_DARK: self.logo_dark,
            FileRole.SOCIAL_IMAGE: self.social_image,
            FileRole.FONT: self.font_path,
            FileRole.FONT_BOLD: self.font_bold_path,
        }
        return {role: path for role, path in given.items() if path is not None}

    @property
    def site_secrets(self) -> tuple[str, ...]:
        """The secrets by which values in the database are encrypted, the current one first."""
        given = (self.secret_key, self.former_secret_key)
        return tuple(one.get_secret_value() for one in given if one is not None)

    @property
    def rules(self) -> CheckPolicy:
        """The check policy: targets, blocking findings, and the language of sources."""
        targets = {audience: self.target_of(audience) for audience in Audience}
        return CheckPolicy(targets, self.blocking, self.languages[0], checklists=self.checklists)

    @property
    def has_metrics(self) -> bool:
        """Whether requests are counted for `/metrics`."""
        return self.metrics_port is not None or self.metrics_token is not None

    @property
    def sqlite_file(self) -> Path | None:
        """The database file, if the database is SQLite."""
        scheme, _, rest = self.database_url.partition(":///")
        return Path(rest) if scheme.startswith("sqlite") else None

    @property
    def secure(self) -> bool:
        """Whether readers use https."""
        return self.base_url.startswith("https:")
