"""Drafts by a language model: jobs, consents, and which revisions have text from them."""
