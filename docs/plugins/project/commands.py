"""The commands that messages name as the remedy."""

from docs.plugins.project.scripts import Script

SITE = "python -m docs.plugins"


def record_command(script: Script) -> str:
    """The command that makes the script's record, and the weights of its network."""
    return f"python -m examples record {script.name}"
