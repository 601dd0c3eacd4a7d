"""Every entry of `docs/errata.yml` and every claim of the page `errata`: a wrong line fails, the right one runs."""

import importlib.metadata
import re
import shlex
import subprocess
from ast import literal_eval
from pathlib import Path

import markdown
import numpy as np
import pytest
from markdown_it import MarkdownIt

from docs.plugins.fences import erratum
from docs.plugins.project.errata import ARTICLE_ADDRESS
from docs.plugins.project.pages import prose
from examples.runner.quiet import import_keras
from tests.support.building import parse_html
from tests.support.claims import claims
from tests.support.corrections import run_right, run_watched
from tests.support.interpreters import run_on_packages
from tests.support.locks import read_lock
from tests.support.programs import PROJECT, ROOT, Run, script
from tests.support.reading import LANGUAGES, page, plain, recorded, recorded_value
from tests.support.views import view_of

pytestmark = pytest.mark.keras

ERRATA = PROJECT.errata
ARTICLE = ROOT.parent / "shared/article.vi.md"
EXTENSIONS = (
    "admonition",
    "attr_list",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tabbed",
)


def answer(id_: str, wrong: str | None = None) -> str:
    """What an entry's wrong line gives: the error, or else the warnings and what was printed."""
    entry = ERRATA[id_]
    try:
        said, run = run_watched(f"{entry.before}\n{entry.wrong if wrong is None else wrong}")
    except Exception as error:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
        return plain(f"{type(error).__name__}: {text}")
    return "\n".join([*said, run.output]).strip()


def right(id_: str) -> Run:
    """The run of an entry's right lines, which must neither fail nor warn."""
    return run_right(ERRATA[id_])


def html(text: str) -> str:
    """The text as HTML, with this site's Markdown extensions that matter here, without the colours of its code."""
    return markdown.markdown(
        text,
        extensions=EXTENSIONS,
        extension_configs={"pymdownx.highlight": {"use_pygments": False}, "pymdownx.tabbed": {"alternate_style": True}},
    )


def images(text: str) -> list[dict[str, str | None]]:
    """The attributes of every image in a page's text."""
    return parse_html(html(text)).images


