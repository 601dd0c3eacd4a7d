"""What the page `faster` says of its script and of its recorded run on MNIST.

Times differ from machine to machine and from run to run, so the page tells orders of magnitude, and so do these tests.
"""

import re
from collections.abc import Sequence
from statistics import mean, median
from typing import Any

import pytest

from tests.support.claims import claims
from tests.support.programs import script
from tests.support.reading import LANGUAGES, plain, recorded, recorded_value, section

SCRIPT, SOLUTIONS = "faster", "solutions/faster"
IMAGES, SMALL, MIDDLE, LARGE = 10_240, 32, 128, 512
EPOCHS = 3
# Below this ratio the page says that a way gains nothing to speak of.
GAINS_LITTLE = 1.3


def value(name: str, of: str = SCRIPT) -> Any:  # noqa: ANN401
    return recorded_value(of, name)


def printed(cell: str, of: str = SCRIPT) -> str:
    return plain(recorded(of)[cell].text).strip()


def code(cell: str, of: str = SCRIPT) -> str:
    return script(of).cell(cell).code


def ratios(name: str) -> Sequence[float]:
    """How many times as fast as `plain`: each measurement."""
    found: Sequence[float] = value("ratios")[name]
    return found


def ratio(name: str) -> float:
    """The middle one of them."""
    return median(ratios(name))


def accuracy(name: str) -> float:
    """The mean accuracy of the seeds on the validation set."""
    found: float = mean(value("accuracies")[name])
    return found


def step_ms(batch_size: int) -> float:
    found: float = value("step-ms")[str(batch_size)]
    return found


def parts() -> tuple[float, float]:
    """The milliseconds of a step's fixed part, and of an image."""
    return value("fixed-ms"), value("image-ms")


# Set-up


@claims(
    "faster",
    vi="Phần nhập thư viện có time, để đo, os và platform, để hỏi máy, và tensorflow, vì một đường ống dữ liệu ở dưới "
    "là của TensorFlow. Bài này cần backend ấy.",
    en="The imports have time, to measure with, os and platform, to ask about the machine, and tensorflow, because one "
    "data pipeline below is TensorFlow's. This lesson needs that backend.",
)
def test_the_imports_are_for_what_the_page_says() -> None:
    imports = code("imports")
    assert {"import os", "import platform", "import time", "import tensorflow as tf"} <= set(imports.splitlines())
    assert "time.perf_counter()" in code("seconds")
    assert "platform." in code("device")
    assert "os.cpu_count()" in code("device")
    assert "tf.data" in code("tf-data")


@claims(
    "faster",
    vi="Để đo cho nhanh, mạng chỉ học 10.240 ảnh đầu của tập huấn luyện (training set). Số ấy chia hết cho mọi kích "
    "thước lô trong bài, nên không có lô (batch) nào thiếu ảnh.",
    en="To keep the measuring short, the network learns just the first 10,240 images of the training set (tập huấn "
    "luyện). Every batch size of this lesson divides that number, so no batch (lô) is short of images.",
)
def test_every_batch_size_divides_the_number_of_images() -> None:
    assert value("train-images") == IMAGES
    assert "[:10240]" in code("data")
    text = "\n".join(cell.code for cell in script(SCRIPT).cells)
    sizes = {int(size) for size in re.findall(r"arrays\((\d+)\)|\.batch\((\d+)\)", text) for size in size if size}
    assert sizes == {SMALL, MIDDLE, LARGE}
    assert [size for size in sizes if IMAGES % size] == []


@claims(
    "faster",
    vi="Mọi thời gian trên trang được đo trên một máy không có GPU; không con số nào ở đây được đo trên GPU.",
    en="All times on this page were measured on a machine without a GPU; none of them was measured on a GPU.",
)
@claims(
    "faster",
    vi="Vì vậy, trước hết hãy in ra máy này là gì, và hôm nay là ngày nào:",
    en="So first of all, print what this machine is, and what day it is:",
)
@claims(
    "faster",
    vi="Trên trang này, không có gì được đo trên GPU.",
    en="Nothing on this page was measured on a GPU.",
)
def test_the_recorded_run_was_on_a_cpu_and_says_when() -> None:
    machine, day = printed("device").splitlines()
    assert " CPU, " in machine
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
    assert f"{machine.split(',')[0]}, {day}" in printed("table")


