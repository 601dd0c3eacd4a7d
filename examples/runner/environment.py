"""An environment without settings of the user's: what they keep for Keras or Matplotlib would change a record.

Variables are left out by their names, and the others kept, because nobody can list all that a machine needs: where its
libraries are, proxies, certificates. But the packages that a record imports are known, and so are the names that they
read. Files in the home folder are out of reach, as another folder takes its place.
"""

import os
import site
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from examples.runner.files import mode_of

# Of the packages that scripts import, of those that these import, and of what runs a notebook.
PREFIXES = (
    *("KERAS_", "TF_", "TF2_", "TFDBG_", "TENSORFLOW_", "XLA_", "AUTOGRAPH_", "DTENSOR_", "TPU_", "ABSL_"),
    *("JAX_", "JAXLIB_", "TORCH", "PYTORCH_", "OPENVINO_", "RAY_"),
    *("NPY_", "NUMPY_", "SCIPY_", "SKLEARN_", "SCIKIT_LEARN_", "JOBLIB_", "LOKY_", "NUMBA_", "NUMEXPR_"),
    *("MPL", "_MPL", "MATPLOTLIB"),
    *("IPYTHON", "IPYKERNEL_", "JUPYTER", "JPY_", "TRAITLETS_", "PYDEVD_", "DEBUGPY_"),
    # Threads, and the arithmetic of libraries: they change the last digits.
    *("ONEDNN_", "DNNL_", "OMP_", "GOMP_", "KMP_", "MKL_", "OPENBLAS_", "GOTO_", "BLIS_", "VECLIB_", "CUBLAS_"),
    # Python's own; the colours and the width of what is printed; the C library's memory; the user's folders; language.
    *("PYTHON", "PY_COLORS", "CLICOLOR", "TTY_", "MALLOC_", "XDG_", "LC_"),
)
NAMES = frozenset(
    {
        *("NPROC", "NVIDIA_TF32_OVERRIDE", "DATABRICKS_RUNTIME_VERSION", "SOURCE_DATE_EPOCH"),
        *("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TERM", "COLUMNS", "LINES", "UNICODE_VERSION"),
        *("LANG", "LANGUAGE", "TZ"),
    }
)
# Without these, NumPy does not run on some processors, or Python does not find the packages.
NEEDED = frozenset(
    {
        *("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"),
        *("PYTHONPATH", "PYTHONHOME", "PYTHONPLATLIBDIR", "PYTHONNOUSERSITE"),
        *("PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE"),
    }
)
DATA_CACHE = "datasets"


def is_setting(name: str) -> bool:
    """Whether an environment variable of this name may change what a script prints or draws."""
    return name not in NEEDED and (name in NAMES or name.startswith(PREFIXES))


def without_settings(environment: Mapping[str, str], home: Path) -> dict[str, str]:
    """The environment without the user's settings, in which the folder `home` is the home folder."""
    return {name: value for name, value in environment.items() if not is_setting(name)} | {
        "HOME": str(home),
        # The names of the home folder on Windows, and of the folders of settings in it.
        "USERPROFILE": str(home),
        "APPDATA": str(home),
        "LOCALAPPDATA": str(home),
        # Packages may be installed in the user's own home folder.
        "PYTHONUSERBASE": site.getuserbase(),
        "PYTHONUTF8": "1",
        "TZ": "UTC",
        # The lessons' backend.
        "KERAS_BACKEND": "tensorflow",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        # Matplotlib's own fonts, which are the same on every machine, and are found in a tenth of a second.
        "MPL_IGNORE_SYSTEM_FONTS": "1",
    }


@contextmanager
def settings_ignored(home: Path) -> Iterator[None]:
    """Let what is imported meanwhile, and the programs that are started, find none of the user's settings.

    `home` is an empty folder, the home folder meanwhile. Of the user's own, Keras' cache of data sets stays in use.
    """
    cache = data_cache(os.environ)
    with environment_replaced(without_settings(os.environ, home)):
        if cache is not None:
            _link(home / ".keras" / DATA_CACHE, cache)
        yield


@contextmanager
def environment_replaced(environment: Mapping[str, str]) -> Iterator[None]:
    """These are the variables of the process meanwhile, and of those that it starts."""
    previous = dict(os.environ)
    _set(environment)
    try:
        yield
    finally:
        _set(previous)


@contextmanager
def home_folder_known(folder: Path) -> Iterator[None]:
    """`folder` is the home folder meanwhile if the system knows none, without which Matplotlib can't be imported."""
    if home_folder(os.environ) is not None:
        yield
        return
    with environment_replaced({**os.environ, "HOME": str(folder)}):
        yield


def home_folder(environment: Mapping[str, str]) -> Path | None:
    """The user's home folder; None where no variable names it, and the system does not know the user."""
    if sys.platform != "win32" and environment.get("HOME"):
        return Path(environment["HOME"])
    try:
        return Path.home()
    except RuntimeError:
        return None


def keras_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder of Keras' settings and data sets, as Keras finds it; None where there is no home folder either."""
    if "KERAS_HOME" in environment:
        # Unlike Path.expanduser, this leaves an unknown "~name" as it is.
        return Path(os.path.expanduser(environment["KERAS_HOME"])).absolute()  # noqa: PTH111
    home = home_folder(environment)
    return home.absolute() / ".keras" if home else None


def data_cache(environment: Mapping[str, str]) -> Path | None:
    """The folder in which Keras keeps data sets for this user, made where it is missing.

    None where it has no MNIST and can't take one.
    """
    folder = keras_folder(environment)
    if folder is None:
        return None
    cache = folder / DATA_CACHE
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
    return cache if os.access(cache, os.W_OK | os.X_OK) or mode_of(cache / "mnist.npz") else None


def _link(link: Path, folder: Path) -> None:
    # Windows may refuse it: then a data set is downloaded again.
    with suppress(OSError):
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(folder, target_is_directory=True)


def _set(environment: Mapping[str, str]) -> None:
    for name in set(os.environ) - set(environment):
        del os.environ[name]
    os.environ.update(environment)
