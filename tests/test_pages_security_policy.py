"""The policy of a page: its words, and its place."""

from __future__ import annotations

import pytest

from explainer.pages.security_policy import policy_of, with_policy


def test_policy() -> None:
    assert policy_of(("sha256-b=", "sha256-a=")) == (
        "default-src 'none'; font-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-a=' 'sha256-b='; "
        "style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; object-src 'none'; "
        "form-action 'self'"
    )


def test_it_stands_before_all_that_loads_or_runs() -> None:
    page = '<head>\n<meta charset="utf-8">\n<script src="a.js"></script><p>&lt;meta charset="utf-8"&gt;'
    assert with_policy(page, "default-src 'self'") == page.replace(
        '"utf-8">\n', '"utf-8"><meta http-equiv="Content-Security-Policy" content="default-src \'self\'">\n', 1
    )


def test_a_page_without_a_place_for_it_is_no_page() -> None:
    with pytest.raises(ValueError, match=r"^the page has no <meta charset>, behind which its policy stands$"):
        with_policy("<html><head><title>T</title>", "default-src 'self'")
