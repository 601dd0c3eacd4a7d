"""What GitHub runs: the workflows, which can't be tried here, and the bot's configuration."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.locking import LOCKS
from tests.pages.test_on_backends import BACKENDS
from tests.support.programs import MNIST_PATHS, PROJECT, ROOT

WORKFLOWS = sorted(path.stem for path in (ROOT / ".github/workflows").glob("*.yml"))
# The jobs that run packages which no lock holds, or which nobody has looked at.
UNLOCKED = [("canary", "canary"), ("upgrade", "locks")]
# What a job that may write could run a package with.
RUNNERS = r"\b(?<!docs/)(make|pip|uv|npm|npx|node|python\d?|pytest|mkdocs)\b|\.ci/|\.venv"
# The examples whose records say something of PyTorch.
VERIFY_TORCH = ".venv/bin/python -m examples verify backends --data mnist"
Job = dict[str, Any]


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def workflow(name: str) -> dict[Any, Any]:
    """A workflow as GitHub reads it, except that the key `on` is True: PyYAML takes the word for a boolean."""
    read: dict[Any, Any] = yaml.safe_load(text(f".github/workflows/{name}.yml"))
    return read


def job(name: str, job: str) -> Job:
    found: Job = workflow(name)["jobs"][job]
    return found


def jobs() -> Iterator[tuple[str, Job]]:
    for name in WORKFLOWS:
        for id_, found in workflow(name)["jobs"].items():
            yield f"{name}/{id_}", found


def commands(found: Job) -> list[str]:
    """What the steps of a job run."""
    return [step["run"] for step in found["steps"] if "run" in step]


# Every workflow


def test_zizmor_finds_nothing_in_the_workflows_and_the_bots_configuration() -> None:
    program = Path(sys.executable).with_name("zizmor")
    audit = [str(program), "--offline", "--no-progress", "--quiet", "--strict-collection", str(ROOT / ".github")]
    result = subprocess.run(audit, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_pins_every_action_by_its_commit_and_may_only_read(name: str) -> None:
    actions = re.findall(r"uses: (\S+)", text(f".github/workflows/{name}.yml"))
    assert actions
    assert all(re.fullmatch(r"actions/[a-z/-]+@[0-9a-f]{40}", action) for action in actions)
    assert workflow(name)["permissions"] == {"contents": "read"}


@pytest.mark.parametrize(("name", "found"), list(jobs()), ids=lambda value: value if isinstance(value, str) else "")
def test_a_job_ends_by_itself_on_a_machine_of_a_version_and_fails_where_a_step_does(name: str, found: Job) -> None:
    assert found["timeout-minutes"] <= 90
    assert not found["runs-on"].endswith("-latest")
    assert not [each for each in (found, *found["steps"]) if "continue-on-error" in each]


def test_no_job_that_may_write_runs_anything_of_the_project_or_of_a_package() -> None:
    may_write = {name: found for name, found in jobs() if "write" in found.get("permissions", {}).values()}
    assert list(may_write) == ["canary/issue", "ci/deploy", "upgrade/pull-request"]
    for found in may_write.values():
        assert {step["uses"].partition("@")[0] for step in found["steps"] if "uses" in step} <= {
            "actions/checkout",
            "actions/deploy-pages",
            "actions/download-artifact",
        }
        for command in commands(found):
            # What is printed for a person to read runs nothing.
            run = re.sub(r"^ *echo .*$", "", command, flags=re.MULTILINE)
            assert re.findall(RUNNERS, run) == []
            # The report and the locks come from packages: a shell must not read them.
            assert "${{" not in command


@pytest.mark.parametrize(("name", "id_"), UNLOCKED)
def test_a_job_that_runs_unlocked_packages_has_no_secret_and_keeps_nothing_for_other_jobs(name: str, id_: str) -> None:
    found = job(name, id_)
    assert "permissions" not in found
    assert not re.search(r"secrets\.|github\.token", yaml.dump(found))
    assert {"actions/cache/restore"} == {
        step["uses"].partition("@")[0] for step in found["steps"] if "actions/cache" in step.get("uses", "")
    }
    (checkout,) = [step for step in found["steps"] if step.get("uses", "").startswith("actions/checkout@")]
    assert checkout["with"]["persist-credentials"] is False


@pytest.mark.parametrize(
    ("name", "id_"),
    [("ci", "test"), ("ci", "backend"), ("weekly", "verify"), ("canary", "canary"), ("upgrade", "locks")],
)
def test_github_has_mnist_in_a_cache_by_the_hash_that_keras_expects(name: str, id_: str) -> None:
    keras = find_spec("keras")
    assert keras
    assert keras.origin
    loader = (Path(keras.origin).parent / "src/datasets/mnist.py").read_text(encoding="utf-8")
    (hash_,) = re.findall('"([0-9a-f]{64})"', loader)
    (cache,) = [step for step in job(name, id_)["steps"] if step.get("uses", "").startswith("actions/cache")]
    assert cache["with"] == {"path": f"~/{MNIST_PATHS[1].relative_to(Path.home())}", "key": f"mnist-{hash_}"}


# CI


def test_github_runs_what_ci_runs_at_every_push_and_pull_request_on_every_python() -> None:
    assert workflow("ci")[True] == {"push": None, "pull_request": None}
    found = job("ci", "test")
    assert found["strategy"]["matrix"]["python"] == ["3.11", "3.13"]
    assert "if" not in found
    assert found["steps"][-1] == {
        "run": ".ci/run",
        "env": {"BASE": "${{ github.event.pull_request.base.sha || github.event.before }}"},
    }


@pytest.mark.parametrize(("name", "id_"), [("ci", "test"), ("weekly", "verify")])
def test_keras_fills_the_cache_of_mnist_where_it_is_empty(name: str, id_: str) -> None:
    cache, load = job(name, id_)["steps"][-3:-1]
    assert load["if"] == f"steps.{cache['id']}.outputs.cache-hit != 'true'"
    assert load["run"].endswith('.venv/bin/python -c "import keras; keras.datasets.mnist.load_data()"\n')


def test_github_checks_every_pages_html() -> None:
    found = job("ci", "html")
    assert "if" not in found
    assert commands(found) == ["make nu"]


def test_github_runs_every_script_on_each_other_backend_and_fails_where_one_is_not_installed() -> None:
    found = job("ci", "backend")
    assert "if" not in found
    assert found["strategy"] == {"fail-fast": False, "matrix": {"backend": list(BACKENDS)}}
    assert found["env"] == {"KERAS_BACKEND": "${{ matrix.backend }}"}
    installs = {"jax": commands(found)[0], "torch": commands(found)[1]}
    assert installs == BACKENDS
    assert commands(found)[2:] == [
        '.venv/bin/python -c "import keras"',
        '.venv/bin/pytest tests/pages/test_on_backends.py -k "$KERAS_BACKEND"',
        VERIFY_TORCH,
    ]


def test_the_job_that_has_pytorch_verifies_what_the_others_leave_out() -> None:
    *_, cache, verify = steps = job("ci", "backend")["steps"]
    assert verify["run"] == VERIFY_TORCH
    assert cache["uses"].startswith("actions/cache@")
    of_torch = [step for step in steps if step.get("if") == "matrix.backend == 'torch'"]
    assert [step.get("run") for step in of_torch] == [BACKENDS["torch"], None, VERIFY_TORCH]
    assert of_torch[1:] == [cache, verify]
    named = [name for name, record in PROJECT.records.items() if "torch" in record.versions]
    assert f"verify {' '.join(named)} --data" in VERIFY_TORCH


def test_the_site_is_published_with_its_pdfs_once_all_that_it_leads_to_has_answered() -> None:
    site = job("ci", "site")
    assert site["needs"] == "test"
    assert site["if"] == "github.ref == 'refs/heads/main' && github.event_name == 'push'"
    assert site["env"]["SITE_URL"].endswith(".github.io/${{ github.event.repository.name }}/")
    assert commands(site)[-2:] == ["make pdf", '.venv/bin/python -m tests.published site "$SITE_URL"']
    assert site["steps"][-1]["with"] == {"path": "site"}
    assert job("ci", "deploy")["needs"] == "site"


# What a person ends is run as it ends by itself, and what downloads MNIST is run without.
INSTEAD = {
    r".venv\Scripts\mkdocs serve": r".venv\Scripts\mkdocs build --strict",
    "make site": ".venv/bin/mkdocs build --strict",
    r".venv\Scripts\python -m examples run sequential": " --data digits --epochs 1",
    ".venv/bin/python -m examples run sequential": " --data digits --epochs 1",
}


@pytest.mark.parametrize(
    ("id_", "readme"),
    [
        (
            "windows",
            [
                "py -m venv .venv",
                r".venv\Scripts\pip install --require-hashes -r requirements.txt -r examples\requirements-extra.txt",
                r".venv\Scripts\mkdocs serve",
                r".venv\Scripts\python -m examples run sequential",
            ],
        ),
        ("macos", ["make .venv/test", "make site", ".venv/bin/python -m examples run sequential"]),
    ],
)
def test_windows_and_macos_run_the_commands_of_the_readme(id_: str, readme: list[str]) -> None:
    found = job("ci", id_)
    expected = [
        f"{command}{instead}" if (instead := INSTEAD.get(command, "")).startswith(" ") else instead or command
        for command in readme
    ]
    assert [command for command in commands(found) if "check" not in command] == expected
    assert all(re.search(rf"(^|`){re.escape(command)}($|`)", text("README.md"), re.MULTILINE) for command in readme)
    assert "if" not in found


def test_github_verifies_every_record_and_compares_with_properdocs_weekly() -> None:
    assert set(workflow("weekly")[True]) == {"schedule", "workflow_dispatch"}
    assert [found.get("if") for found in workflow("weekly")["jobs"].values()] == [None, None]
    assert commands(job("weekly", "verify"))[-1] == 'make verify MNIST="$HOME/.keras/datasets/mnist.npz"'
    assert commands(job("weekly", "properdocs")) == ["make properdocs"]


# The issue and the pull request


class Desk:
    """A folder in which the script of a job runs, with a `gh` that only logs its call, and answers a list."""

    def __init__(self, folder: Path, found: Job, listed: str) -> None:
        self.folder = folder
        self.script = commands(found)[-1]
        self.calls = folder.parent / "calls"
        programs = folder.parent / "programs"
        programs.mkdir()
        (programs / "gh").write_text(f'#!/bin/sh\necho "$*" >> "$CALLS"\n[ "$2" != list ] || echo "{listed}"\n')
        (programs / "gh").chmod(0o755)
        self.environment = {"PATH": f"{programs}:{os.environ['PATH']}", "CALLS": str(self.calls), "HOME": str(folder)}

    def run(self, **environment: str) -> list[str]:
        """Run the script as GitHub does; return the calls of `gh`."""
        shell = ["bash", "-e", "-c", self.script]
        subprocess.run(shell, cwd=self.folder, env=self.environment | environment, check=True, capture_output=True)
        return self.calls.read_text().splitlines() if self.calls.exists() else []


@pytest.mark.parametrize("listed", ["", "12"])
def test_the_canary_opens_one_issue_and_then_adds_to_it_what_a_report_says(tmp_path: Path, listed: str) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    report = "# Thử\n$(touch run) `touch run` @someone\n"
    (folder / "report.md").write_text(report + 70_000 * "é", encoding="utf-8")
    calls = Desk(folder, job("canary", "issue"), listed).run(RUN="https://example.org/1")
    body = (folder / "body.md").read_text(encoding="utf-8")
    assert body.startswith("https://example.org/1\n\n" + report.replace("@", "@\N{ZERO WIDTH SPACE}"))
    assert len(body) < 65_536
    assert not (folder / "run").exists()
    if listed:
        assert calls[1:] == ["issue comment 12 --body-file body.md"]
    else:
        assert calls[1].startswith("label create canary")
        assert calls[2:] == [
            "issue create --label canary --title The newest packages break something --body-file body.md"
        ]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with locks, of a repository that takes pushes."""
    folder = tmp_path / "work"
    for name in LOCKS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.txt").write_text(f"{name}==1\n")
        (folder / ".locks" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / ".locks" / f"{name}.txt").write_text(f"{name}==1\n")
    git(tmp_path, "init", "--quiet", "--bare", "--template=", "origin")
    git(folder, "init", "--quiet", "--template=")
    git(folder, "add", "*.txt", ":!.locks")
    git(folder, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message", "a")
    git(folder, "remote", "add", "origin", str(tmp_path / "origin"))
    return folder


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


def test_the_upgrade_keeps_every_lock_and_copies_every_lock() -> None:
    (upload,) = [step for step in job("upgrade", "locks")["steps"] if "upload-artifact" in step.get("uses", "")]
    assert sorted(upload["with"]["path"].split()) == sorted(f"{name}.txt" for name in LOCKS)
    (copied,) = re.findall("for lock in (.*); do", commands(job("upgrade", "pull-request"))[-1])
    assert sorted(copied.split()) == sorted(LOCKS)


@pytest.mark.parametrize("listed", ["", "7"])
def test_the_upgrade_opens_one_pull_request_and_then_updates_it_with_the_locks_alone(
    checkout: Path, listed: str
) -> None:
    (checkout / ".locks/requirements.txt").write_text("requirements==2\n")
    (checkout / ".locks/Makefile").write_text("all:\n")
    desk = Desk(checkout, job("upgrade", "pull-request"), listed)
    calls = desk.run(TESTED="failure", RUN="https://example.org/1", RUNNER_TEMP=str(checkout.parent))
    changed = git(checkout.parent / "origin", "show", "--format=%s", "--name-only", "upgrade").split("\n")
    assert changed == ["Bring the packages up to date", "", "requirements.txt", ""]
    assert calls[-1].startswith("pr edit upgrade " if listed else "pr create --head upgrade ")
    assert "ended in: **failure** (https://example.org/1)" in (checkout.parent / "body.md").read_text(encoding="utf-8")


def test_the_upgrade_does_nothing_where_no_lock_has_moved_and_follows_no_link(checkout: Path) -> None:
    desk = Desk(checkout, job("upgrade", "pull-request"), "")
    (checkout / ".locks/docs/uv.txt").unlink()
    (checkout / ".locks/docs/uv.txt").symlink_to("/etc/hostname")
    environment = {"TESTED": "success", "RUN": "https://example.org/1", "RUNNER_TEMP": str(checkout.parent)}
    with pytest.raises(subprocess.CalledProcessError):
        desk.run(**environment)
    assert git(checkout.parent / "origin", "branch") == ""
    (checkout / ".locks/docs/uv.txt").unlink()
    (checkout / ".locks/docs/uv.txt").write_text("docs/uv==1\n")
    assert desk.run(**environment) == []


def test_the_upgrade_leaves_a_branch_to_which_somebody_has_committed(checkout: Path) -> None:
    (checkout / ".locks/requirements.txt").write_text("requirements==2\n")
    git(checkout, "push", "--quiet", "origin", "HEAD:refs/heads/upgrade")
    before = git(checkout.parent / "origin", "rev-parse", "upgrade")
    with pytest.raises(subprocess.CalledProcessError):
        Desk(checkout, job("upgrade", "pull-request"), "7").run(RUNNER_TEMP=str(checkout.parent))
    assert git(checkout.parent / "origin", "rev-parse", "upgrade") == before


def test_a_bot_keeps_the_actions_and_each_folder_of_npms_up_to_date() -> None:
    updates = yaml.safe_load(text(".github/dependabot.yml"))["updates"]
    # Not below, where the packages themselves are.
    paths = [path for pattern in ("*", "*/*") for path in (ROOT / "tests").glob(f"{pattern}/package.json")]
    npm = sorted(f"/{path.parent.relative_to(ROOT).as_posix()}" for path in paths)
    assert {each["package-ecosystem"]: each.get("directories", each.get("directory")) for each in updates} == {
        "github-actions": "/",
        "npm": npm,
    }
    assert all(each["schedule"]["interval"] == "weekly" and each["cooldown"] for each in updates)
