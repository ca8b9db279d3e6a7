"""Glossaries as CSV, NCI JSON, SKOS and TBX."""
