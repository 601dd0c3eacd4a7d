"""What the page `cnn` says of its scripts, and of their recorded runs on MNIST."""

import ast
import json
import re
from collections.abc import Mapping, Sequence
from math import ceil, floor, prod
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from docs.plugins.fences.convolution import PRESETS, SIDE, START
from tests.support.claims import claims
from tests.support.programs import ROOT, script
from tests.support.reading import LANGUAGES, bodies, page, plain, recorded, recorded_value, section

SCRIPT, SOLUTIONS = "cnn", "solutions/cnn"
SEQUENTIAL, CONVOLUTIONAL = "Sequential", "convolutional"
TRAINING_IMAGES, VALIDATION_IMAGES, TEST_IMAGES = 54_000, 6_000, 10_000


def value(name: str, of: str = SCRIPT) -> Any:  # noqa: ANN401
    return recorded_value(of, name)


def printed(cell: str, of: str = SCRIPT) -> str:
    return plain(recorded(of)[cell].text)


def code(cell: str, of: str = SCRIPT) -> str:
    return script(of).cell(cell).code


def image() -> NDArray[np.float64]:
    """The first image of the validation set."""
    return np.array(value("digit")) / 255


def kernel() -> NDArray[np.float64]:
    """The lesson's kernel."""
    return np.array(value("kernel"), float)


def map_of(weights: Any, pixels: NDArray[np.float64] | None = None) -> NDArray[np.float64]:  # noqa: ANN401
    """The sums of the products at all places of a kernel, on the lesson's image if no other is given."""
    pixels = image() if pixels is None else pixels
    side = len(weights)
    windows = np.lib.stride_tricks.sliding_window_view(pixels, (side, side))
    found: NDArray[np.float64] = (windows * np.array(weights)).sum(axis=(2, 3))
    return found


def filters() -> NDArray[np.float64]:
    """The weights of the first layer's eight filters."""
    return np.array(value("filters"))


def reached() -> Mapping[str, Sequence[float]]:
    """The accuracy on the validation set of each network, by the seeds from 1 on."""
    lines = re.findall(r"seed (\d), (\w+): (\S+)", printed("seeds"))
    found = {name: [float(share) for _, its, share in lines if its == name] for name in (SEQUENTIAL, CONVOLUTIONAL)}
    assert [int(seed) for seed, *_ in lines[::2]] == [1, 2, 3, 4, 5]
    return found


def misread(share: float, images: int) -> int:
    """How many images a network of this accuracy misreads."""
    return round((1 - share) * images)


def on_the_test_set() -> Mapping[str, Mapping[str, float]]:
    """The mean, lowest and highest accuracy of each network on the test set."""
    lines = re.findall(r"(\w+): mean (\S+), lowest (\S+), highest (\S+)", printed("evaluate"))
    return {name: dict(zip(("mean", "lowest", "highest"), map(float, shares), strict=True)) for name, *shares in lines}


def layers(of: str = SCRIPT, name: str = "network") -> list[dict[str, Any]]:
    """The layers of a recorded network that have an output of another shape, or parameters."""
    return [layer for layer in value(name, of) if layer["class"] not in ("InputLayer", "Reshape")]


def shapes(of: str = SCRIPT, name: str = "network") -> list[Sequence[int]]:
    return [layer["shapes"][0] for layer in layers(of, name)]


def parameters(of: str = SCRIPT, name: str = "network") -> dict[str, list[int]]:
    """The parameters of the layers of each class that has any."""
    found: dict[str, list[int]] = {}
    for layer in layers(of, name):
        if layer["parameters"]:
            found.setdefault(layer["class"], []).append(layer["parameters"])
    return found


def multiplications(of: str = SCRIPT, name: str = "network") -> list[int]:
    """How many products each layer with parameters computes for an image: its weights, at each of its places."""
    counts = []
    for layer in layers(of, name):
        (shape,) = layer["shapes"]
        if layer["parameters"]:
            places, outputs = prod(shape[:-1]), shape[-1]
            counts.append(places * (layer["parameters"] - outputs))
    return counts


