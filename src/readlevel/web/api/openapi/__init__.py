"""The OpenAPI description and its reference page."""
