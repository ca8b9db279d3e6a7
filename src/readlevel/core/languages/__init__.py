"""Everything that is known of a language."""
