"""A cell of a mistake or of a cure whose tags say another thing than docs/mistakes.yml: a line for each. Pure."""

from collections.abc import Iterator

from docs.plugins.fences.mistake_parts import CURE
from docs.plugins.project.mistakes import PATH
from docs.plugins.project.project import Project
from docs.plugins.project.scripts import RAISES, WARNS


def tag_problems(project: Project) -> Iterator[str]:
    """Each such cell with its place. Only a run would tell that one with the right tags does what they say."""
    for id_, script in project.mistake_scripts.items():
        for cell in script.cells:
            tags = [tag for tag in (RAISES, WARNS) if tag in cell.tags]
            if cell.name == id_:
                problem = _of_mistake(tags, has_message=bool(project.mistakes[id_].templates))
            elif cell.name == f"{id_}{CURE}" and tags:
                problem = f"cures a mistake, and so neither raises nor warns; take out {' and '.join(tags)}"
            else:
                continue
            if problem:
                yield f'{script.path}:{cell.line}: the cell "{cell.name}" {problem}'


def _of_mistake(tags: list[str], *, has_message: bool) -> str:
    if len(tags) > 1:
        return f"has the tags {' and '.join(tags)}; keep the first where it ends with an error, else the second"
    if has_message and not tags:
        return f"has neither of the tags {RAISES} and {WARNS}, but its mistake a template in {PATH}; add one"
    if tags and not has_message:
        return f"has the tag {tags[0]}, but its mistake no template in {PATH}; take it out, or write the template"
    return ""
