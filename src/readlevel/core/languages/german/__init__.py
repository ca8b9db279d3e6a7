"""What the rules need to know of German."""