def mnist_shapes() -> list[str]:
    """The shapes of MNIST's images as the lesson on data prints them: first those to train on, then the test images."""
    return re.findall(r"(\(\d+, \d+, \d+\)) uint8", recorded("data")["shapes"].text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_entry_under_its_own_heading(language: str) -> None:
    errata = page("errata", language)
    sections = [heading for heading in errata.headings if heading.level == 2][:-1]
    assert list(ERRATA) == [f"W{number}" for number in range(1, 14)]
    assert [fence.body for fence in errata.fences if fence.info == "erratum"] == list(ERRATA)
    assert [heading.id for heading in sections] == [id_.lower() for id_ in ERRATA]
    assert [heading.title.split(". ")[0] for heading in sections] == list(ERRATA)
    lines = [fence.line for fence in errata.fences]
    starts = [heading.line for heading in sections]
    assert all(start < line < end for start, line, end in zip(starts, lines, [*starts[1:], 10**6], strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_credits_the_article_with_its_address(language: str) -> None:
    assert f"[Trí tuệ nhân tạo]({ARTICLE_ADDRESS})" in page("errata", language).sections[0].text


@pytest.fixture
def article() -> list[str]:
    """The lines of the article's first version; without it, a test that needs them skips."""
    if not ARTICLE.is_file():
        pytest.skip(f"the article is not at {ARTICLE}")
    return [line.rstrip() for line in ARTICLE.read_text(encoding="utf-8").splitlines()]


@claims("errata", vi="Những dòng mã của bài viết năm 2020 nay không còn chạy", en="The lines of the 2020 article")
@claims(
    "errata",
    vi="Khoá học này viết lại bài “Giới thiệu tổng quan về keras”, đăng năm 2020 trên blog Trí tuệ nhân tạo",
    en="These lessons rewrite “Giới thiệu tổng quan về keras” (A general introduction to Keras), published in 2020 "
    "on the Vietnamese blog Trí tuệ nhân tạo",
)
@claims(
    "errata",
    vi="Năm 2020, kích thước của đầu vào được khai báo ngay trong lớp đầu tiên",
    en="In 2020, the shape of the input was declared in the first layer",
)
def test_the_article_is_of_2020_and_says_what_is_quoted_from_it(article: list[str]) -> None:
    assert "title: Giới thiệu tổng quan về keras" in article
    assert "date:       2020-08-21" in article
    for id_ in ("W1", "W2", "W3", "W4", "W7", "W9"):
        assert set(ERRATA[id_].wrong.splitlines()) <= set(article), id_


@claims(
    "errata",
    vi="Khoá học giữ lại hai mô hình và phần lớn mạch trình bày của bài ấy",
    en="the lessons keep its two models and mostly follow its order",
)
@claims("errata", vi="W6. Mô hình thứ hai chưa được biên dịch", en="W6. The second model is never compiled")
def test_the_article_s_two_models_are_those_of_the_lessons_and_the_second_is_never_compiled(article: list[str]) -> None:
    models = [line.partition("(")[0] for line in article if line.startswith("model = ")]
    assert models == ["model = Sequential", "model = Model"]
    for name, model in zip(("sequential", "functional"), models, strict=True):
        kind = model.removeprefix("model = ")
        assert re.search(rf"= (?:keras\.)?{kind}\(", "\n".join(cell.code for cell in script(name).cells))
    assert [line.startswith("model = Model(") for line in article if re.match("model(\\.compile| = )", line)] == [
        False,
        False,
        True,
    ]


@claims("errata", vi="kết quả khi chạy với Keras hôm nay", en="what happens when it runs on today's Keras")
def test_the_answers_are_those_of_the_keras_in_the_lock() -> None:
    (pin,) = read_lock(ROOT / "requirements.txt").of("keras")
    assert import_keras().__version__ == str(pin.version)


@claims(
    "errata",
    vi="Cách ấy vẫn chạy. Phần “Cách viết đúng” theo cách viết của tài liệu Keras hôm nay: import keras và from keras "
    "import layers, rồi layers.Dense. Hai cách cho cùng một lớp (layer)",
    en="That still runs. “What to write” follows today's documentation of Keras: import keras and from keras import "
    "layers, then layers.Dense. Both give the same layer (lớp)",
)
def test_the_right_lines_take_each_name_from_keras_and_its_layers_which_is_what_the_article_imports() -> None:
    run = run_watched("from keras import layers\nfrom keras.layers import Dense\nsame = layers.Dense is Dense")[1]
    assert run.names["same"] is True
    code = "\n".join(entry.right for entry in ERRATA.values() if entry.language == "python")
    assert {"layers.Dense", "layers.Flatten", "keras.Input"} <= set(re.findall(r"(?:keras|layers)\.[A-Z]\w+", code))
    assert re.findall(r"(?<![.\w])[A-Z]\w+\(|from keras\.", code) == []
    labels = {language.code: language.labels["right"] for language in PROJECT.languages}
    assert [f"“{labels[language]}”" in page("errata", language).text for language in LANGUAGES] == [True] * len(
        LANGUAGES
    )


@claims(
    "errata",
    vi="Python báo lỗi cú pháp trước khi chạy dòng đầu tiên, nên cả tệp không chạy",
    en="Python reports the syntax error before it runs the first line, so nothing in the file runs",
)
def test_w1_a_dot_before_dense_is_a_syntax_error_and_runs_nothing() -> None:
    assert answer("W1") == ERRATA["W1"].says
    assert answer("W1", f'raise RuntimeError("it ran")\n{ERRATA["W1"].wrong}') == ERRATA["W1"].says
    right("W1")


@claims(
    "errata",
    vi="Hãy viết layers trước dấu chấm. Nếu bạn nhập riêng Dense như bài gốc, hãy xoá dấu chấm",
    en="Write layers ahead of the dot. If you import Dense by itself, as the article does, delete the dot",
)
def test_w1_without_the_dot_the_line_runs_too() -> None:
    assert ERRATA["W1"].right == ERRATA["W1"].wrong.replace("(.", "(layers.")
    assert answer("W1", ERRATA["W1"].wrong.replace("(.", "(")) == ""


@claims(
    "errata",
    vi="Python dừng ở tên đầu tiên; nhập tên ấy rồi, bạn sẽ gặp lỗi thứ hai. Hãy viết layers.Concatenate và "
    "keras.Model, sau hai dòng import dưới đây",
    en="Python stops at the first name; once you import that one, you meet the second error. Write layers.Concatenate "
    "and keras.Model, after the two import lines below",
)
def test_w2_a_name_never_imported_is_not_defined_and_the_second_is_met_after_the_first() -> None:
    first, second = ERRATA["W2"].says.splitlines()
    assert answer("W2") == first
    assert answer("W2", f"from keras.layers import Concatenate\n{ERRATA['W2'].wrong}") == second
    right("W2")
    assert re.findall("^.*import .*$", ERRATA["W2"].right, re.MULTILINE) == ["import keras", "from keras import layers"]
    assert set(re.findall(r"\w+\.[A-Z]\w+", ERRATA["W2"].right)) == {"layers.Concatenate", "keras.Model"}


@claims(
    "errata",
    vi="Ngược lại, bài gốc nhập Dropout, Activation, Conv2D và MaxPooling2D mà không dùng đến",
    en="On the other hand, the article imports Dropout, Activation, Conv2D and MaxPooling2D, and uses none of them",
)
def test_w2_the_article_imports_four_names_that_it_does_not_use(article: list[str]) -> None:
    (line,) = [line for line in article if line.startswith("from keras.layers import ")]
    text = "\n".join(article)
    unused = [name for name in line.partition(" import ")[2].split(", ") if f"{name}(" not in text]
    assert unused == ["Dropout", "Activation", "Conv2D", "MaxPooling2D"]


@claims(
    "errata",
    vi="Keras hôm nay vẫn nhận input_shape nhưng đưa ra một cảnh báo",
    en="Today's Keras still accepts input_shape but gives a warning",
)
def test_w3_an_input_shape_in_a_layer_gets_a_warning() -> None:
    assert answer("W3") == ERRATA["W3"].says
    assert answer("W3", "Flatten(input_shape=[28, 28])(keras.Input(shape=[28, 28]))") == ERRATA["W3"].says
    right("W3")


def _check(keras_alone: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The article's check of the installation."""
    program, *arguments = shlex.split(ERRATA["W4"].wrong.splitlines()[1])
    assert program == "python"
    return run_on_packages(arguments, keras_alone, **environment)


@claims(
    "errata",
    vi="Lệnh pip install keras không cài backend nào, và Keras tìm TensorFlow nếu bạn không chọn backend khác",
    en="pip install keras installs none, and Keras looks for TensorFlow unless you choose another",
)
def test_w4_keras_alone_has_no_backend_and_asks_for_tensorflow(keras_alone: Path) -> None:
    assert ERRATA["W4"].wrong.splitlines()[0] == "pip install keras"
    done = _check(keras_alone)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == ERRATA["W4"].says
    needed = " ".join(importlib.metadata.requires("keras") or [])
    assert not re.search("tensorflow|jax|torch", needed)


@claims(
    "errata",
    vi="đặt biến môi trường KERAS_BACKEND, vì Keras không tự chuyển sang backend đang có trên máy",
    en="set the environment variable KERAS_BACKEND, because Keras does not switch by itself to a backend that happens "
    "to be there",
)
def test_w4_keras_asks_for_the_backend_of_the_variable_and_for_no_other(keras_alone: Path) -> None:
    # An empty module takes PyTorch's place: a backend is installed, and Keras still does not look for it.
    (keras_alone / "torch.py").touch()
    done = _check(keras_alone)
    assert done.stderr.splitlines()[-1] == ERRATA["W4"].says
    done = _check(keras_alone, KERAS_BACKEND="jax")
    assert done.stderr.splitlines()[-1] == "ModuleNotFoundError: No module named 'jax'"


@claims("errata", vi="Hãy cài cả hai gói như ở bài Cài đặt", en="Install both packages, as in the installation lesson")
def test_w4_with_keras_and_tensorflow_the_version_is_printed() -> None:
    install, check = ERRATA["W4"].right.splitlines()
    packages = install.removeprefix("pip install ").split()
    assert packages == ["keras", "tensorflow"]
    for package in packages:
        assert importlib.metadata.version(package)
    python, option, code = shlex.split(check)
    assert (python, option) == ("python", "-c")
    said, run = run_watched(code)
    assert (said, run.output.strip()) == ([], importlib.metadata.version("keras"))


@claims(
    "errata",
    vi="Mạng này cần ảnh từ 32×32 điểm ảnh (pixel) trở lên, còn ảnh của MNIST chỉ có 28×28. "
    "Vì vậy bạn tự xây dựng một mô hình vừa với ảnh của mình",
    en="MobileNetV2 needs images of at least 32×32 pixels (điểm ảnh), and those of MNIST are only 28×28. "
    "So you build a model of your own that fits your images",
)
def test_w5_keras_has_no_classification_model_but_has_applications_for_images_of_32_pixels_or_more() -> None:
    assert answer("W5") == ERRATA["W5"].says
    model = right("W5").names["model"]
    assert (model.input_shape, model.output_shape) == ((None, 28, 28), (None, 10))
    too_small = "keras.applications.MobileNetV2(weights=None, classes=10, input_shape=(28, 28, 3))"
    assert answer("W5", too_small).startswith("ValueError: Input size must be at least 32x32")
    assert answer("W5", too_small.replace("28, 28", "32, 32")) == ""
    assert mnist_shapes() == ["(60000, 28, 28)", "(10000, 28, 28)"]


@claims(
    "errata",
    vi="Trước khi huấn luyện, mô hình nào cũng phải qua compile",
    en="Every model must go through compile before it is trained",
)
@claims(
    "errata",
    vi="21.668.442 tham số (parameter), gấp 92 lần 235.146 tham số của mô hình Sequential. Các tham số này chiếm "
    "82,66 MB theo cách tính của Keras, với 1 MB là 1.048.576 byte",
    en="21,668,442 parameters (tham số), 92 times as many as the 235,146 of the Sequential model. They take 82.66 MB "
    "as Keras counts, with 1,048,576 bytes to 1 MB",
)
def test_w6_the_functional_model_must_be_compiled_and_is_92_times_the_sequential_one() -> None:
    assert answer("W6") == ERRATA["W6"].says
    model = right("W6").names["model"]
    small = right("W5").names["model"]
    assert model.count_params() == 21_668_442
    assert small.count_params() == 235_146
    assert 21_668_442 // 235_146 == round(21_668_442 / 235_146) == 92
    summary: list[str] = []
    model.summary(print_fn=summary.append)
    assert "Trainable params: 21,668,442 (82.66 MB)" in "\n".join(summary)
    assert f"{21_668_442 * 4 / 1_048_576:.2f}" == "82.66"


@claims(
    "errata",
    vi="Khung thứ hai dưới đây là HTML của đoạn ấy: sau lời hẹn là một tiêu đề mới",
    en="The second box below is the HTML of that passage: after the promise comes a new heading",
)
def test_w7_the_promise_is_followed_by_a_heading_and_its_pages_explain_each_part() -> None:
    assert html(ERRATA["W7"].wrong) == ERRATA["W7"].says
    assert re.fullmatch(r"<p>Mình sẽ giải thích .*</p>\n<h4>.*</h4>", ERRATA["W7"].says)
    # The second box has the answer.
    assert re.findall(r'class="erratum-(\w+)"', erratum.html("W7", view_of("vi"))) == ["wrong", "says", "right"]
    assert 'href="sequential.md"' in html(ERRATA["W7"].right)
    words = ("Flatten", "Dense", "ReLU", "softmax", "loss", "optimizer", "metrics", "summary")
    for language in LANGUAGES:
        assert [word for word in words if word not in prose(page("sequential", language))] == []


@claims("errata", vi="W8. Khối mã đóng bằng bốn dấu backtick", en="W8. A code block closed with four backticks")
@claims(
    "errata",
    vi="Khối mã mở bằng ba dấu backtick nhưng đóng bằng bốn",
    en="The block opens with three backticks but closes with four",
)
@claims(
    "errata",
    vi="lại đòi hai dãy dài bằng nhau. Superfences đọc tiếp đến dãy ba dấu kế tiếp, nuốt mất đoạn văn ở giữa "
    "và đẩy đoạn mã sau ra ngoài",
    en="wants both runs to be of the same length. So it reads on to the next run of three, swallows the text in "
    "between and pushes the next code block out into the open",
)
def test_w8_a_block_closed_with_four_marks_swallows_the_text_after_it() -> None:
    runs = re.findall("^`+$", ERRATA["W8"].wrong, re.MULTILINE)
    assert [len(run) for run in runs] == [3, 4, 3, 3]
    assert html(ERRATA["W8"].wrong) == ERRATA["W8"].says
    swallowed, _, pushed_out = ERRATA["W8"].says.partition("</code></pre>")
    assert "Mình sẽ giải thích cho bạn" in swallowed
    assert "input_ = Input(shape=[28, 28])" in pushed_out
    correct = html(ERRATA["W8"].right)
    assert "<p>Mình sẽ giải thích cho bạn</p>" in correct
    blocks = re.findall("<code>(.*?)</code>", correct, re.DOTALL)
    assert blocks == ["model.summary()", "input_ = Input(shape=[28, 28])"]


@claims(
    "errata",
    vi="GitHub chấp nhận, vì ở đó dãy dấu đóng được phép dài hơn",
    en="GitHub accepts that, because there the closing run may be longer",
)
def test_w8_commonmark_as_on_github_accepts_the_longer_closing_run() -> None:
    assert "<p>Mình sẽ giải thích cho bạn</p>" in MarkdownIt("commonmark").render(ERRATA["W8"].wrong)


@claims(
    "errata",
    vi="Bài gốc chỉ còn chữ “(ảnh)” ở hai chỗ lẽ ra có hình",
    en="In the two places where the article should have a picture, only the word “(ảnh)” (picture) is left",
)
def test_w9_the_article_has_the_placeholder_in_two_places(article: list[str]) -> None:
    assert [line.replace(" ", "") for line in article if "ảnh" in line and "(" in line[:1]] == ["(ảnh)"] * 2
    assert images("\n".join(article)) == []


def test_w9_the_placeholder_is_no_picture_and_the_right_line_is_one() -> None:
    assert html(ERRATA["W9"].wrong) == ERRATA["W9"].says
    assert images(ERRATA["W9"].wrong) == []
    (image,) = images(ERRATA["W9"].right)
    _check_images([image])


@claims(
    "errata",
    vi="Ảnh nào cũng có văn bản thay thế",
    en="Every picture has alternative text",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_w9_every_picture_of_the_site_has_alternative_text_and_a_file(language: str) -> None:
    pages = (prose(page(path.stem, language)) for path in (ROOT / "docs" / language).glob("*.md"))
    found = [image for text in pages for image in images(text)]
    assert found
    _check_images(found)


def _check_images(found: list[dict[str, str | None]]) -> None:
    for image in found:
        assert (image["alt"] or "").strip(), image
        # On the site, docs/assets is at the root of each language.
        assert (ROOT / "docs" / (image["src"] or "")).is_file(), image


@claims(
    "errata",
    vi="Ngày nay tên đó là units. Đây là đối số đầu tiên, nên bạn chỉ cần viết con số",
    en="Today it is called units. It is the first argument, so you can write just the number",
)
def test_w10_dense_knows_no_output_dim_and_takes_its_units_first() -> None:
    assert answer("W10") == ERRATA["W10"].says
    assert right("W10").names["model"].layers[-1].units == 256


@claims(
    "errata",
    vi="Với TensorFlow, lệnh này vẫn chạy nếu là lần gọi predict đầu tiên, và báo lỗi sau một lần gọi với kích thước "
    "đúng",
    en="On TensorFlow, the call still works if it is the first predict, and fails after one with the right shape",
)
def test_w11_an_axis_too_many_fails_on_tensorflow_after_a_prediction_of_the_right_shape() -> None:
    assert answer("W11").startswith(ERRATA["W11"].says + "\n")
    right("W11")


@claims("errata", vi="Thông báo dưới đây cũng là của TensorFlow", en="The message below is also TensorFlow's own")
def test_w11_the_message_is_in_tensorflow_s_code() -> None:
    code = next(file for file in importlib.metadata.files("tensorflow") or [] if file.name == "tensor_shape.py")
    assert ERRATA["W11"].says.splitlines()[-1].removesuffix(".") in code.read_text()


def test_w11_an_axis_too_many_passes_on_tensorflow_as_the_first_prediction() -> None:
    first, second = ERRATA["W11"].wrong.splitlines()
    assert first == "model.predict(X_test)"
    assert "Error" not in answer("W11", second)


@claims(
    "errata",
    vi="Mô hình nhận một mảng ảnh có kích thước (n, 28, 28); bài gốc đưa vào (1, 28, 28, 1), thừa một trục",
    en="The model takes an array of images of shape (n, 28, 28); the article gives it (1, 28, 28, 1), which is one "
    "axis too many",
)
def test_w11_the_model_takes_images_of_28_by_28_and_gets_an_axis_more() -> None:
    assert right("W11").names["model"].input_shape == (None, 28, 28)
    (given,) = re.findall(r"reshape\((.*?)\)", ERRATA["W11"].wrong)
    assert given == "1, 28, 28, 1"
    assert len(given.split(",")) == len((None, 28, 28)) + 1


@claims(
    "errata",
    vi="X_test[1998:1999] giữ nguyên trục đầu tiên và cho đúng một ảnh, có nhãn 9",
    en="X_test[1998:1999] keeps the first axis and holds just one image, whose label is 9",
)
def test_w11_the_slice_holds_one_image_whose_label_is_9() -> None:
    assert ERRATA["W11"].right.endswith("model.predict(X_test[1998:1999])")
    assert np.zeros(literal_eval(mnist_shapes()[1]), "uint8")[1998:1999].shape == (1, 28, 28)
    assert recorded_value("sequential", "label") == 9


@claims(
    "errata",
    vi="Cách khác là gọi argmax() ngay trên mảng mà predict trả về",
    en="Another way is to call argmax() on the array that predict returns",
)
def test_w12_np_is_not_defined_until_numpy_is_imported() -> None:
    assert answer("W12") == ERRATA["W12"].says
    assert right("W12").output == "9\n"
    assert answer("W12", "print(keras.ops.convert_to_numpy(y_predict).argmax())") == "9"


@claims("errata", vi="W13. Dữ liệu chiếm gấp đôi bộ nhớ cần thiết", en="W13. Data that takes twice the memory it needs")
@claims(
    "errata",
    vi="Phép chia cho 255 biến các điểm ảnh thành số thực (float) kiểu float64",
    en="Dividing by 255 turns the pixels into floats (số thực) of type float64",
)
@claims(
    "errata",
    vi="nhưng Keras tính toán bằng float32, nên một nửa số byte là thừa. "
    "Hãy đổi kiểu trước khi chia: 376 triệu byte còn 188 triệu. Hàm to_categorical cũng trả về float64",
    en="but Keras computes with float32, so half of the bytes are wasted. "
    "Change the type before you divide: 376 million bytes become 188 million. to_categorical also returns float64",
)
def test_w13_dividing_by_255_makes_float64_which_takes_twice_the_bytes_of_float32() -> None:
    assert "X_train / 255\n" in ERRATA["W13"].wrong
    assert answer("W13") == ERRATA["W13"].says == "float64, 376,320,000 bytes"
    assert right("W13").output == "float32, 188,160,000 bytes\n"
    assert 376_320_000 / 188_160_000 == 2
    keras = import_keras()
    assert keras.config.floatx() == "float32"
    assert keras.utils.to_categorical(np.array([5, 0])).dtype == "float64"


def test_w13_the_array_is_of_the_shape_and_type_of_mnist() -> None:
    assert f'zeros({mnist_shapes()[0]}, dtype="uint8")' in ERRATA["W13"].before
