"""What keeps the languages in step: the same structure, the same words, and what has changed in the source."""
