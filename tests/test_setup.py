"""What a new machine goes by: the Makefile, the locks, the workflow, the README."""

import re
import subprocess
import tomllib

import pytest
import yaml

from tests.support.programs import MNIST_PATHS, ROOT

LOCKS = ["requirements.txt", "docs/requirements.txt"]
INSTALLER = "docs/uv.txt"
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def plan(*arguments: str) -> str:
    """The commands that `make` would run."""
    return subprocess.run(
        ["make", "--no-print-directory", "--dry-run", "--always-make", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.rstrip()


def test_make_site_installs_what_builds_the_site_and_serves_it() -> None:
    commands = plan("site")
    assert "--requirement docs/requirements.txt" in commands
    assert "--requirement requirements.txt" not in commands
    assert commands.endswith("mkdocs serve")


def test_make_pdf_prints_the_site_that_it_has_built_and_needs_nothing_else() -> None:
    commands = plan("pdf")
    assert "--requirement requirements.txt" not in commands
    build, print_ = commands.splitlines()[-2:]
    assert build.endswith("mkdocs build --strict")
    assert print_.endswith("python -m docs.plugins.pdf site")


def test_make_lighthouse_installs_just_what_is_locked_and_ci_runs_it() -> None:
    commands = plan("lighthouse")
    assert "npm ci --ignore-scripts" in commands
    assert commands.endswith("python -m tests.measuring.lighthouse")
    assert "\n    make lighthouse\n" in text(".ci/run")


def test_make_check_translations_needs_only_what_builds_the_site() -> None:
    commands = plan("check-translations")
    assert "--requirement docs/requirements.txt" in commands
    assert "--requirement requirements.txt" not in commands
    assert commands.endswith("python -m docs.plugins.translations check")


@pytest.mark.parametrize(("target", "command"), [("records", "record"), ("verify", "verify")])
def test_make_hands_the_path_of_mnist_to_the_command_that_needs_it(target: str, command: str) -> None:
    assert plan(target, "MNIST=a/mnist.npz").endswith(f"python -m examples {command} --data a/mnist.npz")


def test_ci_verifies_the_records_where_mnist_is_beside_the_project() -> None:
    before, _, after = text(".ci/run").partition('if [ -f "$mnist" ]; then\n')
    assert f"mnist=../{MNIST_PATHS[0].relative_to(ROOT.parent)}\n" in before
    assert after.startswith('    make verify MNIST="$mnist"\n')


@pytest.mark.parametrize("lock", [*LOCKS, INSTALLER])
def test_every_pin_of_a_lock_has_its_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", text(lock))
    for entry in entries:
        if PIN.match(entry):
            assert "--hash=sha256:" in entry, entry


def test_the_lock_of_everything_agrees_with_that_of_the_site() -> None:
    everything, site = (set(PIN.findall(text(lock))) for lock in LOCKS)
    assert site
    assert site <= everything


@pytest.mark.parametrize(
    "package", ["keras", "tensorflow", "mkdocs-material", "mkdocs-jupyter", "pytest", "pytest-codeblocks"]
)
def test_a_package_asked_for_by_name_is_locked(package: str) -> None:
    assert package in dict(PIN.findall(text("requirements.txt")))


def test_building_the_site_needs_no_keras() -> None:
    assert not {"keras", "tensorflow"} & set(dict(PIN.findall(text("docs/requirements.txt"))))


def test_the_workflow_pins_every_action_by_its_commit_and_runs_what_ci_runs() -> None:
    workflow = text(".github/workflows/ci.yml")
    actions = re.findall(r"uses: (\S+)", workflow)
    assert actions
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) for action in actions)
    jobs = yaml.safe_load(workflow)["jobs"]
    assert jobs["test"]["strategy"]["matrix"]["python"] == ["3.11", "3.13"]
    assert jobs["test"]["steps"][-1] == {"run": ".ci/run"}
    assert yaml.safe_load(workflow)["permissions"] == {"contents": "read"}


def test_the_pythons_that_the_readme_names_are_those_that_are_supported() -> None:
    assert tomllib.loads(text("pyproject.toml"))["project"]["requires-python"] == ">=3.11,<3.14"
    assert text("README.md").count("3.11–3.13") == 2


def test_no_page_or_setting_names_a_repository_that_we_do_not_know() -> None:
    assert "repo_url: !ENV REPO_URL" in text("mkdocs.yml")
    assert 'site_url: !ENV [SITE_URL, "http://localhost:8000/"]' in text("mkdocs.yml")
