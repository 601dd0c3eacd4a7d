"""What JavaScript files share is read from their code and from their heads; differences between the two are found."""

import pytest

from tests.support.javascript import out_of_reach, problems, read_script, templates_of_several_lines

GIVER = """// Doubles.
// Gives: double

function double(number) {
  return sum(number, number);
}

function sum() {}
"""
NEEDER = """// Shows a number.
// Needs: double (giver.js)
{
  show(double(2));
}
"""
NOT_SHARED = "neither a function nor a block is at the top level"


def found(giver: str = GIVER, needer: str = NEEDER) -> list[str]:
    return list(problems({"giver.js": giver, "needer.js": needer}))


def test_heads_that_name_all_that_is_shared_are_right() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("// Needs: double (giver.js)\n", "", "needer.js: it uses double without // Needs: double (giver.js)"),
        ("show(double(2));", "show(2);", "needer.js: it does not need double (giver.js)"),
        ("double (giver.js)", "double, sum (giver.js)", "needer.js: it does not need sum (giver.js)"),
        ("// Gives: double\n", "", "giver.js: another file uses double: // Gives: double"),
        ("// Gives: double\n", "// Gives: double, sum\n", "giver.js: it gives sum to no file"),
        ("// Doubles.\n", "", "giver.js: its first line does not say what it is for"),
        ("// Shows a number.\n", "", "needer.js: its first line does not say what it is for"),
        ("{\n  show", "const two = 2;\n{\n  show", f"needer.js: {NOT_SHARED}: const two = 2;"),
        ("function sum() {}", "window.sum = 1;", f"giver.js: {NOT_SHARED}: window.sum = 1;"),
        ("{\n  show", "function sum() {}\n{\n  show", "needer.js: giver.js has a function sum too"),
    ],
)
def test_each_thing_that_is_wrong_is_named(old: str, new: str, problem: str) -> None:
    assert (GIVER + NEEDER).count(old) == 1
    assert problem in found(GIVER.replace(old, new), NEEDER.replace(old, new))


def test_another_file_than_the_one_that_has_the_function_is_named() -> None:
    assert found(needer=NEEDER.replace("giver.js", "other.js")) == [
        "needer.js: it uses double without // Needs: double (giver.js)",
        "needer.js: it does not need double (other.js)",
    ]


def test_a_file_may_need_what_is_loaded_before_it() -> None:
    assert list(out_of_reach({"giver.js": GIVER, "needer.js": NEEDER})) == []


@pytest.mark.parametrize(
    "loaded", [{"needer.js": NEEDER, "giver.js": GIVER}, {"needer.js": NEEDER}], ids=["too late", "not at all"]
)
def test_a_file_that_needs_what_is_not_loaded_before_it_is_named(loaded: dict[str, str]) -> None:
    assert list(out_of_reach(loaded)) == ["needer.js: giver.js, which it needs, is not loaded before it"]


@pytest.mark.parametrize(
    "code",
    [
        "double(1)",
        "[...double]",
        "`a ${double(1)} b`",
        "`${ask({ number: double })}`",
        "one ? double : other",
        "a / double / b",
        '"a" + double + "b"',
        'text.replace(/"/g, double)',
    ],
)
def test_a_function_is_used_where_its_name_is_code(code: str) -> None:
    assert "double" in read_script(f"{{\n  {code};\n}}\n").used


@pytest.mark.parametrize(
    "code",
    [
        "// double",
        "/* double\n double */",
        '"double"',
        "'double'",
        "`double`",
        "/double/g",
        "all.double",
        "all?.double",
        "{ double: 1 }",
        "doubled",
        "redouble",
        r'"\" double"',
    ],
)
def test_a_function_is_not_used_where_its_name_is_something_else(code: str) -> None:
    assert "double" not in read_script(f"{{\n  {code};\n}}\n").used


def test_a_template_of_several_lines_is_found_and_a_placeholder_of_several_is_none() -> None:
    script = 'const a = `one ${\n  two\n}`;\nconst b = `\n  one`;\nconst c = "`\\n";\n'
    assert templates_of_several_lines(script) == ["\n  one"]
