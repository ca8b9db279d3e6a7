"""What other software gets: the same shapes as pages, as JSON, described by OpenAPI."""