def arguments_of(call: str, text: str) -> dict[str, str]:
    """The named arguments of a call in a piece of code, as they are written."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    (found,) = (node for node in calls if ast.unparse(node.func) == call)
    return {str(keyword.arg): ast.unparse(keyword.value) for keyword in found.keywords}


def shifted() -> Mapping[str, Sequence[float]]:
    """The mean accuracy of each network on images moved by 0, 1, 2 and 3 pixels."""
    shares: Mapping[str, Any] = value("shift-accuracies")
    return {name: np.mean(by_pixels, axis=1).tolist() for name, by_pixels in shares.items()}


# The proofs that the lesson was to give


def test_the_convolutional_network_reads_98_5_percent_of_the_test_set_with_fewer_than_60_000_parameters() -> None:
    shares = value("test-accuracies")
    assert len(shares) == 5
    assert np.mean(shares) >= 0.985
    assert sum(layer["parameters"] for layer in layers()) < 60_000


# Head, set-up


@claims(
    "cnn",
    vi="Từ một kernel 3×3 đến một mạng tích chập đọc chữ số tốt hơn mạng Sequential với ít tham số hơn;",
    en="From one 3×3 kernel to a convolutional network that reads digits better than the Sequential one with "
    "fewer parameters;",
)
@claims(
    "cnn",
    vi="Điều mà bảng cho thấy nằm ở hai dòng đầu: mạng tích chập có ít tham số hơn hẳn, nhưng hợp với ảnh hơn, "
    "nên đọc tốt hơn.",
    en="The first two rows, however, show that more parameters aren't the only way: here, a smaller network that "
    "suits images reads better.",
)
def test_the_convolutional_network_reads_better_with_fewer_parameters() -> None:
    assert np.shape(value("kernel")) == (3, 3)
    assert min(reached()[CONVOLUTIONAL]) > max(reached()[SEQUENTIAL])
    assert sum(layer["parameters"] for layer in layers()) < value("sequential-parameters")


@claims(
    "cnn",
    vi="Sau đó, chúng ta so sánh mạng này với mạng Sequential trên năm hạt giống ngẫu nhiên (random seed), xem "
    "mạng nhìn thấy gì trong ảnh, và cho mạng đọc chữ bạn vẽ.",
    en="Then we compare it with the Sequential network over five random seeds (hạt giống ngẫu nhiên), look at "
    "what it sees in an image, and let it read what you draw.",
)
@claims(
    "cnn",
    vi="Năm hạt giống, hai mạng",
    en="Five seeds, two networks",
)
@claims(
    "cnn",
    vi="Để so sánh công bằng, chúng ta huấn luyện cả hai mạng như nhau: cùng những ảnh, cùng kích thước lô, cùng "
    "tốc độ học, cùng ba epoch. Mỗi mạng được huấn luyện năm lần, với các hạt giống từ 1 đến 5. Mạng Sequential "
    "là mạng 256–128–10 quen thuộc:",
    en="For a fair comparison, we train both networks alike: the same images, the same batch size, the same "
    "learning rate, the same three epochs. Each network is trained five times, with the seeds 1 to 5. The "
    "Sequential network is the 256–128–10 one that you know:",
)
def test_both_networks_are_trained_alike_with_seeds_1_to_5() -> None:
    cell = code("seeds")
    assert "for seed in range(1, 6):\n" in cell
    assert "for name, build in builders.items():\n" in cell
    # One `compile` and one `fit` for both, in the loop.
    assert arguments_of("model.fit", cell) == {"batch_size": "64", "epochs": "3", "verbose": "0"}
    assert arguments_of("keras.optimizers.Adam", cell) == {"learning_rate": "0.002"}
    assert cell.count("X_train,") == cell.count("y_train,") == 1
    assert re.findall(r"Dense\((\d+)", code("sequential")) == ["256", "128", "10"]
    assert re.findall(r"Dense\((\d+)", code("build", "sequential")) == ["256", "128", "10"]
    histories = value("seed-histories")
    assert {name: [len(each["loss"]) for each in of_name] for name, of_name in histories.items()} == {
        SEQUENTIAL: [3] * 5,
        CONVOLUTIONAL: [3] * 5,
    }


@claims(
    "cnn",
    vi="Dữ liệu vẫn chia thành ba tập như ở bài về huấn luyện. Phần nhập thư viện có thêm time, để đo mỗi mạng "
    "học mất bao lâu.",
    en="The data is split into three sets, as in the lesson on training. The imports now include time, to measure "
    "how long each network takes to learn.",
)
def test_the_data_is_in_three_sets_and_the_imports_include_time() -> None:
    assert [shape[0] for shape in value("set-shapes")] == [TRAINING_IMAGES, VALIDATION_IMAGES, TEST_IMAGES]
    assert value("set-shapes") == recorded_value("train", "set-shapes")
    assert "import time\n" in code("imports")
    assert "import time\n" not in code("imports", "train")


# One kernel


@claims(
    "cnn",
    vi="Ở đây, bảng ấy có ba hàng và ba cột:",
    en="Here it has three rows and three columns:",
)
@claims(
    "cnn",
    vi="Kernel được đặt lên một mảnh của ảnh, cũng gồm ba hàng và ba cột.",
    en="The kernel is laid on a patch of the image, which also has three rows and three columns.",
)
@claims(
    "cnn",
    vi="Khác với nơ-ron ở lớp (layer) Dense đầu của mạng Sequential, kernel chỉ có 9 đầu vào chứ không phải cả "
    "784 điểm ảnh.",
    en="But a neuron in the first Dense layer (lớp) of the Sequential network has all 784 pixels as inputs, and "
    "the kernel only 9.",
)
def test_kernel_and_patch_have_three_rows_and_columns_and_so_nine_inputs() -> None:
    assert kernel().shape == image()[10:13, 5:8].shape == (3, 3)
    assert kernel().size == value("kernel-parameters") == 9
    assert image().size == 784


@claims(
    "cnn",
    vi="Mảnh trong ô mã lấy từ một số 5 của tập kiểm định (validation set), ở mép trái của một nét. Mảnh ấy gồm "
    "các hàng 10–12 và các cột 5–7, đếm từ 0. Làm tròn đến hai chữ số, các điểm ảnh của nó là: | Cột 5 | Cột 6 | "
    "Cột 7 | | 0,37 | 0,99 | 0,99 | | 0,20 | 0,98 | 0,99 | | 0 | 0,96 | 0,99 |",
    en="The patch in the cell comes from a 5 of the validation set (tập kiểm định). It lies on the left edge of a "
    "stroke, in rows 10–12 and columns 5–7, counting from 0. Rounded to two places, its pixels are: | Column 5 | "
    "Column 6 | Column 7 | | 0.37 | 0.99 | 0.99 | | 0.20 | 0.98 | 0.99 | | 0 | 0.96 | 0.99 |",
)
@claims(
    "cnn",
    vi="Bạn hãy tự nhân chín cặp số rồi cộng lại.",
    en="Multiply the nine pairs yourself, and add up the products.",
)
@claims(
    "cnn",
    vi="Cột trái được nhân với −1, cột phải được nhân với 1, còn cột giữa được nhân với 0 nên không tính. Như "
    "vậy, kernel này lấy tổng của cột phải trừ tổng của cột trái: 2,97 − 0,57 = 2,40. Máy không làm tròn từng số, "
    "nên in ra 2,41.",
    en="The left column is multiplied by −1 and the right one by 1. The middle column is multiplied by 0, so it "
    "doesn't count. This kernel therefore takes the sum of the right column minus that of the left one: 2.97 − "
    "0.57 = 2.40. The computer doesn't round each number, so it prints 2.41.",
)
def test_the_patch_is_that_of_the_table_and_its_products_add_up_to_2_41() -> None:
    assert value("label") == 5
    assert "image = X_val[0]\npatch = image[10:13, 5:8]\n" in code("kernel")
    patch = image()[10:13, 5:8]
    shown = [[0.37, 0.99, 0.99], [0.20, 0.98, 0.99], [0, 0.96, 0.99]]
    assert np.array_equal(patch.round(2), shown)
    assert kernel().T.tolist() == [[-1] * 3, [0] * 3, [1] * 3]
    left, _, right = np.array(shown).sum(axis=0)
    assert (round(right, 2), round(left, 2), round(right - left, 2)) == (2.97, 0.57, 2.40)
    assert f"{(patch * kernel()).sum():.2f}" == "2.41"
    assert printed("kernel").endswith("\nsum: 2.411764696240425")
    assert patch.size == 9


@claims(
    "cnn",
    vi="Tổng lớn nghĩa là bên phải đậm hơn hẳn bên trái. Nói cách khác, kernel này tìm mép trái của một nét thẳng "
    "đứng. Ở mép phải, tổng âm.",
    en="A large sum means that the right side is much darker than the left. In other words, this kernel looks for "
    "the left edge of an upright stroke. On a right edge, the sum is negative.",
)
@claims(
    "cnn",
    vi="Ở giữa một vùng đều màu, dù trắng hay đen, hai cột bằng nhau nên tổng là 0.",
    en="In the middle of an even area, white or black, both columns are the same, so the sum is 0.",
)
@claims(
    "cnn",
    vi="Bạn hãy dời mảnh sang mép phải của nét ấy: đổi 5:8 thành 8:11. Trước khi chạy, hãy đoán dấu của tổng. Bạn "
    "phải được một số gần −2,75.",
    en="Move the patch to the right edge of that stroke: change 5:8 to 8:11. Before you run it, guess the sign of "
    "the sum. You should get a number near −2.75.",
)
def test_a_left_edge_gives_a_positive_sum_a_right_edge_a_negative_one_and_an_even_area_0() -> None:
    right = image()[10:13, 8:11]
    assert round(float((right * kernel()).sum()), 2) in (-2.74, -2.75)
    assert "10:13, 5:8" in code("kernel")
    edge = np.array([[0, 0, 1]] * 3)
    assert (edge * kernel()).sum() > 0 > (edge[:, ::-1] * kernel()).sum()
    assert {(np.full((3, 3), shade) * kernel()).sum() for shade in (0.0, 0.5, 1.0)} == {0}


# The kernel slides


@claims(
    "cnn",
    vi="Kéo cửa sổ trên ảnh, bạn thấy chín điểm ảnh dưới kernel, chín tích, và tổng của chúng trên bản đồ. Hình "
    "đếm hàng và cột từ 1, nên chỗ ban đầu là hàng 11, cột 6.",
    en="Drag the window on the image, and you see the nine pixels under the kernel, the nine products, and their "
    "sum on the map. The figure counts rows and columns from 1, so it begins in row 11, column 6.",
)
def test_the_figure_begins_at_the_cell_s_place_counted_from_1() -> None:
    assert START == (10, 5)
    assert [each + 1 for each in START] == [11, 6]
    assert SIDE**2 == kernel().size == 9


@claims(
    "cnn",
    vi="Trên là ảnh một số 5 viết tay, dưới là bản đồ đặc trưng 26×26 của ảnh ấy: màu cam dọc theo mép trái của "
    "các nét đứng và nét cong, màu tím dọc theo mép phải; các nét ngang gần như không có màu.",
    en="Above, the image of a handwritten 5; below, its feature map of 26×26: orange along the left edges of the "
    "upright and curved strokes, purple along the right edges; the horizontal strokes have hardly any colour.",
)
@claims(
    "cnn",
    vi="Điểm ảnh không bao giờ lớn hơn 1, nên với kernel này, tổng không thể lớn hơn 3. Trên số 5, chỗ nào gần 3 "
    "nhất? Có hai chỗ như nhau, đều ở mép trái của nét: hàng 8, cột 6 và hàng 10, cột 5, với tổng 2,929. Số 2,976 "
    "mà hình ghi là của một tổng âm, ở một mép phải. Nét ngang ở giữa có tổng gần 0, vì kernel này không tìm nét "
    "ngang.",
    en="A pixel is never more than 1, so with this kernel no sum can be more than 3. Where on the 5 does it come "
    "closest to 3? Two places are equally close, both on the left edge of the stroke: row 8, column 6 and row 10, "
    "column 5, with the sum 2.929. The 2.976 that the figure mentions belongs to a negative sum, on a right edge. "
    "On the horizontal stroke in the middle, the sum is near 0, because this kernel doesn't look for horizontal "
    "strokes.",
)
def test_the_map_is_large_on_upright_edges_at_most_3_and_near_0_on_the_level_stroke() -> None:
    edges = map_of(kernel())
    assert edges.shape == (26, 26)
    assert value("label") == 5
    assert 0 <= image().min() <= image().max() <= 1
    assert kernel()[kernel() > 0].sum() == 3
    # Counted from 1, as the figure does.
    largest = [(int(row) + 1, int(column) + 1) for row, column in np.argwhere(np.isclose(edges, edges.max()))]
    assert largest == [(8, 6), (10, 5)]
    assert (f"{edges.max():.3f}", f"{edges.min():.3f}") == ("2.929", "-2.976")
    # Inside the level stroke, rows 14 and 15 and the edges around them.
    assert image()[14:16, 10:18].min() > 0.9
    assert np.abs(edges[13:15, 10:15]).max() < 0.5
    left, right = np.argwhere(edges > 2)[:, 1], np.argwhere(edges < -2)[:, 1]
    assert len(left) > 5
    assert len(right) > 5


@claims(
    "cnn",
    vi="Kernel thứ nhất là kernel ban đầu quay đi một góc vuông, nên màu chuyển sang mép trên và mép dưới của các "
    "nét. Kernel thứ hai có 8 ở giữa và −1 ở xung quanh: trong vùng đều màu, các tích triệt tiêu nhau, nên chỉ "
    "còn viền chữ số.",
    en="The first is the kernel from above with a quarter turn, so the colours move to the upper and lower edges "
    "of the strokes. The second has 8 in the middle and −1 around it: in an even area the products cancel out, so "
    "only the outline of the digit is left.",
)
@claims(
    "cnn",
    vi="Chín trọng số đều là một phần chín, nên tổng là trung bình của chín điểm ảnh.",
    en="All nine weights are one ninth, so the sum is the mean of nine pixels.",
)
@claims(
    "cnn",
    vi="Đặt trọng số ở giữa là 1 và tám trọng số kia là 0. Bản đồ trông ra sao? Bạn sẽ thấy lại chính chữ số ấy, "
    "chỉ thiếu viền ngoài của ảnh.",
    en="Set the weight in the middle to 1 and the eight others to 0. What does the map look like? You will see "
    "the digit itself again; only the outer border of the image is missing.",
)
def test_the_kernels_to_try_give_what_is_said() -> None:
    # Turned a quarter, so that the right side is below.
    assert np.array_equal(PRESETS["horizontal"], np.rot90(kernel(), -1))
    outline = np.array(PRESETS["outline"])
    assert outline[1, 1] == 8
    assert sorted(outline.flatten()) == [-1] * 8 + [8]
    assert outline.sum() == 0
    assert PRESETS["blur"] == [[1 / 9] * 3] * 3
    middle = np.zeros((3, 3))
    middle[1, 1] = 1
    assert (middle == 0).sum() == 8
    assert np.array_equal(map_of(middle), image()[1:27, 1:27])


@claims(
    "cnn",
    vi="Vì sao bản đồ chỉ có 26 hàng và 26 cột? Kernel phải nằm trọn trong ảnh. Hàng trên của nó có thể là hàng "
    "0, hàng 1, và cứ thế đến hàng 25; xuống thêm nữa thì hàng dưới cùng ra khỏi ảnh. Như vậy có 28 − 3 + 1 = 26 "
    "chỗ theo mỗi chiều, và 26·26 = 676 chỗ trên cả ảnh.",
    en="Why does the map have only 26 rows and 26 columns? The kernel has to lie inside the image. Its top row "
    "can be row 0, row 1, and so on down to row 25; any lower, and its bottom row leaves the image. That makes 28 "
    "− 3 + 1 = 26 places in each direction, and 26·26 = 676 places on the whole image.",
)
@claims(
    "cnn",
    vi="Thay kernel 3×3 bằng một kernel 5×5, vẫn trên ảnh 28×28. Bản đồ có bao nhiêu hàng? … | Hàng trên của "
    "kernel có thể nằm từ hàng 0 đến hàng …, kể cả hai hàng ấy, tức là có … chỗ. Kernel càng lớn, bản đồ càng "
    "nhỏ. … | Đó là bản đồ của kernel 3×3. Kernel cao hơn thì có ít chỗ để đặt hơn. … | Gần đúng, nhưng chỗ đầu "
    "tiên, ở hàng 0, cũng được tính. Bạn hãy thử với kernel 1×1: bản đồ phải to bằng ảnh. … | Muốn vậy thì kernel "
    "phải thò ra ngoài ảnh. Ở đây, kernel luôn nằm trọn trong ảnh.",
    en="Replace the 3×3 kernel by a 5×5 one, on the same image of 28×28. How many rows does the map have? … | The "
    "kernel's top row can lie in rows 0 to …, both included, which makes … places. The larger the kernel, the "
    "smaller the map. … | That is the map of a 3×3 kernel. A taller kernel has fewer places to lie. … | Nearly, "
    "but the first place, in row 0, counts as well. Try it with a 1×1 kernel: its map has to be as large as the "
    "image. … | For that, the kernel would have to stick out of the image. Here it always lies inside.",
)
@claims(
    "cnn",
    vi="| Hãy đếm những hàng mà hàng trên của kernel có thể nằm. Hàng dưới cùng của kernel không được ra khỏi ảnh.",
    en="| Count the rows in which the kernel's top row can lie. Its bottom row must not leave the image.",
)
def test_a_kernel_has_as_many_places_as_rows_of_the_image_that_its_top_row_can_be_in() -> None:
    assert image().shape == (28, 28)
    places = [row for row in range(28) if row + 3 <= 28]
    assert (places[0], places[1], places[-1], len(places)) == (0, 1, 25, 28 - 3 + 1)
    assert map_of(kernel()).shape == (26, 26)
    assert 26 * 26 == map_of(kernel()).size == 676
    rows = {side: len(map_of(np.ones((side, side)))) for side in (1, 3, 5)}
    assert rows == {1: 28, 3: 26, 5: 24}
    asked = [value(f"five-by-five-{name}") for name in ("rows", "last", "three", "minus", "image")]
    assert asked == [24, 23, 26, 23, 28]


# Conv2D


@claims(
    "cnn",
    vi="Ở đây, use_bias=False bỏ bias, vì phép tính ở trên không có bias.",
    en="Here, use_bias=False leaves out the bias, because the computation above has none.",
)
@claims(
    "cnn",
    vi="Dòng cuối in ra True: hai kết quả giống nhau, trừ những sai khác rất nhỏ do làm tròn. Đối số atol cho "
    "biết sai khác nhỏ đến đâu thì được bỏ qua.",
    en="The last line prints True: the two results are the same, but for tiny differences of rounding. The "
    "argument atol says how small a difference has to be to be ignored.",
)
def test_conv2d_is_recorded_to_give_the_same_numbers() -> None:
    assert printed("conv2d") == "(1, 26, 26, 1)\nTrue"
    assert "layer.set_weights([kernel.reshape(3, 3, 1, 1)])\n" in code("conv2d")
    assert "edges, atol=1e-5))" in code("conv2d")


@claims(
    "cnn",
    vi="Mạng ở dưới có một lớp Conv2D gồm 16 bộ lọc 3×3, và lớp ấy nhận tám bản đồ. Lớp ấy có bao nhiêu tham số, "
    "kể cả bias? … | Mỗi bộ lọc có 3·3 trọng số cho từng bản đồ, tức là … trọng số, cộng một bias. … | Một bộ lọc "
    "như thế chỉ nhìn một bản đồ. Ở đây, mỗi bộ lọc nhìn cả tám bản đồ, và có trọng số riêng cho từng bản đồ. … | "
    "Bạn đã tính đủ các trọng số. Mỗi bộ lọc còn có một bias. … | Các trọng số thì đúng. Nhưng mỗi bộ lọc chỉ có "
    "một bias, cộng vào sau khi đã cộng các tích của mọi bản đồ.",
    en="The network below has a Conv2D layer with 16 filters of 3×3, which gets eight maps. How many parameters "
    "does this layer have, biases included? … | Each filter has 3·3 weights for every map, which makes … weights, "
    "and one bias. … | Such a filter would look at one map only. Here each filter looks at all eight, and has "
    "weights of its own for each. … | You have counted all of the weights. Each filter also has a bias. … | The "
    "weights are right. But a filter has only one bias, added after the products of all maps.",
)
@claims(
    "cnn",
    vi="| Hãy tính cho một bộ lọc trước: mỗi bản đồ một bảng 3×3 trọng số, và cả bộ lọc có một bias.",
    en="| Begin with one filter: a 3×3 table of weights for each map, and one bias for the whole filter.",
)
def test_sixteen_filters_on_eight_maps_have_1_168_parameters() -> None:
    second = layers()[2]
    assert (second["class"], second["shapes"][0][-1], shapes()[1][-1]) == ("Conv2D", 16, 8)
    assert "Conv2D(16, 3, " in code("convolutional")
    assert second["parameters"] == 16 * (3 * 3 * 8 + 1) == 1_168
    names = ("right", "each", "one-map", "without-biases", "biases-per-map")
    assert [value(f"filters-on-maps-{name}") for name in names] == [
        *(1_168, 72),
        *(16 * (9 + 1), 16 * 72, 16 * 8 * (9 + 1)),
    ]


@claims(
    "cnn",
    vi='Bài tập thứ hai thử "same".',
    en='The second exercise tries "same".',
)
@claims(
    "cnn",
    vi="Ở Conv2D, bước trượt mặc định là 1; bài tập thứ ba đổi số ấy thành 2.",
    en="In Conv2D the stride is 1 unless you say otherwise; the third exercise makes it 2.",
)
def test_the_second_exercise_tries_same_and_the_third_a_stride_of_2() -> None:
    _, _, second, third, _ = script(SOLUTIONS).cells
    assert second.code.count('padding="same"') == 2
    assert third.code.count("strides=2") == 2
    assert "strides" not in code("convolutional")


@claims(
    "cnn",
    vi="Bảng có bốn hàng, bốn cột. Bốn số nào còn lại?",
    en="The table has four rows and four columns. Which four numbers are left?",
)
def test_pooling_leaves_four_numbers_of_a_table_of_four_rows_and_columns() -> None:
    table = [[0, 1, 2, 3], [1, 0, 4, 1], [9, 1, 0, 0], [0, 0, 0, 5]]
    assert all(f"{row}" in code("pooling") for row in table)
    assert printed("pooling") == "[[1. 4.]\n [9. 5.]]"
    squares = np.array(table).reshape(2, 2, 2, 2)
    assert squares.max(axis=(1, 3)).tolist() == [[1, 4], [9, 5]]


# The network


@claims(
    "cnn",
    vi="Sau đó là hai lần Conv2D rồi MaxPooling2D. Càng vào sâu, bản đồ càng nhỏ, nhưng càng nhiều. Lớp Conv2D "
    "thứ hai nhìn các bản đồ của lớp thứ nhất, nên có thể tìm những thứ ghép từ nhiều cạnh, chẳng hạn một góc hay "
    "một chỗ cong. Cuối cùng, Flatten và hai lớp Dense đọc các bản đồ nhỏ ấy, giống như mạng Sequential đọc ảnh.",
    en="Then Conv2D and MaxPooling2D come twice. The deeper you go, the smaller the maps are, but the more of "
    "them there are. The second Conv2D layer looks at the maps of the first one, so it can look for things that "
    "are made of several edges, such as a corner or a bend. At the end, Flatten and two Dense layers read these "
    "small maps, just as the Sequential network reads an image.",
)
@claims(
    "cnn",
    vi="Bốn lớp có tham số: hai lớp Conv2D và hai lớp Dense. Lớp nào có nhiều tham số nhất, và có quá nửa hay "
    "chưa đến một nửa số tham số của cả mạng?",
    en="Four layers have parameters: the two Conv2D layers and the two Dense layers. Which has the most, and is "
    "that more or less than half of the whole network's parameters?",
)
@claims(
    "cnn",
    vi="Lớp Dense thứ nhất có nhiều tham số (parameter) nhất: 25.664 trong 27.562, tức là quá nửa.",
    en="The first Dense layer has the most parameters (tham số): 25,664 of the 27,562, which is well over half.",
)
def test_two_conv2d_layers_with_pooling_come_before_two_dense_layers_of_which_the_first_has_most() -> None:
    classes = [layer["class"] for layer in layers()]
    assert classes == ["Conv2D", "MaxPooling2D", "Conv2D", "MaxPooling2D", "Flatten", "Dense", "Dense"]
    counted = parameters()
    assert {name: len(counts) for name, counts in counted.items()} == {"Conv2D": 2, "Dense": 2}
    total = sum(map(sum, counted.values()))
    assert (counted["Dense"][0], total) == (25_664, 27_562)
    assert counted["Dense"][0] > total / 2
    sides, maps = zip(*(shape[1:] for shape in shapes()[:4]), strict=True)
    assert list(sides) == sorted(sides, reverse=True)
    assert list(maps) == sorted(maps)


@claims(
    "cnn",
    vi="Bạn hãy lần theo cột kích thước: 28, 26, 13, 11, 5. Mỗi Conv2D bớt đi 2, mỗi MaxPooling2D chia cho 2 rồi "
    "bỏ phần lẻ. Con số cuối, 5·5·16 = 400, là số đầu vào của lớp Dense thứ nhất.",
    en="Follow the column of shapes: 28, 26, 13, 11, 5. Each Conv2D takes away 2, and each MaxPooling2D divides "
    "by 2 and rounds down. The last number gives 5·5·16 = 400, the number of inputs of the first Dense layer.",
)
def test_the_shapes_shrink_from_28_to_5() -> None:
    sides = [shape[0] for shape in shapes()[:4]]
    assert [28, *sides] == [28, 26, 13, 11, 5]
    assert (28 - 2, 26 // 2, 13 - 2, 11 // 2) == (26, 13, 11, 5)
    assert shapes()[3] == [5, 5, 16]
    assert shapes()[4] == [5 * 5 * 16] == [400]


@claims(
    "cnn",
    vi="Bài gốc nhập Conv2D và MaxPooling2D, cùng Dropout và Activation, mà không dùng đến. Bài này dùng hai lớp đầu.",
    en="The article imports Conv2D and MaxPooling2D, as well as Dropout and Activation, and uses none of them. "
    "This lesson uses the first two.",
)
@claims(
    "cnn",
    vi="Dropout là một cách chống quá khớp (overfitting), và bài sau dùng đến.",
    en="Dropout, which the next lesson uses, is a way to reduce overfitting (quá khớp).",
)
def test_the_article_imports_four_layers_that_it_does_not_use_of_which_the_lesson_uses_two() -> None:
    unused = ("Conv2D", "MaxPooling2D", "Dropout", "Activation")
    # tests/pages/test_errata.py proves what is said there.
    for language in LANGUAGES:
        assert all(f"`{name}`" in section("errata", language, "w2") for name in unused)
    text = "\n".join(cell.code for cell in script(SCRIPT).cells)
    assert [name for name in unused if f"layers.{name}(" in text] == ["Conv2D", "MaxPooling2D"]
    assert any("layers.Dropout(" in cell.code for cell in script("generalize").cells)


@claims(
    "cnn",
    vi="Bảng sau đếm tham số của mỗi lớp, và số phép nhân mà lớp ấy cần cho một ảnh. Bạn hãy che hai cột phải và "
    "tự tính một hàng. | Lớp | Tham số | Phép nhân | | Conv2D(8, 3) | 8·(9 + 1) = 80 | 26·26·8·9 = 48.672 | | "
    "Conv2D(16, 3) | 16·(72 + 1) = 1.168 | 11·11·16·72 = 139.392 | | Dense(64) | 400·64 + 64 = 25.664 | 400·64 = "
    "25.600 | | Dense(10) | 64·10 + 10 = 650 | 64·10 = 640 | | Mạng tích chập | 27.562 | 214.304 | | Mạng "
    "Sequential | 235.146 | 234.752 |",
    en="The table counts the parameters of each layer, and the multiplications that it needs for one image. Cover "
    "the two columns on the right, and work out one row yourself. | Layer | Parameters | Multiplications | | "
    "Conv2D(8, 3) | 8·(9 + 1) = 80 | 26·26·8·9 = 48,672 | | Conv2D(16, 3) | 16·(72 + 1) = 1,168 | 11·11·16·72 = "
    "139,392 | | Dense(64) | 400·64 + 64 = 25,664 | 400·64 = 25,600 | | Dense(10) | 64·10 + 10 = 650 | 64·10 = "
    "640 | | Convolutional network | 27,562 | 214,304 | | Sequential network | 235,146 | 234,752 |",
)
@claims(
    "cnn",
    vi="Mạng này có chưa đến một phần tám số tham số của mạng Sequential. Có hai lý do. Một là bộ lọc được dùng "
    "lại: ở lớp đầu, mỗi bộ lọc dùng cùng 9 trọng số ở cả 676 chỗ, nên một cạnh mà bộ lọc tìm được ở góc này thì "
    "ở góc kia nó cũng tìm được. Trong mạng Sequential, mỗi điểm ảnh có trọng số riêng, nên mạng phải học cùng "
    "một cạnh ở từng chỗ một. Hai là sau các phép gộp chỉ còn 400 số cho 64 nơ-ron, còn lớp Dense đầu của mạng "
    "Sequential nhận 784 số cho 256 nơ-ron. Riêng Dense(64) vẫn chiếm 93% số tham số; tất cả các bộ lọc chỉ có "
    "1.248.",
    en="This network has less than an eighth of the parameters of the Sequential one. There are two reasons. One "
    "is that filters are used again and again: in the first layer, each filter uses the same 9 weights at all 676 "
    "places, so an edge that it finds in one corner it also finds in another. In the Sequential network each "
    "pixel has weights of its own, so the network has to learn the same edge place by place. The other is that "
    "pooling leaves only 400 numbers for 64 neurons, whereas the first Dense layer of the Sequential network gets "
    "784 numbers for 256 neurons. Even so, Dense(64) alone has 93% of the parameters; all of the filters together "
    "have only 1,248.",
)
@claims(
    "cnn",
    vi="Nhưng ít tham số không có nghĩa là ít việc. Trong lớp Dense, mỗi trọng số được nhân một lần cho mỗi ảnh. "
    "Trong lớp Conv2D thứ nhất, mỗi trọng số được nhân 676 lần. Tính cả mạng, số phép nhân gần bằng số phép nhân "
    "của mạng Sequential.",
    en="But few parameters don't mean little work. In a Dense layer, each weight is multiplied once for each "
    "image. In the first Conv2D layer, each weight is multiplied 676 times. In all, this network needs nearly as "
    "many multiplications as the Sequential one.",
)
def test_the_table_counts_parameters_and_multiplications() -> None:
    assert (8 * (9 + 1), 16 * (72 + 1)) == tuple(parameters()["Conv2D"]) == (80, 1_168)
    assert (400 * 64 + 64, 64 * 10 + 10) == tuple(parameters()["Dense"]) == (25_664, 650)
    total = 80 + 1_168 + 25_664 + 650
    assert total == 27_562
    products = [26 * 26 * 8 * 9, 11 * 11 * 16 * 72, 400 * 64, 64 * 10]
    assert products == multiplications() == [48_672, 139_392, 25_600, 640]
    assert sum(products) == 214_304
    assert value("sequential-parameters") == recorded_total("sequential") == 235_146
    dense = 784 * 256 + 256 * 128 + 128 * 10
    assert dense == 235_146 - (256 + 128 + 10) == 234_752
    assert 0.9 < sum(products) / dense < 1
    assert total < 235_146 / 8
    assert sum(parameters()["Conv2D"]) == 80 + 1_168 == 1_248
    # The first layer's nine weights a filter, at all places of its map.
    assert prod(shapes()[0][:2]) == 26 * 26 == 676
    assert filters().shape == (8, 3, 3)
    assert (shapes()[4], shapes()[5]) == ([400], [64])
    assert f"{parameters()['Dense'][0] / total:.0%}" == "93%"


def recorded_total(name: str) -> int:
    """The parameters of the network of a lesson."""
    return sum(layer["parameters"] for layer in recorded_value(name, "network"))


# Compile and fit


@claims(
    "cnn",
    vi="So với bài về huấn luyện, có ba con số khác. Kích thước lô (batch size) là 64.",
    en="Compared with the lesson on training, three numbers differ. The batch size (kích thước lô) is 64.",
)
@claims(
    "cnn",
    vi="Mạng chỉ học ba epoch. Lô nhỏ hơn thì mỗi epoch có nhiều bước hơn, tốc độ học cao hơn thì bước dài hơn, "
    "nên ít epoch cũng đủ. Kích thước lô và tốc độ học được chọn theo tập kiểm định, và cả hai mạng mà chúng ta "
    "so sánh đều dùng chúng.",
    en="The network learns for only three epochs. With smaller batches, an epoch has more steps; with a higher "
    "learning rate, the steps are longer; so a few epochs are enough. The batch size and the learning rate were "
    "chosen on the validation set, and both networks that we compare use them.",
)
def test_three_numbers_differ_from_the_lesson_on_training() -> None:
    lesson, earlier = arguments_of("model.fit", code("fit")), arguments_of("trial.fit", code("fit", "train"))
    assert (lesson["batch_size"], earlier["batch_size"]) == ("64", "128")
    assert (lesson["epochs"], earlier["epochs"]) == ("3", "10")
    assert ceil(TRAINING_IMAGES / 64) > ceil(TRAINING_IMAGES / 128)
    assert arguments_of("keras.optimizers.Adam", code("compile")) == {"learning_rate": "0.002"}
    assert arguments_of("model.compile", code("model", "train"))["optimizer"] == "'adam'"
    assert arguments_of("keras.optimizers.Adam", code("seeds")) == {"learning_rate": "0.002"}
    assert arguments_of("model.fit", code("seeds"))["batch_size"] == "64"


@claims(
    "cnn",
    vi="Cách thử các tốc độ học thì bạn đã biết từ một bài tập.",
    en="You know how to try learning rates from an exercise.",
)
def test_an_exercise_of_the_lesson_on_training_tries_learning_rates() -> None:
    assert "learning-rates" in [cell.name for cell in script("solutions/train").cells]


@claims(
    "cnn",
    vi="Mỗi epoch có 844 lô, tức 54.000 chia cho 64, làm tròn lên. Sau ba epoch, mạng đọc đúng 98,45% số ảnh của "
    "tập kiểm định.",
    en="Each epoch has 844 batches: 54,000 divided by 64, rounded up. After three epochs, the network reads "
    "98.45% of the validation set correctly.",
)
@claims(
    "cnn",
    vi="Đó mới là một lần huấn luyện, với một hạt giống.",
    en="So far it is one training, with one seed.",
)
@claims(
    "cnn",
    vi="Bạn hãy nhìn lại mạng ở mục trước, với hạt giống 42: 0,9845, tức là nằm ngoài khoảng của năm hạt giống "
    "này. Năm hạt giống là ít: với hạt giống thứ sáu này, khoảng đã bắt đầu từ 0,9845. Chỉ nhìn mạng ấy, chúng ta "
    "sẽ đánh giá mạng tích chập thấp hơn một chút, dù 0,9845 vẫn cao hơn hẳn khoảng của mạng Sequential.",
    en="Now look again at the network of the previous section, with seed 42: its 0.9845 lies outside the range of "
    "these five seeds. Five seeds are few: with this sixth one, the range already begins at 0.9845. With that "
    "network alone, we would think a little less of the convolutional network, although 0.9845 is still well "
    "above the range of the Sequential one.",
)
def test_the_network_of_seed_42_reads_98_45_percent_below_the_range_of_the_five_seeds() -> None:
    assert value("batches") == ceil(TRAINING_IMAGES / 64) == 844
    assert printed("fit").count("844/844") == 3
    *_, share = value("history")["val_accuracy"]
    assert f"{share:.2%}" == "98.45%"
    assert f"{share:.4f}" == "0.9845"
    assert "keras.utils.set_random_seed(42)" in code("imports")
    assert max(reached()[SEQUENTIAL]) < share < min(reached()[CONVOLUTIONAL])


def test_the_recorded_log_is_that_of_the_named_history() -> None:
    history = value("history")
    lines = [line for line in printed("fit").splitlines() if "/step - " in line]
    assert [line.partition("/step - ")[2] for line in lines] == [
        " - ".join(f"{name}: {history[name][epoch]:.4f}" for name in sorted(history)) for epoch in range(3)
    ]


# Seeds


@claims(
    "cnn",
    vi="Hãy so từng hạt giống, rồi so hai khoảng: mạng Sequential đạt từ 0,9713 đến 0,9747, mạng tích chập đạt từ "
    "0,9862 đến 0,9892. Hai khoảng không chạm nhau. Trong 6.000 ảnh, mạng tích chập kém nhất vẫn đọc đúng nhiều "
    "hơn mạng Sequential tốt nhất 69 ảnh.",
    en="Compare seed by seed, and then the two ranges: the Sequential network reaches 0.9713 to 0.9747, and the "
    "convolutional network 0.9862 to 0.9892. The ranges don't touch. Of the 6,000 images, even the worst "
    "convolutional network reads 69 more correctly than the best Sequential one.",
)
@claims(
    "cnn",
    vi="Mức chênh ấy lớn hơn hẳn mức chênh giữa các hạt giống của cùng một mạng, nên khó là may rủi. Cũng không "
    "phải do cách huấn luyện: với năm epoch và tốc độ mặc định, mạng Sequential đạt từ 0,9750 đến 0,9798, cao hơn "
    "ở đây, nhưng vẫn dưới hẳn mạng tích chập.",
    en="That difference is much larger than those between the seeds of one network, so it is hardly luck. Nor is "
    "it the settings: in the lesson on training, with five epochs and the default learning rate, the Sequential "
    "network reached 0.9750 to 0.9798, which is more than here, but still well below the convolutional network.",
)
def test_the_ranges_of_the_two_networks_do_not_touch() -> None:
    ranges = {name: (f"{min(shares):.4f}", f"{max(shares):.4f}") for name, shares in reached().items()}
    assert ranges == {SEQUENTIAL: ("0.9713", "0.9747"), CONVOLUTIONAL: ("0.9862", "0.9892")}
    gap = min(reached()[CONVOLUTIONAL]) - max(reached()[SEQUENTIAL])
    assert round(gap * VALIDATION_IMAGES) == 69
    assert gap > 3 * max(max(shares) - min(shares) for shares in reached().values())
    earlier = recorded_value("solutions/train", "accuracies")
    assert (f"{min(earlier):.4f}", f"{max(earlier):.4f}") == ("0.9750", "0.9798")
    assert arguments_of("seeded.fit", code("seeds", "solutions/train"))["epochs"] == "5"
    assert np.mean(earlier) > np.mean(reached()[SEQUENTIAL])
    assert max(earlier) < min(reached()[CONVOLUTIONAL])


@claims(
    "cnn",
    vi="Trên máy của chúng tôi, không có GPU, mỗi epoch của mạng tích chập lâu gấp khoảng hai lần mỗi epoch của "
    "mạng Sequential, dù số phép nhân gần bằng nhau.",
    en="On our machine, which has no GPU, an epoch of the convolutional network takes about twice as long as one "
    "of the Sequential network, although the number of multiplications is nearly the same.",
)
def test_an_epoch_of_the_convolutional_network_takes_about_twice_as_long() -> None:
    seconds = dict(re.findall(r"(\w+): (\S+) seconds an epoch", printed("time")))
    assert 1.5 < float(seconds[CONVOLUTIONAL]) / float(seconds[SEQUENTIAL]) < 2.5
    assert 0.9 < sum(multiplications()) / 234_752 < 1


@claims(
    "cnn",
    vi="Còn mạng 21 triệu tham số của bài gốc thì sao? Bảng sau đặt ba mạng cạnh nhau, với độ chính xác "
    "(accuracy) thấp nhất và cao nhất trên tập kiểm định:",
    en="And the article's network of 21 million parameters? The table puts the three networks side by side, with "
    "their lowest and highest accuracy (độ chính xác) on the validation set:",
)
@claims(
    "cnn",
    vi="| Mạng | Tham số | Đã huấn luyện | Độ chính xác | | Mạng tích chập | 27.562 | ba epoch | 0,9862–0,9892 | "
    "| Mạng Sequential | 235.146 | ba epoch | 0,9713–0,9747 | | Mạng của bài gốc | 21.668.442 | một epoch, một "
    "phần tư số ảnh | 0,9437–0,9583 |",
    en="| Network | Parameters | Trained for | Accuracy | | convolutional | 27,562 | three epochs | 0.9862–0.9892 "
    "| | Sequential | 235,146 | three epochs | 0.9713–0.9747 | | the article's | 21,668,442 | one epoch, a "
    "quarter of the images | 0.9437–0.9583 |",
)
@claims(
    "cnn",
    vi="Chỉ so được hai dòng đầu. Mạng ở dòng thứ ba được huấn luyện ít hơn nhiều, vì mỗi epoch của mạng ấy quá "
    "lâu, nên dòng này không cho biết mạng ấy có thể đọc tốt đến đâu.",
    en="Only the first two rows can be compared. The network in the third was trained far less, because its "
    "epochs take too long, so that row doesn't say how well it could read.",
)
def test_the_article_s_network_was_trained_on_a_quarter_of_the_images_for_one_epoch() -> None:
    assert recorded_value("functional", "article-network")
    article = sum(layer["parameters"] for layer in recorded_value("functional", "article-network"))
    assert (article, article // 1_000_000) == (21_668_442, 21)
    seeds = code("seeds", "solutions/functional")
    assert "quarter = len(X_train) // 4\n" in seeds
    assert "X_train[:quarter],\n" in seeds
    assert arguments_of("network.fit", seeds)["epochs"] == "1"
    text = printed("seeds", "solutions/functional")
    shares = re.findall(r"article, seed \d\n.* val_accuracy: (\S+)", text)
    assert (min(shares), max(shares)) == ("0.9437", "0.9583")
    seconds = [int(each) for each in re.findall(r"article, seed \d\n106/106 - (\d+)s", text)]
    longest = max(float(each) for each in re.findall(r"(\S+) seconds an epoch", printed("time")))
    # Of a quarter of the images.
    assert min(seconds) > 4 * longest
    assert (sum(map(sum, parameters().values())), value("sequential-parameters")) == (27_562, 235_146)
    for language in LANGUAGES:
        rows = [line for line in page("cnn", language).text.splitlines() if "0.9437" in line or "0,9437" in line]
        assert len(rows) == 1


# Filters and maps


@claims(
    "cnn",
    vi="Sau vòng lặp, model là mạng tích chập của hạt giống 5. Chúng ta vẽ trọng số của tám bộ lọc trong lớp "
    "Conv2D thứ nhất, tức model.layers[1], vì model.layers[0] là Reshape:",
    en="After the loop, model is the convolutional network of seed 5. We draw the weights of the eight filters of "
    "its first Conv2D layer, which is model.layers[1], because model.layers[0] is Reshape:",
)
@claims(
    "cnn",
    vi="Tám bảng 3×3 ô, xếp hai hàng bốn cột, đánh số từ 0 đến 7. Bộ lọc 5: gần như toàn màu cam nhạt. Bộ lọc 6: "
    "cam ở cột trái, tím đậm ở góc trên bên phải. Bộ lọc 7: hàng trên màu cam đậm, hàng dưới màu tím đậm. Năm bộ "
    "lọc kia: cam và tím xen nhau, phần lớn là cam.",
    en="Eight tables of 3×3 cells, in two rows of four, numbered from 0 to 7. Filter 5: nearly all light orange. "
    "Filter 6: orange in the left column, dark purple in the upper right corner. Filter 7: the top row strong "
    "orange, the bottom row strong purple. The five others: orange and purple mixed, mostly orange.",
)
@claims(
    "cnn",
    vi="Màu cam là trọng số dương, màu tím là trọng số âm.",
    en="Orange is a positive weight, purple a negative one.",
)
@claims(
    "cnn",
    vi="Bộ lọc 7 giống kernel tìm cạnh ngang lộn ngược: hàng trên dương, hàng dưới âm. Nó tìm mép dưới của các nét.",
    en="Filter 7 is like the kernel for horizontal edges turned upside down: the top row is positive, the bottom "
    "row negative. It looks for the lower edges of strokes.",
)
@claims(
    "cnn",
    vi="Bộ lọc 6 có cột trái dương và góc trên bên phải âm, nên thiên về mép phải của các nét. Bộ lọc 5 gần như "
    "toàn trọng số dương, nên giống kernel làm mờ.",
    en="Filter 6 has a positive left column and a negative upper right corner, so it leans towards the right "
    "edges of strokes. Filter 5 has nearly only positive weights, so it is like the kernel that blurs.",
)
def test_filter_7_looks_for_lower_edges_6_leans_to_right_ones_and_5_blurs() -> None:
    assert "for seed in range(1, 6):\n    for name, build" in code("seeds")
    assert "model.layers[1].get_weights()" in code("filters")
    assert "plt.subplots(2, 4," in code("filters")
    assert len(filters()) == 8
    five, six, seven = filters()[5:]
    assert (five > 0).sum() == 8
    assert np.abs(five).max() < np.abs(filters()).max() / 2
    assert (six[:, 0] > 0).all()
    assert six.argmin() == 2
    assert six[0, 2] < 0
    assert (seven[0] > 0).all()
    assert (seven[2] < 0).all()
    others = filters()[:5]
    assert len(others) == 5
    assert all(0 < (each < 0).sum() < (each > 0).sum() for each in others)
    # The colours: that of the largest numbers is orange.
    import matplotlib as mpl

    red, _, blue, _ = mpl.colormaps["PuOr_r"](1.0)
    assert red > blue
    red, _, blue, _ = mpl.colormaps["PuOr_r"](0.0)
    assert blue > red
    ink = np.zeros((6, 6))
    ink[:3] = 1
    lower, right = map_of(seven, ink)[:, 0], map_of(six, ink.T)[0]
    assert lower.argmax() in (1, 2)
    assert right.argmax() in (1, 2)


@claims(
    "cnn",
    vi="Ô này in ra kích thước (1, 26, 26, 8): một ảnh, 26 hàng, 26 cột, tám bản đồ. Ô cũng vẽ tám bản đồ ấy, sau "
    "ReLU, của số 5 ở đầu bài.",
    en="The cell prints the shape (1, 26, 26, 8): one image, 26 rows, 26 columns, eight maps. It also draws these "
    "eight maps, after ReLU, of the 5 from the beginning of this lesson.",
)
def test_the_maps_of_the_5_are_eight_of_26_rows() -> None:
    assert printed("maps") == "(1, 26, 26, 8)"
    assert "image.reshape(1, 28, 28)" in code("maps")
    assert value("label") == 5


@claims(
    "cnn",
    vi="Bảng vẽ có hai mạng: mạng tích chập vừa huấn luyện, và mạng Sequential của bài về Sequential.",
    en="The board has two networks: the convolutional network that we have just trained, and the Sequential "
    "network of the lesson on Sequential.",
)
def test_the_board_has_the_two_networks() -> None:
    for language in LANGUAGES:
        (board,) = bodies("cnn", language, "draw")
        assert [line.partition(" ")[0] for line in board.splitlines()] == ["cnn.py", "sequential.py"]


@claims(
    "cnn",
    vi="Tám bản đồ đặc trưng của một số 5 viết tay, xếp hai hàng bốn cột, đánh số từ 0 đến 7. Các bản đồ 0, 1, 2, "
    "4 và 5 gần như vẽ lại cả chữ số. Bản đồ 3 chỉ giữ lại vài mẩu của mép phải và mép dưới. Bản đồ 6 có nền xám, "
    "chữ số trắng và những vệt đen ở mép phải của các nét. Bản đồ 7 chỉ còn mép dưới của các nét.",
    en="Eight feature maps of a handwritten 5, in two rows of four, numbered from 0 to 7. Maps 0, 1, 2, 4 and 5 "
    "nearly draw the whole digit again. Map 3 only keeps a few bits of the right and lower edges. Map 6 has a "
    "grey background, a white digit and black streaks on the right edges of the strokes. Map 7 only has the lower "
    "edges of the strokes.",
)
@claims(
    "cnn",
    vi="Vẽ một nét ngang, rồi một nét đứng. Ở lớp thứ nhất, bản đồ 7, tức bản đồ cuối cùng, thấy nét nào rõ hơn? "
    "Đó là nét ngang, vì bộ lọc 7 tìm mép dưới. Ở nét đứng, chỉ đầu dưới hiện rõ.",
    en="Draw a horizontal stroke, then an upright one. In the first layer, which of them does map 7, the last "
    "one, show more clearly? The horizontal one, since filter 7 looks for lower edges. Of the upright one, only "
    "the bottom end stands out.",
)
@claims(
    "cnn",
    vi="Nhìn nền của bản đồ 6. Ở chỗ không có mực, mọi tích đều bằng 0, nên chỉ còn bias. Bias của bộ lọc 6 "
    "dương, nên nền có màu xám. Bias của bảy bộ lọc kia âm, và ReLU đổi số âm thành 0.",
    en="Look at the background of map 6. Where there is no ink, every product is 0, so only the bias is left. The "
    "bias of filter 6 is positive, so its background is grey. The biases of the seven other filters are negative, "
    "and ReLU turns negative numbers into 0.",
)
def test_the_maps_look_as_they_are_described() -> None:
    biases = np.array(value("filter-biases"))
    assert [number for number, bias in enumerate(biases) if bias > 0] == [6]
    assert (biases < 0).sum() == 7
    maps = np.array([np.maximum(map_of(each) + bias, 0) for each, bias in zip(filters(), biases, strict=True)])
    assert (maps > 0).mean(axis=(1, 2)) == pytest.approx(value("maps-above-zero"), abs=1e-3)
    assert maps.max(axis=(1, 2)) == pytest.approx(value("maps-largest"), abs=1e-5)
    blank = [
        np.maximum(map_of(each, np.zeros((28, 28))) + bias, 0) for each, bias in zip(filters(), biases, strict=True)
    ]
    assert [bool(each.any()) for each in blank] == [False] * 6 + [True, False]
    assert "plt.subplots(2, 4," in code("maps")
    # The places where the digit is: in the middle of the window.
    inked = image()[1:27, 1:27] > 0.5
    shown = [float((each[inked] > 0.3 * each.max()).mean()) for each in maps]
    assert all(shown[number] > 0.85 for number in (0, 1, 2, 4, 5))
    assert all(shown[number] < 0.4 for number in (3, 7))
    # A level stroke, and an upright one.
    stroke = np.zeros((28, 28))
    stroke[13:15, 5:23] = 1
    level, upright = (np.maximum(map_of(filters()[7], each) + biases[7], 0) for each in (stroke, stroke.T))
    assert level.sum() > upright.sum()
    assert level.any(axis=0).sum() > 15
    # The bottom end of the upright stroke.
    assert upright[20:].max() > 1
    assert upright[:18].max() < upright[20:].max() / 2


def exported(name: str) -> NDArray[np.float64]:
    """Numbers of the network that the board loads: the last convolutional one, in whole steps of each scale."""
    content = (ROOT / script(SCRIPT).weights_path).read_bytes()
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + length])
    start, end = (8 + length + offset for offset in header[name]["data_offsets"])
    kind = {"F32": np.float32, "I8": np.int8}[header[name]["dtype"]]
    return np.frombuffer(content[start:end], kind).reshape(header[name]["shape"]).astype(float)


def layer_maps(number: int, maps: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the board's layer of that number gives out for maps, of which each stands behind the others."""
    kernels = exported(f"{number}.kernel") * exported(f"{number}.scale")
    windows = np.lib.stride_tricks.sliding_window_view(maps, (3, 3), axis=(0, 1))
    sums: NDArray[np.float64] = np.einsum("rcimn,mnio->rco", windows, kernels) + exported(f"{number}.bias")
    return np.maximum(sums, 0)


