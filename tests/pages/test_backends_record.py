"""What the page `backends` says of its scripts, and of their recorded runs on MNIST."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from tests.support.claims import claims
from tests.support.interpreters import BACKENDS
from tests.support.programs import PROJECT, script
from tests.support.reading import LANGUAGES, bodies, plain, recorded, recorded_value

SCRIPT, SOLUTIONS = "backends", "solutions/backends"
BATCH = 128


def value(name: str, of: str = SCRIPT) -> Any:  # noqa: ANN401
    return recorded_value(of, name)


def code(cell: str, of: str = SCRIPT) -> str:
    return script(of).cell(cell).code


def printed(cell: str, of: str = SCRIPT) -> str:
    return plain(recorded(of)[cell].text).strip()


def rows(cell: str) -> Mapping[str, list[str]]:
    """What a cell prints of each backend, by its name."""
    lines = [line.split() for line in printed(cell).splitlines()]
    return {name: columns for name, *columns in lines if name in BACKENDS}


# Set-up


def the_fence(start: str, kind: str, language: str) -> str:
    """The page's one fence of that kind that begins so."""
    (body,) = [body for body in bodies("backends", language, kind) if body.startswith(start)]
    return body


@pytest.mark.parametrize("language", LANGUAGES)
@claims(
    "backends",
    vi="Một script, ba backend",
    en="One script, three backends",
)
@claims(
    "backends",
    vi="Bạn đã có TensorFlow. Hãy cài thêm hai backend kia: Địa chỉ ở dòng thứ hai là nơi có bản PyTorch chỉ dùng CPU.",
    en="You have TensorFlow already. Install the other two: The address in the second line is where to find the build "
    "of PyTorch that uses the CPU alone.",
)
def test_the_page_installs_the_two_backends_that_the_course_does_without(language: str) -> None:
    jax, torch = the_fence("pip install jax", "bash", language).splitlines()
    assert jax == "pip install jax"
    assert torch.split()[:3] == ["pip", "install", "torch"]
    assert torch.endswith(" https://download.pytorch.org/whl/cpu")
    assert set(BACKENDS) - {"tensorflow"} == {"jax", "torch"}


@claims(
    "backends",
    vi="Không cài được cả hai cũng không sao: script tự tìm xem máy có backend nào, và các bảng chỉ thiếu hàng của "
    "những backend không có. Trên Colab, cả ba đã có sẵn.",
    en="If you can't install both, never mind: the script finds out which backends there are, and the tables just lack "
    "the rows of the others. On Colab, all three are there already.",
)
@claims(
    "backends",
    vi="find_spec cho biết một gói đã được cài hay chưa, mà không phải nhập nó.",
    en="find_spec tells whether a package is installed, without importing it.",
)
def test_the_script_runs_on_the_backends_that_are_installed() -> None:
    assert '    for name in ["tensorflow", "jax", "torch"]\n    if find_spec(name)\n' in code("other-processes")
    for cell in ("start-up", "each-backend", "elsewhere"):
        assert "for name in backends" in code(cell)


# keras.ops


@claims(
    "backends",
    vi="Ba số mới cộng lại bằng bao nhiêu?",
    en="What do the three new numbers add up to?",
)
def test_the_cell_gives_ops_three_numbers_and_shows_a_tensor_of_tensorflow() -> None:
    kind, array = printed("ops").splitlines()
    assert kind == "<class 'tensorflow.python.framework.ops.EagerTensor'>"
    assert array == "<class 'numpy.ndarray'> [0. 0. 3.]"
    assert len(re.findall(r"-?\d\.\d", code("ops").splitlines()[0])) == 3
    assert "ops.maximum(sums, 0)" in code("ops")
    assert not hasattr(np, "softmax")


# The loop


