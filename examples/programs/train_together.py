"""vi: Huấn luyện một mình, hoặc chung với các máy khác.
en: Trains alone, or together with other machines.
"""

# %% imports
import atexit
import os
import socket
import subprocess
import sys
import traceback
import zlib
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"

import jax
import keras
import numpy as np
from jax.experimental import multihost_utils
from keras import layers

# %% settings
BATCH = 240
EPOCHS = 3
SEED = 42
SECONDS = 60
CHECKPOINT = Path("checkpoint.keras")


# %% arguments
def read_arguments(arguments):
    if not arguments:
        return "", 1, 0
    try:
        address, workers, rank = arguments
        workers, rank = int(workers), int(rank)
        if int(address.rsplit(":", 1)[-1]) > 65535:
            raise ValueError
    except ValueError:
        sys.exit(
            "write: python train_together.py "
            "ADDRESS:PORT WORKERS RANK, for example "
            "127.0.0.1:9911 2 0; or nothing, to train alone"
        )
    if not 0 <= rank < workers:
        sys.exit(
            f"rank {rank}: {workers} workers have ranks "
            f"0 to {workers - 1}; give each of them its own"
        )
    if BATCH % workers:
        sys.exit(
            f"rank {rank}: a batch of {BATCH} images has "
            f"no {workers} equal parts; change BATCH, or "
            "the number of workers, the same for them all"
        )
    return address, workers, rank


# %% last-words
SPEAK = (
    "import sys; "
    "sys.stderr.write(sys.stdin.readlines()[-1])"
)


def leave_last_words():
    witness = subprocess.Popen(
        [sys.executable, "-c", SPEAK],
        stdin=subprocess.PIPE,
        stderr=sys.stderr,
        text=True,
        start_new_session=True,
    )
    atexit.register(witness.kill)
    return lambda words: print(
        words, file=witness.stdin, flush=True
    )


def log_to(path):
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1)
    with Path(path).open("w") as log:
        os.dup2(log.fileno(), 2)


# %% check-address
def check_address(address, rank):
    host, port = address.rsplit(":", 1)
    try:
        leader = socket.gethostbyname(host)
        own = socket.gethostbyname(socket.gethostname())
        if rank == 0:
            socket.create_server(
                (leader, int(port))
            ).close()
    except OSError as error:
        reason = error.strerror.partition(" (")[0]
        sys.exit(
            f"rank {rank} can't use {address}: {reason}; "
            "choose rank 0's own address and a free port, "
            "the same for every worker"
        )
    if own.startswith("127.") and own[:4] != leader[:4]:
        sys.exit(
            f"rank {rank}: this machine's name leads to "
            f"{own}, where no other machine reaches it; "
            "write its private address in /etc/hosts"
        )


# %% join
def join(address, workers, rank):
    check_address(address, rank)
    jax.distributed.initialize(
        address,
        num_processes=workers,
        process_id=rank,
        coordinator_bind_address=address,
        initialization_timeout=SECONDS,
        heartbeat_timeout_seconds=SECONDS,
        shutdown_timeout_seconds=SECONDS,
    )


# %% devices
def share_devices():
    devices = jax.device_count()
    if BATCH % devices:
        sys.exit(
            f"a batch of {BATCH} images has no {devices} "
            "equal parts; change BATCH for every worker"
        )
    if devices > 1:
        keras.distribution.set_distribution(
            keras.distribution.DataParallel(
                auto_shard_dataset=False
            )
        )


# %% data
def load_images():
    (images, labels), _ = keras.datasets.mnist.load_data()
    tenth = len(images) // 10
    X = images[:-tenth].astype("float32") / 255
    return X, labels[:-tenth]


# %% order
def choose_part(images, epoch, workers, rank):
    generator = np.random.default_rng([SEED, epoch])
    order = generator.permutation(images)
    order = order[: images // BATCH * BATCH]
    batches = order.reshape(-1, workers, BATCH // workers)
    return batches[:, rank].flatten()


# %% build
def build_model():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer="adam",
    )
    return model


# %% resume
def resume():
    saved = CHECKPOINT.exists()
    content = CHECKPOINT.read_bytes() if saved else b""
    try:
        fingerprint = np.uint32(zlib.crc32(content))
        multihost_utils.assert_equal(fingerprint)
    except AssertionError:
        sys.exit(
            f"the workers' {CHECKPOINT} differ; give all "
            "of them rank 0's, or delete them all"
        )
    if saved:
        return keras.models.load_model(CHECKPOINT)
    return build_model()


# %% save
def save(model, rank):
    path = Path(f"worker-{rank}.keras")
    model.save(path)
    if rank == 0:
        path.replace(CHECKPOINT)


# %% train
def train(workers, rank):
    share_devices()
    keras.utils.set_random_seed(SEED)
    X, y = load_images()
    model = resume()
    steps = len(X) // BATCH
    first = int(model.optimizer.iterations) // steps
    for epoch in range(first, EPOCHS):
        part = choose_part(len(X), epoch, workers, rank)
        history = model.fit(
            X[part],
            y[part],
            batch_size=BATCH // workers,
            shuffle=False,
            verbose=0,
        )
        loss = float(history.history["loss"][0])
        save(model, rank)
        print(
            f"rank {rank}  epoch {epoch + 1}  "
            f"loss {loss:.7f}",
            flush=True,
        )
    weights = [
        each.tobytes() for each in model.get_weights()
    ]
    fingerprint = zlib.crc32(b"".join(weights))
    print(f"rank {rank}  weights {fingerprint:08x}")
    return model


# %% run
if __name__ == "__main__":
    address, workers, rank = read_arguments(sys.argv[1:])
    if workers > 1:
        log_to(f"worker-{rank}.log")
        leave = leave_last_words()
        leave(
            f"rank {rank}: {workers} workers did not meet "
            f"at {address} within {SECONDS} seconds; start "
            "them all, and check address, ranks, firewall"
        )
        join(address, workers, rank)
        leave(
            f"rank {rank}: a worker ended, or can't be "
            f"reached; see worker-{rank}.log, and start "
            f"them all again: they go on from {CHECKPOINT}"
        )
    try:
        train(workers, rank)
    except Exception:
        if workers == 1:
            raise
        os.write(2, traceback.format_exc().encode())
        os._exit(1)
