"""Change terms and report on the glossary."""
