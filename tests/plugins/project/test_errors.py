"""A mistake that the user can fix is said in one line."""

import pytest

from docs.plugins.project.errors import report_error


def test_an_error_is_one_line_whatever_it_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    assert report_error('no example "a\nb\r\nc"') == 2
    assert capsys.readouterr() == ("", 'error: no example "a b c"\n')
