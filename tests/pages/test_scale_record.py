"""What the page `scale` says of its script's recorded run, and of the text of its programs."""

import ast
import re
import shlex
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.claims import claims
from tests.support.extras import need
from tests.support.programs import PROJECT, ROOT, script
from tests.support.reading import LANGUAGES, LESSONS, bodies, plain, record, recorded, recorded_value

SCRIPT, SOLUTIONS = "scale", "solutions/scale"
TOGETHER, RAY = "train_together", "train_with_ray"
TRAINING_IMAGES = 54_000
# Each gradient is a float of 32 bits.
FLOAT = 4
# The losses are printed with seven decimals: they may differ in the last.
AS_PRINTED = 1e-6


def value(name: str, of: str = SCRIPT) -> Any:  # noqa: ANN401
    return recorded_value(of, name)


def printed(cell: str, of: str = SCRIPT) -> str:
    return plain(recorded(of)[cell].text).strip()


def code(cell: str, of: str = SCRIPT) -> str:
    return script(of).cell(cell).code


def program(name: str) -> str:
    """The text of a program of the page."""
    return (ROOT / f"examples/programs/{name}.py").read_text(encoding="utf-8")


def cell_of(name: str, program_name: str = TOGETHER) -> str:
    """The code of a program's cell."""
    (cell,) = (cell for cell in PROJECT.whole_programs[f"programs/{program_name}"].cells if cell.name == name)
    return cell.code


def names_of(*cells: str) -> dict[str, Any]:
    """What these cells of `train_together.py` define, which need neither Keras nor JAX."""
    names: dict[str, Any] = {"np": np, "Path": Path, "sys": __import__("sys")}
    for cell in cells:
        exec(cell_of(cell), names)
    return names


def refusal(*arguments: str) -> str:
    """What the program says of these arguments before it ends."""
    with pytest.raises(SystemExit) as ended:
        names_of("settings", "arguments")["read_arguments"](list(arguments))
    return str(ended.value)


def calls(text: str) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]


def called(call: ast.Call) -> str:
    return ast.unparse(call.func)


def by_rank(cell: str) -> dict[int, tuple[list[float], str]]:
    """What each worker prints in a cell: its losses in the order of the epochs, and the fingerprint of its weights."""
    found = {}
    for rank in sorted(set(re.findall(r"^rank (\d)  ", printed(cell), re.MULTILINE))):
        epochs = re.findall(rf"^rank {rank}  epoch (\d)  loss (\S+)$", printed(cell), re.MULTILINE)
        ends = re.findall(rf"^rank {rank}  weights (\w+)$", printed(cell), re.MULTILINE)
        found[int(rank)] = ([float(loss) for _, loss in sorted(epochs)], ends[-1] if ends else "")
    return found


def losses(cell: str) -> list[float]:
    """The losses that the worker of rank 0 prints."""
    return by_rank(cell)[0][0]


def calls_in(text: str) -> dict[str, ast.Call]:
    """The calls in a code, by what is called."""
    return {called(call): call for call in calls(text)}


def keywords(call: ast.Call) -> dict[str, str]:
    return {keyword.arg or "": ast.unparse(keyword.value) for keyword in call.keywords}


def source_of(package: str, path: str) -> str:
    """The text of a module of an installed package, which is not imported."""
    found = find_spec(package)
    assert found is not None
    assert found.origin is not None
    return (Path(found.origin).parent / path).read_text(encoding="utf-8")


# A batch in two halves


@claims("scale", vi="Một lô chia đôi", en="A batch in two halves")
@claims(
    "scale",
    vi="Đây vẫn là bốn ví dụ của bài ấy, lần này chia cho hai máy",
    en="These are the four examples of that lesson, now divided between two machines",
)
def test_the_examples_are_those_of_the_lesson_on_learning() -> None:
    names: dict[str, Any] = {"np": np}
    exec(code("batch", "learn"), names)
    slopes = names["slopes"].tolist()
    exec(code("halves"), names)
    assert names["slopes"].tolist() == slopes
    assert len(slopes) == 4


