"""The command line.

    python -m examples list
    python -m examples run NAME [--data auto|mnist|digits|PATH] [--epochs N]

Exit status: 0; 1 where the script fails; 2 for what the user can mend, said in one line; 130 after Ctrl-C.
"""

import io
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from docs.plugins.lessons import Script, ScriptError, read_scripts
from examples.runner.errors import INTERRUPTED, UserError, did_you_mean, report_error, report_stop
from examples.runner.execution import FailedScriptError, execute
from examples.runner.files import publish, refuse_unwritable, temporary_folder
from examples.runner.interrupts import interrupts_ignored
from examples.runner.quiet import import_keras
from examples.runner.report import print_examples, print_outcome
from examples.runner.sources import choose

PROGRAM = "python -m examples"
ROOT = Path(__file__).resolve().parents[2]
OUTPUTS = Path("outputs")

app = typer.Typer(
    help="The tutorial's examples.", add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    # A stream that can't say "chữ số", as a pipe on Windows, gets a "?" instead of ending the command.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        # Typer turns Ctrl-C into this status, and anything but an exit into None.
        status = app(arguments, prog_name=PROGRAM, standalone_mode=False)
    except typer.TyperException as error:
        return report_error(f'{_uncapitalized(error.format_message())} (see "{PROGRAM} --help")')
    except (UserError, ScriptError) as error:
        return report_error(str(error))
    except FailedScriptError:
        return 1
    return report_stop() if status == INTERRUPTED else 0


def find(scripts: Mapping[str, Script], name: str) -> Script:
    """The script of that name; raises UserError, which offers the closest."""
    if name not in scripts:
        raise UserError(f'no example "{name}"{did_you_mean(name, scripts)} (examples: {", ".join(scripts)})')
    return scripts[name]


def parse_epochs(text: str) -> int:
    """The number that `--epochs` gives; raises UserError unless it is 1 or more."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise UserError(f'--epochs is "{text}"; give a whole number, 1 or more')
    return number


@app.command("list")
def list_examples() -> None:
    """List the examples and what each shows."""
    print_examples(read_scripts(ROOT).values())


@app.command()
def run(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An example, as list names it.")],
    data: Annotated[str, typer.Option(help="auto, mnist, digits, or the path of an .npz file.")] = "auto",
    epochs: Annotated[
        int | None, typer.Option(parser=parse_epochs, metavar="N", help="At most so many epochs a training.")
    ] = None,
) -> None:
    """Run an example; what it saves and draws goes to outputs/NAME."""
    script = find(read_scripts(ROOT), name)
    get_data = choose(data)
    target = OUTPUTS / name
    refuse_unwritable(target)
    with temporary_folder() as folder:
        keras = import_keras()
        chosen = get_data(keras.datasets.mnist.load_data)
        outcome = execute(ROOT / script.path, keras, chosen.arrays, epochs, folder)
        # From here on "nothing was written" would be untrue.
        with interrupts_ignored():
            saved = publish(folder, target)
            print_outcome(name, outcome, chosen, keras, saved)


def _uncapitalized(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")