@claims(
    "cnn",
    vi="So hai lớp. Ở lớp thứ nhất, bạn còn nhận ra chữ số. Ở lớp thứ hai, phần lớn các bản đồ chỉ còn vài mẩu "
    "của chữ số: “ở đây có thứ mà bộ lọc này tìm”. Bản đồ trống nghĩa là bộ lọc của nó không tìm thấy gì.",
    en="Compare the two layers. In the first, you still recognise the digit. In the second, most maps have only a "
    "few bits of the digit left: “here is what this filter looks for”. A blank map means that its filter has "
    "found nothing.",
)
def test_the_second_layer_s_maps_have_a_few_streaks_and_some_are_blank() -> None:
    first = layer_maps(1, image()[:, :, None])
    pooled = first.reshape(13, 2, 13, 2, 8).max(axis=(1, 3))
    second = layer_maps(3, pooled)
    assert (first.shape, second.shape) == ((26, 26, 8), (11, 11, 16))
    shares = [float((second[:, :, number] > 0.3 * second.max()).mean()) for number in range(16)]
    assert max(shares) < 0.3
    assert 0.0 in shares


# Moved digits


@claims(
    "cnn",
    vi="Chúng ta dịch mọi ảnh của tập kiểm định sang phải vài điểm ảnh, rồi đo cả mười mạng mà không huấn luyện lại:",
    en="We move each image of the validation set a few pixels to the right, and measure all ten networks without "
    "training them again:",
)
@claims(
    "cnn",
    vi="Dịch ba điểm ảnh, mạng tích chập vẫn đọc gần như trước, đọc kém hơn rõ rệt, hay kém như mạng Sequential?",
    en="Moved by three pixels: does the convolutional network read about as before, clearly worse, or as badly as "
    "the Sequential one?",
)
@claims(
    "cnn",
    vi="np.roll dịch các cột sang phải; cột nào ra khỏi mép phải thì trở lại ở mép trái. Ở các cột cuối hiếm khi "
    "có mực, nên gần như lúc nào chữ số cũng chỉ đổi chỗ. Ngay cả khi dịch ba điểm, cũng chỉ 371 trong 6.000 ảnh "
    "có mực trở lại ở mép trái. Mỗi dòng in ra trung bình của năm mạng.",
    en="np.roll moves the columns to the right; a column that leaves on the right comes back on the left. The "
    "last columns rarely have ink, so nearly always the digit just changes its place. Even when moved by three "
    "pixels, only 371 of the 6,000 images have ink that comes back on the left. Each printed line has the mean of "
    "five networks.",
)
def test_371_of_the_validation_images_have_ink_in_the_last_three_columns() -> None:
    assert value("images-at-the-edge")[-1] == 371
    assert VALIDATION_IMAGES == value("set-shapes")[1][0] == 6_000
    assert np.roll(np.arange(5), 1).tolist() == [4, 0, 1, 2, 3]
    assert "np.roll(X_val, pixels, axis=2)" in code("shift")
    assert "for pixels in [0, 1, 2, 3]:" in code("shift")
    assert [len(each) for each in value("shift-accuracies").values()] == [4, 4]
    assert np.shape(list(value("shift-accuracies").values())) == (2, 4, 5)


