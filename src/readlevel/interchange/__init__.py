"""Content in and out: folders, JSON lines, glossaries."""
