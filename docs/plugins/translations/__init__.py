"""What keeps the languages in step: structure, freshness and wording of the translated pages."""
