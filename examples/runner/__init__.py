"""The command `python -m examples`. No script imports it: a script runs on its own, here and in Colab."""
