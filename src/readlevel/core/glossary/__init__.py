"""Finds glossary terms in documents and marks them."""