@claims(
    "scale",
    vi="Trung bình của cả bốn độ dốc là −1. Mỗi máy chỉ biết hai độ dốc của mình. Lấy trung bình của hai kết quả",
    en="The mean of all four slopes is −1. Each machine knows just two of them. What is the mean of their two results?",
)
@claims("scale", vi="Đúng bằng gradient của cả lô", en="It is exactly the gradient of the whole batch")
def test_the_mean_of_two_halves_is_that_of_the_batch() -> None:
    slopes = np.array([-2, 4, -6, 0])
    first, second = slopes.reshape(2, 2).mean(axis=1)
    assert [first, second] == [1, -3]
    assert (first + second) / 2 == slopes.mean() == -1
    assert "-1" in printed("halves")


@claims(
    "scale",
    vi="Hai máy có cùng trọng số 2. Máy thứ nhất tính được gradient 1, máy thứ hai −3. Với tốc độ học (learning rate)"
    " 0,1, sau bước này trọng số ở máy thứ hai là bao nhiêu?",
    en="Two machines have the same weight, 2. The first has computed the gradient 1, the second −3. With a learning"
    " rate (tốc độ học) of 0.1, what is the weight on the second machine after this step?",
)
@claims(
    "scale",
    vi="Gradient chung là (1 − 3) / 2 = −1, nên trọng số ở cả hai máy tăng 0,1",
    en="The common gradient is (1 − 3) / 2 = −1, so the weight grows by 0.1 on both machines",
)
@claims(
    "scale",
    vi="Đó là bước theo gradient của riêng máy thứ hai. Nếu mỗi máy đi theo gradient của riêng mình, hai bản không còn"
    " là một mạng nữa",
    en="That is a step along the second machine's own gradient. If each machine goes its own way, the two copies are"
    " no longer one network",
)
@claims(
    "scale",
    vi="Bạn đã cộng hai gradient mà chưa chia cho số máy",
    en="You have added up the two gradients, without dividing by the number of machines",
)
@claims(
    "scale",
    vi="Trước hết hãy lấy trung bình của hai gradient",
    en="First take the mean of the two gradients",
)
def test_both_weights_take_one_step_along_the_mean_of_the_gradients() -> None:
    weight, gradients, rate = 2, np.array([1, -3]), 0.1
    assert value("own-gradient-after") == pytest.approx(weight - rate * gradients.mean()) == pytest.approx(2.1)
    assert value("own-gradient-own") == pytest.approx(weight - rate * gradients[1])
    assert value("own-gradient-sum") == pytest.approx(weight - rate * gradients.sum())


@claims("scale", vi="Hai phần phải bằng nhau", en="The parts have to be equal")
@claims(
    "scale",
    vi="Nếu một máy nhận ba ví dụ, còn máy kia nhận ví dụ thứ tư thì sao?",
    en="What if one machine gets three examples, and the other the fourth?",
)
@claims(
    "scale",
    vi="Không còn bằng −1. Ví dụ thứ tư đứng một mình ở máy của nó, nên tính nặng gấp ba mỗi ví dụ kia",
    en="It is no longer −1. The fourth example is alone on its machine, so it counts three times as much as each of"
    " the others",
)
def test_the_mean_of_unequal_parts_is_another() -> None:
    slopes = np.array([-2, 4, -6, 0])
    parts = slopes[:3].mean(), slopes[3:].mean()
    assert np.mean(parts) != slopes.mean() == -1
    # In the mean of the two, the fourth has the share 1/2, each of the others 1/6.
    shares = np.array([1 / 6, 1 / 6, 1 / 6, 1 / 2])
    assert shares @ slopes == pytest.approx(np.mean(parts))
    assert shares[3] == pytest.approx(3 * shares[0])
    assert f"{np.mean(parts):.2f}" in printed("unequal")


# The program


@claims(
    "scale",
    vi="240 chia hết cho 2, 3, 4, 5, 6 và 8, và 54.000 ảnh gồm đúng 225 lô như thế",
    en="240 can be divided by 2, 3, 4, 5, 6 and 8, and 54,000 images make exactly 225 such batches",
)
def test_the_batch_divides_by_many_numbers_and_the_images_by_the_batch() -> None:
    batch = names_of("settings")["BATCH"]
    assert batch == 240
    assert [batch % workers for workers in (2, 3, 4, 5, 6, 8)] == [0] * 6
    assert batch % 7
    assert divmod(TRAINING_IMAGES, batch) == (225, 0)


@claims(
    "scale",
    vi="có một số riêng đếm từ 0, gọi là rank. Worker có rank 0 là tiến trình điều phối",
    en="has a number of its own, counted from 0, its rank. The worker of rank 0 is the coordinator",
)
def test_the_coordinator_is_the_process_0() -> None:
    assert "rank < workers" in cell_of("arguments")
    assert re.search(
        r"if process_id == 0:.*?get_distributed_runtime_service", source_of("jax", "_src/distributed.py"), re.S
    )