@claims(
    "faster",
    vi="**settings chuyển mọi đối số khác cho compile, vì mấy cách sắp thử chỉ là một thiết lập của compile.",
    en="**settings hands every other argument on to compile, since several of the ways that we are going to try are "
    "just a setting of compile.",
)
def test_further_arguments_go_to_compile() -> None:
    assert "learning_rate=0.001, **settings" in code("build")
    assert "**settings" in code("build").split("model.compile(")[1]
    assert "jit_compile=True" in code("jit")
    assert "steps_per_execution=32" in code("steps-per-execution")


# Where the time goes


@claims(
    "faster",
    vi="Cả bốn epoch đều học như nhau, trên cùng những ảnh. Epoch nào lâu nhất, và vì sao?",
    en="All four epochs learn in the same way, from the same images. Which takes longest, and why?",
)
@claims(
    "faster",
    vi="Epoch đầu tiên. Trong lần gọi fit ấy,",
    en="The first one. In that call of fit,",
)
@claims(
    "faster",
    vi="Những epoch sau cũng không hoàn toàn bằng nhau, vì máy còn làm việc khác.",
    en="The later ones aren't quite equal either, as the machine has other work, too.",
)
@claims(
    "faster",
    vi="Mạng nơ-ron (neural network) của khoá học học xong một epoch trong vài giây, nên ít ai để ý đến thời gian.",
    en="The neural networks (mạng nơ-ron) of this course take a few seconds an epoch, so nobody minds.",
)
def test_the_first_of_four_epochs_takes_longest() -> None:
    first, *later = (float(seconds) for seconds in re.findall(r"^epoch \d: (\S+) s", printed("seconds"), re.MULTILINE))
    assert len(later) == 3
    assert first > max(later) > min(later)
    assert first < 20


@claims(
    "faster",
    vi="Lần này, ô giữ lại số nhỏ nhất trong ba lần đo, vì việc khác trên máy chỉ có thể làm cho một bước lâu hơn.",
    en="This time the cell keeps the smallest of three measurements, as other work on the machine can only make a step "
    "longer.",
)
def test_the_smallest_of_three_measurements_is_kept() -> None:
    assert "min(\n" in code("where")
    assert "for _ in range(3)" in code("where")


@claims(
    "faster",
    vi="Lô 512 ảnh lớn gấp 16 lần lô 32 ảnh. Một bước có lâu gấp 16 lần không?",
    en="A batch of 512 images is 16 times as large as one of 32. Does a step take 16 times as long?",
)
@claims(
    "faster",
    vi="Không, còn xa mới đến mức ấy. Với lô 32 ảnh, phần cố định lớn hơn phần của cả 32 ảnh cộng lại:",
    en="No, far from it. With batches of 32 images, the fixed part is larger than the part of all 32 images together:",
)
def test_a_batch_16_times_as_large_takes_far_less_than_16_times_as_long() -> None:
    assert LARGE == 16 * SMALL
    assert step_ms(LARGE) / step_ms(SMALL) < 16 / 2
    of_a_step, of_an_image = parts()
    assert of_a_step > SMALL * of_an_image > 0


# Measuring


