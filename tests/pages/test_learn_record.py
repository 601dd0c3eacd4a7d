"""What the page `learn` says of its own text, computes by hand and, tested on the records, says of MNIST."""

import gzip
import math
import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from docs.plugins.fences.softmax import LOWEST
from docs.plugins.fences.trainer_code import template_of
from docs.plugins.fences.trainer_drawing import charts
from docs.plugins.fences.trainer_settings import Preset, is_preset, preset_of
from docs.plugins.project.packed_digits import COUNTS, IMAGE_BYTES, parse_packed_digits
from docs.plugins.project.packed_digits import PATH as PACKED
from docs.plugins.translations.blocks import blocks_of
from examples.runner.arrays import Arrays
from tests.support.claims import claims
from tests.support.digits import DIGITS
from tests.support.programs import PROJECT, ROOT, script
from tests.support.reading import LANGUAGES, as_keras_prints, page, recorded, recorded_value

# The chain of two neurons: w1, b1, w2 and b2, its input and its target.
CHAIN = (1.5, -1.0, 0.5, 1.0)
INPUT, TARGET = 2, 4
# A step down multiplies the distance from the bottom by 1 - 8·r.
RATES = (0.005, 0.05, 0.26)
# 422/422 ━━━━━━━━━━━━━━━━━━━━ 3s 6ms/step - accuracy: 0.9219 - loss: 0.2714
STEPS = re.compile(r"(\d+)/(\d+) ━{20} \d+s \d+ms/step - accuracy: (\S+) - loss: (\S+)")
TRAINING_IMAGES, VALIDATION_IMAGES = 54_000, 6_000


def printed(cell: str, name: str = "learn") -> list[str]:
    """The lines that a cell printed."""
    return recorded(name)[cell].text.splitlines()


def printed_numbers(cell: str, name: str = "learn") -> list[list[float]]:
    """The numbers in each line that a cell printed."""
    return [[float(number) for number in re.findall(r"-?\d+\.?\d*", line)] for line in printed(cell, name)]


def code(cell: str, name: str = "learn") -> str:
    return script(name).cell(cell).code


def items(language: str, id_: str, kind: str = "an item") -> int:
    """How many items the lists of a section have."""
    there = page("learn", language)
    found = next(blocks_of(there, section) for section in there.sections if section.id == id_)
    return sum(block.kind == kind and block.depth == 0 for block in found)


def sum_of(inputs: Sequence[float], weights: Sequence[float], bias: float) -> float:
    """What a neuron adds up."""
    return sum(one * other for one, other in zip(inputs, weights, strict=True)) + bias


def relu(number: float) -> float:
    return max(0, number)


def softmax(sums: Sequence[float]) -> list[float]:
    powers = [math.e**each for each in sums]
    return [power / sum(powers) for power in powers]


def loss_of(probability: float) -> float:
    return -math.log(probability)


def squared(weight: float) -> float:
    """The loss of the neuron that has only one weight."""
    return (weight * INPUT - TARGET) ** 2


def slope(weight: float) -> float:
    """The slope of that loss."""
    return 2 * (weight * INPUT - TARGET) * INPUT


def steps_down(rate: float, steps: int) -> list[float]:
    """The weight, 0 at first, after each step down."""
    weights = [0.0]
    for _ in range(steps):
        weights.append(weights[-1] - rate * slope(weights[-1]))
    return weights


def loss_of_chain(w1: float, b1: float, w2: float, b2: float) -> float:
    return (w2 * relu(w1 * INPUT + b1) + b2 - TARGET) ** 2


def slopes_of_chain(*parameters: float) -> list[float]:
    """The slopes of the chain's loss for w1, b1, w2 and b2, from tiny nudges to both sides."""
    nudge = 1e-6
    slopes = []
    for at in range(4):
        up, down = list(parameters), list(parameters)
        up[at] += nudge
        down[at] -= nudge
        slopes.append((loss_of_chain(*up) - loss_of_chain(*down)) / (2 * nudge))
    return slopes


# The page's own text


@claims("learn", vi="Cả bài có bốn hình để bạn tự tay thử", en="In all, there are four figures to play with")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_four_figures_to_play_with(language: str) -> None:
    kinds = ["neuron", "softmax", "descent", "trainer"]
    assert [fence.info for fence in page("learn", language).fences if fence.info in kinds] == kinds


@claims(
    "learn",
    vi="So với bài trước, ô này có ba dòng mới",
    en="Three lines here are new",
)
def test_three_lines_are_new_since_the_imports_of_the_lesson_before() -> None:
    before, here = (set(code("imports", name).splitlines()) - {""} for name in ("data", "learn"))
    assert here - before == {
        "import numpy as np",
        "from keras import layers",
        "keras.utils.set_random_seed(42)",
    }


