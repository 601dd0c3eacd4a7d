"""vi: Nhiều tiến trình học chung một mạng. Colab miễn phí
    chạy được, với hai chương trình và ray[train].
en: Processes that train one network. A free Colab runs
    it, with the two programs and ray[train].
"""

# %% imports
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import keras
import numpy as np
from keras import layers

# %% halves
slopes = np.array([-2.0, 4.0, -6.0, 0.0])
halves = slopes.reshape(2, 2)
means = halves.mean(axis=1)
print("worker 0:", halves[0], "mean", means[0])
print("worker 1:", halves[1], "mean", means[1])
print("mean of both:", means.mean())
print("mean of the whole batch:", slopes.mean())

# %% unequal
means = np.array([slopes[:3].mean(), slopes[3:].mean()])
print("worker 0:", slopes[:3], f"mean {means[0]:.2f}")
print("worker 1:", slopes[3:], f"mean {means[1]:.2f}")
print(f"mean of both: {means.mean():.2f}")
print("mean of the whole batch:", slopes.mean())

# %% cost
model = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)
parameters = model.count_params()
bytes_a_step = 4 * parameters
steps = 54_000 // 240
megabytes = bytes_a_step * steps / 1_000_000
print(f"parameters: {parameters:,}")
print(f"bytes a step: {bytes_a_step:,}")
print(f"steps an epoch: {steps}")
print(f"megabytes an epoch: {megabytes:.1f}")
print(f"seconds by Wi-Fi, 5 MB/s: {megabytes / 5:.2f}")
print(f"seconds by cable, 125 MB/s: {megabytes / 125:.2f}")


# %% alone tags=["starts-processes"]
def start(*arguments, **settings):
    return subprocess.Popen(
        [sys.executable, *arguments],
        env={
            **os.environ,
            "JAX_PLATFORMS": "cpu",
            **settings,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def lines_of(process):
    output = process.communicate(timeout=600)[0]
    return re.findall(r"rank \d.*", output)


def delete_checkpoints():
    for path in Path().glob("*.keras"):
        path.unlink()


delete_checkpoints()
alone = lines_of(start("train_together.py"))
print(*alone, sep="\n")

# %% two-devices tags=["starts-processes"]
delete_checkpoints()
two_devices = lines_of(
    start(
        "train_together.py",
        JAX_NUM_CPU_DEVICES="2",
        NPROC="4",
    )
)
print(*two_devices, sep="\n")

# %% two-processes tags=["starts-processes"]
ADDRESS = "127.0.0.1:9911"


def start_worker(rank, address=ADDRESS, workers="2"):
    return start(
        "train_together.py", address, workers, rank
    )


delete_checkpoints()
workers = [start_worker("0"), start_worker("1")]
two_processes = [lines_of(worker) for worker in workers]
for lines in two_processes:
    print(*lines, sep="\n")


# %% same tags=["starts-processes"]
def losses(lines):
    return np.array(
        [
            float(line.split()[-1])
            for line in lines
            if "loss" in line
        ]
    )


for name, lines in [
    ("two devices", two_devices),
    ("rank 0 of two", two_processes[0]),
    ("rank 1 of two", two_processes[1]),
]:
    difference = abs(losses(lines) - losses(alone)).max()
    print(f"{name}: losses differ by {difference:.7f}")
ends = [lines[-1].split()[-1] for lines in two_processes]
print("same weights:", ends[0] == ends[1])

# %% killed tags=["starts-processes"]
delete_checkpoints()
workers = [start_worker("0"), start_worker("1")]
for worker in workers:
    for line in worker.stdout:
        if "epoch 1" in line:
            print(line, end="")
            break
time.sleep(0.2)
workers[1].kill()
killed = time.monotonic()
for worker in workers:
    print(*lines_of(worker), sep="\n")
seconds_to_end = time.monotonic() - killed
print("both ended within 120 s:", seconds_to_end < 120)

# %% resumed tags=["starts-processes"]
workers = [start_worker("0"), start_worker("1")]
resumed = [lines_of(worker) for worker in workers]
for lines in resumed:
    print(*lines, sep="\n")
difference = abs(
    losses(resumed[0])[-1] - losses(two_processes[0])[-1]
)
print(f"last losses differ by {difference:.7f}")

# %% ray-apart tags=["starts-processes"]
delete_checkpoints()
ray_apart = lines_of(start("train_with_ray.py", "apart"))
print(*sorted(set(ray_apart)), sep="\n")

# %% ray-together tags=["starts-processes"]
delete_checkpoints()
ray = start("train_with_ray.py")
while not Path("checkpoint.keras").exists():
    if ray.poll() is not None:
        sys.exit(ray.stdout.read())
    time.sleep(0.1)
time.sleep(0.2)
pid = int(Path("worker-1.pid").read_text())
os.kill(pid, signal.SIGKILL)
ray_together = lines_of(ray)
print(*sorted(set(ray_together)), sep="\n")
new_pid = int(Path("worker-1.pid").read_text())
print("rank 1 was started again:", new_pid != pid)

# %% failures tags=["starts-processes"]
server = socket.create_server(("127.0.0.1", 9914))
started = time.monotonic()
failures = {
    "never joins": start_worker("0", "127.0.0.1:9912"),
    "wrong address": start_worker("1", "127.0.0.1:9913"),
    "port in use": start_worker("0", "127.0.0.1:9914"),
    "seven workers": start_worker("0", ADDRESS, "7"),
}
for name, worker in failures.items():
    print(f"{name}:", *lines_of(worker), sep="\n")
seconds_to_end = time.monotonic() - started
print("all ended within 120 s:", seconds_to_end < 120)
server.close()

# %% evaluate tags=["starts-processes"]
(_, _), (images, labels) = keras.datasets.mnist.load_data()
X_test = images.astype("float32") / 255
trained = keras.models.load_model("checkpoint.keras")
predictions = trained.predict(X_test, verbose=0)
accuracy = np.mean(predictions.argmax(axis=1) == labels)
print(f"test accuracy: {accuracy:.4f}")