@claims(
    "cnn",
    vi="Dịch một điểm, mạng tích chập chỉ mất 0,5 điểm phần trăm, mạng Sequential mất 2,3. Dịch hai điểm, hai "
    "mạng mất 3,3 và 14,0. Như vậy, mạng tích chập chịu xê dịch tốt hơn thật. Nhưng dịch ba điểm, mạng ấy cũng "
    "chỉ còn 0,8464: kém hơn rõ rệt, dù chưa kém như mạng Sequential, với 0,6005. Câu “ở bất cứ đâu” không đúng "
    "với mạng này.",
    en="Moved by one pixel, the convolutional network loses only 0.5 percentage points, and the Sequential one "
    "2.3. Moved by two, they lose 3.3 and 14.0. So the convolutional network really puts up with moves better. "
    "But moved by three, even it is down to 0.8464: clearly worse than before, though far from the 0.6005 of the "
    "Sequential one. “Anywhere” is not true of this network.",
)
def test_the_convolutional_network_loses_less_but_reads_worse_when_moved_by_three() -> None:
    # In percentage points, as people round them: 2.25 is 2.3.
    lost = {
        name: [floor(1_000 * (shares[0] - each) + 0.500001) / 10 for each in shares]
        for name, shares in shifted().items()
    }
    assert [lost[name][1] for name in (CONVOLUTIONAL, SEQUENTIAL)] == [0.5, 2.3]
    assert [lost[name][2] for name in (CONVOLUTIONAL, SEQUENTIAL)] == [3.3, 14.0]
    assert [f"{shifted()[name][3]:.4f}" for name in (CONVOLUTIONAL, SEQUENTIAL)] == ["0.8464", "0.6005"]
    # By more than the seeds differ: each of the five is read better, and each is read worse when moved further.
    by_seed = {name: np.array(each) for name, each in value("shift-accuracies").items()}
    assert all(by_seed[CONVOLUTIONAL][pixels].min() > by_seed[SEQUENTIAL][pixels].max() for pixels in range(4))
    assert by_seed[CONVOLUTIONAL][3].max() < by_seed[CONVOLUTIONAL][0].min()


