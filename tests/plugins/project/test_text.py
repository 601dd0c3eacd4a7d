"""The text of a file is the same however an editor or a system has written it, and what is no text is named."""

import codecs
import unicodedata

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.text import bad_characters, text_of


def refused(content: bytes) -> str:
    with pytest.raises(ProjectError) as error:
        text_of("a.md", content)
    return str(error.value)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_a_text_is_the_same_whatever_ends_its_lines(end: str) -> None:
    assert text_of("a.md", f"một{end}{end}hai{end}".encode()) == "một\n\nhai\n"


@pytest.mark.parametrize(
    "written",
    [
        codecs.BOM_UTF8 + "một".encode(),
        codecs.BOM_UTF8 * 2 + "một".encode(),
        b"m" + codecs.BOM_UTF8 + "ột".encode(),
    ],
)
def test_a_byte_order_mark_is_read_over_wherever_it_stands(written: bytes) -> None:
    assert text_of("a.md", written) == "một"


# As one character, as a letter and two marks in either order, as a letter with its hat and one mark, and the other way.
@pytest.mark.parametrize("written", ["\u1ec7", "e\u0323\u0302", "e\u0302\u0323", "\u00ea\u0323", "\u1eb9\u0302"])
def test_a_vietnamese_letter_is_one_character_however_it_is_written(written: str) -> None:
    assert text_of("a.md", f"ti{written}t".encode()) == "ti\u1ec7t"


def test_other_characters_stay_as_they_are() -> None:
    text = "\u00a0½ ﬁ ① ™ 中 🙂 ‘’ “” e\u20dd"
    assert unicodedata.normalize("NFKC", text) != text
    assert text_of("a.md", text.encode()) == text


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff", "1: not UTF-8 (invalid start byte)"),
        (b"one\ntwo \xff\nthree", "2: not UTF-8 (invalid start byte)"),
        ("đồng".encode("cp1258", "replace"), "1: not UTF-8 (invalid continuation byte)"),
        ("một\nhai".encode("utf-16"), "1: not UTF-8 (a zero byte, as UTF-16 has)"),
        ("mot\nhai".encode("utf-16-le"), "1: not UTF-8 (a zero byte, as UTF-16 has)"),
        (b"one\rtwo\rthree \xff", "3: not UTF-8 (invalid start byte)"),
        (b"one\r\ntwo\r\r\nthree \xff", "3: not UTF-8 (invalid start byte)"),
    ],
)
def test_what_is_not_utf_8_is_named_with_its_line(content: bytes, problem: str) -> None:
    assert refused(content) == f"a.md:{problem}; save the file as UTF-8"


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", ">>>>>>> theirs", "<<<<<<<", ">>>>>>>"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_marks_of_a_conflict_are_named_with_their_line(mark: str, end: str) -> None:
    assert refused(f"one{end}{mark}{end}two".encode()) == (
        f'a.md:2: "{mark}" is git\'s mark of a conflict; resolve it, and delete its marks'
    )


@pytest.mark.parametrize(
    "line",
    [
        "=======",
        "========",
        "|||||||",
        "    <<<<<<< HEAD",
        "<<<<<<<<",
        "<<<<<<<HEAD",
        "<><><><",
        '=== "Tab"',
        "| ======= |",
    ],
)
def test_a_line_that_git_would_not_write_is_no_mark(line: str) -> None:
    assert text_of("a.md", line.encode()) == line


@pytest.mark.parametrize("character", ["\x08", "\x0b", "\x0c", "\x1b", "\x85", "\u200b", "\u2028", "\u202e"])
def test_a_character_that_no_one_sees_is_named(character: str) -> None:
    assert list(bad_characters(f"một\nh{character}ai")) == [
        (2, f"a character that no one sees, U+{ord(character):04X}; delete it")
    ]


def test_a_letter_that_was_lost_is_named() -> None:
    assert list(bad_characters("m\ufffdt")) == [(1, '"\ufffd" stands for a letter that was lost; write it again')]


@pytest.mark.parametrize("meant", ["đ", "ấ", "ễ", "é", "“", "—"])
def test_a_letter_that_a_program_has_read_in_windows_encoding_is_named(meant: str) -> None:
    run = meant.encode().decode("cp1252")
    assert list(bad_characters(f"một\na{run}b")) == [
        (2, f'"{run}" is "{meant}" in UTF-8 that was read as Windows-1252; write it again')
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Tiếng Việt: “đúng”, «être» … déjà-vu — 5 µm",
        "\tmột\u00a0hai",
        "می\u200cخواهم",
        "Þór Æð",
        "中文 🙂",
        "\u2066abc\u2069",
        "ก\u200bข",
        "É° Ɂ°",
    ],
)
def test_what_people_write_is_not_named(text: str) -> None:
    assert list(bad_characters(text)) == []
