"""What one process can prove of `train_together.py`; `test_scale_record.py` tests the recorded runs of several."""

import socket
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from examples.runner.quiet import import_keras
from examples.runner.stand_in import stand_in_digits
from tests.support.claims import claims
from tests.support.digits import DIGITS
from tests.support.programs import ROOT

pytestmark = pytest.mark.keras

PROGRAM = ROOT / "examples/programs/train_together.py"
IMAGES = 1350


@pytest.fixture(scope="module")
def imported() -> ModuleType:
    """The program, imported beside this process' own backend."""
    import_keras()
    with pytest.MonkeyPatch.context() as patch:
        # It chooses JAX for itself.
        patch.setenv("KERAS_BACKEND", "jax")
        spec = spec_from_file_location("train_together", PROGRAM)
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
    return module


@pytest.fixture
def program(imported: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The program in a folder of its own, where it trains on the stand-in digits."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(import_keras().datasets.mnist, "load_data", stand_in_digits)
    return imported


def losses(output: str) -> dict[int, float]:
    """The printed losses, by their epochs."""
    lines = [line.split() for line in output.splitlines() if "loss" in line]
    return {int(line[3]): float(line[5]) for line in lines}


def said(program: ModuleType, *arguments: str) -> str:
    """The line with which the program refuses these arguments."""
    with pytest.raises(SystemExit) as refusal:
        program.read_arguments(arguments)
    return str(refusal.value)


def own_address(program: ModuleType, address: str, rank: int) -> str:
    """The line with which a worker refuses an address."""
    with pytest.raises(SystemExit) as refusal:
        program.check_address(address, rank)
    return str(refusal.value)


# The order of the images


@claims(
    "scale",
    vi="Thứ tự của 54.000 ảnh chỉ phụ thuộc vào hạt giống ngẫu nhiên (random seed) và số epoch. Mỗi worker tự tính ra"
    " cùng một thứ tự, cắt nó thành các lô, rồi lấy phần của mình trong mỗi lô",
    en="The order of the 54,000 images depends on nothing but the random seed (hạt giống ngẫu nhiên) and the epoch."
    " Each worker computes the same order, cuts it into batches, and takes its own part of each batch",
)
@claims(
    "scale",
    vi="Với 4 worker thay vì 2, lô đầu tiên của epoch đầu tiên gồm những ảnh nào?",
    en="With 4 workers in place of 2, which images are in the first batch of the first epoch?",
)
@claims(
    "scale",
    vi="Vẫn 240 ảnh ấy, chia thành 4 phần",
    en="The same 240 images, in 4 parts",
)
@claims(
    "scale",
    vi="240 ảnh khác, vì reshape chia khác đi",
    en="Another 240 images, as reshape divides them differently",
)
@claims(
    "scale",
    vi="480 ảnh, vì có gấp đôi số worker | Kích thước của cả lô giữ nguyên; mỗi phần nhỏ đi còn một nửa",
    en="480 images, as there are twice as many workers | The whole batch stays as it is; each part is half as large",
)
@pytest.mark.parametrize("workers", [2, 3, 4, 6])
def test_the_workers_parts_of_a_batch_make_the_batch_of_a_single_worker(program: ModuleType, workers: int) -> None:
    batches = program.choose_part(IMAGES, 0, 1, 0).reshape(-1, program.BATCH)
    parts = [program.choose_part(IMAGES, 0, workers, rank).reshape(len(batches), -1) for rank in range(workers)]
    assert np.array_equal(np.concatenate(parts, axis=1), batches)
    assert len(np.unique(batches)) == batches.size == IMAGES // program.BATCH * program.BATCH


def test_the_order_of_the_images_depends_on_seed_and_epoch_alone(
    program: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = program.choose_part(IMAGES, 1, 2, 0)
    np.random.default_rng().random()
    assert np.array_equal(program.choose_part(IMAGES, 1, 2, 0), first)
    assert not np.array_equal(program.choose_part(IMAGES, 2, 2, 0), first)
    monkeypatch.setattr(program, "SEED", 1)
    assert not np.array_equal(program.choose_part(IMAGES, 1, 2, 0), first)


# The gradient of a batch


def step(program: ModuleType, images: Sequence[int]) -> list[np.ndarray]:
    """How far one step on these images, of plain gradient descent with the rate 1, moves each weight."""
    keras = import_keras()
    keras.utils.set_random_seed(42)
    model = program.build_model()
    model.compile(loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.SGD(1.0))
    before = model.get_weights()
    model.train_on_batch(DIGITS.train_images[images], DIGITS.train_labels[images])
    return [there - here for here, there in zip(before, model.get_weights(), strict=True)]


def test_the_mean_of_two_halves_gradients_is_that_of_the_whole_batch(program: ModuleType) -> None:
    whole = step(program, range(240))
    halves = zip(step(program, range(120)), step(program, range(120, 240)), strict=True)
    for one, (first, second) in zip(whole, halves, strict=True):
        assert (first + second) / 2 == pytest.approx(one, abs=1e-6)
        assert abs(first - second).max() > 1e-4


# Trained, stopped and resumed


def test_a_program_started_again_goes_on_as_if_it_had_never_stopped(
    program: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_stop = program.train(1, 0)
    expected = losses(capsys.readouterr().out)
    assert list(expected) == [1, 2, 3]
    assert expected[3] < expected[1]
    program.CHECKPOINT.unlink()
    monkeypatch.setattr(program, "EPOCHS", 1)
    program.train(1, 0)
    monkeypatch.setattr(program, "EPOCHS", 3)
    resumed = program.train(1, 0)
    assert losses(capsys.readouterr().out) == pytest.approx(expected, abs=1e-6)
    for one, other in zip(without_stop.get_weights(), resumed.get_weights(), strict=True):
        assert one == pytest.approx(other, abs=1e-6)


class Interrupted:
    """A network whose saving ends in the middle."""

    def save(self, path: Path) -> None:
        path.write_text("half of it", encoding="utf-8")
        raise KeyboardInterrupt


@claims(
    "scale",
    vi="Trong mọi trường hợp mà đĩa của rank 0 không hỏng, checkpoint cuối cùng vẫn còn",
    en="As long as rank 0's disk is sound, none of these cases loses the last good checkpoint",
)
def test_a_worker_that_ends_while_it_saves_leaves_the_last_checkpoint(program: ModuleType) -> None:
    program.CHECKPOINT.write_text("whole", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        program.save(Interrupted(), 0)
    assert program.CHECKPOINT.read_text(encoding="utf-8") == "whole"


@claims(
    "scale",
    vi="Mọi worker cùng gọi save, mỗi worker ghi ra một tệp riêng, dù chỉ tệp của rank 0 được giữ",
    en="All workers call save, each with a file of its own, although only that of rank 0 is kept",
)
def test_only_rank_0_replaces_the_checkpoint(program: ModuleType) -> None:
    model = program.build_model()
    program.save(model, 1)
    assert not program.CHECKPOINT.exists()
    program.save(model, 0)
    assert program.CHECKPOINT.exists()


# What the workers say


@claims(
    "scale",
    vi="chương trình nhận ba đối số: địa chỉ ấy kèm số cổng, số worker, và rank",
    en="the program takes three arguments: that address with a port, the number of workers, and the rank",
)
@claims(
    "scale",
    vi="Không có đối số nào thì nó học một mình",
    en="Without arguments, it trains alone",
)
def test_without_arguments_it_trains_alone(program: ModuleType) -> None:
    assert program.read_arguments([]) == ("", 1, 0)
    assert program.read_arguments(["127.0.0.1:9911", "2", "1"]) == ("127.0.0.1:9911", 2, 1)


@pytest.mark.parametrize(
    "arguments", [["2"], ["127.0.0.1", "2", "0"], ["127.0.0.1:99111", "2", "0"], ["a:1", "b", "0"]]
)
def test_arguments_that_it_cannot_read_are_answered_with_how_to_write_them(
    program: ModuleType, arguments: list[str]
) -> None:
    line = said(program, *arguments)
    assert line.startswith("write: python train_together.py ADDRESS:PORT WORKERS RANK")
    assert "\n" not in line


def test_a_rank_that_there_is_not_is_refused(program: ModuleType) -> None:
    assert said(program, "127.0.0.1:9911", "2", "2").startswith("rank 2: 2 workers have ranks 0 to 1; ")


@claims(
    "scale",
    vi="Vì vậy, chương trình sắp viết chỉ nhận kích thước lô chia hết cho số máy, và bỏ lô cuối cùng nếu lô ấy thiếu"
    " ảnh",
    en="So the program that we are going to write only takes a batch size that the number of machines divides, and"
    " leaves out the last batch if that is short of images",
)
def test_a_batch_that_does_not_divide_among_the_workers_is_refused(program: ModuleType) -> None:
    assert said(program, "127.0.0.1:9911", "7", "0").startswith("rank 0: a batch of 240 images has no 7 equal parts; ")


def test_a_batch_that_does_not_divide_among_the_devices_is_refused(
    program: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program.jax, "device_count", lambda: 7)
    with pytest.raises(SystemExit, match="a batch of 240 images has no 7 equal parts; change BATCH"):
        program.share_devices()


@claims(
    "scale",
    vi="Worker có rank 0 thử mở cổng, vì cổng có thể đã có chương trình khác dùng",
    en="The one of rank 0 tries to open the port, which another program may have taken",
)
def test_a_port_in_use_is_refused(program: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostbyname", lambda _: "127.0.0.1")
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"
        assert own_address(program, address, 0).startswith(f"rank 0 can't use {address}: Address already in use; ")
        # Only rank 0 listens there.
        program.check_address(address, 1)
    program.check_address(address, 0)


@claims(
    "scale",
    vi="Debian và Ubuntu thường ghi 127.0.1.1 trong /etc/hosts, một địa chỉ mà máy khác không gọi được",
    en="Debian and Ubuntu usually have 127.0.1.1 in /etc/hosts, which no other machine can call",
)
def test_a_machine_whose_name_leads_to_itself_is_refused_among_others(
    program: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = {"10.0.0.5": "10.0.0.5", socket.gethostname(): "127.0.1.1"}
    monkeypatch.setattr(socket, "gethostbyname", addresses.__getitem__)
    line = own_address(program, "10.0.0.5:9911", 1)
    assert line.startswith("rank 1: this machine's name leads to 127.0.1.1, where no other machine reaches it; ")


@claims(
    "scale",
    vi="hoặc tự chép checkpoint.keras của rank 0 sang máy kia trước khi chạy lại",
    en="or copy rank 0's checkpoint.keras to the other machine before you start again",
)
@claims(
    "scale",
    vi="các worker có checkpoint khác nhau | ngay sau khi gặp nhau",
    en="the workers have different checkpoints | right after they have met",
)
def test_workers_with_different_checkpoints_are_refused(program: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def differ(_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(program.multihost_utils, "assert_equal", differ)
    with pytest.raises(SystemExit, match=r"^the workers' checkpoint\.keras differ; give all of them rank 0's, or"):
        program.resume()


def test_the_last_of_the_last_words_is_said(program: ModuleType) -> None:
    arguments = [sys.executable, "-c", program.SPEAK]
    ended = subprocess.run(arguments, input="first\nlast\n", capture_output=True, text=True, timeout=60, check=True)
    assert (ended.stdout, ended.stderr) == ("", "last\n")