def test_the_recorded_means_of_moved_images_are_those_of_the_named_values() -> None:
    means = {
        (int(pixels), name): share
        for pixels, name, share in re.findall(r"moved by (\d), (\w+): (\S+)", printed("shift"))
    }
    assert means == {
        (pixels, name): f"{share:.4f}" for name, shares in shifted().items() for pixels, share in enumerate(shares)
    }
    for name, shares in reached().items():
        assert np.round(value("shift-accuracies")[name][0], 4).tolist() == shares


@claims(
    "cnn",
    vi="Nhưng sau Flatten, lớp Dense có trọng số riêng cho từng ô trong 400 ô, giống như mạng Sequential có trọng "
    "số riêng cho từng điểm ảnh.",
    en="But after Flatten, the Dense layer has weights of its own for each of the 400 cells, just as the "
    "Sequential network has weights of its own for each pixel.",
)
def test_the_dense_layer_behind_flatten_has_weights_for_each_of_400_cells() -> None:
    flat, dense = layers()[4:6]
    assert flat["shapes"] == [[400]]
    assert dense["parameters"] == 400 * 64 + 64


# The test set


@claims(
    "cnn",
    vi="Đến giờ, mọi số đo đều trên tập kiểm định. Bây giờ, cả mười mạng gặp tập kiểm tra (test set), một lần duy "
    "nhất. Chúng ta không chọn mạng tốt nhất trong mười mạng, mà lấy trung bình:",
    en="So far, everything was measured on the validation set. Now all ten networks meet the test set (tập kiểm "
    "tra), just once. We don't pick the best of the ten, but take the mean of each five:",
)
@claims(
    "cnn",
    vi="Trên tập kiểm tra, hai khoảng có còn tách rời nhau không?",
    en="On the test set, are the two ranges still apart?",
)
@claims(
    "cnn",
    vi="Trung bình, mạng tích chập đọc đúng 98,58% số ảnh, mạng Sequential 97,29%. Nói theo số ảnh đọc sai thì dễ "
    "hình dung hơn: trong 10.000 ảnh, khoảng 142 so với 271. Hai khoảng vẫn tách rời nhau, như trên tập kiểm "
    "định.",
    en="On average, the convolutional network reads 98.58% of the images correctly, and the Sequential one "
    "97.29%. It is easier to picture in misread images: about 142 of 10,000, against 271. The two ranges are "
    "still apart, as on the validation set.",
)
def test_the_ten_networks_meet_the_test_set_once_and_their_ranges_are_apart() -> None:
    using = [cell.name for cell in script(SCRIPT).cells if "X_test" in cell.code]
    assert using == ["data", "evaluate"]
    assert on_the_test_set()[CONVOLUTIONAL]["lowest"] > on_the_test_set()[SEQUENTIAL]["highest"]
    means = [on_the_test_set()[name]["mean"] for name in (CONVOLUTIONAL, SEQUENTIAL)]
    assert [f"{mean:.2%}" for mean in means] == ["98.58%", "97.29%"]
    assert [misread(mean, TEST_IMAGES) for mean in means] == [142, 271]
    assert value("set-shapes")[2][0] == 10_000
    assert sum(map(len, reached().values())) == 10
    assert f"{value('test-accuracy'):.4f}" == f"{np.mean(value('test-accuracies')):.4f}" == f"{means[0]:.4f}"


