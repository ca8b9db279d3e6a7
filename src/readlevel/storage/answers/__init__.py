"""Answers with their codes, revisions, images, autosaved drafts and consistency answers; pages."""
