"""Answers with their codes, revisions, images, kept texts and consistency answers; pages."""
