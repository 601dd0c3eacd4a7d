"""A project's file of mistakes with a single one, and the page that shows it, for tests of what reads them."""

from pathlib import Path

from docs.plugins.project.mistakes import PAGE, PATH

ID = "no-loss"
MISTAKES = f"""{ID}:
  lesson: {PAGE}#{ID}
  template: "No loss for {{n}}."
  why: {{vi: Thiếu hàm mất mát., en: There is no loss.}}
  cure: {{vi: Thêm hàm ấy., en: Add one.}}
"""
SITE = "http://localhost:8000/"
SETTINGS = f'site_name: A\nsite_url: !ENV [SITE_URL, "{SITE}"]\nrepo_url: !ENV REPO_URL\n'
TITLES = {"vi": ("Lỗi thường gặp", "Thiếu `loss`"), "en": ("Common mistakes", "No `loss`")}


def write_mistakes(root: Path) -> None:
    """Write them, and the settings that say the site's address, below the root of a project."""
    (root / PATH).write_text(MISTAKES, encoding="utf-8")
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    for language, (page, title) in TITLES.items():
        path = root / f"docs/{language}/{PAGE}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# {page} {{ #{PAGE} }}\n\n## {title} {{ #{ID} }}\n", encoding="utf-8")
