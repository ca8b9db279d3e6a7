"""What survives a language: a text compared with its translation."""
