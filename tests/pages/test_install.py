"""Every claim of the page `install`.

What a reader's machine prints comes from Python itself, in separate processes; only one of them imports TensorFlow.
"""

import re
import subprocess
import sys
import sysconfig
import tomllib
import zlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackagePath, files, metadata, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.support.claims import claims
from tests.support.interpreters import BACKENDS, run_on_packages, run_python
from tests.support.programs import PROJECT, ROOT
from tests.support.reading import LANGUAGES, bodies, page, section

CHECK = "import keras; print(keras.__version__)"
# The check, and then other questions to the same process, which has TensorFlow imported already.
CHECK_AND_MORE = f"""\
{CHECK}
import os
os.environ["KERAS_BACKEND"] = "jax"
import keras
print(keras.config.backend())
import tensorflow as tf
print(type(tf.config.list_physical_devices("GPU")).__name__)
"""
# How many samples of a large file are compressed, and how large they are: their ratio is about that of the whole file.
SAMPLES, SAMPLE_BYTES = 32, 2**16


def commands(number: int) -> list[str]:
    """The lines of the page's `bash` fence of this number, in both languages."""
    (text,) = {bodies("install", language, "bash")[number] for language in LANGUAGES}
    return text.splitlines()


def installed_by_the_page() -> set[str]:
    """The names of the packages that the page installs."""
    (command,) = [line for line in commands(0) if line.startswith("pip install ")]
    return set(command.removeprefix("pip install ").split())


def last_line_of_import_without_backend(keras_alone: Path, **environment: str) -> str:
    """The last line of what `import keras` prints where there is no backend."""
    result = run_on_packages(["-c", "import keras"], keras_alone, **environment)
    assert result.returncode == 1
    return result.stderr.splitlines()[-1]


def no_module(name: str) -> str:
    return f"ModuleNotFoundError: No module named '{name}'"


@cache
def check_result(home: Path) -> subprocess.CompletedProcess[str]:
    return run_python(["-c", CHECK_AND_MORE], home)


