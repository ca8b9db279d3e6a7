"""Requests and responses: headers, templates, languages, URLs; no feature."""
