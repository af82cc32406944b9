"""The page of the data lists the snapshots of the site, each with how it is cited."""

from __future__ import annotations

import json
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from building import HALMYR
from explainer.pages import Settings
from explainer.pipeline import compile_site
from folders import THEME, File, written

_SUM = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"
LISTED = f"""snapshots:
  - date: 2024-01-31
    url: https://copies.example/a.zip
    bytes: 999
    sha256: "0000{_SUM[4:]}"
  - date: 2026-11-30
    title: "Second: <b>salt</b>"
    url: https://doi.org/10.5281/zenodo.1?a=1&b
    bytes: 1234567890
    sha256: "{_SUM}"
"""


def data_page(folder: Path, files: dict[str, File]) -> LexborHTMLParser:
    compiled = compile_site(written(folder, files), THEME, Settings(site_url="https://strait.example/"))
    assert compiled.problems == ()
    return LexborHTMLParser(compiled.pages.at("data.md").html)


def _lines(page: LexborHTMLParser) -> list[list[str]]:
    """What a reader sees of each snapshot, line by line."""
    items = page.css("[data-explainer=snapshots] > li")
    return [[" ".join(line.text().split()) for line in item.css("p, summary, details li")] for item in items]


def test_snapshots_are_listed_from_the_newest_with_size_checksum_and_citations(tmp_path: Path) -> None:
    page = data_page(tmp_path, {"snapshots.yml": LISTED})
    address = "https://doi.org/10.5281/zenodo.1?a=1&b"
    assert _lines(page) == [
        [
            "Second: <b>salt</b> 30 November 2026, 1,234.6 MB",
            f"Checksum: {_SUM}",
            "Cite this snapshot",
            f"APA The Strait dispute (snapshot of 2026-11-30). (2026, November 30). {address}",
            f"Chicago The Strait dispute. Snapshot of 2026-11-30. November 30, 2026. {address}.",
            f"MLA The Strait dispute. Snapshot of 2026-11-30, 30 Nov. 2026, {address}.",
        ],
        [
            "31 January 2024 0.1 MB",
            f"Checksum: 0000{_SUM[4:]}",
            "Cite this snapshot",
            "APA The Strait dispute (snapshot of 2024-01-31). (2024, January 31). https://copies.example/a.zip",
            "Chicago The Strait dispute. Snapshot of 2024-01-31. January 31, 2024. https://copies.example/a.zip.",
            "MLA The Strait dispute. Snapshot of 2024-01-31, 31 Jan. 2024, https://copies.example/a.zip.",
        ],
    ]
    links = [link.attributes["href"] for link in page.css("[data-explainer=snapshots] a")]
    assert links == [address, "https://copies.example/a.zip"]
    assert "snapshots" in [node.attributes["id"] for node in page.css("h2")]


def test_without_the_file_there_is_no_list(tmp_path: Path) -> None:
    page = data_page(tmp_path, {})
    assert page.css("[data-explainer=snapshots], #snapshots") == []


def test_makers_are_authors_of_the_package() -> None:
    compiled = compile_site(HALMYR / "content", THEME, Settings())
    package = json.loads(next(file.text for file in compiled.data() if file.path == "data/datapackage.json"))
    assert package["contributors"] == [
        {"title": "Clio Moneda", "role": "author"},
        {"title": "The Orn Society & its pilots", "role": "author"},
    ]