@claims(
    "scale",
    vi="Chi tiết thì nằm trong tệp worker-0.log, worker-1.log…",
    en="The details are in the files worker-0.log, worker-1.log and so on",
)
def test_each_worker_has_a_log_of_its_own() -> None:
    assert 'log_to(f"worker-{rank}.log")' in cell_of("run")


@claims(
    "scale",
    vi="rồi in choose_part(54_000, 0, 2, 0)[:5]",
    en="and print choose_part(54_000, 0, 2, 0)[:5]",
)
def test_a_worker_s_part_of_the_images_can_be_looked_at() -> None:
    choose_part = names_of("settings", "order")["choose_part"]
    first = choose_part(54_000, 0, 2, 0)
    assert len(first[:5]) == 5
    assert not set(first) & set(choose_part(54_000, 0, 2, 1))


@pytest.mark.parametrize("language", LANGUAGES)
@claims(
    "scale",
    vi="Trên Colab, một ô chạy được mọi worker: !python train_together.py 127.0.0.1:9911 2 0 & python"
    " train_together.py 127.0.0.1:9911 2 1; wait",
    en="On Colab, one cell runs all workers: !python train_together.py 127.0.0.1:9911 2 0 & python train_together.py"
    " 127.0.0.1:9911 2 1; wait",
)
def test_the_cell_on_colab_runs_the_pages_commands(language: str) -> None:
    first, other = (body for body in bodies("scale", language) if "127.0.0.1" in body)
    text = (ROOT / f"docs/{language}/scale.md").read_text(encoding="utf-8")
    assert f"`!{first} & {other}; wait`" in text


@claims(
    "scale",
    vi="Ba lời từ chối ở trên đến ngay, trước khi worker nào phải chờ",
    en="The three refusals above come at once, before any worker has to wait",
)
def test_the_arguments_are_refused_in_three_ways() -> None:
    assert cell_of("arguments").count("sys.exit") == 3
    assert refusal("127.0.0.1:9911", "2").startswith("write: python train_together.py ADDRESS:PORT WORKERS RANK")
    assert refusal("127.0.0.1:9911", "2", "2").startswith("rank 2: 2 workers have ranks 0 to 1")
    assert refusal("127.0.0.1:9911", "7", "0").startswith("rank 0: a batch of 240 images has no 7 equal parts")
    assert cell_of("run").index("read_arguments") < cell_of("run").index("join(")


@claims(
    "scale",
    vi="JAX chờ nhiều nhất 60 giây. Từ đó, mỗi worker gửi đều đặn một tín hiệu, gọi là heartbeat. Worker nào im lặng"
    " 60 giây thì bị coi là đã chết",
    en="JAX waits for 60 seconds at most. From then on, each worker sends a signal at regular times, its heartbeat;"
    " whoever is silent for 60 seconds is taken for dead",
)
@claims(
    "scale",
    vi="coordinator_bind_address bảo tiến trình điều phối chỉ nghe ở địa chỉ bạn cho",
    en="coordinator_bind_address tells the coordinator to listen only at the address that you give",
)
def test_the_workers_wait_for_60_seconds_and_the_coordinator_listens_at_the_address() -> None:
    assert names_of("settings")["SECONDS"] == 60
    given = keywords(calls_in(cell_of("join"))["jax.distributed.initialize"])
    assert given["initialization_timeout"] == given["heartbeat_timeout_seconds"] == "SECONDS"
    assert given["coordinator_bind_address"] == "address"


@claims(
    "scale",
    vi="Mặc định, JAX chờ lâu hơn nhiều, 300 giây để gặp nhau và 100 giây im lặng",
    en="By default, JAX is more patient: 300 seconds to meet, and 100 of silence",
)
@claims(
    "scale",
    vi="vì mặc định JAX nghe ở mọi địa chỉ của máy",
    en="since by default JAX listens at every address of the machine",
)
def test_jax_waits_longer_by_default_and_listens_at_every_address() -> None:
    text = source_of("jax", "_src/distributed.py")
    (initialize,) = (
        node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef) and node.name == "initialize"
    )
    names = [argument.arg for argument in initialize.args.args]
    defaults = dict(zip(reversed(names), map(ast.unparse, reversed(initialize.args.defaults)), strict=False))
    assert defaults["initialization_timeout"] == "300"
    assert defaults["heartbeat_timeout_seconds"] == "100"
    assert defaults["coordinator_bind_address"] == "None"
    assert "default_coordinator_bind_address = '[::]:'" in text


