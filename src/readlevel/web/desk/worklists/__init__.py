"""The home page, worklists, reading levels, inbox and audit log."""
