"""The user's settings that are in force in a run: named where they may be what stops it."""

import json
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType

from examples.runner.environment import home_folder, keras_folder, without_settings
from examples.runner.files import mode_of

MATPLOTLIB = "matplotlib"
# The lessons' backend, which is also the one that Keras takes where none is asked for.
TENSORFLOW = "tensorflow"
# Whose code an error passes where a setting of Matplotlib's, or else one of Keras' or its backends', may be to blame.
PACKAGES = {MATPLOTLIB: (MATPLOTLIB,), "keras": ("keras", "tensorflow", "jax", "jaxlib", "torch")}
# The prefixes of the variables that are theirs, and those that only name a folder or a file.
PREFIXES = {MATPLOTLIB: ("MPL", "MATPLOTLIB"), "keras": ("KERAS_", "TF_", "XLA_", "JAX_", "TORCH_", "PYTORCH_")}
NO_SETTINGS = {"MATPLOTLIBRC", "MPLCONFIGDIR", "KERAS_HOME"}
# Those of a program that has the prefix of TensorFlow's: Terraform.
OF_OTHERS = ("TF_CLI_", "TF_VAR_", "TF_LOG")
OF_THE_RUNNER = without_settings({}, Path())
# What Keras itself writes to the file where there is none.
KERAS_DEFAULTS = {"floatx": "float32", "epsilon": 1e-07, "backend": TENSORFLOW, "image_data_format": "channels_last"}


def blamed(error: BaseException, environment: Mapping[str, str] = os.environ) -> str:
    """The sentence that names the settings that may be what raised the error; "" where there are none."""
    passed = set(_packages(error))
    for owner, packages in PACKAGES.items():
        if passed.intersection(packages):
            files = matplotlib_files(environment) if owner == MATPLOTLIB else keras_files(environment)
            if named := [*(_said(path, environment) for path in files), *_variables(environment, PREFIXES[owner])]:
                return f"your settings are in force ({', '.join(named)}); try without them"
    return ""


def matplotlib_files(environment: Mapping[str, str]) -> list[Path]:
    """The file of settings that Matplotlib reads, if it is the user's and sets something: the first that is there."""
    candidates = [Path("matplotlibrc").absolute()]
    if named := environment.get("MATPLOTLIBRC"):
        candidates += [Path(named).absolute(), Path(named).absolute() / "matplotlibrc"]
    candidates += [folder / "matplotlibrc" for folder in _matplotlib_folders(environment)]
    found = next((path for path in candidates if stat.S_ISREG(mode_of(path))), None)
    return [found] if found and _sets_something(found) else []


def keras_files(environment: Mapping[str, str]) -> list[Path]:
    """Keras' file of settings, if it is there and differs from what Keras itself writes."""
    folder = keras_folder(environment)
    if folder is None or not mode_of(folder / "keras.json"):
        return []
    path = folder / "keras.json"
    return [] if _read_json(path) == KERAS_DEFAULTS else [path]


def asked_backend(environment: Mapping[str, str]) -> tuple[str, str]:
    """The backend that the user asks for, and where: a variable, or Keras' file; two empty texts for the default."""
    if backend := environment.get("KERAS_BACKEND"):
        return backend, "KERAS_BACKEND"
    for path in keras_files(environment):
        settings = _read_json(path)
        if isinstance(settings, dict) and settings.get("backend", TENSORFLOW) != TENSORFLOW:
            return str(settings["backend"]), _said(path, environment)
    return "", ""


def _variables(environment: Mapping[str, str], prefixes: tuple[str, ...]) -> list[str]:
    theirs = (name for name, value in environment.items() if value != OF_THE_RUNNER.get(name))
    named = (name for name in theirs if name.startswith(prefixes) and not name.startswith(OF_OTHERS))
    return sorted(set(named) - NO_SETTINGS)


def _matplotlib_folders(environment: Mapping[str, str]) -> Iterator[Path]:
    if folder := environment.get("MPLCONFIGDIR"):
        yield Path(folder).absolute()
        return
    home = home_folder(environment)
    if sys.platform.startswith(("linux", "freebsd")):
        if folder := environment.get("XDG_CONFIG_HOME"):
            yield Path(folder).absolute() / MATPLOTLIB
        elif home:
            yield home / ".config" / MATPLOTLIB
    elif home:
        yield home / ".matplotlib"


def _sets_something(path: Path) -> bool:
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return True
    return any(line.strip() and not line.strip().startswith(b"#") for line in lines)


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def _said(path: Path, environment: Mapping[str, str]) -> str:
    """The path, as short as people write it."""
    home = home_folder(environment)
    return f"~/{path.relative_to(home)}" if home and path.is_relative_to(home) else str(path)


def _packages(error: BaseException | None) -> Iterator[str]:
    """The packages whose code the error, and those that it comes from, have passed."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        yield from _passed(error.__traceback__)
        error = error.__cause__ or error.__context__


def _passed(frames: TracebackType | None) -> Iterator[str]:
    while frames:
        yield str(frames.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
        frames = frames.tb_next
