"""Pages of the glossary."""
