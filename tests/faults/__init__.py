"""Faults that are put into a copy of the project, one at a time, to see that tests notice: `make faults`."""
