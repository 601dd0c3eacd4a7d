"""The checks of the tiny project's exercises, for tests of what reads and shows them."""

from tests.support.tiny_project import TinyProject

PATH = "examples/checks/add.yml"
CHECKS = """1:
  names:
    total: {vi: "tổng, một số `int`", en: "the sum, a number `int`"}
  checks:
    sum:
      holds: total == 1_234
      says: {vi: "tổng là {total}.", en: "the sum is {total}."}
      hints:
        - {when: total < 1_234, vi: "{total} thiếu {1_234 - total}.", en: "{total} lacks {1_234 - total}."}
        - {vi: "{total} không phải là tổng.", en: "{total} is no sum."}
2:
  names:
    mean: {vi: trung bình, en: the mean}
    parts: {vi: các số, en: the numbers}
  checks:
    mean:
      holds: mean == 0.5
      says: {vi: "trung bình là {mean}.", en: "the mean is {mean}."}
      hints:
        - {vi: "{mean:.2f} không phải.", en: "{mean:.2f} it is not."}
    parts:
      holds: sum(part for part in parts) / len(parts) == mean
      says: {vi: "đúng {mean:.1%}.", en: "right {mean:.1%}."}
      hints:
        - {vi: "{len(parts)} số.", en: "{len(parts)} numbers."}
"""
NAVIGATION = "nav:\n  - index.md\n  - lessons:\n      - add.md\n      - look.md\n"


def write_checks(project: TinyProject) -> None:
    """Give the tiny project checks, of its lesson `add` and not of its lesson `look`."""
    project.write(PATH, CHECKS)
    project.write("mkdocs.yml", NAVIGATION)
