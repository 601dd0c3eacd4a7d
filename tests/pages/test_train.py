"""What the page `train` claims about how Keras and the networks behave."""

import re
from collections.abc import Mapping
from math import ceil, floor
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from examples.runner.arrays import Arrays
from examples.runner.quiet import import_keras
from tests.support.claims import claims
from tests.support.digits import DIGITS
from tests.support.programs import Run, run_cells, run_of, script
from tests.support.reading import plain

pytestmark = pytest.mark.keras


def curves(run: Run) -> Mapping[str, list[float]]:
    history: Mapping[str, list[float]] = run.names["history"].history
    return history


# Three sets, fit


@claims(
    "train",
    vi="X[-tenth:] là một phần mười cuối cùng của mảng, còn X[:-tenth] là tất cả những ảnh đứng trước. Nhãn được cắt ở "
    "đúng chỗ ấy, để ảnh nào vẫn đi với nhãn của ảnh đó",
    en="X[-tenth:] is the last tenth of the array, and X[:-tenth] is everything before it. The labels are cut in the "
    "same place, so that every image keeps its own label",
)
@claims(
    "train",
    vi="phần dữ liệu có thêm X_test, y_test cho lần đo ở cuối bài, và val_labels, nhãn của tập kiểm định ở dạng số"
    " nguyên",
    en="New since the last lesson are X_test and y_test, for the measurement at the end, and val_labels, the labels of"
    " the validation set as integers",
)
def test_the_validation_set_is_the_last_tenth_of_images_and_labels_alike() -> None:
    names = run_of("train").names
    assert len(names["X_val"]) == len(names["X"]) // 10
    for whole, head, tail in (("X", "X_train", "X_val"), ("y", "y_train", "y_val")):
        assert np.array_equal(np.concatenate([names[head], names[tail]]), names[whole])
    assert len(names["X_val"]) == len(names["y_val"]) == len(names["val_labels"])
    assert np.array_equal(names["y_val"].argmax(axis=1), names["val_labels"])
    assert np.array_equal(names["y_test"].argmax(axis=1), DIGITS.test_labels)
    assert {"X_test", "y_test", "val_labels"}.isdisjoint(run_of("sequential").names)


@claims(
    "train",
    vi="mỗi lần gọi, build_model() trả về một mạng mới, với những trọng số ban đầu mới",
    en="each call of build_model() returns a new one, with new initial weights",
)
def test_each_call_of_build_model_gives_a_new_network_with_other_weights() -> None:
    entry = script("train")
    build = run_cells(entry.path, (entry.cell("imports"), entry.cell("model"))).names["build_model"]
    one, other = build(), build()
    assert one is not other
    assert one.count_params() == other.count_params() == run_of("sequential").names["model"].count_params()
    assert not np.array_equal(one.get_weights()[0], other.get_weights()[0])
    assert int(one.optimizer.iterations) == int(other.optimizer.iterations) == 0


@claims(
    "train",
    vi="trên MNIST, đó chính là tập kiểm định của bài này",
    en="on MNIST that is the very validation set of this lesson",
)
@claims(
    "train",
    vi="Với fit(X, y, validation_split=0.1), Keras tự để riêng một phần mười dữ liệu làm tập kiểm định",
    en="With fit(X, y, validation_split=0.1), Keras sets one tenth of the data aside as the validation set by itself",
)
@claims(
    "train",
    vi="Keras cắt một phần mười cuối cùng trước, rồi mới xáo trộn, và chỉ xáo trộn phần còn lại",
    en="Keras first cuts off the last tenth, and then shuffles only the rest",
)
def test_validation_split_takes_the_last_tenth_before_shuffling() -> None:
    keras = import_keras()
    model = keras.Sequential(
        [keras.Input(shape=(1,)), keras.layers.Dense(1, use_bias=False, kernel_initializer="ones")]
    )
    # The model returns its inputs and learns nothing, so the mean absolute error is the mean of the inputs.
    model.compile(loss="mae", optimizer=keras.optimizers.SGD(0.0))
    inputs = np.arange(20.0).reshape(20, 1)
    history = model.fit(inputs, np.zeros((20, 1)), epochs=1, validation_split=0.1, verbose=0).history
    assert history["val_loss"] == [pytest.approx((18 + 19) / 2)]
    assert history["loss"] == [pytest.approx(np.mean(range(18)))]
    # Keras rounds down where it cuts; for MNIST that is where the lesson cuts.
    assert floor(60_000 * (1 - 0.1)) == 60_000 - 60_000 // 10


