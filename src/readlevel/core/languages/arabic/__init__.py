"""Arabic: its definition, inflection and stemming."""
