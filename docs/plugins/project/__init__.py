"""What the repository says, read once into one `Project`. Nothing else opens a page, a script, a record or YAML."""