@claims(
    "faster",
    vi="Ở đây, ngay trước mỗi epoch của cách mới là một epoch của mạng plain, và thứ được giữ lại là tỉ số: nhanh gấp "
    "bao nhiêu lần.",
    en="Here, right before each epoch of the new way there is an epoch of the network plain, and what is kept is the "
    "ratio: how many times as fast.",
)
@claims(
    "faster",
    vi="Với mỗi hạt giống (random seed), hàm đo hai epoch sau epoch đầu tiên. Nó in tỉ số ở giữa trong sáu tỉ số, cùng "
    "tỉ số nhỏ nhất và lớn nhất,",
    en="For each random seed (hạt giống ngẫu nhiên), the function measures two epochs after the first one. It prints "
    "the middle one of the six ratios, with the smallest and the largest,",
)
@claims(
    "faster",
    vi="Mạng nào cũng có cùng các lớp, cùng những ảnh, cùng ba hạt giống.",
    en="Every network has the same layers, the same images and the same three seeds.",
)
def test_each_way_takes_turns_with_plain_twice_for_each_of_three_seeds() -> None:
    before, now = (code("measure").index(words) for words in ("before = ", "now = "))
    assert before < now < code("measure").index("append(before / now)")
    assert "for seed in [1, 2, 3]:" in code("measure")
    assert {len(of_one) for of_one in value("ratios").values()} == {6}
    assert {len(of_one) for of_one in value("accuracies").values()} == {3}


@claims(
    "faster",
    vi="Trước hết, plain được so với chính nó. Tỉ số có đúng bằng 1 không?",
    en="First, plain is compared with itself. Is the ratio exactly 1?",
)
@claims(
    "faster",
    vi="Không hẳn: khoảng trong ngoặc là mức chênh chỉ do máy, vì ở đây chẳng có gì đổi.",
    en="Not quite: the range in brackets is what the machine alone makes of it, since nothing is different here.",
)
def test_plain_compared_with_itself_is_about_1_but_not_exactly() -> None:
    assert min(ratios("plain")) < 1 < max(ratios("plain"))
    assert ratio("plain") == pytest.approx(1, abs=0.15)


# The batch size


@claims(
    "faster",
    vi="Lô 128 ảnh nhanh hơn hẳn lô 32 ảnh, và lô 512 ảnh còn nhanh hơn nữa. Nhưng lô lớn gấp 4 không nhanh gấp 4, và "
    "lô lớn gấp 16 không nhanh gấp 16: phần theo số ảnh thì vẫn phải trả đủ.",
    en="Batches of 128 images are clearly faster than batches of 32, and those of 512 are faster still. But batches 4 "
    "times as large aren't 4 times as fast, and those 16 times as large aren't 16 times as fast: the part for each "
    "image has to be paid in full.",
)
def test_larger_batches_are_faster_but_not_by_as_much_as_they_are_larger() -> None:
    assert max(ratios("plain")) < min(ratios("batch 128"))
    assert ratio("batch 128") < ratio("batch 512")
    assert ratio("batch 128") < MIDDLE // SMALL == 4
    assert ratio("batch 512") < LARGE // SMALL == 16


@claims(
    "faster",
    vi="Mạng học 10.240 ảnh trong ba epoch, mỗi lô 512 ảnh. Trọng số được chỉnh bao nhiêu lần?",
    en="The network learns from 10,240 images for three epochs, in batches of 512 images. How often are the weights "
    "adjusted?",
)
@claims(
    "faster",
    vi="Mỗi epoch có 20 lô, và mỗi lô là một lần chỉnh. Với lô 32 ảnh, số lần chỉnh lớn gấp 16.",
    en="An epoch has 20 batches, and each batch is one adjustment. With batches of 32, there are 16 times as many.",
)
@claims(
    "faster",
    vi="Đó là với lô 32 ảnh.",
    en="That would be with batches of 32 images.",
)
@claims(
    "faster",
    vi="một epoch với lô 1.024 ảnh, tức mười bước, mất bao nhiêu giây. Rồi đo: chạy seconds_of_an_epoch(plain, "
    "arrays(1024)) vài lần, bỏ lần đầu.",
    en="with batches of 1,024 images, which is ten steps. Then measure: run seconds_of_an_epoch(plain, arrays(1024)) a "
    "few times, and leave out the first.",
)
def test_the_steps_are_the_images_divided_by_the_batch_size() -> None:
    assert IMAGES / LARGE == 20
    assert IMAGES / SMALL == 16 * 20
    assert IMAGES / 1024 == 10
    steps, one_epoch, of_32 = (value(f"steps-of-512-{name}") for name in ("steps", "one-epoch", "of-32"))
    assert (steps, one_epoch, of_32) == (EPOCHS * 20, 20, EPOCHS * 320)


