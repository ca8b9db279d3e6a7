"""Roles at the desk; each role includes the permissions of the roles before it."""

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


_RANKS = (Role.EDITOR, Role.REVIEWER, Role.ADMIN)