@claims(
    "scale",
    vi="trong lúc lưu, Keras và JAX đối chiếu các worker với nhau, nên rank 0 gọi một mình sẽ chờ mãi",
    en="while they save, Keras and JAX compare the workers, so rank 0 alone would wait for ever",
)
def test_saving_makes_a_variable_which_jax_compares_across_the_workers() -> None:
    # Seen with two processes, of which one saved: this is why. Keras makes an optimizer to learn which attributes to
    # skip, and its variables are put on devices that all processes share.
    skipped = source_of("keras", "src/saving/saving_lib.py")
    assert re.search(r'obj_type == "Optimizer":.*?ref_obj = Optimizer\(', skipped, re.DOTALL)
    assert "assert_equal" in source_of("jax", "_src/dispatch.py")


# Devices and processes


@claims("scale", vi="Hai thiết bị trong một tiến trình", en="Two devices in one process")
@claims(
    "scale",
    vi="hãy thử hai thiết bị trong một tiến trình, như một máy có hai GPU. JAX_NUM_CPU_DEVICES=2 bảo JAX coi CPU là"
    " hai thiết bị. Chương trình thấy chúng ở share_devices, và Keras chia mỗi lô làm hai",
    en="try two devices in one process, as in a machine with two GPUs. JAX_NUM_CPU_DEVICES=2 tells JAX to treat the"
    " CPU as two devices. The program sees them in share_devices, and Keras divides each batch in two",
)
@claims(
    "scale",
    vi="Mỗi thiết bị chỉ tính gradient của nửa lô. Giá trị mất mát sau mỗi epoch có khác lúc chạy một mình không?",
    en="Each device computes the gradient of half a batch. Does the loss after each epoch differ from the one alone?",
)
@claims(
    "scale",
    vi="mọi chữ số được in ra đều giống nhau, hoặc chỉ chữ số cuối khác đi",
    en="all digits that are printed agree, or only the last differs",
)
def test_two_devices_have_the_losses_of_one() -> None:
    settings = keywords(next(call for call in calls(code("two-devices")) if called(call) == "start"))
    assert ast.literal_eval(settings["JAX_NUM_CPU_DEVICES"]) == "2"
    assert losses("two-devices") == pytest.approx(losses("alone"), abs=AS_PRINTED)
    assert "devices > 1" in cell_of("devices")


@pytest.mark.parametrize("language", LANGUAGES)
@claims(
    "scale",
    vi="khởi động các tiến trình với những dòng lệnh ấy và biến ấy",
    en="starts the processes by these commands, with that variable",
)
def test_the_script_starts_the_processes_by_the_pages_commands(language: str) -> None:
    shown = [shlex.split(body)[1:] for body in bodies("scale", language) if "127.0.0.1" in body]
    address = re.search(r'ADDRESS = "(.*)"', code("two-processes"))
    assert address is not None
    assert shown == [[f"{TOGETHER}.py", address[1], "2", rank] for rank in ("0", "1")]
    assert '[start_worker("0"), start_worker("1")]' in code("two-processes")
    assert '"JAX_PLATFORMS": "cpu"' in code("alone")


@claims(
    "scale",
    vi="Mỗi worker in ra giá trị mất mát của cả lô chứ không phải của phần mình, nên các dòng giống nhau",
    en="Each worker prints the loss of the whole batch, and not of its own part, so their lines agree",
)
@claims(
    "scale",
    vi="đã học cùng một mạng. Trọng số của chúng giống nhau đến từng bit",
    en="have trained exactly one network. Their weights are the same to the last bit",
)
@claims(
    "scale",
    vi="So với mạng học một mình, mã kiểm tra của trọng số lại khác",
    en="The checksum of the network that was trained alone is another",
)
@claims(
    "scale",
    vi="giá trị mất mát có đổi không?",
    en="does the loss change?",
)
def test_the_workers_have_the_losses_of_one_process_and_the_same_weights() -> None:
    of = by_rank("two-processes")
    assert sorted(of) == [0, 1]
    assert of[0][0] == of[1][0] == pytest.approx(losses("alone"), abs=AS_PRINTED)
    assert of[0][1] == of[1][1] != by_rank("alone")[0][1]
    assert printed("same").splitlines()[-1] == "same weights: True"
    differences = [float(each) for each in re.findall(r"differ by (\S+)", printed("same"))]
    assert len(differences) == 3
    assert max(differences) < AS_PRINTED


