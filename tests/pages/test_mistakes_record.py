"""How the page `mistakes` measures what raises no error: read from the scripts and their records.

test_mistakes_silent.py proves what the measurements show.
"""

import re

import pytest

from tests.support.claims import claims
from tests.support.programs import PROJECT
from tests.support.reading import recorded

FOLKLORE = "mistakes/silent-folklore"
SILENT = [name for name in PROJECT.scripts if name.startswith("mistakes/silent-") and name != FOLKLORE]
SEEDS = "for seed in (1, 2, 3):"


@claims(
    "mistakes",
    vi="Chúng ta đo từng cách trên TensorFlow, với cùng những hạt giống, rồi so với mạng thông thường; mỗi dòng in ra "
    "là độ chính xác trên tập kiểm định",
    en="We measure each on TensorFlow with the same seeds, and compare it with the usual network; each line that is "
    "printed is the accuracy on the validation set",
)
def test_the_folklore_is_measured_with_the_same_seeds_on_the_validation_set() -> None:
    setup = PROJECT.scripts[FOLKLORE].cell("silent-folklore-setup").code
    assert SEEDS in setup
    assert "_, new = model.evaluate(X_val, y_val, verbose=0)" in setup
    for cell in PROJECT.scripts[FOLKLORE].cells[1:]:
        assert len(re.findall(r"^new [\d.]+%$", recorded(FOLKLORE)[cell.name].text, re.MULTILINE)) == 3


@claims(
    "mistakes",
    vi="loss là giá trị mất mát của epoch đầu và epoch cuối",
    en="loss is the loss of the first and of the last epoch",
)
@claims(
    "mistakes",
    vi="seen là độ chính xác trên ảnh huấn luyện, tính trung bình trong suốt epoch cuối",
    en="seen is the accuracy on the images that the network learns from, averaged over the last epoch",
)
@claims(
    "mistakes",
    vi="new là độ chính xác trên những ảnh mới, đo sau epoch cuối",
    en="new is the accuracy on new images, measured after the last epoch",
)
def test_the_scripts_print_the_losses_and_the_shares_that_the_page_names() -> None:
    setup = PROJECT.scripts["mistakes/silent-data"].cells[0].code
    assert 'first, *_, last = run.history["loss"]' in setup
    assert 'seen = run.history["accuracy"][-1]' in setup
    assert 'new = run.history["val_accuracy"][-1]' in setup


@claims(
    "mistakes",
    vi="đặt kết quả của mã sai cạnh kết quả của mã đúng, với cùng những hạt giống ngẫu nhiên",
    en="puts the output of the wrong code beside that of the right code, with the same random seeds",
)
@pytest.mark.parametrize("name", SILENT)
def test_what_raises_no_error_is_run_with_the_same_seeds_and_prints_beside_its_cure(name: str) -> None:
    script = PROJECT.scripts[name]
    assert SEEDS in script.cells[0].code
    for wrong, cure in zip(script.cells[1::2], script.cells[2::2], strict=True):
        assert cure.name == f"{wrong.name}-cure"
        assert wrong.name in PROJECT.mistakes
        lines = [recorded(name)[cell].text.splitlines() for cell in (wrong.name, cure.name)]
        assert len(lines[0]) == len(lines[1]) > 0
        assert lines[0] != lines[1]


@claims(
    "mistakes",
    vi="Trong phần đánh giá và dự đoán, loss và right là giá trị mất mát và độ chính xác của mạng đã huấn luyện xong",
    en="Where you evaluate and predict, loss and right are the loss and the accuracy of a network that is already "
    "trained",
)
def test_where_networks_are_evaluated_the_numbers_are_those_of_trained_ones() -> None:
    setup = PROJECT.scripts["mistakes/silent-predicting"].cells[0].code
    assert setup.index("model.fit(") < setup.index("loss, right = model.evaluate(")
