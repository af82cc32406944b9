"""The content security policy of a page: what a browser may load and run in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CHARSET = re.compile(r"<meta charset=\"?utf-8\"?>", re.IGNORECASE)


def policy_of(hashes: Iterable[str] = ()) -> str:
    """The policy, with the inline scripts that may run, each as `sha256-…`.

    The search compiles WebAssembly, and Material's style sheet has small pictures in its addresses (`data:`).
    """
    scripts = " ".join(("'self'", "'wasm-unsafe-eval'", *(f"'{digest}'" for digest in sorted(hashes))))
    return (
        f"default-src 'none'; font-src 'self'; script-src {scripts}; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'"
    )


def with_policy(html: str, policy: str) -> str:
    """The page with the policy before anything that could load or run. Raises ValueError if the charset is missing.

    A policy applies only to scripts and style sheets after it.
    """
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    page, count = _CHARSET.subn(lambda match: match[0] + meta, html, count=1)
    if not count:
        raise ValueError("the page has no <meta charset>, behind which its policy stands")
    return page
