"""Where each page of the desk stands."""

from urllib.parse import quote

from readlevel.web.addresses import with_query
from readlevel.web.desk_door import PATH

HOME = PATH
SIGN_OUT = f"{PATH}/sign-out"


def sign_in(back: str = "") -> str:
    """Return the address of the sign-in, which leads on to `back`."""
    return with_query(f"{PATH}/sign-in", next=back)


def sign_in_code(back: str = "") -> str:
    """Return the address at which the second factor is given."""
    return with_query(f"{PATH}/sign-in/code", next=back)


def link(token: str) -> str:
    """Return the address of a one-time link."""
    return f"{PATH}/links/{quote(token, safe='')}"