@claims(
    "train",
    vi="val_accuracy và val_loss: cũng hai con số ấy nhưng trên tập kiểm định, đo một lần khi epoch kết thúc",
    en="val_accuracy and val_loss: the same two numbers on the validation set, measured once, when the epoch has ended",
)
@claims(
    "train",
    vi="sau mỗi epoch, mạng được đo trên tập kiểm định",
    en="after each epoch, the network is measured on the validation set",
)
@claims(
    "train",
    vi="mỗi tên trong nhật ký ứng với một danh sách, mỗi epoch một số",
    en="every name in the log with a list of numbers, one per epoch",
)
def test_the_two_metrics_on_the_validation_set_are_those_of_the_network_when_the_epoch_has_ended() -> None:
    history = curves(run_of("train"))
    assert sorted(history) == ["accuracy", "loss", "val_accuracy", "val_loss"]
    assert {len(values) for values in history.values()} == {10}
    loss, accuracy = run_of("train").names["trial"].evaluate(DIGITS.val_images, DIGITS.val_one_hot, verbose=0)
    assert loss == pytest.approx(history["val_loss"][-1], rel=1e-3)
    assert accuracy == pytest.approx(history["val_accuracy"][-1])


@claims(
    "train",
    vi="Sau thanh tiến độ là thời gian của cả epoch và thời gian trung bình của một bước (ms/step)",
    en="After the progress bar comes the time of the whole epoch, and the mean time of one step (ms/step)",
)
def test_the_log_gives_the_time_of_a_step() -> None:
    assert re.search(r" \d+s \d+ms/step - accuracy", plain(run_of("train").output))


@claims(
    "train",
    vi="lớp này ngẫu nhiên đưa một phần đầu ra của lớp trước về 0",
    en="it sets a random part of the previous layer's outputs to 0",
)
def test_dropout_sets_a_part_of_the_outputs_to_zero_while_training_only() -> None:
    dropout = import_keras().layers.Dropout(0.5, seed=1)
    outputs = np.ones((1, 1000), "float32")
    assert 0.3 < np.mean(np.asarray(dropout(outputs, training=True)) == 0) < 0.7
    assert np.array_equal(dropout(outputs, training=False), outputs)


@claims(
    "train",
    vi="chạy lại chương trình từ đầu trên cùng một máy, với cùng các phiên bản, bạn nhận lại đúng những con số cũ",
    en="when you run the program again from the start on the same machine, with the same versions, you get the same "
    "numbers again",
)
def test_the_same_seed_gives_the_same_numbers_again() -> None:
    # The shortest script that trains is run again, without its last cell; its accuracy and its weights are compared.
    entry = script("sequential")
    again, before = run_cells(entry.path, entry.cells[:-1]), run_of("sequential")
    assert again.names["val_accuracy"] == before.names["val_accuracy"]
    for found, expected in zip(again.names["model"].get_weights(), before.names["model"].get_weights(), strict=True):
        assert np.array_equal(found, expected)


@claims(
    "train",
    vi="Trên GPU, hai lần chạy trên cùng một máy cũng có thể lệch nhau",
    en="On a GPU, even two runs on the same machine may differ",
)
def test_tensorflow_says_itself_that_two_runs_on_a_gpu_may_differ() -> None:
    import tensorflow as tf

    said = " ".join(str(tf.config.experimental.enable_op_determinism.__doc__).split())
    assert "By default, op determinism is not enabled, so ops might return different results" in said
    assert "Most of these cases of nondeterminism occur on GPUs" in said
    assert "the order in which floating-point numbers are added" in said


# Choosing


