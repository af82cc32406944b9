"""A copy of the invented site that works from a folder: its files, its addresses, its script."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from browsing import first
from building import INVENTED, built_site
from explainer.built_site.classic_scripts import classic
from explainer.cli.commands import main


def test_modules_become_one_script_each_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "main.js").write_text('import { one, two as zwei } from "./state.js";\nzwei(one);\n', "utf-8")
    (tmp_path / "a" / "state.js").write_text(
        "export const one = 1;\nexport async function two(n) { return n; }\nconst inner = 3;\n", "utf-8"
    )
    (tmp_path / "b.js").write_text('import{one}from"./a/state.js";export function f(){return one}', "utf-8")
    script = classic(tmp_path, ["a/main.js", "b.js"])
    assert script.count('modules["a/state.js"] =') == 1
    assert script.index('modules["a/state.js"] =') < script.index('modules["a/main.js"] =')
    assert 'const { one, two: zwei } = modules["a/state.js"];' in script
    assert "return {one, two};" in script
    assert "return {f};" in script
    assert not re.search(r"\b(?:import|export)\b", script)


@pytest.fixture(scope="module")
def copy(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = built_site(INVENTED, shared_folder)
    target = tmp_path_factory.mktemp("offline") / "copy"
    result = CliRunner().invoke(main, ["offline", str(target), "--site", str(site)])
    assert (result.exit_code, result.stdout) == (0, f"{target / 'index.html'}\n{target}.zip\n")
    return target


def _links(page: Path) -> list[str]:
    tree = LexborHTMLParser(page.read_text("utf-8"))
    nodes = [*tree.css("a[href]"), *tree.css("link[rel=stylesheet]"), *tree.css("script[src]"), *tree.css("img[src]")]
    return [value for node in nodes if (value := node.attributes.get("href") or node.attributes.get("src"))]


@pytest.mark.site
def test_every_address_names_a_file_that_is_there(copy: Path) -> None:
    tried = 0
    for page in copy.rglob("*.html"):
        for link in _links(page):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or not parts.path:
                continue
            tried += 1
            assert (page.parent / unquote(parts.path)).is_file(), f"{page.relative_to(copy)}: {link}"
    assert tried > 1000


@pytest.mark.site
def test_there_is_no_module_and_no_search(copy: Path) -> None:
    home = LexborHTMLParser((copy / "index.html").read_text("utf-8"))
    assert home.css("script[type=module], dialog, link[rel=preload]") == []
    assert first(home, ".search-open").attributes["href"] == "./all-pages.html"
    assert not (copy / "pagefind").exists()
    assert "url(data:font/woff2;base64," in (copy / "assets/explainer/style.css").read_text("utf-8")
    shown = LexborHTMLParser((copy / "all-pages.html").read_text("utf-8"))
    titles = [link.text() for link in shown.css("article li a")]
    assert {"Thalessia", "The collision at the second light", "Timeline"} <= set(titles)


@pytest.mark.site
def test_the_zip_has_the_folder(copy: Path) -> None:
    with zipfile.ZipFile(f"{copy}.zip") as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    assert names == {f"copy/{path.relative_to(copy).as_posix()}" for path in copy.rglob("*") if path.is_file()}


def test_a_folder_that_is_there_stays(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["offline", str(tmp_path), "--site", str(tmp_path)])
    assert result.exit_code == 1
    assert result.stderr == f"Error: '{tmp_path}' is there already. Name a new folder, or remove it first.\n"
    result = CliRunner().invoke(main, ["offline", str(tmp_path / "new"), "--site", str(tmp_path)])
    assert result.stderr == f"Error: '{tmp_path}' holds no built site. Run first: mkdocs build\n"
