"""What a fence of this project shows: a file a kind, which `registry.py` finds."""
