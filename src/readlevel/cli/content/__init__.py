"""Commands on content: check, convert, export, import."""
