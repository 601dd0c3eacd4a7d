"""What a lesson is made of: the skeleton of a new one, and what one still lacks."""
