"""What the newest packages break, before the locks move to them: `make canary`."""
