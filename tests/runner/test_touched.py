"""Which records are verified after a change, and where a change begins."""

import os
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from docs.plugins.project import git as project_git
from docs.plugins.project.errors import UserError
from docs.plugins.project.programs import Program
from docs.plugins.project.references import Reference
from examples.runner.touched import changed_since, find_base, touched
from tests.runner.conftest import make_script
from tests.support.programs import PROJECT, ROOT

SCRIPTS = [make_script("# %% all\n1", name) for name in ("one", "two", "solutions/one")]
START = datetime.fromisoformat("2026-11-25T12:00:00+00:00")
ZEROS = "0" * 40


class Repository:
    """A git repository for a test to change."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, at: datetime = START) -> str:
        """Run git without the user's settings; return its output."""
        person = {"NAME": "nobody", "EMAIL": "nobody@example.org", "DATE": at.isoformat()}
        people = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()}
        no_settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        result = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=os.environ | people | no_settings,
            capture_output=True,
            text=True,
            check=True,
        )
        return result.stdout.strip()

    def write(self, path: str, text: str = "new") -> None:
        """Write a file."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def commit(self, path: str = "file", hours: float = 0) -> str:
        """Commit everything, with a change of the file `path`, this many hours after the start; return the commit."""
        at = START + timedelta(hours=hours)
        self.write(path, at.isoformat())
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", path, at=at)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository."""
    return Repository(tmp_path)


def names(*paths: str) -> list[str]:
    return [script.name for script in touched(paths, SCRIPTS)]


# What touches a script


@pytest.mark.parametrize(
    "path",
    [
        "examples/one.py",
        "examples/notebooks/one.ipynb",
        "examples/values/one.yml",
        "examples/weights/one.safetensors",
    ],
)
def test_a_script_is_touched_by_each_of_its_own_files(path: str) -> None:
    assert names(path) == ["one"]
    assert names(path.replace("one.", "solutions/one.")) == ["solutions/one"]


@pytest.mark.parametrize(
    "path",
    [
        "requirements.txt",
        "docs/requirements.txt",
        "examples/requirements-extra.txt",
        "examples/runner/kernel.py",
        "docs/plugins/project/programs.py",
        "docs/plugins/project/scripts.py",
        "docs/plugins/project/records.py",
    ],
)
def test_what_every_record_depends_on_touches_all_scripts(path: str) -> None:
    assert (ROOT / path).is_file()
    assert names(path) == ["one", "two", "solutions/one"]


def test_a_script_is_touched_by_a_file_that_it_asks_for() -> None:
    asks = make_script('# %% all\nopen("photos.zip")', "three")
    assert touched(["examples/photos.zip"], [*SCRIPTS, asks]) == [asks]


def test_a_script_is_touched_by_those_of_whose_cells_a_program_is_made_that_it_imports() -> None:
    imports = make_script("# %% all\nfrom photo import half", "three")
    program = Program("photo.py", (Reference("one", "all"), Reference("two", "all")))
    for path in ("examples/one.py", "examples/two.py"):
        own = [script for script in SCRIPTS if script.path == path]
        assert touched([path], [*SCRIPTS, imports], {"photo.py": program}) == [*own, imports]
    assert touched(["examples/one.py"], [imports]) == []


def test_the_lock_of_pytorch_touches_the_scripts_that_name_it() -> None:
    names_it = make_script("# %% all\nbackends = ['tensorflow', 'torch']", "three")
    assert (ROOT / "requirements-torch.txt").is_file()
    assert touched(["requirements-torch.txt"], [*SCRIPTS, names_it]) == [names_it]


def test_a_script_is_touched_by_each_program_that_it_names() -> None:
    starts = make_script("# %% all\nrun('join.py', 'photo.py')", "three")
    assert touched(["examples/programs/join.py"], [*SCRIPTS, starts]) == [starts]
    program = Program("photo.py", (Reference("one", "all"),))
    assert touched(["examples/one.py"], [*SCRIPTS, starts], {"photo.py": program}) == [SCRIPTS[0], starts]


@pytest.mark.parametrize(
    "path",
    [
        "docs/vi/one.md",
        "tests/pages/test_one.py",
        "requirements.in",
        "examples/tolerances.yml",
        "one.py",
        "notes/examples/one.py",
    ],
)
def test_other_files_touch_no_script(path: str) -> None:
    assert names(path) == []


def test_each_touched_script_comes_once_in_the_order_of_the_scripts() -> None:
    paths = ["examples/solutions/one.py", "examples/notebooks/two.ipynb", "docs/vi/two.md", "examples/two.py"]
    assert names(*paths) == ["two", "solutions/one"]


def test_the_files_of_the_projects_scripts_are_where_they_are_looked_for() -> None:
    scripts = PROJECT.scripts.values()
    for script in scripts:
        assert (ROOT / script.path).is_file()
        assert touched([script.record_path], scripts) == [script]


# What has changed


def test_committed_and_uncommitted_and_unknown_files_have_changed(repository: Repository) -> None:
    repository.write("renamed", "the same\n" * 9)
    repository.write("left", "as it was")
    base = repository.commit("examples/chữ số.py")
    repository.git("mv", "renamed", "its-new-name")
    repository.commit("committed")
    repository.write("examples/chữ số.py")
    repository.write("folder/unknown")
    repository.write(".gitignore", "ignored")
    repository.write("ignored")
    assert sorted(changed_since(repository.root, base)) == [
        ".gitignore",
        "committed",
        "examples/chữ số.py",
        "folder/unknown",
        "its-new-name",
        "renamed",
    ]


