"""Portuguese: its definition, inflection and syllables."""
