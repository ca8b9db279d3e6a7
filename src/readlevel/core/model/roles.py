"""What people at the desk may do: each role may do what those before it may."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is at the desk."""

    EDITOR = "editor"
    """Writes, and submits what is written."""
    REVIEWER = "reviewer"
    """Also approves what others wrote, asks for changes, and withdraws."""
    ADMIN = "admin"
    """Also manages people, and reads what was done by whom."""

    def includes(self, other: "Role") -> bool:
        """Return whether this role may do everything that `other` may."""
        return _RANKS.index(self) >= _RANKS.index(other)


_RANKS = (Role.EDITOR, Role.REVIEWER, Role.ADMIN)
