"""Connections, schema and tables."""
