"""A tiny project that is in order: each test breaks one thing of it."""

from pathlib import Path

import pytest

from tests.programs import ROOT

SCRIPT = '''"""vi: Cộng hai số.
en: Add two numbers.
"""

# %% numbers
a, b = 1, 2

# %% sum
print(a + b)
'''
PAGE = """# Add { #add }

## Code { #code }

```example
add.py#numbers
```

```example
add.py#sum
```
"""
GLOSSARY = """
- id: sum
  names: {vi: tổng, en: sum}
  meanings: {vi: Kết quả của phép cộng., en: What adding gives.}
  forms: {en: [sums]}
"""
ERRATA = """
W1:
  wrong: 1 +
  says: "SyntaxError: invalid syntax"
  right: 1 + 1
"""


class Project:
    """The files of a project, by their paths from its root."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, text: str) -> None:
        """Write a file and the folders above it."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace `old`, which must be there, in a file."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))


def make_project(root: Path) -> Project:
    """One lesson in two languages, the real languages, and a little of all else."""
    project = Project(root)
    project.write("docs/languages.yml", (ROOT / "docs/languages.yml").read_text(encoding="utf-8"))
    project.write("docs/glossary.yml", GLOSSARY)
    project.write("docs/errata.yml", ERRATA)
    project.write("examples/add.py", SCRIPT)
    for language in ("vi", "en"):
        project.write(f"docs/{language}/add.md", PAGE)
        project.write(f"docs/{language}/index.md", "# Home { #index }\n")
    return project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The tiny project, for a test to break."""
    return make_project(tmp_path)