@claims(
    "train",
    vi="np.argmin cho vị trí của số nhỏ nhất. Vị trí đếm từ 0 mà epoch đếm từ 1, nên phải cộng thêm 1",
    en="np.argmin gives the position of the smallest number. Positions count from 0 and epochs from 1, hence the 1 "
    "that is added",
)
def test_argmin_counts_from_0_and_the_chosen_epoch_from_1() -> None:
    assert np.argmin([0.3, 0.2, 0.1, 0.4]) == 2
    losses = curves(run_of("train"))["val_loss"]
    best = run_of("train").names["best"]
    assert losses[best - 1] == min(losses)
    assert len(run_of("train").names["model"].history.epoch) == best


# The confusion matrix, evaluating


@claims(
    "train",
    vi="Nhật ký ghi 313/313, vì evaluate mặc định chia dữ liệu thành các lô 32 ảnh",
    en="The log says 313/313, because evaluate splits the data into batches of 32 images by default",
)
def test_evaluate_takes_batches_of_32_images() -> None:
    images = len(DIGITS.test_labels)
    steps = ceil(images / 32)
    assert f"{steps}/{steps}" in plain(run_of("train").printed["evaluate"])
    assert [size for size in range(1, images) if ceil(images / size) == steps] == [32]


@claims(
    "train",
    vi="Ở đây kích thước lô (batch size) chỉ ảnh hưởng đến tốc độ",
    en="Here the batch size (kích thước lô) only affects the speed",
)
def test_the_batch_size_of_evaluate_changes_no_result() -> None:
    names = run_of("train").names
    loss, accuracy = names["model"].evaluate(names["X_test"], names["y_test"], batch_size=500, verbose=0)
    assert loss == pytest.approx(names["test_loss"], rel=1e-4)
    assert accuracy == pytest.approx(names["test_accuracy"])


@claims(
    "train",
    vi="evaluate tính giá trị mất mát và các thước đo mà không chỉnh trọng số nào",
    en="evaluate computes the loss and the metrics without adjusting any weight",
)
def test_evaluate_adjusts_no_weight() -> None:
    names = run_of("train").names
    before = names["model"].get_weights()
    names["model"].evaluate(names["X_test"][:64], names["y_test"][:64], verbose=0)
    assert all(map(np.array_equal, before, names["model"].get_weights()))


@claims(
    "train",
    vi="mỗi hàng là mười xác suất (probability) của một ảnh, có tổng bằng 1",
    en="each row holds the ten probabilities (xác suất) of one image, which add up to 1",
)
@claims(
    "train",
    vi="argmax(axis=1) cho vị trí của số lớn nhất trong mỗi hàng, tức là chữ số mà mạng chọn",
    en="argmax(axis=1) gives the position of the largest number in each row, which is the digit that the network "
    "chooses",
)
def test_predict_gives_a_row_of_ten_probabilities_per_image() -> None:
    names = run_of("train").names
    assert names["probabilities"].shape == (len(DIGITS.val_labels), 10)
    assert names["probabilities"].sum(axis=1) == pytest.approx(np.ones(len(DIGITS.val_labels)), abs=1e-5)
    assert np.array_equal(names["predicted"], [list(row).index(max(row)) for row in names["probabilities"]])


@claims("train", vi="verbose=0 chỉ để tắt thanh tiến độ", en="verbose=0 only turns off the progress bar")
def test_verbose_0_turns_off_the_progress_bar_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    names = run_of("train").names
    capsys.readouterr()
    quiet = names["model"].predict(names["X_val"], verbose=0)
    assert capsys.readouterr().out == ""
    assert np.array_equal(quiet, names["model"].predict(names["X_val"]))
    assert "/step" in capsys.readouterr().out


@claims(
    "train",
    vi="Mỗi hàng là một nhãn (label), mỗi cột là một câu trả lời (predicted). Ô ở hàng 5, cột 3 đếm những ảnh số 5 bị "
    "đọc thành số 3. Đường chéo là những ảnh đọc đúng",
    en="Each row is a label (label), each column an answer (predicted). The cell in row 5, column 3 counts the images "
    "of a 5 that were read as a 3. The diagonal holds the images that were read correctly",
)
def test_row_5_column_3_counts_the_fives_read_as_threes() -> None:
    from matplotlib.figure import Figure
    from sklearn.metrics import ConfusionMatrixDisplay

    labels, predicted = np.append(np.arange(10), [5, 5]), np.append(np.arange(10), [3, 3])
    ax = Figure().subplots()
    ConfusionMatrixDisplay.from_predictions(labels, predicted, ax=ax)
    there = {text.get_position(): text.get_text() for text in ax.texts}
    # Matplotlib's x is the column; its rows go down from the top.
    assert there[3, 5] == "2"
    assert [there[digit, digit] for digit in range(10)] == ["1"] * 10
    assert sum(map(int, there.values())) == 12
    assert ax.get_ylim()[0] > ax.get_ylim()[1]
    assert ax.get_xlim()[0] < ax.get_xlim()[1]


