"""Waiting for what an expression gives in a page.

Playwright's own polling runs text as script, which the policy of every page refuses.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Page

_SECONDS = 30


def wait_for(page: Page, expression: str, arg: Any = None) -> Any:
    """What the expression, or the function, gives as soon as that is true. The page may be loaded anew meanwhile."""
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        with suppress(Error):
            if found := page.evaluate(expression, arg):
                return found
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")
