"""Word files and web pages as Markdown."""