# Predicting


@claims(
    "train",
    vi="X_test[1998:1999] giữ trục đầu tiên ấy nên có kích thước (1, 28, 28). X_test[1998] thì bỏ mất trục đó, chỉ còn "
    "(28, 28)",
    en="X_test[1998:1999] keeps that first axis, so its shape is (1, 28, 28). X_test[1998] drops it and leaves (28, "
    "28)",
)
def test_the_slice_keeps_the_batch_axis_and_the_index_drops_it() -> None:
    X_test = run_of("train").names["X_test"]
    assert X_test[1998:1999].shape == (1, 28, 28)
    assert X_test[1998].shape == (28, 28)
    assert np.array_equal(run_of("train").names["image"], X_test[1998:1999])


@claims(
    "train",
    vi="X_test[1998] thì bỏ mất trục đó, chỉ còn (28, 28), và predict dừng với một lỗi",
    en="X_test[1998] drops it and leaves (28, 28), and predict stops with an error",
)
def test_one_image_without_its_batch_axis_is_refused() -> None:
    names = run_of("train").names
    image = names["X_test"][1998]
    assert image.shape == (28, 28)
    with pytest.raises(ValueError, match="shape"):
        names["model"].predict(image, verbose=0)


@claims(
    "train",
    vi="Nhiều bài viết cũ gọi model.predict_classes(…). Keras ngày nay không còn hàm đó",
    en="Many older articles call model.predict_classes(…). Today's Keras no longer has it",
)
def test_predict_classes_is_gone() -> None:
    assert not hasattr(run_of("train").names["model"], "predict_classes")


@claims(
    "train",
    vi="softmax luôn cho mười số có tổng bằng 1, kể cả khi ảnh chẳng phải chữ số nào",
    en="softmax always gives ten numbers that add up to 1, even when the image is no digit at all",
)
def test_softmax_chooses_a_digit_even_for_noise() -> None:
    noise = np.random.default_rng(0).random((5, 28, 28), "float32")
    probabilities = run_of("train").names["model"].predict(noise, verbose=0)
    assert probabilities.shape == (5, 10)
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(5), abs=1e-5)


# Saving


@claims(
    "train",
    vi="Một tệp .keras chứa đủ ba thứ: cấu trúc của mạng, trọng số, và những gì compile đã đặt cùng trạng thái của bộ "
    "tối ưu. Nhờ phần thứ ba, mạng nạp lại có thể học tiếp ngay",
    en="A .keras file holds three things: the architecture of the network, its weights, and what compile set, "
    "together with the state of the optimizer. Because of the third, a loaded network can go on learning at once",
)
@claims(
    "train",
    vi="Nếu gọi fit lần nữa trên mạng đã huấn luyện, Keras không bắt đầu lại mà huấn luyện tiếp từ các trọng số đang "
    "có",
    en="If you call fit again on a network that has been trained, Keras doesn't start over; it goes on from the "
    "weights that are there",
)
def test_a_keras_file_holds_architecture_weights_and_the_compiled_optimizer_to_go_on_with(tmp_path: Path) -> None:
    keras = import_keras()
    model = run_of("train").names["model"]
    path = tmp_path / "digits.keras"
    model.save(path)
    assert {"config.json", "model.weights.h5"} <= set(ZipFile(path).namelist())
    loaded = keras.models.load_model(path)
    assert loaded.to_json() == model.to_json()
    assert all(map(np.array_equal, loaded.get_weights(), model.get_weights()))
    assert loaded.compiled
    assert loaded.loss == model.loss == "categorical_crossentropy"
    steps = int(loaded.optimizer.iterations)
    assert steps == int(model.optimizer.iterations) > 0
    moments = zip(loaded.optimizer.variables, model.optimizer.variables, strict=True)
    assert all(np.array_equal(one, other) for one, other in moments)
    loaded.fit(DIGITS.train_images[:128], DIGITS.train_one_hot[:128], batch_size=128, verbose=0)
    assert int(loaded.optimizer.iterations) == steps + 1


