"""What a kernel runs before a notebook's first cell. It is copied there: nothing of this project is on its path."""


def _start() -> None:
    # In a function: names at this file's top level, imports too, would be among the notebook's own names.
    import contextlib
    import io
    import json
    import logging
    import os
    import runpy

    # Without one, TensorFlow writes to stdout in a notebook, as if the cell did: of paths that change from run to run.
    logging.getLogger().addHandler(logging.NullHandler())

    # What it says as it is imported, and the time that this takes, are no cell's.
    import keras  # noqa: F401
    from IPython.core.interactiveshell import InteractiveShell

    # These have had their effect. What a cell starts is to take the memory, and to say what, it does at a terminal.
    for name in ("MALLOC_MMAP_MAX_", "MALLOC_TRIM_THRESHOLD_", "MALLOC_TOP_PAD_", "TF_CPP_MIN_LOG_LEVEL"):
        os.environ.pop(name, None)

    def named_values(expressions: dict[str, str]) -> str:
        """The values of expressions on the notebook's names, in JSON; what the expressions print is dropped."""
        with contextlib.redirect_stdout(io.StringIO()):
            return json.dumps(evaluate(expressions, shell.user_ns))

    evaluate = runpy.run_path(os.environ["EXAMPLE_EVALUATION"])["evaluate"]
    shell = InteractiveShell.instance()
    shell.named_values = named_values  # type: ignore[attr-defined]
    # As in a script, the value of a cell's last line, such as `<History object at 0x…>`, is not shown.
    shell.ast_node_interactivity = "none"


_start()
del _start