@claims(
    "backends",
    vi="mỗi bước lấy 128 ảnh tiếp theo: tất cả 421 bước. 112 ảnh cuối không đủ một lô nên bị bỏ qua",
    en="each step takes the next 128 of them: 421 steps in all. The last 112 images are too few for a batch and are "
    "left out",
)
def test_the_loop_takes_421_batches_and_leaves_112_images_out() -> None:
    (images, *_), *_ = value("set-shapes")
    assert value("steps") == images // BATCH == 421
    assert value("left-out") == images % BATCH == 112
    assert "range(len(order) // 128)" in code("loop")


@claims(
    "backends",
    vi="Sau một lượt ấy, giá trị mất mát đã giảm nhiều.",
    en="After this one pass, the loss is much smaller.",
)
def test_the_loop_learns() -> None:
    losses = [float(loss) for loss in re.findall(r"loss (\S+)", printed("loop"))]
    assert losses[-1] < losses[0] / 3
    assert value("loop-accuracy") > 0.9


@claims(
    "backends",
    vi="huấn luyện hai mạng xen kẽ, đổi dữ liệu giữa chừng, dừng ở một bước nào đó để xem",
    en="to train two networks by turns, to change the data along the way, to stop at some step and look",
)
def test_the_loop_is_python_s_own() -> None:
    assert code("loop").count("train_on_batch(") == 1
    assert "for step in range(" in code("loop")


# Measuring


@claims(
    "backends",
    vi="ba hạt giống ngẫu nhiên (random seed), mỗi hạt giống một mạng, mỗi mạng ba epoch.",
    en="three random seeds (hạt giống ngẫu nhiên), a network for each seed, three epochs for each network.",
)
@claims(
    "backends",
    vi="Tổng cộng là chín mạng, nên bạn hãy chờ một lúc.",
    en="That makes nine networks, so wait a while for this cell.",
)
@claims(
    "backends",
    vi="Mỗi backend, ba mạng Bây giờ, portable.py chạy trên từng backend.",
    en="Three networks on each backend Now portable.py runs under each backend.",
)
def test_three_seeds_are_trained_for_three_epochs_under_each_of_three_backends() -> None:
    assert "for seed in [1, 2, 3]:\n" in code("train")
    assert "for _ in range(3):\n" in code("train")
    assert len(value("seeds-accuracies")) == 3
    assert 3 * len(value("accuracies")) == 9


@claims(
    "backends",
    vi="Ô này đổi nó ra megabyte. Hệ điều hành khác không có tệp ấy, nên ở đó ô chỉ để lại dấu hỏi.",
    en="This cell turns it into megabytes. Other systems have no such file, so there the cell leaves a question mark.",
)
def test_the_memory_is_in_megabytes_or_a_question_mark() -> None:
    assert code("memory").startswith('memory = "?"\n')
    # Linux counts in 1,024 bytes.
    assert "kilobytes = 1.024 * " in code("memory")
    assert "{kilobytes / 1000:.0f}" in code("memory")


def test_the_row_of_this_backend_has_the_columns_that_the_page_names() -> None:
    ((name, columns),) = rows("report").items()
    mean, lowest, highest, first, later, memory = map(float, columns)
    accuracies = value("seeds-accuracies")
    assert name == "tensorflow"
    assert [mean, lowest, highest] == [
        round(number, 4) for number in (np.mean(accuracies), min(accuracies), max(accuracies))
    ]
    assert first > 0
    assert later > 0
    assert memory > 100


# One script


@pytest.mark.parametrize("language", LANGUAGES)
@claims(
    "backends",
    vi="Trong script không có tên backend nào. Hãy tải nó về, rồi chạy ba lần, mỗi lần với một giá trị của "
    "KERAS_BACKEND.",
    en="No backend's name is in it. Download it, and run it three times, each time with another value of "
    "KERAS_BACKEND.",
)
def test_the_same_program_is_run_three_times_and_names_no_backend(language: str) -> None:
    lines = the_fence("KERAS_BACKEND=", "text", language).splitlines()
    assert lines == [f"KERAS_BACKEND={name} python portable.py" for name in BACKENDS]
    for cell in PROJECT.programs["portable.py"].cells:
        assert not re.search("tensorflow|jax|torch", code(cell.cell))


