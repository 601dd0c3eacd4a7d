"""Where the links of an example's page lead."""

from docs.plugins.fences.script_links import page_links
from tests.plugins.rendering import relative
from tests.support.tiny_project import TinyProject
from tests.support.views import view_of


def test_the_page_of_an_example_leads_to_the_lesson_and_to_its_files(project: TinyProject) -> None:
    view = view_of("en", project.read())
    html = relative(page_links(view.project.scripts["add"], view), view, "examples/add")
    assert '<a href="../../add/" title="Lesson">Lesson</a>' in html
    assert '<a href="add.py" title="add.py" download>' in html
    assert '<a href="add.ipynb" title="add.ipynb" download>' in html
    assert "Colab" not in html


def test_the_page_of_an_example_does_so_where_pages_are_files(project: TinyProject) -> None:
    view = view_of("en", project.read(), directory_urls=False)
    html = relative(page_links(view.project.scripts["add"], view), view, "examples/add")
    assert '<a href="../add.html" title="Lesson">' in html
    assert '<a href="add/add.py" title="add.py" download>' in html
    assert '<a href="add.ipynb" title="add.ipynb" download>' in html
