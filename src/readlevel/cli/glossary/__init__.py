"""The glossary commands."""
