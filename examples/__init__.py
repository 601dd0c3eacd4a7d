"""Makes `examples` this project's: a stray package of that name in site-packages would win over a plain folder."""