# Start-up


@claims(
    "backends",
    vi="Ô sau chỉ làm việc ấy, hai lần cho mỗi backend, và giữ lần nhanh hơn.",
    en="The next cell does just that, twice for each backend, and keeps the faster time.",
)
@claims(
    "backends",
    vi="JAX và PyTorch không in dòng nào.",
    en="JAX and PyTorch print none.",
)
def test_tensorflow_alone_writes_lines_as_it_starts() -> None:
    assert "for _ in range(2):\n" in code("start-up")
    assert "min(seconds)" in code("start-up")
    lines = {name: number for name, (_, number) in value("started").items()}
    assert lines.pop("tensorflow") > 0
    assert set(lines.values()) == {0}


@claims(
    "backends",
    vi="Nhưng phần lớn các dòng vẫn còn: chúng được in trước khi phần ghi thông báo của TensorFlow sẵn sàng, nên biến "
    "ấy không ngăn được.",
    en="But most of the lines are still there: they are printed before TensorFlow's logging is ready, so the variable "
    "can't hold them back.",
)
def test_the_variable_removes_some_of_tensorflow_s_lines() -> None:
    _, lines = value("started")["tensorflow"]
    assert lines / 2 < value("quiet-lines") < lines
    assert 'log_level="3"' in code("messages")


# Each backend


@claims(
    "backends",
    vi="Độ chính xác thì như nhau, trừ những chữ số lẻ cuối. Ba trung bình chênh nhau ít hơn mức chênh giữa các hạt "
    "giống của cùng một backend. Chúng không giống hệt",
    en="The accuracies agree, but not to the last decimal. The three means are less far apart than the seeds of a "
    "single backend. They aren't identical",
)
@claims(
    "backends",
    vi="Độ chính xác trên ba backend có giống hệt nhau không?",
    en="Is the accuracy under the three backends exactly the same?",
)
@claims(
    "backends",
    vi="trung bình của một backend nhỉnh hơn hai backend kia. Vậy mạng học tốt hơn trên backend ấy?",
    en="the mean of one backend is slightly higher than those of the other two. So does the network learn better under "
    "it?",
)
@claims(
    "backends",
    vi="Ba backend tính cùng những công thức, nên cũng không có lý do gì để chờ đợi một backend học tốt hơn. Sai, vì "
    "ba backend phải cho đúng cùng một con số",
    en="The three backends compute the same formulas, so there is no reason to expect one of them to learn better. No, "
    "as the three backends have to give exactly the same number",
)
def test_the_backends_differ_by_less_than_their_seeds_do() -> None:
    accuracies = value("accuracies")
    means = [mean for mean, _, _ in accuracies.values()]
    assert 0 < max(means) - min(means) < max(highest - lowest for _, lowest, highest in accuracies.values())


@claims(
    "backends",
    vi="Ở đây JAX nhanh nhất, và PyTorch chậm nhất ở các epoch sau.",
    en="Here JAX is the fastest, and PyTorch is the slowest in the later epochs.",
)
def test_jax_is_the_fastest_and_pytorch_the_slowest() -> None:
    later = {name: seconds for name, (_, seconds) in value("epochs").items()}
    assert len(later) == 3
    assert min(later, key=later.__getitem__) == "jax"
    assert max(later, key=later.__getitem__) == "torch"


@claims(
    "backends",
    vi="Epoch đầu được ghi riêng, vì trong đó backend còn phải chuẩn bị: TensorFlow dựng đồ thị (graph) các phép tính, "
    "JAX biên dịch chúng.",
    en="The first epoch is noted apart, because in it the backend still has to get ready: TensorFlow builds a graph "
    "(đồ thị) of the calculations, JAX compiles them.",
)
@claims(
    "backends",
    vi="nên không có gì phải chuẩn bị, và epoch đầu cũng lâu chừng các epoch sau.",
    en="so there is nothing to get ready, and the first epoch takes about as long as the later ones.",
)
def test_the_first_epoch_takes_longer_except_on_pytorch() -> None:
    ratios = {name: first / later for name, (first, later) in value("epochs").items()}
    assert 0.5 < ratios.pop("torch") < 1.5
    assert min(ratios.values()) > 1.2


