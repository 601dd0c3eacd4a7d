"""What the solutions call."""
