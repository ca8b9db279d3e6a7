"""References as CSL-JSON, BibTeX, RIS and nbib."""
