"""The rules of search: words, synonyms, spelling, and the order of the hits."""
