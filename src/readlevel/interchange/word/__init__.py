"""Word files (.docx) to Markdown."""
