"""The site's Python. Nothing here imports Keras: whoever translates a page need not install it."""