# Exercises


@claims(
    "cnn",
    vi="Hãy viết một kernel cho số dương ở mép trên của các nét và số âm ở mép dưới. Tính bản đồ của số 5 ở đầu "
    "bài bằng hai vòng lặp, rồi bằng Conv2D. Hai kết quả có giống nhau không?",
    en="Write a kernel that gives positive numbers on the upper edges of strokes and negative ones on the lower "
    "edges. Compute the map of the 5 from the beginning of this lesson with two loops, and then with Conv2D. Are "
    "the results the same?",
)
@claims(
    "cnn",
    vi="Kernel của bài lấy cột phải trừ cột trái. Lần này, hai hàng nào phải trừ cho nhau, và hàng nào mang dấu "
    "trừ? Mép trên của một nét là chỗ mà phía dưới đậm hơn.",
    en="The lesson's kernel takes the right column minus the left one. Which two rows do you subtract this time, "
    "and which of them has the minus? The upper edge of a stroke is where it is darker below.",
)
@claims(
    "cnn",
    vi="Bản đồ đặc trưng của số 5: màu cam dọc theo mép trên của các nét ngang và nét cong, màu tím dọc theo mép "
    "dưới; các nét đứng gần như không có màu.",
    en="The feature map of the 5: orange along the upper edges of the horizontal and curved strokes, purple along "
    "the lower edges; the upright strokes have hardly any colour.",
)
@claims(
    "cnn",
    vi="Kernel lấy tổng của hàng dưới trừ tổng của hàng trên. Đó là kernel của bài, quay đi một góc vuông: hàng "
    "đổi thành cột. Vì thế, nét ngang ở giữa số 5, gần như vô hình trên bản đồ của bài, bây giờ hiện ra rõ nhất. "
    "Một kernel như thế chỉ tìm cạnh theo một hướng, nên một lớp cần nhiều kernel.",
    en="The kernel takes the sum of the bottom row minus that of the top row. It is the lesson's kernel with a "
    "quarter turn: rows become columns. So the horizontal stroke in the middle of the 5, nearly invisible on the "
    "lesson's map, now stands out most. A kernel like this looks for edges in one direction only, so a layer "
    "needs many kernels.",
)
def test_the_kernel_of_the_first_exercise_is_the_lesson_s_turned_and_shows_the_level_stroke() -> None:
    cell = code("horizontal", SOLUTIONS)
    rows = re.findall(r"\[(-?\d), (-?\d), (-?\d)\]", cell)
    turned = np.array(rows, float)
    assert np.array_equal(turned, np.rot90(kernel(), -1))
    assert cell.count("    for column in range(26):") == cell.count("for row in range(26):") == 1
    assert printed("horizontal", SOLUTIONS) == "True"
    upper = np.array([[0] * 3, [0] * 3, [1] * 3])
    assert (turned * upper).sum() > 0 > (turned * upper[::-1]).sum()
    # Around the level stroke in the middle of the 5.
    assert np.abs(map_of(turned)[11:17, 10:15]).max() > 2.5
    assert np.abs(map_of(turned)[11:17, 10:15]).mean() > 3 * np.abs(map_of(kernel())[11:17, 10:15]).mean()