# Several steps in one call


@claims(
    "faster",
    vi="Số bước vẫn như cũ, lô vẫn 32 ảnh. Nhanh gần như với lô 512 ảnh, hay không đáng kể?",
    en="There are as many steps as before, and batches of 32 images. Is that nearly as fast as batches of 512, or "
    "hardly worth it?",
)
@claims(
    "faster",
    vi="Nhanh hơn hẳn lúc đầu, dù chưa bằng lô 512 ảnh. Hoá ra một phần lớn của phần cố định là chuyện qua lại với "
    "Python.",
    en="It is clearly faster than at the beginning, if not as fast as batches of 512. It turns out that a large share "
    "of the fixed part is the way to Python and back.",
)
def test_steps_taken_together_save_a_large_share_of_the_fixed_part() -> None:
    assert max(ratios("plain")) < min(ratios("32 at once"))
    assert ratio("32 at once") < ratio("batch 512")
    saved = step_ms(SMALL) * (1 - 1 / ratio("32 at once"))
    of_a_step, _ = parts()
    assert saved > of_a_step / 3


# Compiling


@claims(
    "faster",
    vi="Trên máy này, XLA giúp được ít hơn hẳn so với lô lớn hay nhiều bước trong một lần gọi. Còn epoch đầu tiên thì "
    "lâu hơn, vì phải chờ dịch.",
    en="On this machine, XLA gains far less than large batches or several steps in one call. And the first epoch takes "
    "longer, as it waits for the compiler.",
)
def test_xla_gains_far_less_than_what_saves_the_fixed_part_and_has_to_be_waited_for() -> None:
    gained = ratio("XLA") - 1
    assert gained < 0.8 * min(ratio("batch 128") - 1, ratio("32 at once") - 1)
    assert median(value("first-epochs")["XLA"]) > median(value("first-epochs")["plain"])


@claims(
    "faster",
    vi='Dòng auto cho thấy những gì Keras chọn khi bạn không nói gì, tức jit_compile="auto": False.',
    en='The line auto shows what Keras chooses when you say nothing, which is jit_compile="auto": False.',
)
def test_auto_does_not_compile_on_the_recorded_machine() -> None:
    assert value("auto-jit") is False
    assert printed("jit").startswith("auto: False")


# Data pipelines


@claims(
    "faster",
    vi="Mọi ảnh đã nằm sẵn trong bộ nhớ. tf.data nhanh hơn mảng, chậm hơn, hay như nhau?",
    en="All images are in memory already. Is tf.data faster than the arrays, slower, or the same?",
)
@claims(
    "faster",
    vi="Không nhanh hơn đáng kể. Keras vốn đã làm việc ấy cho bạn:",
    en="It isn't much faster. Keras did that work for you all along:",
)
@claims(
    "faster",
    vi="Cũng không nhanh hơn đáng kể. Ở đây Python chỉ phải cắt mảng;",
    en="It isn't much faster either. Here Python only has to cut arrays;",
)
def test_pipelines_of_images_in_memory_are_not_faster_than_arrays() -> None:
    assert ratio("tf.data") < GAINS_LITTLE
    assert ratio("PyDataset") < GAINS_LITTLE
    assert "X_train[part], y_train[part]" in code("py-dataset")


# Mixed precision


@claims(
    "faster",
    vi="Số 16 bit chỉ chiếm nửa chỗ. Trên CPU này, mạng tính bằng float16 nhanh hơn, như cũ, hay chậm đi?",
    en="Numbers of 16 bits take only half the room. On this CPU, is a network that calculates in float16 faster, as "
    "fast as before, or slower?",
)
@claims(
    "faster",
    vi="Chậm đi, hơn mười lần. Số ít bit hơn chỉ nhanh hơn ở nơi có phần cứng và mã viết riêng cho kiểu số ấy.",
    en="It is slower, by more than ten times. Fewer bits are faster only where there is hardware, and code, made for "
    "that kind of numbers.",
)
def test_float16_is_more_than_ten_times_as_slow_on_the_cpu() -> None:
    printed_ms = re.findall(r"^(\w+) +weights float32: (\S+) ms", printed("precision"), re.MULTILINE)
    by_kind = {kind: float(number) for kind, number in printed_ms}
    assert by_kind.keys() == {"float32", "bfloat16", "float16"}
    assert by_kind["float16"] > 10 * by_kind["float32"]