# Saved here, loaded there


@claims(
    "backends",
    vi="portable.py đã lưu ba mạng: tensorflow.keras, jax.keras và torch.keras.",
    en="portable.py has saved three networks: tensorflow.keras, jax.keras and torch.keras.",
)
@claims(
    "backends",
    vi="Mỗi backend nạp cả ba tệp. Xác suất lệch nhau nhiều nhất bao nhiêu: không lệch chút nào, chừng một phần triệu, "
    "hay chừng một phần trăm? Chừng một phần triệu, và chỉ vì mỗi backend cộng các số thực (float) theo thứ tự riêng.",
    en="Each backend loads all three files. How far apart are the probabilities at most: not at all, about a "
    "millionth, or about a hundredth? About a millionth, and only because each backend adds floats (số thực) in an "
    "order of its own.",
)
def test_what_one_backend_saved_another_loads_with_the_same_answers() -> None:
    assert 'model.save(f"{backend}.keras")' in code("save")
    assert 'for name in ["tensorflow", "jax", "torch"]:\n' in code("load")
    assert sorted(value("differences")) == sorted(BACKENDS)
    assert all(0 < difference < 5e-6 for difference in value("differences").values())


# Traps


@claims(
    "backends",
    vi="Ba cái bẫy Keras che đi gần hết những chỗ khác nhau. Phần còn lại lộ ra khi bạn cầm trong tay một tensor của "
    "backend. Ô sau thử ba việc:",
    en="Three traps Keras hides nearly all of the differences. The rest shows when you hold a tensor of the backend in "
    "your hands. The next cell tries three things:",
)
@claims(
    "backends",
    vi="look_beyond đọc số ở vị trí 5 của một tensor chỉ có ba số.",
    en="look_beyond reads the number at position 5 of a tensor that has only three.",
)
@claims(
    "backends",
    vi="Còn ba cái bẫy:",
    en="Now the three traps:",
)
def test_each_backend_falls_into_the_traps_that_the_page_says() -> None:
    assert "for trap in [change, find_digit, look_beyond]:\n" in code("traps")
    assert "ops.arange(3)[5]" in code("traps")
    assert value("traps") == {
        "tensorflow": ["error", "works", "error"],
        "jax": ["error", "works", "2"],
        "torch": ["works", "error", "error"],
    }


@claims(
    "backends",
    vi="hai ô vừa rồi thành chương trình thứ hai, loaded.py:",
    en="the last two cells become the second program, loaded.py:",
)
def test_the_second_program_has_the_two_cells() -> None:
    cells = [cell.cell for cell in PROJECT.programs["loaded.py"].cells]
    assert cells[-2:] == ["load", "traps"]
    assert 'run(name, "loaded.py")' in code("elsewhere")


@claims(
    "backends",
    vi="hãy thay dòng np.argmax(loaded(X_val[:1])) bằng ops.argmax(loaded(X_val[:1])), và dòng numbers[0] = 1 bằng "
    "numbers = ops.slice_update(numbers, [0], ops.ones(1)).",
    en="change the line np.argmax(loaded(X_val[:1])) to ops.argmax(loaded(X_val[:1])), and the line numbers[0] = 1 to "
    "numbers = ops.slice_update(numbers, [0], ops.ones(1)).",
)
@claims(
    "backends",
    vi="rồi chạy nó với từng backend như đã chạy portable.py: lần này, hai việc ấy phải chạy được ở mọi nơi.",
    en="and run it with each backend as you ran portable.py: this time, both have to work everywhere.",
)
def test_two_of_the_traps_have_a_way_that_works_everywhere() -> None:
    # test_backends_portable.py runs these ways under each backend.
    assert "numbers[0] = 1\n" in code("traps")
    assert "np.argmax(loaded(X_val[:1]))\n" in code("traps")


# The test set


