"""What sets up a new machine: the Makefile, what CI runs, the README.

test_locks.py tests the locks, and test_workflows.py what GitHub runs.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.programs import MNIST_PATHS, ROOT


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def plan(*arguments: str) -> str:
    """The commands that `make` would run, whatever was set for the one that runs these tests."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKEOVERRIDES", "MNIST")
    }
    return subprocess.run(
        ["make", "--no-print-directory", "--dry-run", "--always-make", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.rstrip()


def test_make_site_installs_what_builds_the_site_and_serves_it() -> None:
    commands = plan("site")
    assert "--requirement docs/requirements.txt" in commands
    assert "--requirement requirements.txt" not in commands
    assert commands.endswith("mkdocs serve")


def test_make_gives_a_user_without_a_home_that_of_the_system_or_one_of_the_project(tmp_path: Path) -> None:
    def home(passwd: str) -> str:
        (tmp_path / "getent").write_text(f"#!/bin/sh\n{passwd}\n")
        (tmp_path / "getent").chmod(0o755)
        environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
        shown = ["make", "--no-print-directory", "--eval=home:;@echo $$HOME", "home"]
        return subprocess.run(
            shown, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        ).stdout.strip()

    assert home("echo 'a:x:1:1::/home/a:/bin/sh'") == "/home/a"
    assert home("exit 2") == str(ROOT / ".cache/home")


def test_make_pdf_prints_the_site_that_it_has_built_and_needs_nothing_else() -> None:
    commands = plan("pdf")
    assert "--requirement requirements.txt" not in commands
    build, print_ = commands.splitlines()[-2:]
    assert build.endswith("mkdocs build --strict")
    assert print_.endswith("python -m docs.plugins pdf site")


def test_make_properdocs_and_canary_install_the_locks_of_what_builds_the_site_alone() -> None:
    for target in ("properdocs", "canary"):
        assert "--requirement requirements.txt" not in plan(target)
    assert plan("properdocs").endswith("python -m tests.properdocs")
    assert plan("canary", "MNIST=a/mnist.npz").endswith("python -m tests.canary --data a/mnist.npz")


def test_make_lighthouse_installs_just_what_is_locked() -> None:
    commands = plan("lighthouse")
    assert "cd tests/measuring/lighthouse && npm ci --ignore-scripts" in commands
    assert commands.endswith("python -m tests.measuring.lighthouse")


def test_make_nu_builds_the_site_and_checks_all_of_it_with_what_is_locked() -> None:
    commands = plan("nu")
    assert "cd tests/measuring/nu && npm ci --ignore-scripts" in commands
    assert "--requirement requirements.txt" not in commands
    build, check = commands.splitlines()[-2:]
    folder = build.rpartition(" ")[2]
    assert build.endswith(f"mkdocs build --strict --quiet --site-dir {folder}")
    assert check.endswith(f"/vnu.jar --errors-only --skip-non-html {folder}")


def test_make_test_installs_just_what_is_locked_to_drive_firefox() -> None:
    assert "cd tests/browser && npm ci --ignore-scripts" in plan("test")


def test_make_test_installs_the_lock_of_everything_and_then_what_only_some_lessons_need() -> None:
    commands = plan("test")
    assert commands.index("--requirement requirements.txt") < commands.index(
        "--requirement examples/requirements-extra.txt"
    )


def test_make_test_looks_at_style_types_every_test_and_that_each_line_of_the_examples_is_run() -> None:
    style, layout, types, tests = plan("test").replace("\\\n", " ").splitlines()[-4:]
    assert style.endswith("/ruff check .")
    assert layout.endswith("/ruff format --check .")
    assert types.endswith("/mypy --num-workers auto")
    program, *options = tests.split()
    assert program.endswith("/pytest")
    assert {"--cov=examples", "--cov-fail-under=100"} <= set(options)
    # A path, a -k or an -m would leave tests out.
    assert [option for option in options if not option.startswith("--")] == ["-n", "auto", "loadgroup"]


def test_make_check_translations_needs_only_what_builds_the_site() -> None:
    commands = plan("check-translations")
    assert "--requirement docs/requirements.txt" in commands
    assert "--requirement requirements.txt" not in commands
    assert commands.endswith("python -m docs.plugins check")


def test_make_check_lesson_reads_first_and_then_runs_that_lessons_tests_alone() -> None:
    check, *_, tests = plan("check-lesson", "NAME=train").splitlines()[-5:]
    assert check.endswith("python -m docs.plugins check")
    assert tests.endswith("/pytest --quiet --lesson train")


@pytest.mark.parametrize(
    ("arguments", "said"), [([], "no lesson named; "), (["NAME=lost"], "no lesson docs/vi/lost.md")]
)
def test_make_check_lesson_says_what_is_missing_before_it_runs_anything(arguments: list[str], said: str) -> None:
    with pytest.raises(subprocess.CalledProcessError) as error:
        plan("check-lesson", *arguments)
    assert said in error.value.stderr


@pytest.mark.parametrize(("target", "commands"), [("records", ["record", "digits"]), ("verify", ["verify"])])
def test_make_passes_the_path_of_mnist_to_the_commands_that_need_it(target: str, commands: list[str]) -> None:
    lines = [f".venv/bin/python -m examples {command} --data a/mnist.npz" for command in commands]
    assert "\n".join(lines) in plan(target, "MNIST=a/mnist.npz")


@pytest.mark.parametrize("since", ["auto", "1a2b3c4"])
def test_make_verify_takes_the_revision_since_which_to_verify(since: str) -> None:
    assert f"python -m examples verify --data auto --since {since}\n" in plan("verify", f"SINCE={since}")


def test_make_verify_trains_twenty_copied_scripts() -> None:
    assert plan("verify").endswith(" tests/browser/test_trainer_script.py --trainings 20")


@pytest.mark.parametrize(("package", "asked"), [("", ""), ("PACKAGE=keras", " keras")])
def test_make_upgrade_takes_the_package_and_needs_no_other_than_uv(package: str, asked: str) -> None:
    commands = plan("upgrade", *filter(None, [package]))
    assert commands.endswith(f"python -m tests.locking --upgrade{asked}")
    assert "requirements.txt" not in commands
    assert plan("lock").endswith("python -m tests.locking")


@pytest.mark.parametrize("version", ["(3, 10)", "(3, 14)", "missing"])
def test_make_says_in_one_line_that_a_python_will_not_do(tmp_path: Path, version: str) -> None:
    python = tmp_path / "python"
    if version != "missing":
        python.write_text(f"#!{sys.executable}\nimport sys\nsys.version_info = {version}\nexec(sys.argv[2])\n")
        python.chmod(0o755)
    for path in ("Makefile", "docs/uv.txt"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    made = ["make", "--no-print-directory", "check-translations", f"PYTHON={python}"]
    result = subprocess.run(made, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode != 0
    first, *_ = result.stderr.splitlines()
    assert first == (
        f"error: {python} is missing, or is not Python 3.11, 3.12 or 3.13; name one that is: "
        "make check-translations PYTHON=python3.13"
    )


# How tests are distributed among workers


def test_a_file_of_tests_is_one_workers_and_all_that_needs_keras_is(request: pytest.FixtureRequest) -> None:
    parallel = hasattr(request.config, "workerinput")
    for item in request.session.items:
        group = "keras" if item.get_closest_marker("keras") else item.path.relative_to(ROOT).as_posix()
        assert [mark.args for mark in item.iter_markers("xdist_group")] == [(group,)]
        assert item.nodeid.endswith(f"@{group}") or not parallel


# What CI runs


class Machine:
    """A machine for `.ci/run`, on which every program except bash only logs its call."""

    def __init__(self, folder: Path) -> None:
        self.calls = folder / "calls"
        self.programs = folder / "programs"
        self.home = folder / "home"
        self.project = folder / "project"
        for made in (self.programs, self.home, self.project / ".ci"):
            made.mkdir(parents=True)
        shutil.copy(ROOT / ".ci/run", self.project / ".ci/run")
        for name in ("bash", "dirname"):
            (self.programs / name).symlink_to(str(shutil.which(name)))
        for name in ("chromium-headless-shell", "firefox-esr", "make", "npm"):
            self.install(name)

    def install(self, name: str) -> None:
        """Install a program that logs its call, and fails if the call is the failing one."""
        path = self.programs / name
        path.write_text(f"""#!{shutil.which("bash")}
echo "{name} $*" >> "$CALLS"
[ "{name} $*" != "$FAILING" ]
""")
        path.chmod(0o755)

    def let_root_install(self) -> None:
        """Be a machine of root's with a package manager."""
        (self.programs / "id").write_text(f"#!{self.programs / 'bash'}\necho 0\n")
        (self.programs / "id").chmod(0o755)
        self.install("apt-get")

    def run(self, failing: str = "", **environment: str) -> tuple[int, str]:
        """Run `.ci/run`; return the exit status and the output."""
        self.calls.write_text("")
        result = subprocess.run(
            [self.programs / "bash", self.project / ".ci/run"],
            env={"PATH": str(self.programs), "HOME": str(self.home), "CALLS": str(self.calls), "FAILING": failing}
            | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return result.returncode, result.stdout + result.stderr

    @property
    def called(self) -> list[str]:
        """The logged calls, in order."""
        return self.calls.read_text().splitlines()

    def put_mnist(self, path: Path) -> None:
        """Put MNIST at the place that corresponds to `path` on this machine: beside the project, or below the home."""
        # The home may be the folder that the project is in.
        beside = path == MNIST_PATHS[0]
        here = (
            self.project.parent / path.relative_to(ROOT.parent) if beside else self.home / path.relative_to(Path.home())
        )
        here.parent.mkdir(parents=True)
        here.touch()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine that has everything but MNIST."""
    return Machine(tmp_path)


COMMAND = "make test"


def test_the_readme_has_the_command_that_runs_every_test() -> None:
    assert f"Run every test:\n\n```bash\n{COMMAND}\n```\n" in text("README.md")


@pytest.mark.parametrize("environment", [{}, {"CI": "true"}, {"BASE": "1a2b3c4"}], ids=str)
@pytest.mark.parametrize("mnist", [None, *MNIST_PATHS], ids=str)
def test_ci_runs_the_readmes_command_and_lighthouse_always(
    machine: Machine, environment: dict[str, str], mnist: Path | None
) -> None:
    if mnist:
        machine.put_mnist(mnist)
    status, _ = machine.run(**environment)
    assert status == 0
    assert machine.called[:2] == [COMMAND, "make lighthouse"]


@pytest.mark.parametrize("failing", [COMMAND, "make lighthouse"])
def test_ci_stops_at_what_fails(machine: Machine, failing: str) -> None:
    machine.put_mnist(MNIST_PATHS[0])
    status, _ = machine.run(failing)
    assert status != 0
    assert machine.called[-1] == failing


@pytest.mark.parametrize(
    ("mnist", "shown"),
    [(MNIST_PATHS[0], "../shared/data/mnist.npz"), (MNIST_PATHS[1], "{home}/.keras/datasets/mnist.npz")],
)
def test_ci_verifies_what_is_touched_where_mnist_is_beside_the_project_or_in_keras_cache(
    machine: Machine, mnist: Path, shown: str
) -> None:
    machine.put_mnist(mnist)
    verify = f"make verify MNIST={shown.format(home=machine.home)} SINCE=auto"
    assert machine.run() == (0, "")
    assert machine.called == [COMMAND, "make lighthouse", verify]
    status, _ = machine.run(verify)
    assert status != 0


def test_ci_installs_chromium_where_there_is_none_or_takes_one_with_windows(machine: Machine) -> None:
    (machine.programs / "chromium-headless-shell").unlink()
    machine.let_root_install()
    install = "apt-get install -y -qq chromium-headless-shell fonts-noto-core"
    assert machine.run()[0] == 0
    assert machine.called == ["apt-get update -qq", install, COMMAND, "make lighthouse"]
    assert machine.run(install)[0] != 0
    assert machine.called[-1] == install
    machine.install("chromium")
    assert machine.run(install)[0] == 0
    assert machine.called[-1] == "make lighthouse"


def test_ci_lets_git_read_a_checkout_of_another_user_beside_what_is_set_already(machine: Machine) -> None:
    (machine.programs / "make").write_text(
        f"#!{machine.programs / 'bash'}\nfor n in 0 1; do key=GIT_CONFIG_KEY_$n value=GIT_CONFIG_VALUE_$n\n"
        'echo "$GIT_CONFIG_COUNT ${!key:-} ${!value:-}" >> "$CALLS"; done\n'
    )
    safe = f"safe.directory {machine.project}"
    machine.run()
    assert machine.called[:2] == [f"1 {safe}", "1  "]
    machine.run(GIT_CONFIG_COUNT="1", GIT_CONFIG_KEY_0="user.name", GIT_CONFIG_VALUE_0="a")
    assert machine.called[:2] == ["2 user.name a", f"2 {safe}"]


def test_ci_installs_firefox_where_there_is_none_or_takes_that_of_the_system(machine: Machine) -> None:
    (machine.programs / "firefox-esr").unlink()
    machine.let_root_install()
    install = "apt-get install -y -qq firefox-esr"
    assert machine.run()[0] == 0
    assert machine.called == ["apt-get update -qq", install, COMMAND, "make lighthouse"]
    assert machine.run(install)[0] != 0
    assert machine.called[-1] == install
    machine.install("firefox")
    assert machine.run()[0] == 0
    assert machine.called == [COMMAND, "make lighthouse"]


def test_ci_passes_without_mnist_and_says_what_it_skipped(machine: Machine) -> None:
    status, said = machine.run()
    assert status == 0
    assert said.startswith("skipped: make verify and the tests on MNIST, ")
    assert machine.called == [COMMAND, "make lighthouse"]


def test_only_a_persons_machine_may_lack_npm(machine: Machine) -> None:
    (machine.programs / "npm").unlink()
    status, said = machine.run()
    assert status == 0
    assert said.startswith("skipped: make lighthouse, ")
    assert machine.called == [COMMAND]
    status, said = machine.run(CI="true")
    assert status != 0
    assert said == "error: no npm on this machine, for make lighthouse\n"


# What is supported


def test_the_pythons_that_the_readme_names_are_those_that_are_supported() -> None:
    assert tomllib.loads(text("pyproject.toml"))["project"]["requires-python"] == ">=3.11,<3.14"
    assert text("README.md").count("3.11–3.13") == 2
    assert "(3, 11) <= sys.version_info < (3, 14)" in text("Makefile")


def test_no_page_or_setting_names_a_repository_that_we_do_not_know() -> None:
    assert "repo_url: !ENV REPO_URL" in text("mkdocs.yml")
    assert 'site_url: !ENV [SITE_URL, "http://localhost:8000/"]' in text("mkdocs.yml")


# A checkout


def test_a_checkout_ends_its_lines_with_lf_whatever_git_is_set_to(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        settings = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "core.autocrlf=true", "-c", "core.eol=crlf"]
        subprocess.run(["git", *settings, *arguments], cwd=tmp_path, capture_output=True, check=True)

    kept = {".gitattributes": text(".gitattributes").encode(), "run": b"a\nb\n", "a.png": b"\x89PNG\r\n", "b": b"c\n"}
    for name, content in kept.items():
        (tmp_path / name).write_bytes(content)
    git("init", "--quiet", "--template=")
    git("add", "--all")
    git("commit", "--quiet", "--message", "a")
    for name in kept:
        (tmp_path / name).unlink()
    git("checkout", "--quiet", "--", ".")
    assert {name: (tmp_path / name).read_bytes() for name in kept} == kept


def test_what_an_editor_of_windows_commits_ends_its_lines_with_lf_too(tmp_path: Path) -> None:
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    (tmp_path / "a.md").write_bytes(b"a\r\nb\r\n")
    for arguments in (["init", "--quiet", "--template="], ["add", "--all"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, capture_output=True, check=True)
    shown = subprocess.run(["git", "show", ":a.md"], cwd=tmp_path, capture_output=True, check=True)
    assert shown.stdout == b"a\nb\n"
