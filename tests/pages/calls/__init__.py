"""What each script calls, cell by cell: one module for each script, written by hand from what its lesson says.

Each has a function `expected(run)`, which returns the calls of each cell. Their arguments are computed here and not
taken from the script's own variables, so that a wrong variable is noticed wherever it is used.
`tests/pages/test_calls.py` compares them with the calls of a run on the stand-in digits, and fails for any other call.
"""
