"""The error of backups."""


class BackupProblem(Exception):
    """A backup cannot be made, read or restored; the message says why, and what to do."""
