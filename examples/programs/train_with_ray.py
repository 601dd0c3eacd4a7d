"""vi: Ray mở hai tiến trình, và chúng cùng huấn luyện.
en: Ray starts two processes, which train together.
"""

# %% imports
import os
import secrets
import socket
import sys
import tempfile
from pathlib import Path

os.environ["RAY_AUTH_MODE"] = "token"
os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
os.environ["RAY_DEDUP_LOGS"] = "0"

import ray
from ray import train
from ray.train.collective import broadcast_from_rank_zero
from ray.train.v2.jax import JaxTrainer

# %% settings
WORKERS = 2


# %% address
def agree_on_address():
    host = socket.gethostbyname(socket.gethostname())
    with socket.create_server((host, 0)) as server:
        port = server.getsockname()[1]
    return broadcast_from_rank_zero(f"{host}:{port}")


# %% work
def work(settings):
    os.chdir(settings["folder"])
    import train_together

    rank = train.get_context().get_world_rank()
    pid_file = Path(f"worker-{rank}.pid")
    pid_file.write_text(str(os.getpid()))
    if settings["together"]:
        address = agree_on_address()
        train_together.join(address, WORKERS, rank)
    train_together.train(WORKERS, rank)


# %% run
def run(scratch):
    trainer = JaxTrainer(
        work,
        train_loop_config={
            "folder": str(Path.cwd()),
            "together": sys.argv[1:] != ["apart"],
        },
        scaling_config=train.ScalingConfig(
            num_workers=WORKERS,
            placement_strategy="SPREAD",
        ),
        run_config=train.RunConfig(
            storage_path=scratch,
            failure_config=train.FailureConfig(
                max_failures=1
            ),
        ),
    )
    with ray.init(
        num_cpus=WORKERS,
        include_dashboard=False,
        _temp_dir=scratch,
    ):
        trainer.fit()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(
        dir="/tmp", ignore_cleanup_errors=True
    ) as scratch:
        run(scratch)
