"""Strict readers of text, JSON, TOML and XML files."""