@claims(
    "faster",
    vi="bfloat16 ở đây cũng không nhanh hơn float32 đáng kể: mạng nhỏ, và mỗi bước lại phải đổi trọng số sang 16 bit.",
    en="bfloat16 isn't much faster than float32 here either: the network is small, and each step has to turn the "
    "weights into 16 bits.",
)
def test_bfloat16_is_not_faster_on_the_recorded_machine() -> None:
    assert ratio("mixed_bfloat16") < GAINS_LITTLE


# Together


@claims(
    "faster",
    vi="Lô 512 ảnh với tốc độ học gấp tám, và 20 bước trong một lần gọi, tức là cả epoch chỉ còn một lần gọi:",
    en="Batches of 512 images with a learning rate eight times as high, and 20 steps in one call, which makes a "
    "single call for the whole epoch:",
)
@claims(
    "faster",
    vi="Lô 512 ảnh đã nhanh hơn nhiều, và nhiều bước trong một lần gọi cũng vậy. Ghép lại, tỉ số có bằng tích của hai "
    "tỉ số ấy không?",
    en="Batches of 512 images are much faster, and so are several steps in one call. Together, is the ratio the "
    "product of those two ratios?",
)
@claims(
    "faster",
    vi="Không bằng. Cả hai cách bớt cùng một phần cố định, và bớt rồi thì không còn mà bớt nữa: ghép lại còn chưa "
    "nhanh gấp đôi riêng lô 512 ảnh.",
    en="It isn't. Both ways save the same fixed part, and what is saved already can't be saved again: together they "
    "aren't even twice as fast as batches of 512 images alone.",
)
def test_together_they_are_slower_than_the_product_of_both() -> None:
    assert "arrays(512)" in code("together")
    assert "learning_rate=0.008" in code("together")
    assert "steps_per_execution=20" in code("together")
    assert IMAGES / LARGE == 20
    assert max(ratios("plain")) < min(ratio("batch 512"), ratio("32 at once"))
    assert ratio("together") < ratio("batch 512") * ratio("32 at once")
    assert ratio("together") < 2 * ratio("batch 512")


# If you have a GPU


