"""The links to the files of a script: at the head of its lesson, on its example's page, and below each cell."""

from docs.plugins.fences.pieces import download, link, row_of_links
from docs.plugins.fences.view import View
from docs.plugins.project.links import script_address
from docs.plugins.project.scripts import Script


def page_links(script: Script, view: View) -> str:
    """The links of an example's page to its lesson, its files, and Colab."""
    lesson = link(view.address(view.links.page(script.page)), view.label("lesson"), view.label("lesson"))
    return row_of_links([lesson, *script_links(script, view)])


def script_links(script: Script, view: View) -> list[str]:
    """The links to a script's files, and to Colab."""
    links = [script_file(script, view), notebook(script, view)]
    if address := view.links.colab(script, script.cells[0]):
        links.append(link(address, view.label("colab"), f"{script.stem}.ipynb"))
    return links


def script_file(script: Script, view: View) -> str:
    """The link to the script."""
    return download(view.address(script_address(script)), view.label("script"), f"{script.stem}.py")


def notebook(script: Script, view: View) -> str:
    """The link to the notebook."""
    return download(view.address(view.links.notebook(script)), view.label("notebook"), f"{script.stem}.ipynb")
