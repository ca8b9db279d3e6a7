"""The editor of an answer: its state, drafts, conflicts, previews and autosaved texts."""
