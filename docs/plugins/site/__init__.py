"""What is made of whole pages: plain functions over them, which the events of hooks.py call."""
