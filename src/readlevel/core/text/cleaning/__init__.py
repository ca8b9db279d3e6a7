"""What is removed from a text before it is read, and what is put right."""
