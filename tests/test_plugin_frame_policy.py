"""The policy in every page of a built site: what may run there, and that nothing else does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from building import INVENTED, INVENTED_AS_FILES, Site, build, built_site
from explainer.pages.security_policy import policy_of
from explainer.plugin.frame_policy import hashes_in
from serving import project_in

SITES = pytest.mark.parametrize("built", [INVENTED, INVENTED_AS_FILES], ids=lambda site: site.name)
_HASH = re.compile(r"'(sha256-[^']+)'")


def test_hashes_are_those_of_inline_scripts_that_run() -> None:
    html = """<script>alert(1)</script> <script type=" Module">alert(1)</script> <script src="a.js">alert(2)</script>
        <script type="application/json">{"a": 1}</script> <script type="application/ld+json">{"b": 1}</script>"""
    assert hashes_in(html) == {"sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI="}


def _policy_in(page: Path) -> str:
    text = page.read_text("utf-8")
    match = re.search(
        r'<meta charset="?utf-8"?>(?:<meta http-equiv="Content-Security-Policy" content="([^"]+)">)?', text
    )
    assert match is not None, page
    return match[1] or ""


@pytest.mark.site
@SITES
def test_every_page_allows_what_the_theme_runs_and_no_more(shared_folder: Path, built: Site) -> None:
    pages = sorted(built_site(built, shared_folder).rglob("*.html"))
    assert len(pages) > 60
    for page in pages:
        running = hashes_in(page.read_text("utf-8"))
        assert _policy_in(page) == policy_of(running), page
        assert len(running) in (0, 3), page


@pytest.mark.site
@SITES
def test_no_page_has_a_style_of_its_own(shared_folder: Path, built: Site) -> None:
    """A policy refuses them all."""
    for page in built_site(built, shared_folder).rglob("*.html"):
        tree = LexborHTMLParser(page.read_text("utf-8"))
        assert [node.html for node in tree.css("[style], style")] == [], page


@pytest.mark.site
def test_aligned_cells_are_aligned(shared_folder: Path) -> None:
    page = built_site(INVENTED, shared_folder) / "events" / "1711-herring-war" / "index.html"
    cells = LexborHTMLParser(page.read_text("utf-8")).css("td[align]")
    assert {cell.attributes["align"] for cell in cells} == {"left", "right"}


@pytest.mark.site
def test_a_script_in_a_page_may_not_run(tmp_path: Path) -> None:
    """Though Markdown lets it through: what may run is told from a frame without a page in it."""
    project = project_in(tmp_path)
    script = "<script>alert('no')</script>"
    (project / "docs" / "colophon.md").write_text(f"# Colophon\n\nText.\n\n{script}\n", "utf-8")
    build(project / "mkdocs.yml", project / "site", {})
    page = project / "site" / "colophon" / "index.html"
    assert script in page.read_text("utf-8")
    running = hashes_in(page.read_text("utf-8"))
    assert running - set(_HASH.findall(_policy_in(page))) == hashes_in(script)


@pytest.mark.site
def test_the_file_of_headers_has_the_policies_of_all_pages(shared_folder: Path) -> None:
    site = built_site(INVENTED, shared_folder)
    lines = (site / "_headers").read_text("utf-8").splitlines()
    hashes = {digest for page in site.rglob("*.html") for digest in _HASH.findall(_policy_in(page))}
    assert len(hashes) > 4
    assert set(lines[1::2]) == {f"  Content-Security-Policy: {policy_of(hashes)}"}
    names = {path.name + "/*" * path.is_dir() for path in site.iterdir() if path.name != "_headers"}
    assert lines[::2] == ["/", *(f"/{name}" for name in sorted(names))]
    assert {"/404.html", "/events/*", "/assets/*"} < set(lines)