@claims(
    "scale",
    vi="đổi số worker thành 3 ở mọi dòng, với các rank 0, 1 và 2",
    en="with 3 as the number of workers in each line, and the ranks 0, 1 and 2",
)
def test_three_workers_can_share_the_batch() -> None:
    assert names_of("settings", "arguments")["read_arguments"](["127.0.0.1:9911", "3", "2"])[1] == 3


# Killed, and gone on


@claims(
    "scale",
    vi="Ô sau chờ mọi worker học xong epoch thứ nhất và lưu lại, rồi giết worker có rank 1 giữa epoch thứ hai",
    en="The next cell waits until all workers have finished and saved the first epoch, and kills the one of rank 1 in"
    " the middle of the second",
)
@claims(
    "scale",
    vi="Nó dừng gần như ngay lập tức, vì kết nối đã đứt. Cửa sổ nào cũng cho thấy câu cuối cùng",
    en="It stops almost at once, because the connection is gone. Each window shows its last words",
)
@claims(
    "scale",
    vi="hãy giết rank 0 thay cho rank 1",
    en="kill rank 0 in place of rank 1",
)
def test_the_killed_worker_and_the_other_end_with_their_last_words() -> None:
    lines = printed("killed").splitlines()
    assert lines[-1] == "both ended within 120 s: True"
    for rank in (0, 1):
        said = [line for line in lines if line.startswith(f"rank {rank}: ")]
        assert len(said) == 1
        assert f"see worker-{rank}.log, and start them all again" in said[0]
    assert sorted(re.findall(r"rank (\d)  epoch (\d)", printed("killed"))) == [("0", "1"), ("1", "1")]
    assert code("killed").index('"epoch 1" in line') < code("killed").index("workers[1].kill()")
    # The checkpoint has its name before the line of the epoch is printed.
    assert cell_of("train").index("save(model, rank)") < cell_of("train").index("epoch {epoch + 1}")


@claims(
    "scale",
    vi="Epoch thứ nhất không phải học lại. Epoch thứ hai, bị ngắt giữa chừng, thì học lại từ đầu epoch",
    en="The first epoch needn't be learned again. The second, which was interrupted, is learned again from its"
    " beginning",
)
@claims(
    "scale",
    vi="cả giá trị mất mát lẫn mã kiểm tra của trọng số đều là của lần học không bị ngắt: bị giết giữa chừng rồi học"
    " tiếp, mạng không khác đi một bit nào",
    en="both the loss and the checksum of the weights are those of the training that was never interrupted: although"
    " it was killed halfway, the network doesn't differ by a single bit",
)
def test_the_training_goes_on_from_the_second_epoch_to_the_same_loss() -> None:
    for rank in (0, 1):
        assert re.findall(rf"rank {rank}  epoch (\d)", printed("resumed")) == ["2", "3"]
    of, uninterrupted = by_rank("resumed"), by_rank("two-processes")
    for rank in (0, 1):
        assert of[rank][0] == uninterrupted[rank][0][1:]
        assert of[rank][1] == uninterrupted[rank][1]
    assert value("as-uninterrupted")


# Ray


@claims(
    "scale",
    vi="Ray chạy đủ số worker, và không có lỗi nào. Chúng có in ra cùng giá trị mất mát",
    en="Ray runs as many workers as it should, and there is no error. Do they print the same loss",
)
@claims(
    "scale",
    vi="Đó là hai mạng khác nhau, mỗi mạng chỉ học một nửa số ảnh. Không có gì báo cho bạn: không có lỗi, và giá trị"
    " mất mát nào cũng giảm",
    en="These are two different networks, and each has learned from half of the images. Nothing tells you: there is no"
    " error, and both losses fall",
)
def test_without_joining_ray_trains_two_networks() -> None:
    of = by_rank("ray-apart")
    assert sorted(of) == [0, 1]
    assert of[0][0] != of[1][0]
    assert of[0][1] != of[1][1]
    for rank in (0, 1):
        assert of[rank][0] == sorted(of[rank][0], reverse=True)
        assert len(of[rank][0]) == 3