@claims(
    "faster",
    vi="Có ích nhất ở GPU NVIDIA có phần cứng riêng cho float16, tức từ thế hệ 7.0 (compute capability); với mạng rất "
    "nhỏ thì thường không được gì (TensorFlow)",
    en="Helps most on NVIDIA GPUs with hardware made for float16, those of compute capability 7.0 and above; very "
    "small networks usually gain nothing (TensorFlow)",
)
@claims(
    "faster",
    vi="Điều duy nhất chúng ta làm được là kể lại những gì tài liệu nói:",
    en="All that we can do is tell what the documentation says:",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_gpus_names_its_source(language: str) -> None:
    rows = [line for line in section("faster", language, "gpu").splitlines() if line.startswith("| ")][1:]
    assert len(rows) == 5
    sources = r"\]\(https://(?:www\.tensorflow\.org|keras\.io)/[^)]+\)"
    assert [row for row in rows if not re.search(sources, row)] == []


@claims(
    "faster",
    vi="Trên Colab, hãy đổi 256 và 128 nơ-ron (neuron) trong build_model thành 4096, rồi chạy lại.",
    en="On Colab, change the 256 and 128 neurons (nơ-ron) in build_model to 4096, and run it again.",
)
def test_the_hidden_layers_have_256_and_128_neurons() -> None:
    assert re.findall(r"Dense\((\d+), activation=\"relu\"", code("build")) == ["256", "128"]


# The learning rate, and the tables


@claims(
    "faster",
    vi="Chúng ta thử gấp bốn và gấp tám lần tốc độ mặc định của Adam, 0,001:",
    en="We try four times and eight times Adam's default rate of 0.001:",
)
@claims(
    "faster",
    vi="Những dòng cuối là độ chính xác trung bình của ba hạt giống, trên tập kiểm định (validation set). Lô 512 ảnh "
    "làm mạng đọc kém đi bao nhiêu, và tốc độ học cao hơn có lấy lại được không?",
    en="The last lines are the mean accuracy of three seeds, on the validation set (tập kiểm định). By how much do "
    "batches of 512 images make the network read worse, and does a higher learning rate make up for it?",
)
@claims(
    "faster",
    vi="Lô 512 ảnh làm độ chính xác giảm hơn hai điểm phần trăm. Tốc độ học cao hơn lấy lại phần lớn, và gấp tám lấy "
    "lại được nhiều hơn gấp bốn.",
    en="Batches of 512 images cost more than two percentage points of accuracy. A higher learning rate makes up for "
    "most of that, and eight times makes up for more than four times.",
)
def test_a_higher_learning_rate_makes_up_for_most_of_what_large_batches_cost() -> None:
    assert "learning_rate=0.001" in code("build")
    assert "for rate in [0.004, 0.008]:" in code("learning-rate")
    lost = accuracy("plain") - accuracy("batch 512")
    assert lost > 0.02
    four, eight = (accuracy(f"512, rate {rate}") - accuracy("batch 512") for rate in (0.004, 0.008))
    assert lost / 2 < four < eight
    shown = [line for line in printed("learning-rate").splitlines() if re.search(r": 0\.\d{4}$", line)]
    assert f"batch 512: {accuracy('batch 512'):.4f}" in shown


@claims(
    "faster",
    vi="Những cách bớt phần cố định thì rõ ràng nhanh hơn: lô lớn hơn, nhiều bước trong một lần gọi, và cả hai ghép "
    "lại. XLA được ít hơn hẳn, còn tf.data, PyDataset và bfloat16 thì không được gì đáng kể.",
    en="The ways that save the fixed part are clearly faster: larger batches, several steps in one call, and both "
    "together. XLA gains far less, and tf.data, PyDataset and bfloat16 gain nothing to speak of.",
)
def test_what_saves_the_fixed_part_is_clearly_faster_and_the_rest_is_not() -> None:
    faster = {"batch 128", "batch 512", "512, rate 0.004", "512, rate 0.008", "32 at once", "together"}
    assert [name for name in faster if min(ratios(name)) <= max(ratios("plain"))] == []
    others = value("ratios").keys() - faster - {"plain"}
    assert others == {"XLA", "tf.data", "PyDataset", "mixed_bfloat16"}
    assert [name for name in others - {"XLA"} if ratio(name) > GAINS_LITTLE] == []
    assert ratio("XLA") < min(ratio(name) for name in faster)


@claims(
    "faster",
    vi="trung bình và khoảng của ba hạt giống, và ghi lower nếu trung bình thấp hơn cả hạt giống kém nhất của plain, "
    "within nếu không:",
    en="as the mean and the range of three seeds, and writes lower where the mean is below even the worst seed of "
    "plain, and within elsewhere:",
)
@claims(
    "faster",
    vi="Lô lớn hơn mà vẫn giữ tốc độ học cũ, và cả lô 512 ảnh với tốc độ gấp bốn. Với tốc độ gấp tám thì không. 32 at "
    "once thì cho đúng những con số của plain, vì các bước vẫn là những bước ấy. Nếu chỉ nhìn bảng trước, bạn đã chọn "
    "batch 512; nhìn cả hai bảng, bạn chọn lô ấy cùng với tốc độ học gấp tám.",
    en="Larger batches with the old learning rate, and batches of 512 with four times that rate, too. With eight times "
    "the rate, they don't. 32 at once, however, has just the numbers of plain, since the steps are the same steps. By "
    "the table before this one alone, you would have chosen batch 512; by both, you choose those batches together with "
    "eight times the learning rate.",
)
def test_only_large_batches_with_too_low_a_learning_rate_read_worse_than_every_seed_of_plain() -> None:
    lower = {line.rsplit(maxsplit=5)[0].strip() for line in printed("accuracy").splitlines() if line.endswith("lower")}
    assert lower == {"batch 128", "batch 512", "512, rate 0.004"}
    assert lower == {name for name in value("accuracies") if accuracy(name) < min(value("accuracies")["plain"])}
    assert value("accuracies")["32 at once"] == value("accuracies")["plain"]


@claims(
    "faster",
    vi="Hai mạng đọc gần như nhau, mà mỗi epoch của together nhanh gấp mấy lần. Cả hai mới chỉ học ba epoch trên một "
    "phần tập huấn luyện,",
    en="The two networks read nearly as well as each other, while each epoch of together is several times as fast. "
    "Both have learned for just three epochs, and from a part of the training set,",
)
def test_the_fast_network_reads_the_test_set_nearly_as_well() -> None:
    plain_one, together = (
        float(number) for number in re.findall(r"accuracy (\S+)$", printed("evaluate"), re.MULTILINE)
    )
    assert together == pytest.approx(plain_one, abs=0.01)
    assert ratio("together") > 3


# The exercises


@claims(
    "faster",
    vi="Trên một máy, mỗi bước tốn 1,2 ms, cộng thêm 0,008 ms cho mỗi ảnh. Với 54.000 ảnh và lô 256 ảnh, một epoch có "
    "bao nhiêu bước, và mất bao nhiêu giây?",
    en="On some machine, each step takes 1.2 ms, and 0.008 ms more for each image. With 54,000 images and batches of "
    "256 images, how many steps does an epoch have, and how many seconds does it take?",
)
@claims(
    "faster",
    vi="Có 211 bước: 210 lô đầy, và một lô nhỏ hơn. Phần cố định mất 0,253 giây, phần theo số ảnh mất 0,432 giây. Lô "
    "lớn hơn chỉ bớt được phần thứ nhất, nên một epoch không bao giờ nhanh hơn 0,432 giây.",
    en="There are 211 steps: 210 full batches, and a smaller one. The fixed part takes 0.253 seconds, and the part for "
    "the images 0.432 seconds. Larger batches only save some of the former, so an epoch never takes less than 0.432 "
    "seconds.",
)
def test_the_seconds_of_the_first_exercise() -> None:
    images, batch_size, of_a_step, of_an_image = 54_000, 256, 0.0012, 0.000008
    full, rest = divmod(images, batch_size)
    steps = full + bool(rest)
    assert (full, steps) == (210, 211)
    assert round(steps * of_a_step, 3) == 0.253
    assert images * of_an_image == pytest.approx(0.432)
    shown = f"{steps} steps, {steps * of_a_step + images * of_an_image:.3f} seconds\nnever below 0.432 seconds"
    assert printed("predicted", SOLUTIONS) == shown


@claims(
    "faster",
    vi="hãy dự đoán tập kiểm định với lô 32 rồi với lô 1.024 ảnh.",
    en="predict the validation set in batches of 32 and then of 1,024 images.",
)
@claims(
    "faster",
    vi="Với lô 32 ảnh thì có 188 lô, với lô 1.024 ảnh chỉ có 6.",
    en="With batches of 32 images there are 188 batches, and with batches of 1,024 just 6.",
)
def test_the_batches_of_the_second_exercise() -> None:
    assert [-(-6000 // size) for size in (32, 1024)] == [188, 6]
    assert printed("predict", SOLUTIONS) == "188 and 6 batches\nTrue"


@claims(
    "faster",
    vi="Epoch nào cũng gặp đủ mọi ảnh, nhưng lô đầu tiên không còn là những ảnh cũ: dòng cuối in ra False.",
    en="Every epoch meets all images, but the first batch no longer has the same ones: the last line prints False.",
)
def test_the_first_batch_of_the_third_exercise_has_other_images_after_an_epoch() -> None:
    assert printed("shuffled", SOLUTIONS).endswith("\nFalse")
