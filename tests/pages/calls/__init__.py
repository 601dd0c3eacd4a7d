"""What each script calls, cell by cell: a module a script, written by hand from what its lesson says.

Each has a function `expected(run)`, which gives the calls of each cell, with arguments that are computed here and not
taken from the script's own variables: a wrong one is then seen wherever it is used. `tests/pages/test_calls.py`
compares them with the calls of a run on the stand-in digits, and fails for a call that stands in none of them.
"""