@claims(
    "scale",
    vi="Với use_gpu=True hay use_tpu=True, Ray tự gọi jax.distributed.initialize; trên CPU thì không, và cũng không"
    " nói ra",
    en="With use_gpu=True or use_tpu=True, Ray calls jax.distributed.initialize by itself; on a CPU it doesn't, and"
    " doesn't say so",
)
def test_ray_sets_jax_up_only_for_gpus_and_tpus() -> None:
    need("ray")
    text = source_of("ray", "train/v2/jax/config.py")
    assert re.search(r"if not backend_config\.use_tpu and not backend_config\.use_gpu:\s+return\n", text)


@claims(
    "scale",
    vi="Các worker lại in ra cùng những con số, và đó là những con số của lúc chạy một mình. Ray đã tự khởi động lại"
    " chúng, và chúng học tiếp từ checkpoint",
    en="The workers print the same numbers again, and they are those of the run alone. Ray has started them again by"
    " itself, and they have gone on from the checkpoint",
)
def test_under_ray_the_killed_workers_go_on_to_the_losses_of_one() -> None:
    of = by_rank("ray-together")
    assert of[0] == of[1]
    assert of[0][0] == pytest.approx(losses("alone"), abs=AS_PRINTED)
    assert printed("ray-together").splitlines()[-1] == "rank 1 was started again: True"
    assert "signal.SIGKILL" in code("ray-together")
    assert re.search(r"max_failures=1\b", cell_of("run", RAY))


@claims(
    "scale",
    vi="Ai gọi được các cổng của Ray thì chạy được mã bất kỳ trên mọi máy",
    en="Whoever can call Ray's ports can run any code on all machines",
)
@claims(
    "scale",
    vi="nhưng ray start chỉ đòi khi được bảo",
    en="ray start asks for one only if it is told to",
)
def test_a_cluster_of_ray_asks_for_a_token_only_where_there_is_one() -> None:
    need("ray")
    text = " ".join(source_of("ray", "_private/authentication/authentication_token_setup.py").split())
    assert "Anyone with " in text
    assert "network access to the cluster can run arbitrary code" in text
    assert "RAY_AUTH_MODE is unset and a token already exists" in text


@claims(
    "scale",
    vi="Không còn ai gõ địa chỉ nữa, nên rank 0 chọn một cổng còn trống rồi báo cho mọi worker",
    en="Nobody types an address any more, so rank 0 chooses a free port and tells all workers",
)
@claims(
    "scale",
    vi="Ray có thể đặt rank 0 ở bất cứ máy nào, nên chương trình hỏi địa chỉ của máy ấy",
    en="Ray may put rank 0 on any of the machines, so the program asks for its address",
)
def test_rank_0_chooses_a_free_port_and_tells_all() -> None:
    assert not re.search(r"\d\.\d", cell_of("address", RAY))
    assert re.search(r"create_server\(\(host, 0\)\)", cell_of("address", RAY))
    assert "broadcast_from_rank_zero" in calls_in(cell_of("address", RAY))


# Failures


@claims(
    "scale",
    vi="thiếu một worker; sai địa chỉ | sau 60 giây; rank 0 thì biết ngay nếu địa chỉ không phải của máy nó",
    en="a worker never joins; the address is wrong | after 60 seconds; rank 0 at once, if the address isn't its"
    " machine's",
)
@claims(
    "scale",
    vi="cổng đã có chương trình khác dùng; lô không chia đều được | ngay lập tức, chưa phải chờ",
    en="another program has the port; the batch has no equal parts | at once, before any waiting",
)
@claims(
    "scale",
    vi="máy của nó mất điện, cáp bị đứt | sau khoảng 60 giây",
    en="its machine has lost power, or the cable is cut | after about 60 seconds",
)
@claims(
    "scale",
    vi="và mỗi lần hỏng chỉ in một dòng",
    en="prints one line for each failure",
)
def test_each_failure_ends_soon_with_one_line() -> None:
    lines = printed("failures").splitlines()
    assert lines[-1] == "all ended within 120 s: True"
    assert len(lines) == 9
    names, said = lines[:-1:2], lines[1:-1:2]
    assert [name.rstrip(":") for name in names] == ["never joins", "wrong address", "port in use", "seven workers"]
    never, wrong, port, seven = said
    assert "within 60 seconds" in never
    assert "within 60 seconds" in wrong
    assert "127.0.0.1:9914" in port
    assert "no 7 equal parts" in seven


