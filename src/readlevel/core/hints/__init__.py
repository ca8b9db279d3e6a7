"""What makes a text hard to read, and plainer wordings; for editors only."""
