"""Reports unexpected errors to Sentry or a service like it, without what identifies people."""

from typing import Any

import readlevel
from readlevel.settings import Settings, SettingsProblem


def start_error_reports(settings: Settings, **options: Any) -> None:
    """Report errors if the site has an address for them; `options` go to the client.

    Raise SettingsProblem if the library is not installed or the address cannot be used.
    """
    if settings.sentry_dsn is None:
        return
    try:
        import sentry_sdk
        from sentry_sdk.utils import BadDsn
    except ModuleNotFoundError:
        raise SettingsProblem(
            [
                "READLEVEL_SENTRY_DSN is set, but the library is not installed. Run in the same"
                " environment: pip install 'sentry-sdk'"
            ]
        ) from None
    try:
        sentry_sdk.init(
            dsn=settings.sentry_dsn.get_secret_value(),
            release=f"readlevel@{readlevel.__version__}",
            max_request_body_size="never",
            include_local_variables=False,
            include_source_context=False,
            max_breadcrumbs=0,
            server_name="",
            before_send=lambda event, hint: scrub(event),
            **options,
        )
    except BadDsn as problem:
        raise SettingsProblem(
            [f"READLEVEL_SENTRY_DSN cannot be used: {problem}. Copy it from your project again."]
        ) from None


def scrub(event: Any) -> Any:
    """Take out of an event what may tell who asked, or what for: only the error and its place stay.

    Messages are kept without the values that were filled in, as they may hold addresses.
    """
    for name in ("request", "user", "breadcrumbs", "extra", "server_name", "modules"):
        event.pop(name, None)
    if "logentry" in event:
        event["logentry"] = {"message": event["logentry"].get("message", "")}
    event.pop("message", None)
    for error in event.get("exception", {}).get("values", []):
        # Messages of databases and parsers quote what they were given.
        error["value"] = ""
    event["contexts"] = {
        name: context
        for name, context in event.get("contexts", {}).items()
        if name in ("runtime", "trace")
    }
    return event