# The test set


@claims(
    "scale",
    vi="vẫn đọc chữ số như mọi mạng khác",
    en="reads digits like any other",
)
def test_the_network_of_several_processes_reads_digits() -> None:
    (accuracy,) = re.findall(r"[01]\.\d{4}", printed("evaluate"))
    assert float(accuracy) > 0.9


@claims(
    "scale",
    vi="mỗi gradient một số thực (float) 4 byte",
    en="each is a float (số thực) of 4 bytes",
)
@claims(
    "scale",
    vi="Nếu gửi lâu hơn tính thì thêm máy chỉ làm chậm đi",
    en="If sending takes longer than computing, another machine slows everything down",
)
@claims(
    "scale",
    vi="Trong ô trên, hãy đổi 64 thành 4096 rồi chạy lại",
    en="In the cell above, change 64 to 4096, and run it again",
)
def test_the_gradients_of_an_epoch_are_counted() -> None:
    numbers = {
        name: float(number.replace(",", "")) for name, number in re.findall(r"(.*): (\S+)$", printed("cost"), re.M)
    }
    parameters = 784 * 64 + 64 + 64 * 10 + 10
    assert numbers["parameters"] == parameters
    assert numbers["bytes a step"] == FLOAT * parameters == np.zeros(parameters, "float32").nbytes
    assert numbers["steps an epoch"] == TRAINING_IMAGES // names_of("settings")["BATCH"]
    assert numbers["megabytes an epoch"] == pytest.approx(FLOAT * parameters * 225 / 1e6, abs=0.05)
    assert "Dense(64" in cell_of("build")
    assert code("cost").count("64") == 1
    assert "Dense(64" in code("cost")


# Real machines


@claims(
    "scale",
    vi="hãy dùng địa chỉ nội bộ, chẳng hạn 10.0.0.5,",
    en="use private addresses, such as 10.0.0.5,",
)
def test_this_address_is_private() -> None:
    assert ip_address("10.0.0.5").is_private


# What Keras can do today


@claims("scale", vi="Keras 3 hôm nay làm được gì", en="What Keras 3 can do today")
@claims(
    "scale",
    vi="Mỗi dòng trong bảng nói về Keras 3 lúc bài này được viết, cuối năm 2026",
    en="Each row is about Keras 3 as this lesson was written, at the end of 2026",
)
def test_the_record_is_of_keras_3_and_the_lesson_of_2026() -> None:
    assert record(SCRIPT).versions["keras"].startswith("3.")
    assert re.search(r"id: scale\n\s+date: 2026-1[12]-", (ROOT / "docs/changes.yml").read_text(encoding="utf-8"))


@claims(
    "scale",
    vi="fit báo lỗi, keras#20585 còn mở",
    en="fit raises an error, and keras#20585 is open",
)
def test_the_gap_of_keras_is_told_by_its_issue() -> None:
    # What the issue says was measured with two processes, in Keras 3.15.1; it is not repeated here.
    for language in LANGUAGES:
        text = (ROOT / f"docs/{language}/scale.md").read_text(encoding="utf-8")
        assert "https://github.com/keras-team/keras/issues/20585" in text


@claims(
    "scale",
    vi="mạng Keras là một torch.nn.Module",
    en="a Keras model is a torch.nn.Module",
)
def test_with_torch_a_layer_of_keras_is_one_of_torch() -> None:
    assert "class TorchLayer(torch.nn.Module)" in source_of("keras", "src/backend/torch/layer.py")
    assert "from keras.src.backend.torch.layer import TorchLayer as BackendLayer" in source_of(
        "keras", "src/layers/layer.py"
    )


@claims(
    "scale",
    vi="chưa: fit không biết gì về những máy khác",
    en="not yet: fit knows nothing of other machines",
)
def test_keras_can_distribute_nothing_on_torch() -> None:
    found = find_spec("keras")
    assert found is not None
    assert found.origin is not None
    backends = Path(found.origin).parent / "src/backend"
    assert (backends / "jax/distribution_lib.py").exists()
    assert not (backends / "torch/distribution_lib.py").exists()
    assert "DO NOT USE" in (backends / "tensorflow/distribution_lib.py").read_text(encoding="utf-8")


# Exercises