@claims(
    "learn",
    vi="Nơ-ron là một phép tính nhỏ, gồm bốn việc",
    en="A neuron is a small calculation, in four steps",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_lists_the_four_things_that_a_neuron_does(language: str) -> None:
    assert items(language, "neuron", "a numbered item") == 4


@claims(
    "learn",
    vi="Softmax đổi điểm thành xác suất qua hai bước",
    en="Softmax makes probabilities of the scores, in two steps",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_lists_the_two_steps_of_softmax(language: str) -> None:
    assert items(language, "softmax", "a numbered item") == 2


@claims("learn", vi="Vì sao lại chọn logarit? Có hai lý do", en="Why a logarithm? For two reasons")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_gives_two_reasons_for_the_logarithm(language: str) -> None:
    # Three items say what is printed, two give the reasons, and four are to try in the figure.
    assert items(language, "loss") == 3 + 2 + 4


@claims("learn", vi="Bài tập thứ ba cho thấy khi ấy chuyện gì xảy ra", en="The third exercise shows what happens then")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_third_exercise_is_about_a_closed_relu(language: str) -> None:
    fences = [fence.body.strip() for fence in page("learn", language).fences_of("example")]
    of_solutions = [body.partition("#")[2] for body in fences if body.startswith("solutions/learn.py")]
    assert of_solutions == ["set-up", "bias", "rates", "closed", "build", "batch-sizes"]
    assert items(language, "exercises", "a numbered item") == 4


# A neuron


@claims(
    "learn",
    vi="Lấy một nơ-ron có ba đầu vào là 0; 0,5 và 1, ba trọng số là 1; −2 và 3, và bias là −1. "
    "Nơ-ron này tính 0·1 + 0,5·(−2) + 1·3 − 1 = 1. Tổng ấy dương nên ReLU giữ nguyên",
    en="Take a neuron whose three inputs are 0, 0.5 and 1, with the weights 1, −2 and 3, and the bias −1. "
    "It computes 0·1 + 0.5·(−2) + 1·3 − 1 = 1. That sum is positive, so ReLU leaves it as it is",
)
@claims(
    "learn",
    vi="Bạn hãy đổi bias từ −1 thành −3, tự tính tổng và kết quả của ReLU, rồi sửa ô mã để kiểm tra. "
    "Bạn có được tổng là −1, và ReLU đổi tổng ấy thành 0 không",
    en="Change the bias from −1 to −3. Work out the sum and what ReLU makes of it, then change the cell to check. "
    "Did you get a sum of −1, which ReLU turns into 0",
)
def test_the_neuron_adds_up_to_1_and_with_the_bias_minus_3_to_minus_1_which_relu_turns_into_0() -> None:
    inputs, weights = (0, 0.5, 1), (1, -2, 3)
    assert len(inputs) == len(weights) == 3
    assert sum_of(inputs, weights, -1) == relu(1) == 1
    assert printed_numbers("neuron") == [[0, -1, 3], [1], [1]]
    assert sum_of(inputs, weights, -3) == -1
    assert relu(-1) == 0


@claims(
    "learn",
    vi="Trọng số 3 khiến đầu vào thứ ba đẩy mạnh tổng lên. Trọng số −2 khiến đầu vào thứ hai kéo tổng xuống. Nếu một "
    "trọng số gần bằng 0, đầu vào của nó gần như bị bỏ qua",
    en="With its weight of 3, the third input pushes the sum up a lot. With its weight of −2, the second input pulls "
    "the sum down. If a weight is near 0, its input is all but ignored",
)
def test_the_third_input_pushes_the_sum_up_the_second_pulls_it_down_and_a_weight_near_0_ignores_its_input() -> None:
    weights = (1, -2, 3)
    before = sum_of((0, 0.5, 1), weights, -1)
    assert sum_of((0, 0.5, 2), weights, -1) - before == 3
    assert sum_of((0, 1.5, 1), weights, -1) - before == -2
    assert abs(sum_of((100, 0.5, 1), (0.0001, -2, 3), -1) - before) <= 0.01


# A layer


@claims(
    "learn",
    vi="Bên cạnh nơ-ron ban nãy, chúng ta đặt thêm nơ-ron thứ hai, với ba trọng số là 2; 1 và −4, và bias là 0,5",
    en="We put a second neuron beside the one above, with the weights 2, 1 and −4, and the bias 0.5",
)
@claims(
    "learn",
    vi="mỗi cột là một nơ-ron, mỗi hàng là một đầu vào",
    en="it has a column for each neuron, and a row for each input",
)
@claims(
    "learn",
    vi="Dấu @ nhân các đầu vào với từng cột của ma trận, rồi cộng các tích trong mỗi cột. "
    "Ở cột thứ hai, kết quả là 0·2 + 0,5·1 + 1·(−4) + 0,5 = −3, nên ReLU cho ra 0",
    en="The sign @ multiplies the inputs by each column of the matrix, and adds up the products of each column. "
    "For the second column the result is 0·2 + 0.5·1 + 1·(−4) + 0.5 = −3, so ReLU gives out 0",
)
@claims("learn", vi="Hai kết quả giống nhau", en="The results are equal")
def test_the_second_column_adds_up_to_minus_3_and_keras_prints_what_numpy_did() -> None:
    first, second = (1, -2, 3), (2, 1, -4)
    assert "kernel = np.array([[1, 2], [-2, 1], [3, -4]])" in code("layer")
    assert np.array_equal(np.array([[1, 2], [-2, 1], [3, -4]]).T, [first, second])
    sums = [sum_of((0, 0.5, 1), weights, bias) for weights, bias in ((first, -1), (second, 0.5))]
    assert sums == [1, -3]
    after_relu = [relu(each) for each in sums]
    assert printed_numbers("layer") == [sums, after_relu]
    assert printed_numbers("layer-keras") == [after_relu] == [[1, 0]]


# Softmax


@claims(
    "learn",
    vi="Ở đây, e là một hằng số, khoảng 2,72",
    en="where e is a constant, about 2.72",
)
@claims(
    "learn",
    vi="Luỹ thừa là phép nhân lặp lại: e mũ 2 là e·e, e mũ 1 là chính e, còn e mũ 0 là 1. Nếu số mũ âm thì "
    "lấy 1 chia cho luỹ thừa có số mũ dương: e mũ −2 là 1 chia cho e·e. Số mũ không nguyên cũng được: "
    "e mũ 2,5 nằm giữa e·e và e·e·e. Hàm np.exp tính e mũ giúp bạn. Đây là ví dụ với ba điểm 2, 1 và 0",
    en="A power is repeated multiplication: e to the power of 2 is e·e, e to the power of 1 is e itself, "
    "and e to the power of 0 is 1. For a negative power, divide 1 by the positive one: e to the "
    "power of −2 is 1 divided by e·e. There are powers in between, too: e to the power of 2.5 lies between "
    "e·e and e·e·e. The function np.exp works them out. Here is an example with the three scores 2, 1 and 0",
)
@claims(
    "learn",
    vi="Cộng 7,39; 2,72 và 1, chúng ta được 11,11. Chia từng số cho 11,11, chúng ta được 0,67; 0,24 và 0,09: ba số "
    "không âm, cộng lại bằng 1",
    en="Add 7.39, 2.72 and 1, and you get 11.11. Divide each by 11.11, and you get 0.67, 0.24 and 0.09: three "
    "numbers, none of them negative, that add up to 1",
)
@claims(
    "learn",
    vi="Hằng số khác, miễn là lớn hơn 1, cũng làm được",
    en="Other constants above 1 would do as well",
)
def test_softmax_makes_0_67_0_24_and_0_09_of_2_1_and_0() -> None:
    # The larger score keeps the larger power.
    assert 1.01**0 < 1.01**1 < 1.01**2
    assert 0.99**0 > 0.99**1
    assert round(math.e, 2) == 2.72
    assert [math.e**power for power in (2, 1, 0, -2)] == pytest.approx(
        [math.e * math.e, math.e, 1, 1 / (math.e * math.e)]
    )
    assert math.e * math.e < math.exp(2.5) < math.e * math.e * math.e
    assert "np.exp(scores)" in code("softmax")
    assert printed_numbers("softmax") == [[7.39, 2.72, 1], [11.11], [0.67, 0.24, 0.09]]
    assert [round(math.e**each, 2) for each in (2, 1, 0)] == [7.39, 2.72, 1]
    assert round(7.39 + 2.72 + 1, 2) == 11.11
    assert [round(each / 11.11, 2) for each in (7.39, 2.72, 1)] == [0.67, 0.24, 0.09]
    assert round(0.67 + 0.24 + 0.09, 2) == 1


@claims(
    "learn",
    vi="Vì kết quả không bao giờ âm, và điểm cao hơn thì xác suất vẫn lớn hơn",
    en="They are never negative, and the higher score still gets the larger probability",
)
@claims(
    "learn",
    vi="Bạn hãy cộng thêm 1 vào cả ba điểm, thành 3, 2 và 1. Các xác suất có đổi không? Hãy đoán trước, rồi sửa ô mã "
    "để xem: chúng vẫn như cũ, vì softmax chỉ quan tâm các điểm hơn kém nhau bao nhiêu",
    en="Add 1 to all three scores, to make them 3, 2 and 1. Will the probabilities change? Make a guess, then change "
    "the cell to see: they stay the same, because softmax only cares how far the scores are apart",
)
def test_softmax_keeps_the_order_and_asks_only_how_far_the_sums_are_apart() -> None:
    assert [each + 1 for each in (2, 1, 0)] == [3, 2, 1]
    assert softmax([3, 2, 1]) == pytest.approx(softmax([2, 1, 0]))
    sums = [-700.0, -3.0, 0.0, 0.5, 4.0]
    probabilities = softmax(sums)
    assert probabilities == sorted(probabilities)
    assert min(probabilities) >= 0


# The loss


@claims(
    "learn",
    vi="Nếu p là 1, câu trả lời hoàn hảo. Nếu p gần 0, câu trả lời sai nặng. Giá trị mất mát là −ln p",
    en="If p is 1, the answer is perfect. If p is close to 0, the answer is badly wrong. The loss is −ln p",
)
@claims(
    "learn",
    vi="Chẳng hạn, e mũ 0 bằng 1, nên ln 1 = 0. Với p nhỏ hơn 1, số mũ ấy âm; dấu trừ trong −ln p đổi nó "
    "thành dương. Bạn không cần tự tính logarit: trong NumPy, np.log chính là ln. Trong ô sau, abs làm "
    "việc của dấu trừ, vì −ln 1 sẽ được in thành -0.00",
    en="For example, e to the power of 0 is 1, so ln 1 = 0. For a p below 1, that power is negative; the "
    "minus sign in −ln p makes it positive. You needn't work logarithms out: in NumPy, np.log is ln. In "
    "the next cell, abs does the work of the minus sign, because −ln 1 would be printed as -0.00",
)
@claims(
    "learn",
    vi="Chắc chắn và đúng, tức là p = 1, thì giá trị mất mát là 0. Mỗi lần p giảm một nửa, giá trị mất mát tăng "
    "khoảng 0,69. Chẳng hạn, khi p giảm từ 0,5 xuống 0,25, giá trị ấy tăng từ 0,69 lên 1,39. "
    "Với p = 0,1, giá trị mất mát là 2,30; với p = 0,01 là 4,61. Khi p tiến về 0, giá trị ấy tăng mãi, "
    "không có giới hạn",
    en="If the network is sure and right, with p = 1, the loss is 0. Each time p is halved, the loss grows by about "
    "0.69. For example, as p falls from 0.5 to 0.25, the loss rises from 0.69 to 1.39. "
    "For p = 0.1 the loss is 2.30, for p = 0.01 it is 4.61. As p comes nearer to 0, the loss keeps growing, "
    "without limit",
)
def test_the_loss_is_0_for_a_p_of_1_and_grows_by_0_69_each_time_p_is_halved() -> None:
    assert math.e**0 == 1
    assert math.log(1) == 0
    assert np.log(math.e**2) == 2
    assert f"{-np.log(1):.2f}" == "-0.00"
    assert "abs(np.log(p))" in code("loss")
    table = printed_numbers("loss")
    assert [p for p, _ in table] == [1, 0.9, 0.5, 0.25, 0.1, 0.01]
    assert [loss for _, loss in table] == [round(loss_of(p), 2) for p, _ in table]
    assert [loss for _, loss in table] == [0, 0.11, 0.69, 1.39, 2.30, 4.61]
    for p in (1, 0.9, 0.5, 0.1, 1e-100):
        assert loss_of(p / 2) > loss_of(p)
        assert round(loss_of(p / 2) - loss_of(p), 2) == 0.69
    assert all(math.log(p) < 0 < loss_of(p) for p in (0.99, 0.5, 1e-9))


@claims(
    "learn",
    vi="Giả sử có hai ảnh, và mạng dành cho nhãn đúng của mỗi ảnh xác suất 0,5. Xác suất đúng cả hai ảnh là "
    "0,5·0,5 = 0,25, như khi tung hai đồng xu mà cả hai cùng ngửa. Nhân mãi như thế qua hàng nghìn ảnh "
    "thì số nhỏ đến mức máy tính không lưu nổi. Giá trị mất mát thì chỉ cần cộng: 0,693 + 0,693 = "
    "1,386, đúng là giá trị mất mát của 0,25, làm tròn thành 1,39",
    en="Take two images, and say the network gives the right label of each a probability of 0.5. The "
    "probability of being right on both is 0.5·0.5 = 0.25, as for two coins that both come up heads. Go "
    "on multiplying like this for thousands of images, and the number gets too small for a computer to "
    "store. With losses, you only add: 0.693 + 0.693 = 1.386, and that is the loss for 0.25, rounded to 1.39",
)
def test_the_losses_of_two_images_add_up_to_that_of_being_right_on_both() -> None:
    assert 0.5 * 0.5 == 0.25
    assert 2 * loss_of(0.5) == pytest.approx(loss_of(0.25))
    assert round(loss_of(0.5), 3) == 0.693
    assert round(loss_of(0.25), 3) == 1.386
    assert round(loss_of(0.25), 2) == 1.39
    product = 1.0
    for _ in range(2_000):
        product *= 0.5
    assert product == 0


@claims(
    "learn",
    vi="Chúng ta lấy ba xác suất ở mục trước, với nhãn thứ nhất là nhãn đúng",
    en="We take the three probabilities of the section before, with the first label as the right one",
)
@claims("learn", vi="Keras cho ra cùng một con số", en="Keras gives the same number")
def test_the_loss_by_hand_and_by_keras_is_that_of_the_first_of_three_probabilities() -> None:
    assert "label = np.array([1, 0, 0])" in code("loss-keras")
    assert printed_numbers("loss-keras") == [[round(loss_of(softmax([2, 1, 0])[0]), 6)]] * 2


@claims(
    "learn",
    vi="Mười điểm trong ô dưới đây là những gì một mạng có thể cho ra khi nhìn một số 8",
    en="The ten scores in the next cell are what a network might give for an 8",
)
@claims(
    "learn",
    vi="Biểu đồ mười cột: xác suất của các chữ số từ 0 đến 9. Cột của số 8 cao nhất, hơn 0,4. "
    "Cột của số 5 và số 3 cao khoảng 0,2, của số 2 gần 0,1; các cột còn lại gần bằng 0. "
    "Tiêu đề ghi nhãn 8 và giá trị mất mát 0,85",
    en="A chart of ten bars: the probabilities of the digits from 0 to 9. The bar of 8 is the highest, at over 0.4. "
    "Those of 5 and 3 are about 0.2 high, that of 2 is near 0.1, and the others are close to 0. "
    "The title gives the label 8 and the loss 0.85",
)
def test_the_highest_of_the_ten_bars_is_that_of_the_8() -> None:
    assert recorded_value("learn", "label") == 8
    probabilities = softmax(recorded_value("learn", "scores"))
    assert len(probabilities) == 10
    assert max(probabilities) == probabilities[8]
    assert 0.4 < probabilities[8] < 0.45
    assert [round(probabilities[digit], 1) for digit in (5, 3, 2)] == [0.2, 0.2, 0.1]
    assert probabilities[5] > probabilities[3] > probabilities[2]
    assert all(probabilities[digit] < 0.05 for digit in (0, 1, 4, 6, 7, 9))
    assert round(loss_of(probabilities[8]), 2) == round(recorded_value("learn", "bars-loss"), 2) == 0.85


@claims(
    "learn",
    vi="Tăng điểm của số 8. Xác suất của nó tiến dần đến 1, giá trị mất mát tiến dần về 0",
    en="Raise the score of the 8. Its probability nears 1, and the loss nears 0",
)
@claims(
    "learn",
    vi="Giảm điểm của số 8 đến mức thấp nhất. Giá trị mất mát tăng đến đâu? Bạn phải được 8,89",
    en="Lower the score of the 8 as far as it goes. How large does the loss get? You should see 8.89",
)
@claims(
    "learn",
    vi="Nhấn “Đặt lại”, rồi chỉ tăng điểm của số 3. Bạn không chạm đến số 8, vậy mà giá trị mất mát vẫn "
    "tăng: một xác suất tăng thì các xác suất kia phải giảm",
    en="Press “Reset”, and raise only the score of the 3. You haven't touched the 8, and still the loss "
    "grows: when one probability rises, the others must fall",
)
@claims(
    "learn",
    vi="Chọn nhãn khác. Câu trả lời không đổi, nhưng giá trị mất mát thì đổi",
    en="Choose another label. The answer stays the same, but the loss doesn't",
)
def test_the_loss_follows_the_sum_of_the_right_label_and_those_of_the_others() -> None:
    sums = [float(each) for each in recorded_value("learn", "scores")]
    before = softmax(sums)

    def with_sum(digit: int, value: float) -> list[float]:
        return softmax([value if number == digit else each for number, each in enumerate(sums)])

    assert with_sum(8, 15)[8] == pytest.approx(1, abs=1e-3)
    assert loss_of(with_sum(8, 15)[8]) == pytest.approx(0, abs=1e-3)
    assert round(loss_of(with_sum(8, LOWEST)[8]), 2) == 8.89
    raised = with_sum(3, sums[3] + 1)
    assert raised[3] > before[3]
    assert all(raised[digit] < before[digit] for digit in range(10) if digit != 3)
    assert loss_of(raised[8]) > loss_of(before[8])
    assert len({loss_of(before[label]) for label in range(10)}) > 8


# The slope


@claims(
    "learn",
    vi="Đầu vào là 2, và câu trả lời phải là 4; con số phải đạt ấy gọi là đích (target)",
    en="The input is 2, and the answer should be 4, which we call the target",
)
@claims(
    "learn",
    vi="Trọng số tốt nhất là 2, khi giá trị mất mát bằng 0. Hãy hình dung một đường cong hình chữ U: trục "
    "ngang là trọng số, trục dọc là giá trị mất mát, còn đáy ở trọng số 2",
    en="The best weight is 2, where the loss is 0. Picture a curve in the shape of a U: the weight goes "
    "across, the loss goes up, and the bottom is at the weight 2",
)
def test_the_best_weight_is_2_where_the_loss_is_0() -> None:
    assert code("squared").startswith("x, target = 2, 4\n")
    assert (recorded_value("learn", "input"), recorded_value("learn", "target")) == (INPUT, TARGET)
    table = printed_numbers("squared")
    assert table == [[weight, weight * INPUT, squared(weight)] for weight in range(5)]
    assert min(table, key=lambda row: row[2]) == [2, 4, 0]
    losses = [loss for _, _, loss in table]
    assert losses == losses[::-1]
    assert losses[0] > losses[1] > losses[2]


@claims(
    "learn",
    vi="Nhưng mạng ở trang chủ có hàng trăm nghìn tham số, không ai thử hết được",
    en="But the network on the home page has hundreds of thousands of parameters, and nobody can try out all of that",
)
@claims(
    "learn",
    vi="mạng ở trang chủ có 235.146 tham số thì cần chừng ấy lượt",
    en="235,146 of them for the network on the home page",
)
def test_the_network_of_the_home_page_has_hundreds_of_thousands_of_parameters() -> None:
    assert "235,146" in recorded("sequential")["summary"].text
    assert all("sequential.py" in page("index", language).fences_of("draw")[0].body for language in LANGUAGES)


@claims(
    "learn",
    vi="Khi trọng số nhích từ 0 lên 0,001, giá trị mất mát giảm một lượng gần bằng 16 lần mức nhích: độ dốc đo được "
    "là −15,996. Nhích càng ít, số đo càng gần −16. Dòng thứ hai tính thẳng ra −16, không cần nhích, nhờ một quy "
    "tắc: > độ dốc = 2·(câu trả lời − đích)·đầu vào",
    en="As the weight goes from 0 to 0.001, the loss falls by nearly 16 times as much as the nudge: the slope, as "
    "measured, is −15.996. The smaller the nudge, the nearer to −16. The second line computes −16 without any nudge, "
    "by a rule: > slope = 2·(answer − target)·input",
)
@claims(
    "learn",
    vi="Ở trọng số 0, câu trả lời là 0, nên độ dốc là 2·(0 − 4)·2 = −16",
    en="At the weight 0 the answer is 0, so the slope is 2·(0 − 4)·2 = −16",
)
@claims(
    "learn",
    vi="Bạn hãy dùng quy tắc để tính độ dốc ở trọng số 3, rồi đổi w trong ô mã để đo lại. Số tính được là "
    "8, số đo được là 8,004: độ dốc dương, nên trọng số cần giảm",
    en="Use the rule to work out the slope at the weight 3, then change w in the cell to measure it. The "
    "computed slope is 8, the measured one 8.004: it is positive, so the weight should go down",
)
def test_the_slope_is_minus_16_at_the_weight_0_measured_ever_more_exactly_and_8_at_the_weight_3() -> None:
    assert printed_numbers("slope") == [[-15.996], [-16]]
    assert 2 * (0 - 4) * 2 == slope(0) == -16
    measured = [(squared(nudge) - squared(0)) / nudge for nudge in (0.1, 0.01, 0.001, 0.0001)]
    assert round(measured[2], 3) == -15.996
    assert measured == sorted(measured, reverse=True)
    assert measured[-1] == pytest.approx(-16, abs=0.001)
    assert slope(3) == 2 * (6 - 4) * 2 == 8
    assert round((squared(3.001) - squared(3)) / 0.001, 3) == 8.004
    assert squared(2.9) < squared(3)


@claims(
    "learn",
    vi="Độ dốc âm: tăng trọng số thì giá trị mất mát giảm. Vậy hãy tăng trọng số. "
    "Độ dốc dương: tăng trọng số thì giá trị mất mát tăng. Vậy hãy giảm trọng số",
    en="A negative slope: with a larger weight, the loss falls. So raise the weight. "
    "A positive slope: with a larger weight, the loss rises. So lower the weight",
)
@claims(
    "learn",
    vi="Cả hai trường hợp đều là đi ngược dấu của độ dốc",
    en="In both cases, you go against the sign of the slope",
)
@pytest.mark.parametrize("weight", [-1, 0, 1.9, 2.1, 3, 6])
def test_the_sign_of_the_slope_says_whether_a_larger_weight_has_a_larger_loss(weight: float) -> None:
    assert (slope(weight) > 0) == (squared(weight + 0.01) > squared(weight))
    assert squared(weight - 0.01 * np.sign(slope(weight))) < squared(weight)


# Steps down


@claims(
    "learn",
    vi="Với tốc độ học 0,05, bước đầu tiên đưa trọng số từ 0 đến 0 − 0,05·(−16) = 0,8. Bạn hãy tự tính bước thứ hai",
    en="With a learning rate of 0.05, the first step takes the weight from 0 to 0 − 0.05·(−16) = 0.8. Work out the "
    "second step yourself",
)
@claims(
    "learn",
    vi="Trọng số tiến dần đến 2. Càng gần đáy, độ dốc càng nhỏ, nên bước tự ngắn lại dù tốc độ học không đổi",
    en="The weight comes nearer and nearer to 2. Close to the bottom the slope is smaller, "
    "so the steps get shorter by themselves, though the learning rate stays the same",
)
def test_the_weight_goes_from_0_to_0_8_and_on_towards_2_in_ever_shorter_steps() -> None:
    assert 0 - 0.05 * -16 == 0.8
    weights = steps_down(0.05, 5)
    assert weights[1] == pytest.approx(0.8)
    table = [[step, round(weight, 3), round(slope(weight), 3)] for step, weight in enumerate(weights)]
    assert printed_numbers("descent") == table
    assert weights == sorted(weights)
    assert max(weights) < 2
    lengths = np.diff(weights)
    assert (np.diff(lengths) < 0).all()


@claims(
    "learn",
    vi="Ô sau vẽ đường đi với ba tốc độ học",
    en="The next cell draws the path for three of them",
)
@claims(
    "learn",
    vi="Ba biểu đồ cùng vẽ một đường cong hình chữ U: giá trị mất mát theo trọng số, thấp nhất ở trọng số "
    "2. Trên mỗi đường cong là đường đi của chín bước, bắt đầu từ trọng số 0. Tốc độ học 0,005: các điểm "
    "chen nhau, mới đi được gần một phần ba quãng đường. Tốc độ học 0,05: các bước ngắn dần và dừng sát "
    "đáy. Tốc độ học 0,26: mỗi bước nhảy sang sườn bên kia và lên cao hơn bước trước",
    en="Three charts of the same U-shaped curve: the loss for each weight, lowest at the weight 2. "
    "On each curve is the path of nine steps that begin at the weight 0. "
    "With the learning rate 0.005, the points crowd together and cover less than a third of the way. "
    "With 0.05, the steps get shorter and end close to the bottom. "
    "With 0.26, each step jumps to the other side and ends higher up than the one before",
)
@claims(
    "learn",
    vi="0,005 là quá nhỏ. Trọng số đi đúng hướng nhưng nhích từng chút một, nên học rất lâu. 0,05 là vừa. "
    "Sau vài bước, trọng số đã ở sát đáy. 0,26 là quá lớn. Mỗi bước nhảy qua đáy sang sườn bên kia, và "
    "lên cao hơn. Giá trị mất mát cứ tăng mãi",
    en="0.005 is too small. The weight goes the right way, but creeps, so learning takes very long. "
    "0.05 is about right. After a few steps, the weight is close to the bottom. "
    "0.26 is too large. Each step jumps over the bottom and ends higher up on the other side. "
    "The loss keeps growing",
)
def test_nine_steps_creep_or_come_close_or_diverge() -> None:
    assert tuple(recorded_value("learn", "learning-rates")) == RATES
    assert recorded_value("learn", "weight") == 0
    assert "for step in range(9):" in code("rates")
    creeping, close, diverging = (steps_down(rate, 9) for rate in RATES)
    assert 0.9 / 3 < creeping[-1] / 2 < 1 / 3
    assert creeping == sorted(creeping)
    assert close[-1] == pytest.approx(2, abs=0.03)
    assert (np.diff(np.diff(close)) < 0).all()
    sides = [weight > 2 for weight in diverging]
    assert sides == [step % 2 == 1 for step in range(10)]
    losses = [squared(weight) for weight in diverging]
    assert losses == sorted(losses)


@claims(
    "learn",
    vi="Theo quy tắc, độ dốc ở trọng số w là 2·(2·w − 4)·2 = 8·(w − 2). Bỏ dấu đi, đó là 8 lần khoảng cách "
    "đến đáy. Chẳng hạn, ở trọng số 0, khoảng cách là 2 và độ dốc là −16. Vì vậy, mỗi bước với tốc độ "
    "học r đi được 8·r lần khoảng cách, và còn lại 1 − 8·r lần",
    en="By the rule, the slope at the weight w is 2·(2·w − 4)·2 = 8·(w − 2). But for its sign, that is 8 "
    "times the distance from the bottom. At the weight 0, for example, the distance is 2, and the slope "
    "is −16. So a step at the learning rate r covers 8·r times the distance, and 1 − 8·r times the "
    "distance is left",
)
@claims(
    "learn",
    vi="| Tốc độ học r | 1 − 8·r | Nghĩa là | | 0,005 | 0,96 | mỗi bước chỉ bớt 4% khoảng cách | | 0,05 | "
    "0,6 | mỗi bước bớt 40% khoảng cách | | 0,26 | −1,08 | dấu âm: sang sườn bên kia, và xa đáy thêm 8% "
    "|",
    en="| Learning rate r | 1 − 8·r | Which means | "
    "| 0.005 | 0.96 | each step takes off only 4% of the distance | "
    "| 0.05 | 0.6 | each step takes off 40% of the distance | "
    "| 0.26 | −1.08 | the minus: over to the other side, and 8% farther away |",
)
@pytest.mark.parametrize(("rate", "factor", "farther"), [(0.005, 0.96, -0.04), (0.05, 0.6, -0.4), (0.26, -1.08, 0.08)])
def test_each_step_multiplies_the_distance_by_1_minus_8_times_the_rate(
    rate: float, factor: float, farther: float
) -> None:
    assert 1 - 8 * rate == pytest.approx(factor)
    assert abs(factor) - 1 == pytest.approx(farther)
    assert slope(0) == -8 * 2 == -16
    for weight in (0, 0.5, 3, 5):
        assert slope(weight) == 2 * (2 * weight - 4) * 2 == 8 * (weight - 2)
        assert abs(slope(weight)) == 8 * abs(weight - 2)
        after = weight - rate * slope(weight)
        assert after - 2 == pytest.approx(factor * (weight - 2))
        assert abs(after - weight) == pytest.approx(8 * rate * abs(weight - 2))


# Backpropagation


@claims(
    "learn",
    vi="Chúng ta làm từng bước với một chuỗi chỉ có hai nơ-ron; nơ-ron thứ nhất có ReLU, nơ-ron thứ hai thì không",
    en="We go through it with a chain of just two neurons; the first has ReLU, the second hasn't",
)
@claims(
    "learn",
    vi="Đầu vào vẫn là 2, đích vẫn là 4: Nơ-ron thứ nhất có trọng số w1 = 1,5 và bias b1 = −1. "
    "Tổng là 2·1,5 − 1 = 2, và ReLU giữ nguyên. "
    "Nơ-ron thứ hai có trọng số w2 = 0,5 và bias b2 = 1. Câu trả lời là 0,5·2 + 1 = 2. "
    "Giá trị mất mát là (2 − 4)·(2 − 4) = 4",
    en="The input is still 2, and the target still 4: The first neuron has the weight w1 = 1.5 and the bias b1 = −1. "
    "Its sum is 2·1.5 − 1 = 2, which ReLU leaves as it is. "
    "The second neuron has the weight w2 = 0.5 and the bias b2 = 1. The answer is 0.5·2 + 1 = 2. "
    "The loss is (2 − 4)·(2 − 4) = 4",
)
def test_the_forward_pass_gives_the_answer_2_and_the_loss_4() -> None:
    assert code("chain").startswith("w1, b1, w2, b2 = 1.5, -1, 0.5, 1\n")
    assert code("chain").count("max(0, ") == 1
    w1, b1, w2, b2 = CHAIN
    assert 2 * w1 + b1 == relu(2) == 2
    assert w2 * 2 + b2 == 2
    assert loss_of_chain(*CHAIN) == (2 - 4) * (2 - 4) == 4
    assert printed_numbers("chain") == [[2], [2], [4]]


@claims(
    "learn",
    vi="Chúng ta bắt đầu từ câu trả lời, với độ dốc là 2·(2 − 4) = −4: nếu câu trả lời nhích từ 2 lên 2,001, giá trị "
    "mất mát từ 4 còn khoảng 3,996, tức là giảm một lượng bằng 4 lần mức nhích",
    en="It begins at the answer, whose slope is 2·(2 − 4) = −4: nudge the answer from 2 to 2.001, and the loss goes "
    "from 4 to about 3.996, so it falls by 4 times the nudge",
)
@claims(
    "learn",
    vi="Số này được nhân với 2, đầu ra của nơ-ron thứ nhất, nên câu trả lời thay đổi một lượng bằng 2 lần "
    "mức nhích. Câu trả lời thay đổi bao nhiêu thì giá trị mất mát thay đổi −4 lần bấy nhiêu. Vậy độ "
    "dốc của w2 là −4·2 = −8. Cứ thế, chúng ta lùi từng bước theo một quy tắc: > độ dốc của một thừa số "
    "= độ dốc của tích · thừa số kia Số nào chỉ được cộng vào một tổng, như tích hay bias, thì nhận "
    "nguyên độ dốc của tổng. Nếu một số đi vào nhiều nơ-ron, các độ dốc từ những nơ-ron ấy được cộng "
    "lại. Quy tắc ở mục Gradient là trường hợp ngắn nhất: ở đó, câu trả lời chính là tích, với độ dốc "
    "2·(câu trả lời − đích), và thừa số kia là đầu vào",
    en="It is multiplied by 2, the first neuron's output, so the answer changes by 2 times the nudge. "
    "However much the answer changes, the loss changes −4 times as much. So the slope of w2 is −4·2 = "
    "−8. In this way we go back step by step, with one rule: > slope of a factor = slope of the product "
    "· the other factor A number that was only added to a sum, such as a product or a bias, gets the "
    "slope of the sum, unchanged. If a number goes into several neurons, the slopes from those neurons "
    "are added. The rule in The gradient is the shortest case: there the answer is the product, with the "
    "slope 2·(answer − target), and the other factor is the input",
)
@claims(
    "learn",
    vi="| câu trả lời | | −4 | | w2 | nhân với đầu ra của nơ-ron thứ nhất, là 2 | −4·2 = −8 | "
    "| b2 | chỉ được cộng vào | −4 | | đầu ra của nơ-ron thứ nhất | nhân với w2, là 0,5 | −4·0,5 = −2 | "
    "| tổng của nơ-ron thứ nhất | qua ReLU, giữ nguyên | −2 | | w1 | nhân với đầu vào, là 2 | −2·2 = −4 | "
    "| b1 | chỉ được cộng vào | −2 |",
    en="| the answer | | −4 | | w2 | times the first neuron's output, which is 2 | −4·2 = −8 | "
    "| b2 | only added | −4 | | the first neuron's output | times w2, which is 0.5 | −4·0.5 = −2 | "
    "| the first neuron's sum | through ReLU, unchanged | −2 | | w1 | times the input, which is 2 | −2·2 = −4 | "
    "| b1 | only added | −2 |",
)
def test_the_slopes_of_the_table_are_those_that_nudges_measure() -> None:
    assert [-4 * 2, -4 * 0.5, -2 * 2] == [-8, -2, -4]
    slopes = [-4, -2, -8, -4]
    assert slopes_of_chain(*CHAIN) == pytest.approx(slopes, abs=1e-4)
    assert printed_numbers("back") == [[-8, -4], [-4, -2]]
    # The answer, and the first neuron's output, which is its sum.
    nudge = 1e-6
    _, _, w2, b2 = CHAIN
    assert ((2 + nudge - 4) ** 2 - 4) / nudge == pytest.approx(2 * (2 - 4), abs=1e-4)
    assert round((2.001 - 4) ** 2, 3) == 3.996
    # A nudge of w2 moves the answer by 2 times the nudge.
    assert ((w2 + nudge) * 2 + b2 - (w2 * 2 + b2)) / nudge == pytest.approx(2)
    # A number that goes into two neurons, of which the slopes are added.
    of_both = ((3 * (1 + nudge) + 5 * (1 + nudge)) ** 2 - (3 + 5) ** 2) / nudge
    assert of_both == pytest.approx(2 * (3 + 5) * 3 + 2 * (3 + 5) * 5, abs=1e-3)
    assert 2 * (2 - 4) == -4
    assert ((w2 * (2 + nudge) + b2 - 4) ** 2 - 4) / nudge == pytest.approx(-2, abs=1e-4)
    assert relu(2 + nudge) == 2 + nudge


@claims(
    "learn",
    vi="Tổng dương thì cửa mở, độ dốc đi qua nguyên vẹn. Tổng âm thì cửa đóng: ReLU vẫn cho ra 0 dù tổng nhích một "
    "chút, nên độ dốc truyền tiếp là 0",
    en="If the sum is positive, the door is open, and the slope passes unchanged. If the sum is negative, the door is "
    "shut: nudge the sum a little, and ReLU still gives 0, so the slope that goes on is 0",
)
def test_a_slope_passes_a_relu_unchanged_or_not_at_all() -> None:
    assert (relu(2.001) - relu(2)) / 0.001 == pytest.approx(1)
    assert relu(-1) == relu(-1 + 0.001) == 0
    of_w1, of_b1, *_ = slopes_of_chain(1.5, -4, 0.5, 1)
    assert of_w1 == of_b1 == 0


@claims(
    "learn",
    vi="trong ô của lượt đi, đổi w1 từ 1,5 thành 1,501. Giá trị mất mát từ 4 còn khoảng 3,996, tức là giảm một lượng "
    "bằng bốn lần mức nhích: độ dốc đúng là −4",
    en="in the cell of the forward pass, change w1 from 1.5 to 1.501. The loss goes from 4 to about 3.996, so it "
    "falls by four times the nudge: the slope is −4 indeed",
)
def test_a_nudge_of_w1_to_1_501_lowers_the_loss_to_3_996() -> None:
    w1, *others = CHAIN
    loss = loss_of_chain(1.501, *others)
    assert w1 == 1.5
    assert round(loss, 3) == 3.996
    assert (loss - loss_of_chain(*CHAIN)) / 0.001 == pytest.approx(-4, abs=0.01)


def three_steps() -> list[list[float]]:
    """The chain's parameters at first, and after each of three steps at the learning rate 0.05."""
    rows = [list(CHAIN)]
    for _ in range(3):
        slopes = slopes_of_chain(*rows[-1])
        rows.append([parameter - 0.05 * each for parameter, each in zip(rows[-1], slopes, strict=True)])
    return rows


@claims("learn", vi="Ba bước tự tính, và ba bước của Keras", en="Three steps by hand, and by Keras")
@claims(
    "learn",
    vi="Bây giờ, chúng ta cho chuỗi hai nơ-ron học ba bước, với tốc độ học 0,05. "
    "Mỗi bước gồm lượt đi, lượt về, rồi chỉnh cả bốn tham số. Ở bước đầu, w2 thành 0,5 − 0,05·(−8) = 0,9. "
    "Ba tham số kia thành bao nhiêu",
    en="Now we let the chain of two neurons learn for three steps, with a learning rate of 0.05. "
    "Each step is a forward pass, a backward pass, and an adjustment of all four parameters. "
    "In the first step, w2 becomes 0.5 − 0.05·(−8) = 0.9. What do the other three become",
)
@claims(
    "learn",
    vi="Sau bước đầu, w1 là 1,7, b1 là −0,9 và b2 là 1,2. Nơ-ron thứ nhất cho ra 2·1,7 − 0,9 = 2,5, "
    "nên câu trả lời là 0,9·2,5 + 1,2 = 3,45, gần 4 hơn nhiều. "
    "Qua ba bước, giá trị mất mát ở đầu mỗi bước giảm từ 4 xuống 0,3025 rồi 0,011137. "
    "Bốn số cuối là w1, b1, w2 và b2 sau bước thứ ba",
    en="After the first step, w1 is 1.7, b1 is −0.9 and b2 is 1.2. The first neuron gives 2·1.7 − 0.9 = 2.5, "
    "so the answer is 0.9·2.5 + 1.2 = 3.45, much nearer to 4. "
    "Over the three steps, the loss at the start of each falls from 4 to 0.3025 and then to 0.011137. "
    "The last four numbers are w1, b1, w2 and b2 after the third step",
)
def test_the_first_step_gives_1_7_minus_0_9_0_9_and_1_2_and_three_steps_the_losses_that_are_printed() -> None:
    first, after_one, _, after_three = rows = three_steps()
    assert len(first) == 4
    assert 0.5 - 0.05 * -8 == 0.9
    assert after_one == pytest.approx([1.7, -0.9, 0.9, 1.2], abs=1e-5)
    assert round(2 * 1.7 - 0.9, 2) == 2.5
    assert round(0.9 * 2.5 + 1.2, 2) == 3.45
    losses = [4, 0.3025, 0.011137]
    assert [loss_of_chain(*row) for row in rows[:3]] == pytest.approx(losses, abs=1e-6)
    lines = printed_numbers("by-hand")
    assert lines[:3] == [[step, loss] for step, loss in enumerate(losses)]
    assert [number for (number,) in lines[3:]] == pytest.approx(after_three, abs=1e-5)
    assert "rate = 0.05\nfor step in range(3):" in code("by-hand")


@claims(
    "learn",
    vi="Keras cũng học ba bước như thế, từ cùng những con số ban đầu",
    en="Keras, too, learns for three steps, from the same numbers",
)
@claims(
    "learn",
    vi="epochs=3 là ba bước, vì chỉ có một ví dụ. Hãy so sánh bốn con số",
    en="epochs=3 makes three steps, as there is only one example. Compare the four numbers",
)
@claims(
    "learn",
    vi="Bốn con số giống nhau đến sáu chữ số sau dấu phẩy",
    en="They agree to six decimal places",
)
def test_the_four_parameters_by_hand_and_by_keras_agree_to_six_places() -> None:
    assert len(printed("by-keras")) == 4
    assert printed("by-keras") == printed("by-hand")[3:]
    for name in ("by-hand", "by-keras"):
        assert [f"{each:.6f}" for each in recorded_value("learn", name)] == printed("by-keras")
    assert all("epochs=3" in code("by-keras") and f"[{each}]" in code("by-keras") for each in (1.5, -1, 0.5, 1))


# Batches


@claims(
    "learn",
    vi="Ô sau tính độ dốc của một nơ-ron có trọng số 2 theo từng ví dụ trong bốn ví dụ",
    en="The next cell computes the slope of a neuron with the weight 2 for each of four examples",
)
@claims(
    "learn",
    vi="Ví dụ thứ nhất và thứ ba có độ dốc âm, −2 và −6: chúng muốn trọng số lớn hơn. "
    "Ví dụ thứ hai, với độ dốc 4, muốn trọng số nhỏ hơn. Ví dụ thứ tư đã vừa ý, độ dốc là 0. "
    "Trung bình của bốn độ dốc là −1: tính chung, trọng số nên tăng một chút",
    en="The first and the third example have negative slopes, −2 and −6: they want a larger weight. "
    "The second, with its slope of 4, wants a smaller one. The fourth is content, with a slope of 0. "
    "The mean of the four slopes is −1: all in all, the weight should go up a little",
)
@claims(
    "learn",
    vi="Một mình ví dụ thứ ba kéo mạnh gấp sáu lần mức trung bình của nhóm",
    en="The third example alone pulls six times as hard as the group on average",
)
def test_the_mean_of_the_four_slopes_is_minus_1_and_the_third_pulls_six_times_as_hard() -> None:
    assert code("batch").startswith("w = 2\n")
    slopes = [2 * (2 * x - target) * x for x, target in ((1, 3), (2, 3), (3, 7), (4, 8))]
    assert printed_numbers("batch") == [slopes, [-1]]
    assert slopes == [-2, 4, -6, 0]
    assert sum(slopes) / 4 == -1
    assert slopes[2] / -1 == 6


@claims(
    "learn",
    vi="Lô vừa phải nằm ở giữa. Bài sau dùng cách này",
    en="A batch of moderate size lies between the two. The next lesson uses one",
)
def test_the_next_lesson_trains_in_batches_of_moderate_size() -> None:
    assert PROJECT.navigation.lessons[PROJECT.navigation.lessons.index("learn") + 1] == "sequential"
    assert "batch_size=128" in code("fit", "sequential")


# Learning by heart


@claims(
    "learn",
    vi="Dữ liệu được chuẩn bị như ở bài trước",
    en="The data is prepared as in the previous lesson",
)
def test_the_data_is_prepared_as_in_the_lesson_before() -> None:
    assert PROJECT.navigation.lessons[PROJECT.navigation.lessons.index("learn") - 1] == "data"
    before = {line for name in ("load", "scale", "one-hot", "split") for line in code(name, "data").splitlines()}
    assert set(code("data").splitlines()) - {""} <= before
    assert 'X = images.astype("float32") / 255' in code("data")


@claims(
    "learn",
    vi="Mạng không biết số 8 là gì, cũng không biết nhãn có đúng hay không. Để thấy rõ điều đó, chúng ta "
    "lấy 500 ảnh đầu tiên và xáo trộn nhãn của chúng: 60 ảnh tình cờ vẫn đúng nhãn, còn 440 ảnh mang "
    "nhãn sai",
    en="It doesn't know what an 8 is, nor whether a label is right. To see this clearly, we take the first "
    "500 images and shuffle their labels: 60 of the images get their right one by chance, and 440 a "
    "wrong one",
)
@claims(
    "learn",
    vi="Mạng ở ô sau có một lớp ẩn gồm 256 nơ-ron, và học 500 ảnh ấy 50 lượt",
    en="The network of the next cell has a hidden layer of 256 neurons, and goes through the 500 images 50 times",
)
@claims(
    "learn",
    vi="Hai số in ra là độ chính xác (accuracy), tức là tỉ lệ trả lời đúng theo nhãn: thứ nhất là trên 500 ảnh đã học, "
    "thứ hai là trên ảnh mới, với nhãn thật",
    en="The two numbers printed are accuracies (độ chính xác), the share of answers that match the label: "
    "the first on the 500 images it has learned from, the second on new images, with their true labels",
)
@claims(
    "learn",
    vi="Với 500 ảnh đã học, mạng trả lời khớp với cả 500 nhãn, kể cả nhãn sai. Với ảnh mới, mạng chỉ đúng "
    "11,8%, trong khi đoán mò cũng đúng khoảng 10%",
    en="On the 500 images it has learned from, the network's answers match all 500 labels, the wrong ones "
    "included. On new images it is right for only 11.8%, where guessing is right for about 10%",
)
def test_500_images_with_440_wrong_labels_are_learnt_by_heart_and_11_8_percent_of_new_ones_read() -> None:
    assert recorded_value("learn", "wrong-by-chance") == 440 == 500 - 60
    assert "wrong_labels = np.random.permutation(y_train[:500])" in code("memorise")
    assert 'layers.Dense(256, activation="relu")' in code("memorise")
    assert "epochs=50" in code("memorise")
    seen, new = recorded_value("learn", "seen-share"), recorded_value("learn", "new-share")
    assert [f"{share:.1%}" for share in (seen, new)] == ["100.0%", "11.8%"]
    assert seen * 500 == pytest.approx(500)
    assert [line.split()[-1] for line in printed("memorise")] == [f"{seen:.3f}", f"{new:.3f}"]
    assert "images it has learned from" in printed("memorise")[0]
    assert "memory.evaluate(X_val, y_val" in code("memorise")
    # Guessing one of ten digits.
    assert f"{1 / 10:.0%}" == "10%"


# One layer on the digits


@claims(
    "learn",
    vi="một lớp mười nơ-ron, softmax, giá trị mất mát −ln p, và hạ gradient theo lô",
    en="one layer of ten neurons, softmax, the loss −ln p, and gradient descent by batches",
)
@claims(
    "learn",
    vi="Flatten chỉ xếp 28 hàng điểm ảnh thành một dãy, không có tham số nào, nên không tính là một lớp nơ-ron. "
    "Mỗi nơ-ron có 784 trọng số và một bias, "
    "nên cả mạng có 10·784 + 10 = 7.850 tham số",
    en="Flatten only puts the 28 rows of pixels into a single row; it has no parameters, so it doesn't count as a "
    "layer of neurons. Each neuron has 784 weights and a bias, "
    "so the network has 10·784 + 10 = 7,850 parameters",
)
def test_the_one_layer_network_has_7_850_parameters() -> None:
    assert 28 * 28 == 784
    assert 10 * 784 + 10 == recorded_value("learn", "parameters") == 7_850
    for line in ('activation="softmax"', 'loss="categorical_crossentropy"', "keras.optimizers.SGD("):
        assert line in code("one-layer")
    assert "batch_size=128" in code("fit")


@claims(
    "learn",
    vi="Với ba điểm 2, 1 và 0, nhãn đúng là nhãn đầu, các độ dốc là 0,67 − 1 = −0,33, rồi 0,24 và 0,09: điểm đầu cần "
    "tăng, hai điểm kia cần giảm",
    en="For the three scores 2, 1 and 0, with the first label as the right one, the slopes are 0.67 − 1 = −0.33, then "
    "0.24 and 0.09: the first score should go up, the other two down",
)
def test_nudges_of_the_scores_2_1_and_0_measure_the_probabilities_less_the_one_hot_label() -> None:
    nudge, scores = 1e-6, [2.0, 1.0, 0.0]
    slopes = []
    for at in range(3):
        nudged = [score + nudge * (at == number) for number, score in enumerate(scores)]
        slopes.append((loss_of(softmax(nudged)[0]) - loss_of(softmax(scores)[0])) / nudge)
    assert [round(each, 2) for each in slopes] == [round(0.67 - 1, 2), 0.24, 0.09] == [-0.33, 0.24, 0.09]


@claims(
    "learn",
    vi="Trong mỗi epoch, 422/422 là số lô: 54.000 ảnh chia thành các lô 128 ảnh. Qua ba epoch, loss giảm từ "
    "0,5974 xuống 0,3532",
    en="In each epoch, 422/422 is the number of batches: 54,000 images in batches of 128. Over three "
    "epochs, loss falls from 0.5974 to 0.3532",
)
def test_the_loss_falls_over_three_epochs_from_0_5974_to_0_3532() -> None:
    assert "batch_size=128" in code("fit")
    assert math.ceil(TRAINING_IMAGES / 128) == 422
    loss, accuracy = (recorded_value("learn", name) for name in ("loss", "accuracy"))
    assert [as_keras_prints(loss[0]), as_keras_prints(loss[-1])] == ["0.5974", "0.3532"]
    assert loss == sorted(loss, reverse=True)
    lines = printed("fit")
    assert lines[::2] == [f"Epoch {number}/3" for number in (1, 2, 3)]
    logs = [match.groups() for match in map(STEPS.fullmatch, lines[1::2]) if match]
    assert logs == [
        ("422", "422", as_keras_prints(one), as_keras_prints(other)) for one, other in zip(accuracy, loss, strict=True)
    ]


@claims(
    "learn",
    vi="Mạng đọc đúng 92,5% số ảnh ấy, dù chưa từng thấy ảnh nào trong đó. Con số ấy còn cao hơn 0,9019 của "
    "epoch cuối, và cao hơn 90,6%, số đo trên tập huấn luyện sau khi học xong: 6.000 ảnh này tình cờ dễ "
    "hơn",
    en="The network reads 92.5% of them correctly, though it has never seen any of them. That is even more "
    "than the 0.9019 of the last epoch, and than the 90.6% measured on the training set once it has "
    "learned: these 6,000 images happen to be easier",
)
def test_92_5_percent_of_new_images_are_read_correctly() -> None:
    accuracy = recorded_value("learn", "validation-accuracy")
    assert f"{accuracy:.1%}" == "92.5%"
    assert as_keras_prints(recorded_value("learn", "accuracy")[-1]) == "0.9019"
    of_training = recorded_value("learn", "training-accuracy")
    assert f"{of_training:.1%}" == "90.6%"
    # Of 6,000 images drawn at random from all of these, so many would hardly ever be read correctly.
    assert accuracy - of_training > 4 * math.sqrt(of_training * (1 - of_training) / VALIDATION_IMAGES)
    assert printed("evaluate") == [f"validation accuracy: {accuracy:.4f}"]


def weights() -> NDArray[np.float32]:
    """The recorded network's weights (28, 28, 10): a picture for each neuron, from -1 to 1, which are the darkest."""
    from safetensors.numpy import load_file

    tensors = load_file(ROOT / script("learn").weights_path)
    kernel = (tensors["1.kernel"] * tensors["1.scale"]).reshape(28, 28, 10)
    assert np.abs(kernel).max() == pytest.approx(recorded_value("learn", "largest-weight"), rel=1e-3)
    darkest: NDArray[np.float32] = kernel / np.abs(kernel).max()
    return darkest


def part(neuron: int, rows: tuple[int, int], columns: tuple[int, int]) -> NDArray[np.float32]:
    """The weights in a part of a neuron's picture."""
    return weights()[slice(*rows), slice(*columns), neuron]


def orange(neuron: int, rows: tuple[int, int], columns: tuple[int, int]) -> bool:
    """Whether that part is orange, seen as a whole."""
    return bool(part(neuron, rows, columns).mean() > 0.05)


def purple(neuron: int, rows: tuple[int, int], columns: tuple[int, int]) -> bool:
    """Whether that part is purple, seen as a whole."""
    return bool(part(neuron, rows, columns).mean() < -0.05)


@claims(
    "learn",
    vi="chúng ta vẽ trọng số của mười nơ-ron thành mười bức hình",
    en="we draw the weights of the ten neurons as ten pictures",
)
@claims(
    "learn",
    vi="Màu cam là trọng số dương, màu tím là trọng số âm; màu càng rõ thì trọng số càng xa 0",
    en="Orange is a positive weight, purple a negative one; the stronger the colour, the farther from 0",
)
@claims(
    "learn",
    vi="hình do Matplotlib vẽ thì dùng màu tím thay cho màu xanh lam",
    en="a picture drawn by Matplotlib has purple in place of blue",
)
def test_orange_is_positive_purple_negative_and_the_stronger_the_farther_from_0() -> None:
    from matplotlib import colormaps

    assert "for digit in range(10):" in code("weights")
    assert 'cmap="PuOr_r",\n        vmin=-largest,\n        vmax=largest' in code("weights")
    colours = colormaps["PuOr_r"]
    for weight in (0.3, 0.6):
        red, green, blue, _ = colours((1 + weight) / 2)
        assert red > green > blue
        red, green, blue, _ = colours((1 - weight) / 2)
        assert blue > red > green
    brightness = [sum(colours((1 + weight) / 2)[:3]) for weight in (-1, -0.5, 0, 0.5, 1)]
    assert brightness[0] < brightness[1] < brightness[2] > brightness[3] > brightness[4]


@claims(
    "learn",
    vi="Mười bức hình trọng số của mười nơ-ron, từ 0 đến 9. Nơ-ron 0: một vòng cam bao quanh một đốm tím rất rõ. "
    "Nơ-ron 1: một nét cam rất rõ, gần thẳng đứng ở giữa, hai bên tím",
    en="Ten pictures of the weights of ten neurons, from 0 to 9. Neuron 0: an orange ring around a strong purple "
    "spot. Neuron 1: a strong orange stroke in the middle, nearly upright, with purple on both sides",
)
@claims(
    "learn",
    vi="Nơ-ron 0 có một vòng cam bao quanh một đốm tím. Mực trên vòng là dấu hiệu của số 0, còn mực ở giữa "
    "là dấu hiệu của chữ số khác",
    en="Neuron 0 has an orange ring around a purple spot. Ink on the ring is a sign of a 0, ink in the middle a sign "
    "against it",
)
@claims(
    "learn",
    vi="Nơ-ron 1 tìm một nét thẳng đứng ở giữa. Mực ở hai bên thì bị trừ điểm",
    en="Neuron 1 looks for an upright stroke in the middle. Ink on either side is subtracted",
)
def test_neuron_0_has_an_orange_ring_around_a_purple_spot_and_neuron_1_an_upright_orange_stroke() -> None:
    assert weights().shape == (28, 28, 10)
    assert part(0, (10, 18), (13, 17)).min() == weights()[..., 0].min() < -0.7
    assert purple(0, (10, 18), (13, 17))
    for rows, columns in (((4, 10), (14, 20)), ((8, 16), (20, 24)), ((20, 24), (10, 15)), ((13, 20), (5, 10))):
        assert orange(0, rows, columns)
    assert part(1, (8, 18), (13, 17)).max() == weights()[..., 1].max() > 0.9
    assert orange(1, (9, 17), (14, 16))
    assert purple(1, (8, 16), (8, 12))
    assert purple(1, (8, 18), (18, 22))


@claims(
    "learn",
    vi="Nơ-ron 2: cam ở trên và ở dưới, một vệt tím ở giữa lệch sang trái. "
    "Nơ-ron 3: cam ở nét trên, ở giữa và nét dưới, tím thành hình chữ C ở bên trái",
    en="Neuron 2: orange at the top and at the bottom, and a purple bar left of the middle. "
    "Neuron 3: orange along the upper stroke, in the middle and along the lower stroke, "
    "and purple in the shape of a C on the left",
)
@claims(
    "learn",
    vi="Bức thứ hai là trọng số của nơ-ron 3: cam ở nét cong trên, ở giữa và ở nét cong dưới; "
    "tím thành hình chữ C ở bên trái, nơi một số 3 để hở",
    en="The second has the weights of neuron 3: orange along the upper curve, in the middle and along the lower curve; "
    "purple in the shape of a C on the left, where a 3 is open",
)
def test_neuron_2_is_orange_above_and_below_a_purple_bar_and_neuron_3_around_a_purple_c() -> None:
    assert orange(2, (3, 7), (8, 18))
    assert orange(2, (16, 22), (4, 14))
    assert orange(2, (18, 22), (18, 24))
    assert purple(2, (10, 14), (6, 16))
    assert orange(3, (4, 8), (6, 18))
    assert orange(3, (8, 14), (14, 18))
    assert orange(3, (20, 26), (6, 14))
    # The C's upper arm, its back, and its lower arm, and between the arms less purple.
    assert purple(3, (9, 12), (8, 12))
    assert purple(3, (11, 18), (6, 9))
    assert purple(3, (16, 20), (9, 14))
    assert part(3, (12, 15), (11, 14)).mean() > part(3, (11, 18), (6, 9)).mean() + 0.05


@claims(
    "learn",
    vi="Nơ-ron 3 có phần tím bên trái, đúng nơi một số 3 để hở. Số 8 và số 6 có mực ở đó",
    en="Neuron 3 has its purple part on the left, just where a 3 is open. An 8 or a 6 has ink there",
)
def test_where_neuron_3_is_purple_a_3_is_open_and_an_8_or_a_6_has_ink() -> None:
    assert purple(3, (9, 19), (6, 10))
    # The stand-in digits are drawn in the same place.
    ink = {digit: DIGITS.images[DIGITS.labels == digit].mean(axis=0)[8:20, 6:10].mean() for digit in (3, 6, 8)}
    assert ink[6] > 3 * ink[3]
    assert ink[8] > 3 * ink[3]


@claims(
    "learn",
    vi="Nơ-ron 6: một nét cam cong ở bên trái và phía dưới, một đốm tím ở phía trên bên phải. Nơ-ron 7: một đốm tím "
    "rất rõ gần giữa, cam ở phía trên và dưới cùng. Nơ-ron 4, 5, 8 và 9: những đốm cam và tím xen nhau, khó nhận ra "
    "chữ số. Viền của mọi bức hình không có màu",
    en="Neuron 6: an orange stroke that curves along the left and the bottom, and a purple spot at the upper right. "
    "Neuron 7: a strong purple spot near the middle, orange above it and at the very bottom. Neurons 4, 5, 8 and 9: "
    "spots of orange and purple side by side, in which a digit is hard to recognise. The border of every picture has "
    "no colour",
)
@claims(
    "learn",
    vi="Nơ-ron 4, 5, 8 và 9 thì khó nhận ra chữ số",
    en="Neurons 4, 5, 8 and 9 hardly look like digits",
)
def test_the_other_neurons_have_the_spots_that_are_described_and_no_border() -> None:
    assert orange(6, (13, 20), (7, 12))
    assert orange(6, (19, 22), (10, 18))
    assert purple(6, (7, 11), (15, 21))
    assert part(7, (11, 16), (9, 14)).min() == weights()[..., 7].min() < -0.7
    assert orange(7, (7, 10), (5, 20))
    assert orange(7, (24, 26), (7, 17))
    for neuron in (4, 5, 8, 9):
        of_neuron = weights()[..., neuron]
        assert (of_neuron > 0.15).sum() > 30
        assert (of_neuron < -0.15).sum() > 30
    border = np.ones((28, 28), bool)
    border[1:-1, 1:-1] = False
    assert np.abs(weights()[border]).max() < 0.06


@claims(
    "learn",
    vi="Đặt nơ-ron là 0, chọn mẫu 0, rồi chọn mẫu 1. Nét của số 1 chạy qua chỗ màu xanh lam ở giữa, nên "
    "tổng thấp hơn hẳn",
    en="Set the neuron to 0, choose the sample 0, then the sample 1. The stroke of the 1 runs through the "
    "blue part in the middle, so the sum is far lower",
)
@claims("learn", vi="Xem nơ-ron 0.", en="Watch neuron 0.")
def test_neuron_0_adds_up_to_far_less_for_an_upright_stroke_than_for_a_ring() -> None:
    rows, columns = np.mgrid[:28, :28] - 13.5
    ring = np.abs(np.hypot(rows / 1.2, columns) - 6.5) < 1.2
    stroke = (np.abs(columns) < 1.6) & (np.abs(rows) < 9)
    assert weights()[ring, 0].sum() > 5
    assert weights()[stroke, 0].sum() < -5


@claims(
    "learn",
    vi="Viền không có màu. Có 67 trong 784 điểm ảnh không có mực ở bất kỳ ảnh huấn luyện nào, nên đầu vào ở "
    "đó luôn bằng 0. Độ dốc của trọng số phải nhân với đầu vào, nên cũng bằng 0, và các trọng số ấy vẫn "
    "đúng bằng 0",
    en="The border has no colour. There are 67 of the 784 pixels that have no ink in any image of the "
    "training set, so the input there is always 0. The slope of a weight is multiplied by its input, so "
    "it is 0 too, and those weights are still exactly 0",
)
def test_67_of_784_pixels_have_no_ink_and_their_weights_are_exactly_0() -> None:
    assert recorded_value("learn", "blank-pixels") == 67
    assert recorded_value("learn", "blank-weights-changed") == 0
    assert ((weights() == 0).all(axis=2)).sum() >= 67
    assert weights()[..., 0].size == 784


@claims(
    "learn",
    vi="Ba bức hình, mỗi bức 28×28 ô. Bức thứ nhất là các điểm ảnh của một số 3 viết tay. Bức thứ hai là",
    en="Three pictures of 28×28 squares. The first has the pixels of a handwritten 3. The second has",
)
@claims(
    "learn",
    vi="Bức thứ ba là các tích: chỉ chỗ có mực mới có màu, phần lớn là cam, vài chỗ hơi tím",
    en="The third has the products: only where there is ink is there any colour, most of it orange, "
    "with a few spots of faint purple",
)
@claims(
    "learn",
    vi="Ô cuối lặp lại phép tính của hình ở đầu bài, lần này với một số 3 của tập kiểm định: nhân từng điểm "
    "ảnh với trọng số của nơ-ron 3. Ô này cũng vẽ ba bức hình như ở đó",
    en="The last cell repeats the calculation of the first figure, now for a 3 of the validation set: it "
    "multiplies each pixel by a weight of neuron 3. It also draws three pictures like those there",
)
def test_the_pictures_are_of_a_3_of_the_weights_of_neuron_3_and_of_their_products_most_of_them_orange() -> None:
    assert "image = X_val[y_val.argmax(axis=1) == 3][0]" in code("one-neuron")
    assert "weights = kernel[:, 3].reshape(28, 28)" in code("one-neuron")
    assert code("one-neuron").count('"weights"') == code("one-neuron").count('"products"') == 1
    up, down = recorded_value("learn", "orange-sum"), recorded_value("learn", "purple-sum")
    assert up > 4 * -down > 0
    assert up + down == pytest.approx(recorded_value("learn", "neuron-sum"), abs=1e-5)


@claims(
    "learn",
    vi="Ô này in ra tổng các tích là 5,86 và bias là −0,12, cộng lại được 5,74. "
    "Trong tổng của mười nơ-ron với ảnh này, đó là tổng lớn nhất, nên mạng đọc là 3",
    en="It prints 5.86, the sum of the products, and the bias, −0.12; together they make 5.74. "
    "Of the ten neurons' sums for this image, that is the largest, so the network reads a 3",
)
def test_neuron_3_adds_up_to_5_74_the_largest_of_ten_sums() -> None:
    assert printed("one-neuron") == ["sum:  5.86", "bias: -0.12"]
    total = recorded_value("learn", "neuron-sum") + recorded_value("learn", "neuron-bias")
    assert round(total, 2) == round(5.86 - 0.12, 2) == 5.74
    sums = recorded_value("learn", "neuron-sums")
    assert len(sums) == 10
    assert max(sums) == sums[3] == pytest.approx(total, abs=1e-4)
    assert recorded_value("learn", "neuron-read") == 3


# Exercises


@claims(
    "learn",
    vi="Một nơ-ron có ba trọng số 1; −2 và 3, và nhận ba đầu vào 1; 0 và 0,5. Với bias −1, −2 rồi −3, "
    "tổng và kết quả của ReLU là bao nhiêu? Bias phải bằng bao nhiêu thì tổng vừa đúng bằng 0",
    en="A neuron has the three weights 1, −2 and 3, and gets the three inputs 1, 0 and 0.5. "
    "With a bias of −1, then −2, then −3, what is the sum, and what does ReLU make of it? "
    "For which bias is the sum exactly 0",
)
@claims(
    "learn",
    vi="Ba lần tính có phần chung: tổng các tích, chưa kể bias",
    en="The three calculations have a part in common: the sum of the products, without the bias",
)
@claims(
    "learn",
    vi="Các tích cộng lại bằng 1·1 + 0·(−2) + 0,5·3 = 2,5. Vì vậy, với bias −2,5, tổng vừa đúng bằng 0. "
    "Bias thấp hơn nữa thì với các đầu vào này, ReLU cho ra 0",
    en="The products add up to 1·1 + 0·(−2) + 0.5·3 = 2.5. So with a bias of −2.5, the sum is exactly 0. "
    "With an even lower bias, ReLU gives 0 for these inputs",
)
def test_the_bias_minus_2_5_makes_the_sum_0_and_a_lower_one_closes_relu() -> None:
    inputs, weights = (1, 0, 0.5), (1, -2, 3)
    table = [[bias, sum_of(inputs, weights, bias), relu(sum_of(inputs, weights, bias))] for bias in (-1, -2, -3)]
    assert printed_numbers("bias", "solutions/learn") == table
    assert sum_of(inputs, weights, 0) == 2.5
    assert sum_of(inputs, weights, -2.5) == 0
    assert relu(sum_of(inputs, weights, -2.6)) == 0


@claims(
    "learn",
    vi="Mỗi bước nhân khoảng cách đến đáy với 1 − 8·r",
    en="Each step multiplies the distance from the bottom by 1 − 8·r",
)
@claims(
    "learn",
    vi="Với r = 0,125, 1 − 8·r = 0: không còn khoảng cách nào, trọng số đến 2 ngay ở bước đầu. "
    "Với r = 0,25, 1 − 8·r = −1: trọng số nhảy mãi giữa 0 và 4. "
    "Với r = 0,2, số ấy là −0,6: trọng số nhảy qua đáy, nhưng mỗi lần một gần hơn",
    en="With r = 0.125, 1 − 8·r = 0: no distance is left, and the weight gets to 2 in the first step. "
    "With r = 0.25, 1 − 8·r = −1: the weight jumps between 0 and 4 for ever. "
    "With r = 0.2, it is −0.6: the weight jumps over the bottom, but comes nearer each time",
)
def test_0_125_leads_to_the_bottom_in_one_step_0_25_to_and_fro_for_ever_and_0_2_ever_nearer() -> None:
    assert [1 - 8 * rate for rate in (0.125, 0.25, 0.2)] == pytest.approx([0, -1, -0.6])
    assert steps_down(0.125, 1) == [0, 2]
    assert steps_down(0.25, 6) == [0, 4, 0, 4, 0, 4, 0]
    distances = [weight - 2 for weight in steps_down(0.2, 6)]
    assert all(one * other < 0 and abs(other) < abs(one) for one, other in pairwise(distances))
    rounded = [[rate, *(round(weight, 2) for weight in steps_down(rate, 4))] for rate in (0.1, 0.125, 0.2, 0.25)]
    assert printed_numbers("rates", "solutions/learn") == rounded


@claims(
    "learn",
    vi="Trong chuỗi hai nơ-ron, hãy đổi b1 thành −4, giữ nguyên ba tham số kia, rồi cho chuỗi học ba bước",
    en="In the chain of two neurons, change b1 to −4, keep the other three parameters, "
    "and let the chain learn for three steps",
)
@claims(
    "learn",
    vi="Tổng của nơ-ron thứ nhất là 2·1,5 − 4 = −1, nên ReLU cho ra 0. Cửa đóng nên w1 và b1 không nhận được gì. "
    "Độ dốc của w2 phải nhân với đầu ra 0 ấy, nên cũng bằng 0. Chỉ b2 học, từ 1 lên 1,813",
    en="The first neuron's sum is 2·1.5 − 4 = −1, so ReLU gives out 0. The door is shut, and nothing reaches w1 and "
    "b1. The slope of w2 is multiplied by that output of 0, so it is 0 as well. Only b2 learns, from 1 to 1.813",
)
def test_behind_a_closed_relu_only_b2_learns_from_1_to_1_813() -> None:
    assert "w1, b1, w2, b2 = 1.5, -4, 0.5, 1\nfor step in range(3):" in code("closed", "solutions/learn")
    assert 2 * 1.5 - 4 == -1
    parameters = [1.5, -4, 0.5, 1]
    for _ in range(3):
        slopes = slopes_of_chain(*parameters)
        assert slopes[:3] == [0, 0, 0]
        parameters = [one - 0.05 * each for one, each in zip(parameters, slopes, strict=True)]
    assert parameters[:3] == [1.5, -4, 0.5]
    assert round(parameters[3], 3) == 1.813
    assert printed_numbers("closed", "solutions/learn")[-1] == [1.5, -4, 0.5, 1.813]


@claims(
    "learn",
    vi="Huấn luyện mạng một lớp ba epoch, với kích thước lô (batch size) 128, rồi 1.000, rồi cả 54.000 ảnh",
    en="Train the one-layer network for three epochs with a batch size (kích thước lô) of 128, then of 1,000, "
    "then of all 54,000 images",
)
@claims(
    "learn",
    vi="| 128 | 3·422 = 1.266 | 0,9250 | | 1.000 | 3·54 = 162 | 0,8983 | | 54.000 | 3·1 = 3 | 0,7578 |",
    en="| 128 | 3·422 = 1,266 | 0.9250 | | 1,000 | 3·54 = 162 | 0.8983 | | 54,000 | 3·1 = 3 | 0.7578 |",
)
@claims(
    "learn",
    vi="Ba mạng cùng xem mỗi ảnh ba lần, nhưng lô càng lớn, số lần chỉnh càng ít. "
    "Với cùng tốc độ học, chỉnh ít lần thì đi chưa xa",
    en="All three networks see each image three times, but the larger the batch, the fewer the adjustments. "
    "At the same learning rate, fewer adjustments don't get as far",
)
def test_larger_batches_adjust_less_often_and_do_not_get_as_far() -> None:
    assert "epochs=3" in code("batch-sizes", "solutions/learn")
    table = printed_numbers("batch-sizes", "solutions/learn")
    assert table == [[128, 0.9250], [1000, 0.8983], [54000, 0.7578]]
    assert len(table) == 3
    batches = [math.ceil(TRAINING_IMAGES / size) for size, _ in table]
    assert batches == [422, 54, 1]
    assert [3 * each for each in batches] == [1_266, 162, 3]
    # A few hundred images more or less: much more than by chance.
    accuracies = [accuracy for _, accuracy in table]
    of_seeds = recorded_value("solutions/train", "accuracies")
    assert min(-np.diff(accuracies)) > 5 * (max(of_seeds) - min(of_seeds))


@claims(
    "learn",
    vi="để Keras lặp lại bước ấy hàng nghìn lần",
    en="let Keras repeat that step thousands of times",
)
def test_the_next_lesson_takes_thousands_of_steps() -> None:
    assert "batch_size=128" in code("fit", "sequential")
    assert "epochs=5" in code("fit", "sequential")
    assert 5 * math.ceil(TRAINING_IMAGES / 128) > 2_000


def test_no_other_cell_prints_or_draws() -> None:
    drawing = {cell for cell, output in recorded("learn").items() if output.picture}
    assert drawing == {"bars", "rates", "weights", "one-neuron"}
    silent = {cell for cell, output in recorded("learn").items() if not output.text} - drawing
    assert silent == {"imports", "data", "one-layer"}


# Questions


@claims(
    "learn",
    vi="Đầu vào thứ ba của nơ-ron ở trên đổi từ 1 thành 2",
    en="The third input of the neuron above changes from 1 to 2",
)
@claims("learn", vi="đầu vào thêm 1 thì tổng thêm", en="with 1 more in the input, there is")
@claims(
    "learn",
    vi="Đầu vào đúng là thêm 1, nhưng phải nhân với trọng số rồi mới cộng vào tổng",
    en="The input did grow by 1, but it is multiplied by its weight before it goes into the sum",
)
def test_the_sum_asked_for_is_larger_by_the_third_weight() -> None:
    weights = (1, -2, 3)
    total = sum_of((0, 0.5, 2), weights, -1)
    assert recorded_value("learn", "neuron-sum-sum") == total == sum_of((0, 0.5, 1), weights, -1) + weights[2]
    assert recorded_value("learn", "neuron-sum-weight") == weights[2]


@claims("learn", vi="bạn không cộng mà nhân đôi cả ba điểm", en="This time, don't add: double all three scores")
@claims("learn", vi="mức hơn kém ấy đã gấp đôi", en="they are twice as far apart now")
@claims("learn", vi="Xác suất không bao giờ lớn hơn 1", en="A probability is never more than 1")
@claims(
    "learn",
    vi="Các điểm kia cũng được nhân đôi, rồi tất cả lại được chia cho tổng mới",
    en="The other scores were doubled as well, and then everything is divided by the new total",
)
@claims(
    "learn",
    vi="Điểm cao nhất bây giờ hơn các điểm kia nhiều gấp đôi",
    en="The highest score is now ahead of the others by twice as much",
)
def test_doubled_scores_leave_more_of_the_probability_to_the_highest() -> None:
    scores = (2, 1, 0)
    doubled = [2 * score for score in scores]
    assert recorded_value("learn", "doubled-scores-before") == round(softmax(scores)[0], 2)
    assert recorded_value("learn", "doubled-scores-doubled") == round(softmax(doubled)[0], 2)
    # Who divides by the sum of the scores expects what it was: rounded, it is even the same number.
    assert round(scores[0] / sum(scores), 2) == round(doubled[0] / sum(doubled), 2) == round(softmax(scores)[0], 2)


@claims(
    "learn",
    vi="Nhãn đúng là 8. Mạng A dành cho số 8 xác suất 0,4, rồi chia đều phần còn lại cho các chữ số khác. Mạng B cũng "
    "dành cho số 8 xác suất 0,4, nhưng dồn phần còn lại vào số 3",
    en="The right label is 8. Network A gives the 8 a probability of 0.4, and spreads the rest evenly over the other "
    "digits. Network B gives the 8 a probability of 0.4 as well, but puts all the rest on the 3",
)
@claims(
    "learn",
    vi="Của mạng B, vì mạng ấy đọc thành số 3 | Mạng B đọc sai thật",
    en="Network B, because it reads a 3 | It does misread the image",
)
@claims(
    "learn",
    vi="xác suất ấy như nhau, nên cả hai giá trị mất mát đều là",
    en="that is the same, so both losses are",
)
def test_networks_a_and_b_have_the_same_loss_although_only_b_misreads_the_image() -> None:
    a = np.full(10, 0.6 / 9)
    b = np.zeros(10)
    a[8] = b[8] = 0.4
    b[3] = 0.6
    assert [a.argmax(), b.argmax()] == [8, 3]
    assert a.sum() == pytest.approx(1)
    assert b.sum() == pytest.approx(1)
    assert loss_of(a[8]) == loss_of(b[8])
    assert recorded_value("learn", "same-p-loss") == round(loss_of(0.4), 2)


@claims(
    "learn",
    vi="Bên kia đáy, độ dốc dương: ở trọng số 3",
    en="Beyond the bottom, the slope is positive: at the weight 3",
)
def test_adding_the_slope_leads_away_from_the_bottom_and_beyond_it_the_slope_is_positive() -> None:
    assert recorded_value("learn", "why-minus-away") == pytest.approx(0.05 * slope(0))
    assert abs(0.05 * slope(0) - 2) > abs(0 - 2)
    assert recorded_value("learn", "why-minus-beyond") == slope(3) > 0


@claims("learn", vi="bạn không phân biệt được hai mạng ấy", en="you can't tell the two apart")
def test_the_network_that_memorised_is_perfect_on_what_it_has_learned_from_and_poor_on_the_rest() -> None:
    assert recorded_value("learn", "perfect-on-training-count") == 500
    assert recorded_value("learn", "seen-share") == 1
    assert recorded_value("learn", "perfect-on-training-new") == 0.118


# The network that the reader trains


def presets(language: str) -> list[Preset]:
    """What the buttons of the page's trainer set."""
    body = next(fence.body for fence in page("learn", language).fences if fence.info == "trainer")
    return [preset_of(line) for line in body.splitlines() if is_preset(line)]


@claims(
    "learn",
    vi="2.000 ảnh đầu của tập huấn luyện để học, 500 ảnh đầu của tập kiểm định để đo",
    en="the first 2,000 images of the training set to learn from, and the first 500 of the validation set to measure "
    "with",
)
@claims(
    "learn",
    vi="Mỗi điểm ảnh được lưu chỉ là mực (giá trị lớn hơn 127) hoặc giấy, nên trình duyệt chỉ phải tải 71 kB",
    en="Each pixel is stored as ink, where its value is over 127, or as paper, so your browser has only 71 kB to load",
)
@claims(
    "train",
    vi="với 2.000 ảnh đầu của tập huấn luyện và 500 ảnh đầu của tập kiểm định",
    en="on the first 2,000 images of the training set and the first 500 of the validation set",
)
def test_the_digits_to_train_on_are_the_first_of_both_sets_in_one_bit_a_pixel(mnist: Arrays) -> None:
    content = (ROOT / PACKED).read_bytes()
    packed = parse_packed_digits(content)
    assert (packed.train, packed.validation) == (2_000, 500)
    assert 70_000 < packed.size <= 71_000
    chosen = [*range(2_000), *range(TRAINING_IMAGES, TRAINING_IMAGES + 500)]
    images, labels = mnist[0]
    numbers = np.frombuffer(gzip.decompress(content)[COUNTS.size :], np.uint8)
    bits = np.unpackbits(numbers[-len(chosen) * IMAGE_BYTES :]).reshape(-1, 28, 28)
    assert np.array_equal(numbers[: len(chosen)], labels[chosen])
    assert np.array_equal(bits, images[chosen] > 127)


@claims(
    "learn",
    vi="một epoch chỉ có 16 bước chứ không phải 422",
    en="an epoch has only 16 steps instead of 422",
)
def test_an_epoch_of_the_trainer_has_16_steps() -> None:
    assert "batch_size=128" in code("fit")
    assert math.ceil(2_000 / 128) == 16
    assert math.ceil(TRAINING_IMAGES / 128) == 422


@claims(
    "learn",
    vi="Hai biểu đồ, cho giá trị mất mát và độ chính xác. Đường liền là số đo trong lúc huấn luyện",
    en="Two charts, of the loss and of the accuracy. The solid line is the mean over the epoch so far",
)
def test_the_trainer_has_a_chart_of_the_loss_and_one_of_the_accuracy() -> None:
    for language in PROJECT.languages:
        figures = re.findall(r'<figure class="([\w-]+)"', charts(language))
        assert figures == ["trainer-loss", "trainer-accuracy"]
    css = (ROOT / "docs/assets/stylesheets/trainer.css").read_text(encoding="utf-8")
    dashed = re.findall(r"([\w-]+) \{[^}]*(?:dasharray|dashed)", css)
    assert dashed == ["trainer-val-line", "trainer-key-val"]


@claims(
    "learn",
    vi="Bốn nút cho thấy bốn điều",
    en="The four buttons show four things",
)
@claims(
    "learn",
    vi="Chỉ với 500 ảnh",
    en="With only 500 digits",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_button_of_the_trainer_is_explained_below_it(language: str) -> None:
    there = page("learn", language)
    names = [preset.name for preset in presets(language)]
    assert len(names) == 4
    section = next(each for each in there.sections if each.id == "trainer")
    explained = [found.rstrip(".") for found in re.findall(r"^- \*\*(.+?)\*\*", section.text, re.MULTILINE)]
    assert explained[-4:] == names
    assert [preset.settings.get("digits") for preset in presets(language)] == [None, None, 500, None]


@claims(
    "learn",
    vi="Mạng một lớp bắt đầu từ 0, nên đó chính là hình trọng số như ở mục trước",
    en="The one-layer network begins at 0, so there you see the weights themselves, as in the section before",
)
def test_the_network_of_the_trainer_begins_with_the_zeros_of_the_lesson_s() -> None:
    assert template_of([code("one-layer"), code("fit")]).zeros


@claims(
    "learn",
    vi="784-64-10 nghĩa là 784 đầu vào, một lớp ẩn 64 nơ-ron và lớp cuối 10 nơ-ron",
    en="784-64-10 means 784 inputs, a hidden layer of 64 neurons, and a last layer of 10",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_trainer_has_the_inputs_and_the_last_layer_of_the_lesson_and_64_hidden_neurons(language: str) -> None:
    assert 28 * 28 == 784
    assert "layers.Dense(\n            10," in code("one-layer")
    assert [preset.settings.get("units1", 0) for preset in presets(language)] == [0, 64, 64, 64]
