"""The Content-Security-Policy of a page: it loads from its own site alone, and runs its own inline scripts alone."""

import base64
import hashlib
import re

# Without attributes: a `<script>` that has a type, as JSON-LD has, is data and does not run.
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
HEAD = '<meta charset="utf-8">'
# Firefox checks the prefetching of the next lesson against default-src alone. So that is 'self', and each kind of file
# that the site doesn't use is forbidden by name.
POLICY = (
    "default-src 'self'; script-src 'self'{hashes}; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; child-src 'none'; font-src 'none'; frame-src 'none'; manifest-src 'none'; media-src 'none'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'"
)


def with_policy(html: str) -> str:
    """The page with its policy, which stands first in the head: it governs only what comes after it."""
    assert HEAD in html
    return html.replace(HEAD, f'{HEAD}\n<meta http-equiv="Content-Security-Policy" content="{policy(html)}">', 1)


def policy(html: str) -> str:
    """The policy that lets the page's inline scripts run, and no others."""
    hashes = {_hash(script) for script in INLINE_SCRIPT.findall(html)}
    return POLICY.format(hashes="".join(f" '{hash_}'" for hash_ in sorted(hashes)))


def _hash(script: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"
