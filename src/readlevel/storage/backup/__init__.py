"""Backups of the whole database: written, verified and restored."""
