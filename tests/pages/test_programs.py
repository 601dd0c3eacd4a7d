"""The programs of the lesson on keeping a model, run as a reader runs them: at the command line, and as a service."""

import http.client
import os
import runpy
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from examples.runner.quiet import import_keras
from tests.support.claims import claims
from tests.support.composed_programs import write_program
from tests.support.extras import need
from tests.support.programs import PROJECT, ROOT, run_of
from tests.support.reading import LANGUAGES, bodies

if TYPE_CHECKING:
    import httpx

pytestmark = pytest.mark.keras

# Seconds for a program to start and to answer, on a busy machine.
PATIENCE = 120
LIMIT = 20_000_000
AT_ONCE = 100
PHOTO = "photos/odd/turned.jpg"
# Those of the page.
PHOTOS = ("photos/practice/7/red-pen-grid-hard-shadow.jpg", "photos/odd/text.jpg", "photos/odd/two-digits.jpg")
NOT_A_PICTURE = "this is no JPEG, PNG, GIF or WebP picture; save yours as JPEG and try again"
DAMAGED = "the file is cut off or damaged; copy the picture again"
TWO_DIGITS = "there are 2 large marks; leave one digit in the picture"
NO_NETWORK = "digit.keras is missing, or Keras can't load it; save it again into this folder"
HOW = "curl --data-binary @photo.jpg http://127.0.0.1:8000/digit"
NO_TENSORFLOW = "raise ModuleNotFoundError(\"No module named 'tensorflow'\", name='tensorflow')\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader's own folder: the programs, a network that was saved, and photos."""
    need("fastapi", "uvicorn", "httpx")
    folder = tmp_path_factory.mktemp("programs")
    run_of("save").names["model"].save(folder / "digit.keras")
    write_program("photo.py", folder)
    for script in PROJECT.whole_programs.values():
        shutil.copy(ROOT / script.path, folder)
    shutil.unpack_archive(ROOT / "examples/photos.zip", folder / "photos")
    photo = (folder / PHOTO).read_bytes()
    (folder / "damaged.jpg").write_bytes(photo[: len(photo) // 2])
    # It ends before what `Image.open` itself reads, which raises an OSError.
    (folder / "without-header.jpg").write_bytes(photo[:200])
    return folder


@pytest.fixture(scope="module")
def steps(folder: Path) -> SimpleNamespace:
    """The functions of photo.py."""
    return SimpleNamespace(**runpy.run_path(str(folder / "photo.py")))


def expected(steps: SimpleNamespace, photo: bytes) -> tuple[int, float]:
    """The digit that the network reads in a photo, and its probability."""
    image = steps.prepare(steps.open_photo(BytesIO(photo)))
    probabilities = import_keras().ops.convert_to_numpy(run_of("save").names["model"](image[None]))[0]
    return int(probabilities.argmax()), float(probabilities.max())


# At the command line


@claims(
    "save",
    vi="Khi ấy, nó kết thúc với mã thoát (exit code) 1, để chương trình gọi nó cũng biết;",
    en="It then ends with the exit code (mã thoát) 1, so that a program that calls it knows it too;",
)
@claims(
    "save",
    vi="text.jpg chỉ là ảnh trên danh nghĩa:",
    en="text.jpg is a picture in name only:",
)
def test_the_program_reads_each_photo_and_says_of_a_bad_one_what_it_saw_and_what_to_do(
    folder: Path, steps: SimpleNamespace, tmp_path: Path
) -> None:
    good, *bad = (*PHOTOS, "lost.jpg", "damaged.jpg", "photos")
    # On JAX it starts sooner, and without TensorFlow nothing else is written to stderr.
    (tmp_path / "tensorflow.py").write_text(NO_TENSORFLOW, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "read_digit.py", *bad[:2], good, *bad[2:]],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(tmp_path), "KERAS_BACKEND": "jax", "JAX_DISABLE_MOST_OPTIMIZATIONS": "1"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    digit, probability = expected(steps, (folder / good).read_bytes())
    path, read, certainty = result.stdout.split()
    assert (path, read) == (f"{good}:", str(digit))
    # Another backend, and a number of one decimal.
    assert float(certainty.strip("(%)")) == pytest.approx(100 * probability, abs=0.1)
    text, two_digits, lost, damaged, no_file = result.stderr.splitlines()
    assert [text, two_digits] == [f"{bad[0]}: {NOT_A_PICTURE}", f"{bad[1]}: {TWO_DIGITS}"]
    assert lost == "lost.jpg: No such file or directory; check the file"
    assert damaged == f"damaged.jpg: {DAMAGED}"
    assert no_file == "photos: Is a directory; check the file"
    assert result.returncode == 1
    # The lesson's network reads the digit by which the folder is named, and is so sure of it.
    label = Path(good).parent.name
    for language in LANGUAGES:
        call, shown = bodies("save", language)[1:3]
        assert call == f"python read_digit.py {' '.join(PHOTOS)}"
        assert shown.splitlines() == [f"{good}: {label} (…)", text, two_digits]


def ending(steps: SimpleNamespace, folder: Path, monkeypatch: pytest.MonkeyPatch, *photos: str) -> object:
    """What the program gives `sys.exit`, run in this process and in that folder; None where it ends well."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["read_digit.py", *photos])
    monkeypatch.setitem(sys.modules, "photo", steps)
    try:
        runpy.run_path("read_digit.py", run_name="__main__")
    except SystemExit as error:
        return error.code
    return None


@claims(
    "save",
    vi="0 nghĩa là mọi ảnh đều đọc được.",
    en="0 means that every picture was read.",
)
def test_where_it_can_read_all_photos_the_program_ends_well(
    steps: SimpleNamespace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ending(steps, folder, monkeypatch, PHOTO) is None


def test_without_a_photo_the_program_says_how_to_call_it(
    steps: SimpleNamespace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ending(steps, folder, monkeypatch) == "write: python read_digit.py PHOTO..."


@claims(
    "save",
    vi="Nếu digit.keras không có ở đó hay bị hỏng, load_model báo lỗi. Lỗi loại nào còn tuỳ tệp hỏng ra sao, nên "
    "except Exception bắt mọi loại, và sys.exit in ra đúng một dòng thay cho một trang thông báo lỗi.",
    en="If digit.keras is missing or damaged, load_model raises an error. Its type depends on the damage, so except "
    "Exception catches every type, and sys.exit prints just one line in place of a page of error messages.",
)
def test_without_a_network_that_keras_can_load_the_program_says_so_in_one_line(
    steps: SimpleNamespace, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(folder / "read_digit.py", tmp_path)
    network = tmp_path / "digit.keras"
    sound = (folder / "digit.keras").read_bytes()
    flipped = bytearray(sound)
    flipped[len(sound) // 2] ^= 1
    types = set()
    for damaged in (None, sound[: len(sound) // 2], flipped, empty_archive()):
        if damaged is not None:
            network.write_bytes(damaged)
        with pytest.raises(Exception) as error:  # noqa: PT011
            import_keras().models.load_model(network)
        types.add(error.type)
        assert ending(steps, tmp_path, monkeypatch, str(folder / PHOTO)) == NO_NETWORK
    assert types == {ValueError, zipfile.BadZipFile, KeyError}


def empty_archive() -> bytes:
    """A zip file without any file in it."""
    archive = BytesIO()
    zipfile.ZipFile(archive, "w").close()
    return archive.getvalue()


# The service


@pytest.fixture(scope="module")
def service(folder: Path) -> "Iterator[httpx.Client]":
    """A client of the service, which runs meanwhile."""
    import httpx

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(2 * AT_ONCE)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        # It inherits the socket, so who calls before it has started just waits, and its port is nobody else's.
        process = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "service:app", "--fd", str(listening.fileno()), "--log-level", "error"],
            cwd=folder,
            pass_fds=[listening.fileno()],
        )
    try:
        with httpx.Client(base_url=address, timeout=PATIENCE, limits=httpx.Limits(max_connections=AT_ONCE)) as client:
            yield client
    finally:
        process.terminate()
        process.wait(PATIENCE)


def detail(response: "httpx.Response", status: int) -> str:
    """What the service says as it refuses a photo with this status."""
    assert response.status_code == status, response.text
    said: str = response.json()["detail"]
    return said


@claims("save", vi="ảnh của một chữ số | 200 | đọc được", en="a photo of one digit | 200 | it is read")
@claims(
    "save",
    vi="200 là xong, còn 400 và 413 là bên gửi phải sửa gì đó.",
    en="Status code 200 is fine; with 400 and 413, the sender has something to put right.",
)
def test_the_service_answers_with_the_digit_and_its_probability(
    service: "httpx.Client", folder: Path, steps: SimpleNamespace
) -> None:
    photo = (folder / PHOTO).read_bytes()
    response = service.post("/digit", content=photo)
    digit, probability = expected(steps, photo)
    assert response.status_code == 200
    assert response.json() == {"digit": digit, "probability": pytest.approx(probability, abs=1e-4)}


def test_the_service_says_how_to_call_it(service: "httpx.Client") -> None:
    assert service.get("/").text == f"Send a photo of one digit: {HOW}\n"


@claims(
    "save",
    vi="Khi dịch vụ đang chạy, hãy mở http://127.0.0.1:8000/docs trong trình duyệt: FastAPI tự viết trang ấy từ mã "
    "của bạn.",
    en="While the service is running, open http://127.0.0.1:8000/docs in a browser: FastAPI has written that page "
    "from your code.",
)
def test_the_service_has_a_page_about_itself(service: "httpx.Client") -> None:
    assert "/openapi.json" in service.get("/docs").text
    assert list(service.get("/openapi.json").json()["paths"]) == ["/digit", "/"]


@claims(
    "save",
    vi="Ở đó không có chỗ nào để chọn ảnh, nên nút “Execute” chỉ nhận được mã 400.",
    en="It has no place to choose a photo, so its button “Execute” just gets the status code 400.",
)
@claims("save", vi="không có gì | 400 | chưa có ảnh", en="nothing | 400 | there is no picture")
def test_a_request_without_a_photo_is_refused(service: "httpx.Client") -> None:
    assert detail(service.post("/digit"), 400) == f"no photo; write: {HOW}"
    # That of /docs, too, is empty: FastAPI doesn't know that the service takes anything.
    assert "requestBody" not in service.get("/openapi.json").json()["paths"]["/digit"]["post"]


@claims(
    "save",
    vi="văn bản, tệp hỏng | 400 | Pillow không đọc được",
    en="text, a damaged file | 400 | Pillow can't read it",
)
@claims(
    "save",
    vi="trang trắng, hai chữ số | 400 | đọc được ảnh",
    en="a blank page, two digits | 400 | it is a picture",
)
@pytest.mark.parametrize(
    ("name", "begins", "ends"),
    [
        ("odd/text.jpg", NOT_A_PICTURE, ""),
        ("../damaged.jpg", DAMAGED, ""),
        ("../without-header.jpg", "", "; send the photo again"),
        ("odd/blank.jpg", "the paper looks blank: ", "write with a darker pen, or come closer"),
        ("odd/two-digits.jpg", TWO_DIGITS, ""),
    ],
)
def test_what_is_no_photo_of_one_digit_is_refused(
    service: "httpx.Client", folder: Path, name: str, begins: str, ends: str
) -> None:
    said = detail(service.post("/digit", content=(folder / "photos" / name).read_bytes()), 400)
    assert said.startswith(begins)
    assert said.endswith(ends)


@claims(
    "save",
    vi="200 là xong, còn 400 và 413 là bên gửi phải sửa gì đó.",
    en="Status code 200 is fine; with 400 and 413, the sender has something to put right.",
)
@claims("save", vi="hơn 20 MB | 413 | quá giới hạn", en="more than 20 MB | 413 | it is over the limit")
def test_a_photo_over_the_limit_is_refused(service: "httpx.Client") -> None:
    assert detail(service.post("/digit", content=bytes(LIMIT)), 400) == NOT_A_PICTURE
    assert detail(service.post("/digit", content=bytes(LIMIT + 1)), 413) == "more than 20 MB; send a smaller photo"


@claims(
    "save",
    vi="Đừng dùng tuỳ chọn -F: nó gói ảnh trong một biểu mẫu, nên dịch vụ không nhận ra ảnh.",
    en="Don't use the option -F: it wraps the photo in a form, so the service doesn't recognise it as a picture.",
)
def test_a_photo_in_a_form_is_not_recognised(service: "httpx.Client", folder: Path) -> None:
    form = {"photo": (folder / PHOTO).read_bytes()}
    assert detail(service.post("/digit", files=form), 400) == NOT_A_PICTURE


@claims(
    "save",
    vi="Quá giới hạn thì dịch vụ thôi nhận ngay",
    en="Past the limit, the service takes no more of it",
)
def test_the_service_does_not_wait_for_what_comes_after_the_limit(service: "httpx.Client") -> None:
    connection = http.client.HTTPConnection("127.0.0.1", service.base_url.port, timeout=PATIENCE)
    connection.putrequest("POST", "/digit")
    connection.putheader("Content-Length", str(1000 * LIMIT))
    connection.endheaders(bytes(LIMIT + 1))
    assert connection.getresponse().status == 413
    connection.close()


@claims(
    "save",
    vi="Có người gửi 100 ảnh cùng một lúc.",
    en="Somebody sends 100 pictures at once.",
)
@claims(
    "save",
    vi="Chúng chờ đến lượt, và ảnh nào cũng được trả lời |",
    en="They wait their turn, and every picture is answered |",
)
def test_a_hundred_photos_at_once_are_all_answered_right(
    service: "httpx.Client", folder: Path, steps: SimpleNamespace
) -> None:
    photos = [quarter(path) for path in sorted((folder / "photos/practice").glob("*/*"))[::2]]
    answers = [expected(steps, photo) for photo in photos]
    assert len({digit for digit, _ in answers}) > 1
    with ThreadPoolExecutor(AT_ONCE) as callers:
        calls = [callers.submit(service.post, "/digit", content=photos[n % len(photos)]) for n in range(AT_ONCE)]
    for number, call in enumerate(calls):
        digit, probability = answers[number % len(photos)]
        assert call.result().json() == {"digit": digit, "probability": pytest.approx(probability, abs=1e-4)}


def quarter(path: Path) -> bytes:
    """A photo with a quarter of its width and height, which is read sooner."""
    with Image.open(path) as photo:
        small = BytesIO()
        photo.reduce(4).save(small, "png")
    return small.getvalue()
