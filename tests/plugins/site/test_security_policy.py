"""The Content-Security-Policy that each page has."""

import re
from pathlib import Path

import pytest

from docs.plugins.site.security_policy import HEAD, POLICY, policy, with_policy
from tests.support.addresses import EVERY_PAGE_FILE, LANGUAGE_FOLDERS

NOT_OF_THE_SITE = (
    *("base-uri", "child-src", "font-src", "form-action", "frame-src", "manifest-src", "media-src", "object-src"),
)
PAGES = [
    *EVERY_PAGE_FILE,
    *(f"{root}/{page}" for root in LANGUAGE_FOLDERS for page in ("404.html", "print/index.html")),
]
FORBIDDEN = {f"{what} 'none'" for what in NOT_OF_THE_SITE}
META = re.compile('<meta http-equiv="Content-Security-Policy" content="([^"]+)">')


def test_an_inline_script_may_run_by_its_hash() -> None:
    # echo -n "let a" | openssl dgst -sha256 -binary | base64
    assert "script-src 'self' 'sha256-IfEXP/8HLuXoAiy0hZVrCAcjcLsZqYFpLOHDGj8enqE=';" in policy(
        "<script>let a</script>"
    )


def test_data_needs_no_leave_to_run() -> None:
    assert policy('<script type="application/ld+json">{}</script>') == policy("") == POLICY.format(hashes="")


def test_the_policy_comes_before_all_that_it_governs() -> None:
    page = with_policy(f"<head>{HEAD}<link rel='stylesheet'><script>let a</script></head>")
    assert page.startswith(f"<head>{HEAD}\n<meta http-equiv=")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_from_its_site_alone_and_has_nothing_that_its_policy_forbids(site: Path, path: str) -> None:
    html = (site / path).read_text(encoding="utf-8")
    (stated,) = META.findall(html)
    assert stated == policy(html)
    assert set(stated.split("; ")) >= FORBIDDEN
    assert not re.search(r"'unsafe|https?:", stated)
    assert not re.search(r"<style|<[a-z][^>]* (style|on[a-z]+)=", html)


def test_pages_that_are_read_as_files_have_none_as_each_file_is_an_origin_of_its_own(flat_site: Path) -> None:
    assert not META.search((flat_site / "sequential.html").read_text(encoding="utf-8"))