def test_the_paths_are_those_from_the_projects_root_inside_another_repository(repository: Repository) -> None:
    base = repository.commit("project/examples/one.py")
    repository.write("project/examples/one.py")
    repository.write("project/examples/two.py")
    repository.commit("outside")
    assert sorted(changed_since(repository.root / "project", base)) == ["examples/one.py", "examples/two.py"]


@pytest.mark.parametrize("revision", ["nowhere", ZEROS, "--output=written"])
def test_an_unknown_revision_is_one_line(repository: Repository, revision: str) -> None:
    repository.commit()
    with pytest.raises(UserError) as error:
        changed_since(repository.root, revision)
    assert str(error.value) == f'git knows no revision "{revision}"; give --since another one, or leave it out'
    assert not (repository.root / "written").exists()


def test_a_folder_that_git_does_not_know_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for ask in (lambda: changed_since(tmp_path, "HEAD"), lambda: find_base(tmp_path, {})):
        with pytest.raises(UserError, match=r"^git refuses \(not a git repository .*\); otherwise leave out --since$"):
            ask()


def test_a_machine_without_git_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError) as error:
        changed_since(tmp_path, "HEAD")
    assert str(error.value) == "git cannot be run (No such file or directory); install it; otherwise leave out --since"


SETTINGS = """[color]
    ui = always
[core]
    quotePath = true
    excludesFile = {folder}/ignored-by-the-user
[diff]
    external = false
    noprefix = true
    orderFile = /no/such/file
    renames = true
[log]
    showSignature = true
"""


def test_no_setting_of_the_users_changes_what_is_found(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("theirs")
    (folder / "settings").write_text(SETTINGS.format(folder=folder), encoding="utf-8")
    (folder / "ignored-by-the-user").write_text("*.py\n", encoding="utf-8")
    base = repository.commit("examples/chữ số.py")
    head = repository.commit("later", hours=9)
    repository.write("examples/chữ số.py")
    repository.commit("last", hours=9)
    repository.write("examples/new.py")
    os.utime(repository.root / "later", (0, 0))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(folder / "settings"))
    # In a hook, git names another repository.
    monkeypatch.setenv("GIT_DIR", str(folder))
    monkeypatch.setenv("GIT_INDEX_FILE", str(folder / "index"))
    monkeypatch.setenv("GIT_TRACE", "1")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert sorted(changed_since(repository.root, head)) == ["examples/chữ số.py", "examples/new.py", "last"]
    assert find_base(repository.root, {}) == base


def test_a_checkout_of_another_users_is_refused_by_git_and_the_message_says_so(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit()
    (repository.root / "project").mkdir()
    # As git's own tests do, and without the exception that CI makes.
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    for name in [name for name in os.environ if name.startswith("GIT_CONFIG")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setattr(project_git, "KEPT", (*project_git.KEPT, "GIT_TEST_ASSUME_DIFFERENT_OWNER"))
    root = repository.root / "project"
    for ask in (
        lambda: changed_since(root, "HEAD"),
        lambda: find_base(root, {}),
        lambda: find_base(root, {"BASE": "HEAD"}),
    ):
        with pytest.raises(UserError) as error:
            ask()
        assert str(error.value) == (
            f"git refuses (detected dubious ownership in repository at '{repository.root}'); if you trust this folder: "
            f"git config --global --add safe.directory {repository.root}; otherwise leave out --since"
        )


# The commit at which a change begins


def test_the_base_that_ci_names_is_taken(repository: Repository) -> None:
    first = repository.commit()
    repository.commit(hours=1)
    assert find_base(repository.root, {"BASE": first}) == first


@pytest.mark.parametrize("base", ["", ZEROS, "1" * 40])
def test_where_ci_names_no_commit_or_one_that_is_gone_all_may_have_changed(repository: Repository, base: str) -> None:
    repository.commit()
    repository.commit(hours=9)
    assert find_base(repository.root, {"BASE": base}) is None


def test_the_change_of_a_branch_begins_where_it_has_left_the_main_one(repository: Repository) -> None:
    left = repository.commit()
    repository.commit("on-main", hours=1)
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    repository.git("checkout", "--quiet", "-b", "branch", left)
    repository.commit("on-branch", hours=20)
    repository.commit("on-branch-too", hours=40)
    assert find_base(repository.root, {}) == left


@pytest.mark.parametrize("has_origin", [False, True])
def test_on_the_main_branch_the_change_is_that_of_the_last_session(repository: Repository, has_origin: bool) -> None:
    repository.commit("long-before")
    before = repository.commit("before", hours=1)
    for hours in (5.5, 7, 9):
        repository.commit(f"after-{hours}", hours=hours)
    if has_origin:
        repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    assert find_base(repository.root, {}) == before


def test_where_there_was_no_session_before_all_may_have_changed(repository: Repository) -> None:
    for hours in (0, 1, 3):
        repository.commit(f"after-{hours}", hours=hours)
    assert find_base(repository.root, {}) is None