@claims(
    "train",
    vi='Tên tệp phải có đuôi; gọi model.save("digits") thì Keras từ chối',
    en='The file name needs its ending; Keras rejects model.save("digits")',
)
def test_a_file_name_without_the_ending_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="Invalid filepath extension"):
        run_of("train").names["model"].save("digits")


@claims(
    "train",
    vi="Dòng cuối in ra True: với ảnh ở trên, mạng nạp lại cho cùng những xác suất mà mạng cũ đã cho",
    en="The last line prints True: for the image above, the loaded network gives the same probabilities as the one "
    "that was saved",
)
def test_the_loaded_network_gives_the_probabilities_of_the_saved_one() -> None:
    names = run_of("train").names
    assert names["loaded"].predict(names["image"], verbose=0) == pytest.approx(names["answer"], abs=1e-6)
    assert run_of("train").printed["load"] == "True\n"


@claims(
    "train",
    vi="np.allclose so sánh hai mảng số thực và bỏ qua những sai khác rất nhỏ",
    en="np.allclose compares two arrays of floats and ignores very small differences",
)
def test_allclose_ignores_very_small_differences_and_no_larger_ones() -> None:
    assert np.allclose([0.1 + 0.2, 0.5], [0.3, 0.5])
    assert not np.array_equal([0.1 + 0.2, 0.5], [0.3, 0.5])
    assert not np.allclose([0.301, 0.5], [0.3, 0.5])


# One's own images


@claims(
    "train",
    vi="Trong ảnh của MNIST, nền giấy là 0 và mực đậm nhất là 255",
    en="In MNIST's images the paper is 0 and the darkest ink is 255",
)
@claims(
    "train",
    vi="tức là lấy 255 trừ đi từng điểm ảnh (pixel)",
    en="that is, subtract each pixel (điểm ảnh) from 255",
)
def test_in_mnist_the_paper_is_0_and_the_darkest_ink_255(mnist: Arrays) -> None:
    (images, _), _ = mnist
    # Along its edge an image is paper, and in its middle there is more ink.
    assert np.mean(images[:, 0] == 0) > 0.999
    assert images[:, 10:18, 10:18].mean() > 50
    assert np.mean(images.max(axis=(1, 2)) >= 250) > 0.99
    assert images.max() == 255
    assert 255 - np.uint8(0) == 255


# Exercises


@claims(
    "train",
    vi="restore_best_weights=True trả lại trọng số của epoch có val_loss thấp nhất, chứ không phải của epoch cuối cùng",
    en="restore_best_weights=True brings back the weights of the epoch with the lowest val_loss, not those of the last "
    "one",
)
def test_early_stopping_gives_back_the_best_epoch_s_weights() -> None:
    names = run_of("solutions/train").names
    loss, _ = names["stopped"].evaluate(DIGITS.val_images, DIGITS.val_one_hot, verbose=0)
    assert loss == pytest.approx(min(names["history"].history["val_loss"]), rel=1e-3)


@claims(
    "train",
    vi="np.fill_diagonal đặt đường chéo về 0, rồi argmax tìm số lớn nhất. argmax coi ma trận như một dãy dài; "
    "unravel_index đổi vị trí trong dãy thành hàng và cột",
    en="np.fill_diagonal sets the diagonal to 0, then argmax finds the largest number. argmax takes the matrix as one "
    "long row; unravel_index turns a position in that row into a row and a column of the matrix",
)
def test_the_most_confused_pair_is_the_largest_cell_off_the_diagonal() -> None:
    names = run_of("solutions/train").names
    matrix = np.zeros((10, 10), int)
    np.add.at(matrix, (names["val_labels"], names["predicted"]), 1)
    np.fill_diagonal(matrix, 0)
    assert np.array_equal(names["errors"], matrix)
    assert matrix[names["label"], names["answer"]] == matrix.max() > 0
    assert (names["label"], names["answer"]) == divmod(int(matrix.argmax()), 10)