@pytest.fixture
def check(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """The result of the page's check and more, run once."""
    return check_result(tmp_path_factory.getbasetemp() / "keras-home")


@claims(
    "install",
    vi="bạn cài Keras, một backend để Keras tính toán, và hai thư viện nữa mà các bài học dùng đến",
    en="You install Keras, a backend that does its computing, and two more libraries that the lessons use",
)
def test_the_page_installs_keras_one_backend_and_two_more_libraries() -> None:
    assert installed_by_the_page() & {"keras", *BACKENDS} == {"keras", "tensorflow"}
    assert len(installed_by_the_page() - {"keras", *BACKENDS}) == 2
    assert not [name for name in requires("keras") or [] if name.startswith(BACKENDS)]


@claims("install", vi="Bạn cần Python 3.11, 3.12 hoặc 3.13.", en="You need Python 3.11, 3.12 or 3.13.")
def test_the_page_names_the_pythons_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    match = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", project["requires-python"])
    assert match
    assert [f"3.{minor}" for minor in range(int(match[1]), int(match[2]))] == ["3.11", "3.12", "3.13"]


@claims(
    "install",
    vi="Dòng đầu tạo môi trường trong thư mục .venv. Dòng thứ hai kích hoạt môi trường",
    en="The first line creates the environment in the folder .venv. The second activates it",
)
@claims(
    "install",
    vi="Dòng này cài Keras, TensorFlow, cùng Matplotlib để vẽ hình và scikit-learn",
    en="It installs Keras, TensorFlow, Matplotlib for the pictures, and scikit-learn",
)
def test_the_three_lines_create_the_environment_activate_it_and_install() -> None:
    create, activate, install = commands(0)
    assert create == "python3 -m venv .venv"
    assert activate == "source .venv/bin/activate"
    assert install == "pip install keras tensorflow matplotlib scikit-learn"


def samples_of_tensorflow() -> Iterator[bytes]:
    """Pieces of TensorFlow's largest file."""
    largest = max(files("tensorflow") or [], key=size)
    with Path(str(largest.locate())).open("rb") as opened:
        for number in range(SAMPLES):
            opened.seek(size(largest) * number // SAMPLES)
            yield opened.read(SAMPLE_BYTES)


def size(file: PackagePath) -> int:
    """The file's size according to the wheel, which has no sizes of the files that pip adds."""
    return file.size or 0


@claims(
    "install",
    vi="Dòng thứ ba tải về vài trăm megabyte",
    en="The third downloads several hundred megabytes",
)
def test_tensorflow_compressed_takes_several_hundred_megabytes() -> None:
    installed = sum(map(size, files("tensorflow") or []))
    samples = b"".join(samples_of_tensorflow())
    megabytes = installed / 1e6 * len(zlib.compress(samples)) / len(samples)
    assert 200 < megabytes < 1000


@claims("install", vi="Ba điều có thể cản bạn ở bước này", en="Three things can go wrong here")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_things_are_listed(language: str) -> None:
    assert len(re.findall(r"^- ", section("install", language, "environment"), re.MULTILINE)) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_steps_for_windows_are_those_for_linux_and_macos(language: str) -> None:
    translated = [
        block.replace("python3 -m venv", "py -m venv").replace(
            "source .venv/bin/activate", r".venv\Scripts\Activate.ps1"
        )
        for block in bodies("install", language, "bash")
    ]
    assert bodies("install", language, "powershell") == translated


def imported_by_the_examples() -> set[str]:
    """The names of the packages that the lessons' scripts and solutions import, without Python's own."""
    imported = {
        name
        for path in (ROOT / "examples").glob("**/*.py")
        if path.parent.name in {"examples", "solutions"} and not path.name.startswith("_")
        for name in re.findall(r"^(?:import|from) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    return imported - set(sys.stdlib_module_names)


def required_by(name: str) -> set[str]:
    """The names of the packages that this one always brings with it."""
    requirements = map(Requirement, requires(name) or [])
    return {each.name for each in requirements if each.marker is None or each.marker.evaluate({"extra": ""})}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_and_the_lesson_save_install_what_the_examples_import(language: str) -> None:
    installed = installed_by_the_page()
    brought = {"numpy", *required_by("matplotlib"), *required_by("scikit-learn")}
    (of_save,) = [
        set(body.removeprefix("pip install ").split())
        for body in bodies("save", language, "bash")
        if body.startswith("pip install ") and "onnxruntime" in body
    ]
    packages = {"sklearn": "scikit-learn", "PIL": "pillow", "ai_edge_litert": "ai-edge-litert"}
    # `photo` is the program that the lesson your-own puts together.
    needed = {packages.get(name, name) for name in imported_by_the_examples() - {"photo"}}
    assert needed <= installed | brought | of_save
    # TensorFlow is the examples' backend, which no script imports.
    assert installed - {"tensorflow"} <= needed


@claims("install", vi="Dòng thứ hai in ra phiên bản của Keras", en="The second line prints the version of Keras")
def test_the_check_s_second_line_prints_the_version_that_the_page_shows(
    check: subprocess.CompletedProcess[str],
) -> None:
    assert commands(1) == ["source .venv/bin/activate", f'python -c "{CHECK}"']
    assert check.returncode == 0
    assert check.stdout.splitlines()[0] == version("keras")


@claims("install", vi="có thể với phiên bản mới hơn", en="Your version may be newer")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_version_on_the_page_is_todays_or_an_older_one_of_the_same_keras(language: str) -> None:
    (fence,) = page("install", language).fences_of("text")
    there, today = Version(fence.body), Version(version("keras"))
    remedy = f"docs/{language}/install.md:{fence.line + 1}: shows {there}; write {today}"
    assert there <= today, remedy
    assert there.major == today.major, remedy


@claims(
    "install",
    vi="dòng bắt đầu bằng WARNING: All log messages before absl::InitializeLog() và các dòng bắt đầu bằng chữ I",
    en="one that begins with WARNING: All log messages before absl::InitializeLog(), and some that begin with an I",
)
@pytest.mark.skipif(sys.platform != "linux", reason="TensorFlow says less on other systems")
def test_tensorflow_says_as_it_starts_what_the_page_calls_no_error(check: subprocess.CompletedProcess[str]) -> None:
    assert "WARNING: All log messages before absl::InitializeLog()" in check.stderr
    assert re.search(r"^I\d+ ", check.stderr, re.MULTILINE)


@claims(
    "install",
    vi="Dòng có cụm GPU will not be used chỉ nói rằng TensorFlow sẽ tính trên CPU",
    en="The line GPU will not be used only says that TensorFlow will compute on the CPU",
)
@pytest.mark.skipif(
    sys.platform != "linux" or Path("/dev/nvidiactl").exists(), reason="needs Linux without an NVIDIA card"
)
def test_tensorflow_says_that_it_will_not_use_a_gpu(check: subprocess.CompletedProcess[str]) -> None:
    assert "GPU will not be used" in check.stderr


@claims(
    "install",
    vi="máy có JAX hoặc PyTorch mà không có TensorFlow cũng thiếu backend",
    en="on a machine that has JAX or PyTorch but no TensorFlow, the backend is missing as well",
)
def test_keras_does_not_look_for_another_backend(keras_alone: Path) -> None:
    (keras_alone / "jax.py").touch()
    (keras_alone / "torch.py").touch()
    assert last_line_of_import_without_backend(keras_alone) == no_module("tensorflow")


@claims(
    "install",
    vi="nếu backend bạn chọn chưa được cài, Keras không lấy backend khác thay thế",
    en="if the backend that you chose isn't installed, Keras doesn't use another one instead",
)
def test_a_backend_that_is_not_installed_is_not_replaced(keras_alone: Path) -> None:
    tensorflow = Path(sysconfig.get_path("purelib")) / "tensorflow"
    (keras_alone / "tensorflow").symlink_to(tensorflow)
    assert last_line_of_import_without_backend(keras_alone, KERAS_BACKEND="jax") == no_module("jax")


@claims(
    "install",
    vi="tên phải viết là torch; viết pytorch thì Keras không nhận ra",
    en="the name must be torch; pytorch is a backend that Keras doesn't know",
)
def test_pytorch_is_called_torch(keras_alone: Path) -> None:
    message = last_line_of_import_without_backend(keras_alone, KERAS_BACKEND="pytorch")
    assert message == "ValueError: Unable to import backend : pytorch"
    assert last_line_of_import_without_backend(keras_alone, KERAS_BACKEND="torch") == no_module("torch")


@claims(
    "install",
    vi="Nếu được đặt sau khi đã import keras, biến không có tác dụng",
    en="Set after import keras, it has no effect",
)
def test_the_backend_does_not_change_after_the_import(check: subprocess.CompletedProcess[str]) -> None:
    assert check.stdout.splitlines()[1] == "tensorflow"


@claims("install", vi="pip sẽ cài thêm các thư viện CUDA", en="pip then installs the CUDA libraries too")
def test_tensorflow_comes_with_cuda_where_it_is_asked_for() -> None:
    assert "and-cuda" in (metadata("tensorflow").get_all("Provides-Extra") or [])


@claims(
    "install",
    vi="Để xem TensorFlow thấy những GPU nào, hãy chạy import tensorflow as tf, rồi "
    'tf.config.list_physical_devices("GPU")',
    en='To see which GPUs TensorFlow finds, run import tensorflow as tf, then tf.config.list_physical_devices("GPU")',
)
def test_tensorflow_lists_the_gpus_that_it_sees(check: subprocess.CompletedProcess[str]) -> None:
    assert check.stdout.splitlines()[2] == "list"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_calls_the_links_under_a_code_block_by_their_names(language: str) -> None:
    labels = next(entry for entry in PROJECT.languages if entry.code == language).labels
    for name in ("files", "notebook", "colab"):
        assert f"“{labels[name]}”" in page("install", language).text.partition("{ #colab }")[2]


@claims("install", vi="Bạn có thể chạy lại chúng theo ba cách", en="You can run them yourself in three ways")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_ways_to_run_the_examples_are_listed(language: str) -> None:
    assert len(re.findall(r"^- \*\*", section("install", language, "run"), re.MULTILINE)) == 3


@claims("install", vi="Mỗi tệp chạy được một mình", en="Each file runs on its own")
@pytest.mark.parametrize("path", ["examples/sequential.py", "examples/train.py"])
def test_the_examples_need_nothing_of_the_project(path: str) -> None:
    assert not re.search(r"^(?:import|from) (?:docs|examples|tests)\b", (ROOT / path).read_text(encoding="utf-8"), re.M)
