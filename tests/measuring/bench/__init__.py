"""What the project promises about speed and size, measured: `make bench`."""