@claims("scale", vi="Ba phần không bằng nhau.", en="Three unequal parts.")
@claims(
    "scale",
    vi="Ba worker nhận 5, 2 và 1 trong số tám ví dụ có độ dốc 3, −1, 2, 5, −4, 1, 0 và 2",
    en="Three workers get 5, 2 and 1 of eight examples with the slopes 3, −1, 2, 5, −4, 1, 0 and 2",
)
@claims(
    "scale",
    vi="Worker có 5 ví dụ phải nặng hơn worker chỉ có 1 ví dụ",
    en="The worker with 5 examples has to count more than the one with just 1",
)
def test_unequal_parts_count_by_their_sizes() -> None:
    slopes, sizes = np.array([3, -1, 2, 5, -4, 1, 0, 2]), np.array([5, 2, 1])
    parts = np.split(slopes, np.cumsum(sizes)[:-1])
    means = np.array([part.mean() for part in parts])
    assert (means * sizes).sum() / sizes.sum() == pytest.approx(slopes.mean())
    assert means.mean() != pytest.approx(slopes.mean())
    solved: dict[str, Any] = {"np": np}
    exec(code("unequal-parts", SOLUTIONS), solved)
    assert solved["slopes"].tolist() == slopes.tolist()
    assert solved["sizes"].tolist() == sizes.tolist()
    assert solved["whole"] == pytest.approx(slopes.mean())


@claims(
    "scale",
    vi="Có 12 ảnh, chia thành những lô 4 ảnh",
    en="There are 12 images, in batches of 4",
)
@claims(
    "scale",
    vi="dù có một, hai hay bốn worker, sao cho mọi lô vẫn gồm cùng những ảnh ấy",
    en="with one, two or four workers, so that each batch still has the same images",
)
def test_each_batch_has_the_same_images_for_one_two_or_four_workers() -> None:
    solved: dict[str, Any] = {"np": np}
    exec(code("whose-images", SOLUTIONS), solved)
    part_of = solved["part_of"]
    for epoch in range(2):
        alone = part_of(epoch, 1, 0)
        assert np.shape(alone) == (3, 4)
        assert sorted(alone.flatten()) == list(range(12))
        for workers in (2, 4):
            together = np.concatenate([part_of(epoch, workers, rank) for rank in range(workers)], axis=1)
            assert (np.sort(together) == np.sort(alone)).all()


@claims(
    "scale",
    vi="Hãy huấn luyện với những lô 120 ảnh sao cho trọng số ra như khi dùng lô 240 ảnh",
    en="Train with batches of 120 images so that the weights come out as with batches of 240",
)
@claims(
    "scale",
    vi="Bao nhiêu lô 120 ảnh thì thành một lô 240 ảnh?",
    en="How many batches of 120 images make one of 240?",
)
@claims(
    "scale",
    vi="Chỉ lệch do làm tròn. Những kết quả trung gian mà mạng giữ lại cho lan truyền ngược (backpropagation) là của"
    " 120 ảnh một lúc",
    en="They differ by rounding only. The results in between, which the network keeps for backpropagation (lan truyền"
    " ngược), are those of 120 images at a time",
)
def test_two_accumulated_halves_give_the_weights_of_whole_batches() -> None:
    assert "train(240, None)" in code("accumulated", SOLUTIONS)
    assert "train(120, 2)" in code("accumulated", SOLUTIONS)
    (gap,) = re.findall(r"largest gap: (\S+)", printed("accumulated", SOLUTIONS))
    assert 0 <= float(gap) < 1e-4


# Where to go from here


@claims(
    "scale",
    vi="Đây là bài cuối của khoá học.",
    en="This is the last lesson of the course.",
)
def test_this_is_the_last_lesson() -> None:
    assert LESSONS[-1] == "scale"


@pytest.mark.parametrize("language", LANGUAGES)
@claims(
    "scale",
    vi="Lệnh nào chạy trước cũng được: máy chạy trước chờ máy kia",
    en="Either may come first: it waits for the other",
)
def test_the_commands_on_real_machines_are_of_the_programs_form(language: str) -> None:
    commands = [shlex.split(body)[2:] for body in bodies("scale", language) if body.startswith("python train_together")]
    read_arguments = names_of("settings", "arguments")["read_arguments"]
    assert [read_arguments(arguments) for arguments in commands if len(arguments) == 3][-2:] == [
        ("10.0.0.5:9911", 2, 0),
        ("10.0.0.5:9911", 2, 1),
    ]
