"""Optimistic locking: an edit says which version it is based on, and is refused if it is outdated.

Nothing is locked while somebody edits. The form carries the version that it shows; saving compares
it with the stored one, in the transaction that stores the edit.
"""


class EditConflict(Exception):
    """The record was changed by someone else since it was loaded; nothing was stored.

    Each kind of thing has a subclass of its own, which says what its version is.
    """

    def __init__(self, expected_version: object, found_version: object) -> None:
        super().__init__(f"expected version {expected_version}, found {found_version}")
        self.expected_version = expected_version
        """The version that the edit is based on."""
        self.found_version = found_version
        """The version that is stored."""
