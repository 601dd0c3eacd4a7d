"""Makes `examples` this project's.

A stray package of that name in site-packages would win over
a plain folder.
"""
