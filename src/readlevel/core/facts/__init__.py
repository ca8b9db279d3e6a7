"""What a sentence states: quantities, medicines, negations."""
