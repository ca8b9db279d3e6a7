"""Content in and out: folders, JSON lines, glossaries, pages.

Readers yield what is whole and a `Problem` for each record that is not, so that one broken record
never costs the others.
"""
