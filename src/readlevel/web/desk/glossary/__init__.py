"""The pages on which editors maintain the glossary."""
