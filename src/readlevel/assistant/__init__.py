"""The client of the language model that a site has chosen."""
