"""Roles at the desk; each role includes the permissions of the roles before it."""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """The role of a person at the desk."""

    EDITOR = "editor"
    """Writes texts and submits them for review."""
    REVIEWER = "reviewer"
    """Also approves texts of others, requests changes, and withdraws texts."""
    ADMIN = "admin"
    """Also manages people and reads the audit log."""

    def includes(self, other: "Role") -> bool:
        """Return whether this role may do everything that `other` may."""
        return _RANKS.index(self) >= _RANKS.index(other)


def highest(roles: Iterable[Role]) -> Role | None:
    """Return the highest of `roles`, None if there are none."""
    return max(roles, key=_RANKS.index, default=None)


_RANKS = (Role.EDITOR, Role.REVIEWER, Role.ADMIN)
