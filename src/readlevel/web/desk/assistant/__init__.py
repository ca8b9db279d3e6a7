"""The assistant at the desk: drafts by a language model, for editors to judge."""