@claims(
    "cnn",
    vi='Xây dựng lại mạng của bài với padding="same" trong cả hai lớp Conv2D.',
    en='Build the lesson\'s network again with padding="same" in both Conv2D layers.',
)
@claims(
    "cnn",
    vi='Với "same", Conv2D không làm bản đồ nhỏ đi, chỉ MaxPooling2D chia đôi mỗi chiều.',
    en='With "same", Conv2D doesn\'t make a map smaller; only MaxPooling2D halves each direction.',
)
@claims(
    "cnn",
    vi="Kích thước lần lượt là 28, 28, 14, 14 và 7. Hai lớp Conv2D vẫn có 80 và 1.168 tham số, vì bộ lọc không "
    "đổi. Nhưng Flatten giờ cho ra 7·7·16 = 784 số thay vì 400, nên lớp Dense thứ nhất có 784·64 + 64 = 50.240 "
    "tham số, gần gấp đôi. Cả mạng có 52.138 tham số.",
    en="The sizes are 28, 28, 14, 14 and 7. The two Conv2D layers still have 80 and 1,168 parameters, because "
    "their filters are the same. But Flatten now gives 7·7·16 = 784 numbers in place of 400, so the first Dense "
    "layer has 784·64 + 64 = 50,240 parameters, nearly twice as many. The whole network has 52,138.",
)
def test_padding_keeps_the_maps_and_nearly_doubles_the_first_dense_layer() -> None:
    sides = [shape[0] for shape in shapes(SOLUTIONS, "same-network")[:4]]
    assert [28, *sides] == [28, 28, 14, 14, 7]
    assert (28 // 2, 14 // 2) == (14, 7)
    counts = parameters(SOLUTIONS, "same-network")
    assert counts["Conv2D"] == parameters()["Conv2D"] == [80, 1_168]
    assert shapes(SOLUTIONS, "same-network")[4] == [7 * 7 * 16] == [784]
    assert shapes()[4] == [400]
    assert counts["Dense"][0] == 784 * 64 + 64 == 50_240
    assert 1.9 < counts["Dense"][0] / parameters()["Dense"][0] < 2
    assert sum(map(sum, counts.values())) == 52_138
    assert "52,138" in printed("same", SOLUTIONS)


@claims(
    "cnn",
    vi="Bước trượt thay cho phép gộp. Bỏ hai lớp MaxPooling2D, và cho cả hai lớp Conv2D bước trượt 2, với đối số "
    "strides=2. Huấn luyện mạng ấy như trong bài, ba epoch, với hạt giống 42. Độ chính xác trên tập kiểm định so "
    "với năm hạt giống của bài thì thế nào?",
    en="Strides in place of pooling. Leave out the two MaxPooling2D layers, and give both Conv2D layers a stride "
    "of 2, with the argument strides=2. Train that network as in the lesson, for three epochs, with seed 42. How "
    "does its accuracy on the validation set compare with the five seeds of the lesson?",
)
@claims(
    "cnn",
    vi="Với bước trượt 2, kernel nhảy hai cột một lần. Trên 28 cột, nó đặt được ở bao nhiêu chỗ? Chỉ có danh sách "
    "lớp là mới; compile và fit giữ nguyên như ở mục Huấn luyện. Kết quả nên so với khoảng ở mục Năm hạt giống, "
    "hai mạng, chứ đừng chỉ so với một mạng.",
    en="With a stride of 2, the kernel jumps two columns at a time. At how many places does it fit on 28 columns? "
    "Only the list of layers is new; compile and fit stay as in the section Compile and fit. Compare the result "
    "with the range in the section Five seeds, two networks, and not with one network only.",
)
@claims(
    "cnn",
    vi="Kích thước lần lượt là 28, 13 và 6, nên Flatten cho ra 6·6·16 = 576 số, và cả mạng có 38.826 tham số. Mỗi "
    "lớp Conv2D tính ở ít chỗ hơn nhiều, nên mạng này cần ít phép nhân hơn. Đổi lại, mỗi bộ lọc chỉ được đặt ở "
    "khoảng một phần tư số chỗ. Với phép gộp, bộ lọc được đặt ở mọi chỗ, rồi mới giữ lại số lớn nhất.",
    en="The sizes are 28, 13 and 6, so Flatten gives 6·6·16 = 576 numbers, and the whole network has 38,826 "
    "parameters. Each Conv2D layer computes at far fewer places, so this network needs fewer multiplications. In "
    "return, it never computes the sums at the places in between: each filter is laid on only about a quarter of "
    "the places. With pooling, all of the sums are computed before the largest is kept.",
)
def test_the_strided_network_has_38_826_parameters_and_multiplies_less() -> None:
    classes = [layer["class"] for layer in layers(SOLUTIONS, "strided-network")]
    assert classes == ["Conv2D", "Conv2D", "Flatten", "Dense", "Dense"]
    sides = [shape[0] for shape in shapes(SOLUTIONS, "strided-network")[:2]]
    assert [28, *sides] == [28, 13, 6]
    assert len(range(0, 28 - 3 + 1, 2)) == 13
    assert shapes(SOLUTIONS, "strided-network")[2] == [6 * 6 * 16] == [576]
    assert sum(map(sum, parameters(SOLUTIONS, "strided-network").values())) == 38_826
    assert printed("strides", SOLUTIONS).startswith("38,826 parameters\n")
    assert sum(multiplications(SOLUTIONS, "strided-network")) < sum(multiplications()) / 2
    # The places on the 28 and on the 13 rows, by twos and one after the other.
    assert all(0.25 <= (by_two / by_one) ** 2 < 0.3 for by_two, by_one in ((13, 28 - 2), (6, 13 - 2)))
    cell = code("strides", SOLUTIONS)
    assert cell.count("strides=2") == 2
    assert arguments_of("strided.fit", cell)["epochs"] == "3"
    assert len(value("history", SOLUTIONS)["loss"]) == 3
    assert arguments_of("keras.optimizers.Adam", cell) == {"learning_rate": "0.002"}
    assert "keras.utils.set_random_seed(42)" in code("set-up", SOLUTIONS)


@claims(
    "cnn",
    vi="Mạng đạt 0,9775, thấp hơn hẳn khoảng từ 0,9862 đến 0,9892 của năm hạt giống, và cũng thấp hơn 0,9845, số "
    "của mạng trong bài với cùng hạt giống 42. Ngay cả so với số thấp nhất của khoảng ấy, mạng vẫn đọc sai thêm "
    "52 ảnh, nhiều hơn mức chênh giữa các hạt giống với nhau. Dù vậy, mạng vẫn đọc tốt hơn cả năm mạng Sequential "
    "của bài này, được huấn luyện như nhau. Nhưng so với các mạng của bài về huấn luyện, từ 0,9750 đến 0,9798, "
    "mạng không tốt hơn. Đây mới là một hạt giống và ba epoch: muốn kết luận chắc chắn về cách này, bạn hãy huấn "
    "luyện cả năm hạt giống, và thử thêm vài epoch.",
    en="The network reaches 0.9775, well below the range of the five seeds, 0.9862 to 0.9892, and also below the "
    "0.9845 of the lesson's network with the same seed, 42. Even against the lowest of that range, it misreads 52 "
    "more images, which is more than the seeds differ from one another. It still reads better than all five "
    "Sequential networks of this lesson, which were trained alike, but no better than those of the lesson on "
    "training, 0.9750 to 0.9798. And this is one seed and three epochs: to be sure about this way of building the "
    "network, train all five seeds, and try a few more epochs.",
)
def test_the_strided_network_is_below_the_range_of_the_five_seeds() -> None:
    share = float(printed("strides", SOLUTIONS).rpartition(" ")[2])
    assert share == 0.9775 == round(value("validation-accuracy", SOLUTIONS), 4)
    lowest, highest = min(reached()[CONVOLUTIONAL]), max(reached()[CONVOLUTIONAL])
    assert (lowest, highest) == (0.9862, 0.9892)
    assert share < value("history")["val_accuracy"][-1] < lowest
    assert f"{value('history')['val_accuracy'][-1]:.4f}" == "0.9845"
    assert misread(share, VALIDATION_IMAGES) - misread(lowest, VALIDATION_IMAGES) == 52
    assert highest - lowest < 52 / VALIDATION_IMAGES
    assert share > max(reached()[SEQUENTIAL])
    earlier = [round(each, 4) for each in recorded_value("solutions/train", "accuracies")]
    assert (min(earlier), max(earlier)) == (0.9750, 0.9798)
    assert min(earlier) < share < np.mean(earlier)
    assert len(reached()[SEQUENTIAL]) == 5


@claims(
    "cnn",
    vi="Với mạng của bài tập thứ ba và số 5 ở đầu bài, hãy che một ô vuông 7×7 bằng màu xám 0,5, ở mọi chỗ có thể.",
    en="With the network of the third exercise and the 5 from the beginning of this lesson, cover a 7×7 square "
    "with the grey 0.5, at every place where it fits.",
)
@claims(
    "cnn",
    vi="Hai bức hình. Bên trái: số 5 với ô vuông xám che ở chỗ làm xác suất giảm nhiều nhất. Bên phải: bản đồ "
    "22×22 các xác suất của nhãn đúng; chỗ càng tối thì che ở đó xác suất càng thấp. Bản đồ gần như trắng, trừ "
    "một đốm tối ở góc trên bên phải và vài vệt rất nhạt ở phía dưới.",
    en="Two pictures. On the left, the 5 with the grey square where the probability falls most. On the right, the "
    "22×22 map of the probabilities of the right label; the darker a place, the lower the probability when it is "
    "covered. The map is nearly all white, but for a dark spot in the upper right and a few very faint streaks "
    "further down.",
)
@claims(
    "cnn",
    vi="Ô vuông có 28 − 7 + 1 = 22 chỗ theo mỗi chiều, nên bản đồ có 22 hàng và 22 cột. Ở gần hết mọi chỗ, che đi "
    "cũng không sao. Chỗ tối nhất là khi ô vuông bắt đầu ở hàng 6, cột 16: xác suất của số 5 chỉ còn 0,442. Ở đó, "
    "ô vuông che phần cuối của nét trên, và còn lấp chỗ hở bên dưới nét ấy. Phép đo này không tách được hai điều "
    "ấy, nhưng nhắc rằng chỗ không có mực cũng có thể quan trọng.",
    en="The square has 28 − 7 + 1 = 22 places in each direction, so the map has 22 rows and 22 columns. Nearly "
    "everywhere, covering does no harm. The darkest place is where the square begins in row 6, column 16: the "
    "probability of the 5 falls to 0.442. There the square hides the end of the upper stroke, and it also fills "
    "the gap below that stroke. This measurement can't tell the two apart, but it is a reminder that a place "
    "without ink may matter, too.",
)
def test_the_probability_falls_most_where_the_square_covers_the_end_of_the_upper_stroke() -> None:
    assert "one[row : row + 7, column : column + 7] = 0.5" in code("cover", SOLUTIONS)
    assert printed("cover", SOLUTIONS) == "label 5: lowest 0.442\nrow 6, column 16"
    covered = np.array(value("covered", SOLUTIONS))
    assert covered.shape == (28 - 7 + 1, 28 - 7 + 1) == (22, 22)
    assert divmod(int(covered.argmin()), 22) == (6, 16)
    assert f"{covered.min():.3f}" == "0.442"
    assert value("uncovered", SOLUTIONS) > 0.95
    assert value("misread-places", SOLUTIONS) < 0.01 * covered.size
    # What is read there is another digit, or the 5 after all.
    assert (value("read-instead", SOLUTIONS) == 5) == (value("misread-places", SOLUTIONS) == 0)
    assert covered.min() <= value("probability-instead", SOLUTIONS) <= 1
    assert (covered > 0.95).mean() > 0.9
    assert (covered < 0.9).sum() < 0.05 * covered.size
    under = image()[6:13, 16:23]
    # Rows 6 and 7 are the end of the upper stroke, and below it there is hardly any ink.
    assert under[:2].max() > 0.9
    assert under[3:].max() < 0.1


@claims(
    "cnn",
    vi="Trong bài này, mạng có 54.000 ảnh để học. Nếu chỉ có vài trăm ảnh, mạng nào cũng dễ học thuộc lòng thay "
    "vì học đọc.",
    en="In this lesson it had 54,000 images to learn from. With only a few hundred, any network is likely to "
    "learn them by heart instead of learning to read.",
)
def test_this_lesson_has_54_000_images_to_learn_from_and_the_next_one_a_few_hundred() -> None:
    assert value("set-shapes")[0][0] == 54_000
    assert "X[:500]" in "\n".join(cell.code for cell in script("generalize").cells)


# The records agree with themselves


def summary_rows(cell: str, of: str) -> list[tuple[str, str, str]]:
    """The class of each layer of a recorded summary, its output's shape, and its parameters."""
    return re.findall(r"^│ \S+ \((\w+)\) +│ \(None, (.*?)\) +│ +([\d,]+) │$", printed(cell, of), re.MULTILINE)


@pytest.mark.parametrize(("of", "cell", "name"), [(SCRIPT, "summary", "network"), (SOLUTIONS, "same", "same-network")])
def test_a_recorded_summary_is_that_of_the_named_network(of: str, cell: str, name: str) -> None:
    _, *network = value(name, of)
    assert summary_rows(cell, of) == [
        (layer["class"], ", ".join(map(str, layer["shapes"][0])), f"{layer['parameters']:,}") for layer in network
    ]
    assert f" Total params: {sum(layer['parameters'] for layer in network):,} " in printed(cell, of)


def test_the_recorded_shapes_with_and_without_padding_are_those_of_28_rows_and_of_26() -> None:
    assert printed("padding") == "valid (1, 26, 26, 1)\nsame (1, 28, 28, 1)"


def test_the_recorded_test_accuracies_are_those_of_the_named_values() -> None:
    shares = value("test-accuracies")
    found = [round(float(each), 4) for each in (np.mean(shares), min(shares), max(shares))]
    assert list(on_the_test_set()[CONVOLUTIONAL].values()) == found


def test_the_recorded_histories_are_of_networks_that_learn() -> None:
    for name, histories in value("seed-histories").items():
        assert len(histories) == len(reached()[name])
        assert all(history["loss"] == sorted(history["loss"], reverse=True) for history in histories)
