"""The JSON API for other software, described by OpenAPI."""
