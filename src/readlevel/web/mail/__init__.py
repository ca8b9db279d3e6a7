"""Mails: written from templates, and sent in the background."""