@claims(
    "backends",
    vi="Con số này thấp hơn một chút so với trên tập kiểm định, vì hai tập có những ảnh khác nhau.",
    en="It is slightly lower than on the validation set, because the two sets have different images.",
)
def test_the_last_network_meets_the_test_set_once() -> None:
    assert "evaluate(\n    X_test, y_test" in code("evaluate")
    validated = value("seeds-accuracies")[-1]
    assert validated - 0.01 < value("test-accuracy") < validated


# Exercises


@claims(
    "backends",
    vi="số âm thành 0, số lớn hơn 6 thành 6, còn lại giữ nguyên.",
    en="negative numbers become 0, numbers above 6 become 6, the others stay as they are.",
)
@claims(
    "backends",
    vi="Nếu viết bằng np.clip, hàm vẫn cho đúng bốn số ấy, nhưng mạng không xây dựng hay không huấn luyện được.",
    en="Written with np.clip, the function still gives the right four numbers, but the network can't be built, or "
    "can't be trained.",
)
def test_the_activation_is_limited_on_both_sides() -> None:
    assert "return ops.clip(inputs, 0, 6)\n" in code("limited", SOLUTIONS)
    given = [float(number) for number in re.findall(r"-?\d+\.\d", code("limited", SOLUTIONS))]
    assert len(given) == 4
    assert printed("limited", SOLUTIONS) == str(np.clip(np.array(given), 0, 6))


@claims(
    "backends",
    vi="Còn. Keras ghi các đối số của __init__ vào config.json, cùng với tên của lớp.",
    en="It does. Keras writes the arguments of __init__ into config.json, along with the layer's name.",
)
def test_the_loaded_layer_knows_where_it_started() -> None:
    start, slopes = printed("saved", SOLUTIONS).splitlines()
    assert start == "0.25"
    assert slopes == "[0.25 0.25 0.25 0.25]"


@claims(
    "backends",
    vi="Xây dựng hai mạng fitted và looped với cùng trọng số ban đầu. Huấn luyện mạng đầu bằng fit, mạng sau bằng vòng "
    "lặp, với cùng 2.000 ảnh, lô 128 ảnh, hai epoch. Trọng số của hai mạng chênh nhau nhiều nhất bao nhiêu?",
    en="Build two networks, fitted and looped, with the same initial weights. Train one with fit and the other with a "
    "loop, on the same 2,000 images, in batches of 128, for two epochs. How far apart are their weights at most?",
)
@claims(
    "backends",
    vi="gap gần bằng 0, nên hai mạng đã đi cùng một con đường. Một epoch ở đây là 16 bước: 15 lô 128 ảnh và một lô 80 "
    "ảnh.",
    en="gap is close to 0, so both networks have gone the same way. An epoch here has 16 steps: 15 batches of 128 "
    "images, and one of 80.",
)
def test_the_loop_goes_the_way_of_fit() -> None:
    text = code("loop", SOLUTIONS)
    steps, gap = printed("loop", SOLUTIONS).splitlines()
    assert steps == f"steps: {2 * 16}"
    assert float(gap.rpartition(" ")[2]) < 1e-6
    assert "epochs=2,\n" in text
    assert "shuffle=False,\n" in text
    assert divmod(2000, BATCH) == (15, 80)


@claims(
    "index",
    vi="Muốn so sánh các backend, bạn có bài Một script, ba backend: cùng một script chạy trên cả ba.",
    en="To compare the backends, there is the lesson One script, three backends: the same script runs on all three.",
)
@claims(
    "install",
    vi="Bài Một script, ba backend so sánh cả ba.",
    en="The lesson One script, three backends compares all three.",
)
@claims(
    "backends",
    vi="Bạn đã có một script chạy trên ba backend, và biết mỗi epoch mất bao lâu.",
    en="You have a script that runs under three backends, and you know how long an epoch takes.",
)
def test_each_backend_has_its_row_with_seconds() -> None:
    assert sorted(rows("each-backend")) == sorted(BACKENDS)
