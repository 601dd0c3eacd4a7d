"""Python expressions that stand in texts, between braces or alone. Pure."""

import ast
import re
from collections.abc import Callable


def expression_problem(text: str) -> str:
    """What keeps a text from being a Python expression; "" where nothing does."""
    try:
        ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError) as error:
        return str(error.args[0])
    return ""


def cut_at_brace(text: str, is_whole: Callable[[str], bool]) -> tuple[str, str] | None:
    """What a text has before the first "}" that leaves it whole, and behind it; None where none does.

    The first of all may be one of the expression's own, as in `{1: 2}[1]}`.
    """
    for match in re.finditer("}", text):
        if is_whole(text[: match.start()]):
            return text[: match.start()], text[match.end() :]
    return None


def names_in(expression: str) -> set[str]:
    """The names that an expression takes from outside."""
    nodes = list(ast.walk(ast.parse(expression.strip(), mode="eval")))
    named = [node for node in nodes if isinstance(node, ast.Name)]
    own = {node.id for node in named if not isinstance(node.ctx, ast.Load)}
    own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    return {node.id for node in named} - own
