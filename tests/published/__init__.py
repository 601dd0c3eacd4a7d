"""What readers get from the host once the site is published: `python -m tests.published`."""
