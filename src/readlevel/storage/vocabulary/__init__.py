"""The words of the site, by which queries are spelled and completed."""
