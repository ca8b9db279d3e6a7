"""What each clause of a sentence affirms, denies or demands."""
