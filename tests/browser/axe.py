"""What axe-core finds on a page, by the rules of WCAG 2.2 A and AA and its best practices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Rules = Mapping[str, object]
ALL_RULES: Rules = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS: Rules = {"type": "rule", "values": ["color-contrast"]}
"""The rule that a change of colours alone can break."""
_AXE = Axe()


def barriers_of(page: Page, rules: Rules = ALL_RULES, within: str | None = None) -> Iterator[str]:
    """Each finding on the page as it is now: its rule, what is wrong, and the first element that has it."""
    options = {"resultTypes": ["violations"], "runOnly": rules}
    for found in _AXE.run(page, context=within, options=options).response["violations"]:
        first = found["nodes"][0]
        yield f"{found['id']}: {found['help']} ({len(found['nodes'])} times, first {first['html'][:200]})"
