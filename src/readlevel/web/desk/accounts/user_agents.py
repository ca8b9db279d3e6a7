"""Browsers by their names, for those who look through where they are signed in."""

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
"""Each pretends to be those after it, so the first that is found counts."""


def name_browser(user_agent: str) -> tuple[str, str]:
    """Return the names of a browser and of its system; empty where they are not known."""
    return _find(user_agent, _BROWSERS), _find(user_agent, _SYSTEMS)


def _find(user_agent: str, known: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in known if sign in user_agent), "")
