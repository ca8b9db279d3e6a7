"""Finds the glossary terms of a document and marks them."""
