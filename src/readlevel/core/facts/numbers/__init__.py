"""The numbers of a sentence, in digits or words."""
