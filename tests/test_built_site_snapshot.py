"""A snapshot: what is in the ZIP, what its README and citations say, and that the same commit gives the same bytes."""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from importlib import resources
from importlib.metadata import version
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result
from selectolax.lexbor import LexborHTMLParser

from building import HALMYR, INVENTED, built_site
from explainer.cli.commands import main
from explainer.formats import FORMATS
from explainer.pipeline import check
from folders import THEME, File, committed, lines_of, written

_FIRST = """<!doctype html><html lang="en"><head><title>Home</title>
<link rel="canonical" href="{address}"></head><body><article><h1>Home</h1></article></body></html>
"""
_MAKERS = """licence: {id: CC-BY-4.0, title: Creative Commons Attribution 4.0 International, url: "https://cc.example/by/"}
makers: [{family: Lind, given: Ada}, {literal: The Strait Society}]
"""


def site_at(folder: Path, address: str = "https://strait.example/") -> Path:
    """A built site of two pages, with a file of its data, as far as a copy needs it."""
    shutil.copytree(THEME / "assets" / "explainer", folder / "assets" / "explainer")
    files: Mapping[str, File] = {
        "index.html": _FIRST.format(address=address),
        "data/index.html": _FIRST.format(address=f"{address}data/"),
        "data/entries.csv": "id\n'=1\n",
        "assets/explainer/pages.json": '[["./", "Home"], ["data/", "Data"]]',
    }
    return written(folder, files, base=False)


def project(folder: Path, dispute: str = _MAKERS) -> Path:
    """A repository with the small content and what is added to its dispute.yml."""
    content = written(folder / "content", {})
    with (content / "dispute.yml").open("a", encoding="utf-8") as file:
        file.write(dispute)
    return committed(folder)


@pytest.fixture(autouse=True)
def no_date(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


def run(folder: Path, content: Path, site: Path) -> Result:
    return CliRunner().invoke(main, ["snapshot", str(folder), "--content", str(content), "--site", str(site)])


def packed(folder: Path, dispute: str = _MAKERS, address: str = "https://strait.example/") -> dict[str, str]:
    """The files of a snapshot of the small content, by their path in the ZIP."""
    content = project(folder / "project", dispute) / "content"
    site = site_at(folder / "site", address)
    result = run(folder, content, site)
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(folder / "explainer-2021-03-05.zip") as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_it_holds_the_offline_copy_the_data_and_how_to_cite_them(tmp_path: Path) -> None:
    files = packed(tmp_path)
    beside = {name for name in files if name.count("/") == 1}
    names = ("README.txt", "CITATION.cff", "citation.bib", "citation.ris", "citation.csl.json")
    assert beside == {f"explainer-2021-03-05/{name}" for name in names}
    assert files["explainer-2021-03-05/site/data/entries.csv"] == "id\n'=1\n"
    assert "offline.js" in files["explainer-2021-03-05/site/index.html"]
    assert "explainer-2021-03-05/site/all-pages.html" in files


def test_the_readme_says_in_plain_words_what_it_is_and_how_to_cite_it(tmp_path: Path) -> None:
    readme = packed(tmp_path)["explainer-2021-03-05/README.txt"]
    commit = re.findall(r"[0-9a-f]{40}", readme)
    assert len(commit) == 1
    assert (
        readme
        == f"""The Strait dispute

Who owns the island in the strait?

This is the whole explainer as it was on 5 March 2021: every page, and the record as data. Nothing in it needs a connection.

To read it, open site/index.html by a double click. A list of all pages takes the place of the search.

The data is in site/data/. The page site/data/index.html says what each table and each column means.

To cite it:
  APA: Lind, A., & The Strait Society. (2021, March 5). The Strait dispute (snapshot of 2021-03-05). https://strait.example/
  Chicago: Lind, Ada, and The Strait Society. The Strait dispute. Snapshot of 2021-03-05. March 5, 2021. https://strait.example/.
  MLA: Lind, Ada, and The Strait Society. The Strait dispute. Snapshot of 2021-03-05, 5 Mar. 2021, https://strait.example/.

The same for programs: CITATION.cff, citation.csl.json, citation.bib, citation.ris

You may use the texts and data under this licence: Creative Commons Attribution 4.0 International, https://cc.example/by/

Quotations belong to their authors.

Made by Ada Lind, The Strait Society

Version 2021-03-05, built by dispute-explainer {version("dispute-explainer")}. It was made from commit {commit[0]}.

The site of today: https://strait.example/
"""  # noqa: E501 - paragraphs of a README are lines
    )


def test_the_outlines_of_the_map_keep_their_licence(tmp_path: Path) -> None:
    content = committed(shutil.copytree(HALMYR, tmp_path / "project")) / "content"
    assert run(tmp_path, content, site_at(tmp_path / "site")).exit_code == 0
    [file] = tmp_path.glob("explainer-*.zip")
    with zipfile.ZipFile(file) as archive:
        readme = archive.read(f"{file.stem}/README.txt").decode()
    paragraph = next(part for part in readme.split("\n\n") if part.startswith("Other parts have"))
    credits = check(content).corpus.atlas.map.credit  # type: ignore[union-attr]
    assert f"  {credits.text}, {credits.url}: {credits.licence}, {credits.licence_url}" in paragraph.splitlines()


def test_each_format_cites_the_same_snapshot(tmp_path: Path) -> None:
    files = packed(tmp_path)
    for form, ending in zip(FORMATS, (".csl.json", ".bib", ".ris"), strict=True):
        [record] = form.reading_of(files[f"explainer-2021-03-05/citation{ending}"]).records
        assert record.fields == {
            "type": "dataset",
            "title": "The Strait dispute",
            "author": [{"family": "Lind", "given": "Ada"}, {"literal": "The Strait Society"}],
            "edition": "snapshot of 2021-03-05",
            "issued": "2021-03-05",
            "URL": "https://strait.example/",
            "language": "en",
        }, form.name
    cff = yaml.safe_load(files["explainer-2021-03-05/CITATION.cff"])
    assert re.fullmatch("[0-9a-f]{40}", cff.pop("commit"))
    assert cff == {
        "cff-version": "1.2.0",
        "message": "To cite this snapshot, use this. To cite one page of it, add the title of the page.",
        "type": "dataset",
        "title": "The Strait dispute",
        "abstract": "Who owns the island in the strait?",
        "authors": [{"family-names": "Lind", "given-names": "Ada"}, {"name": "The Strait Society"}],
        "version": "2021-03-05",
        "date-released": "2021-03-05",
        "url": "https://strait.example/",
        "license": "CC-BY-4.0",
    }


def test_without_makers_licence_or_address_nothing_is_made_up(tmp_path: Path) -> None:
    files = packed(tmp_path, "", "http://127.0.0.1:8000/")
    readme = files["explainer-2021-03-05/README.txt"]
    assert "  APA: The Strait dispute (snapshot of 2021-03-05). (2021, March 5).\n" in readme
    assert "  MLA: The Strait dispute. Snapshot of 2021-03-05, 5 Mar. 2021.\n" in readme
    assert "It names no licence. Ask those who made it before you use more of it than a quotation." in readme
    assert not re.search("Made by|127.0.0.1", readme)
    cff = yaml.safe_load(files["explainer-2021-03-05/CITATION.cff"])
    assert cff["authors"] == [{"name": "The Strait dispute"}]
    assert cff.keys().isdisjoint({"license", "url"})


ATTACK = '=HYPERLINK("https://evil.example") <script>alert(1)</script> {\\input{x}} @misc{y,\n  TY  - BOOK'


def test_an_attack_in_title_and_maker_is_plain_words_everywhere(tmp_path: Path) -> None:
    written_as, said = json.dumps(ATTACK), " ".join(ATTACK.split())
    content = project(tmp_path / "project", f"makers: [{{literal: {written_as}}}]\n") / "content"
    text = (content / "dispute.yml").read_text("utf-8").replace("title: The Strait dispute", f"title: {written_as}")
    written(content, {"dispute.yml": text}, base=False)
    shutil.rmtree(content.parent / ".git")
    committed(content.parent)
    assert run(tmp_path, content, site_at(tmp_path / "site")).exit_code == 0
    with zipfile.ZipFile(tmp_path / "explainer-2021-03-05.zip") as archive:
        files = {Path(name).name: archive.read(name).decode() for name in archive.namelist() if name.count("/") == 1}
    assert files["README.txt"].startswith(f"{said}\n\n")
    assert f"Made by {said}\n" in files["README.txt"]
    cff = yaml.safe_load(files["CITATION.cff"])
    assert (cff["title"], cff["authors"]) == (said, [{"name": said}])
    for form, ending in zip(FORMATS, (".csl.json", ".bib", ".ris"), strict=True):
        [record] = form.reading_of(files[f"citation{ending}"]).records
        assert (record.fields["title"], record.fields["author"]) == (said, [{"literal": said}]), form.name
    assert [line for line in files["citation.ris"].splitlines() if line.startswith("TY  -")] == ["TY  - DATA"]
    assert len(re.findall(r"^@", files["citation.bib"], re.MULTILINE)) == 1


def test_the_same_commit_gives_the_same_bytes(tmp_path: Path) -> None:
    content = project(tmp_path / "project") / "content"
    found = []
    for number, moment in enumerate((1_000_000_000, 1_700_000_000)):
        folder = tmp_path / str(number)
        site = site_at(folder / "elsewhere" / "site")
        for path in site.rglob("*"):
            path.chmod(0o700 if number else 0o755)
            os.utime(path, (moment, moment))
        assert run(folder, content, site).exit_code == 0
        found.append((folder / "explainer-2021-03-05.zip").read_bytes())
        assert sorted(path.name for path in folder.iterdir()) == ["elsewhere", "explainer-2021-03-05.zip"]
    assert found[0] == found[1]
    with zipfile.ZipFile(tmp_path / "0" / "explainer-2021-03-05.zip") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2021, 3, 5, 4, 30, 0)}


def test_the_lines_that_it_prints_make_the_site_list_it(tmp_path: Path) -> None:
    content = project(tmp_path / "project") / "content"
    site = site_at(tmp_path / "site")
    result = run(tmp_path, content, site)
    file = tmp_path / "explainer-2021-03-05.zip"
    data = file.read_bytes()
    lines = f"""snapshots:
  - date: 2021-03-05
    url: https://
    bytes: {len(data)}
    sha256: "{sha256(data).hexdigest()}"
"""
    assert result.stdout == f"{file}\n{lines}"
    where = content / "snapshots.yml"
    assert result.stderr == f"Once it is published, add this to {where}, with its address or DOI behind 'url':\n"
    written(content, {"snapshots.yml": lines.replace("https://", "https://copies.example/a.zip")}, base=False)
    checked = check(content)
    assert lines_of(checked.problems) == []
    assert [(s.size, s.sha256) for s in checked.corpus.snapshots or ()] == [(len(data), sha256(data).hexdigest())]
    shutil.rmtree(content.parent / ".git")
    committed(content.parent)
    again = run(tmp_path, content, site)
    assert again.stdout.splitlines()[1] == "  - date: 2021-03-05"


def test_what_is_not_committed_is_not_packed(tmp_path: Path) -> None:
    content = project(tmp_path / "project") / "content"
    written(
        content, {"background/tide.md": "---\ntitle: Tide\nsummary: S.\nkind: term\n---\n\n[[island]]\n"}, base=False
    )
    result = run(tmp_path, content, site_at(tmp_path / "site"))
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: 'content/background/tide.md' differs from the last commit, from which others could not make the same "
        "snapshot. Commit it, or take it away, and build the site again.\n",
    )
    assert list(tmp_path.glob("*.zip")) == []


def test_without_a_repository_there_is_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    content = written(tmp_path / "content", {})
    assert run(tmp_path, content, site_at(tmp_path / "site")).exit_code == 0
    with zipfile.ZipFile(tmp_path / "explainer-2020-09-13.zip") as archive:
        assert "commit" not in archive.read("explainer-2020-09-13/README.txt").decode()
        assert "commit" not in archive.read("explainer-2020-09-13/CITATION.cff").decode()


def test_what_is_missing_or_wrong_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content, empty = written(tmp_path / "content", {}), written(tmp_path / "empty", {"x": ""}, base=False)
    site = site_at(tmp_path / "site")
    assert run(tmp_path, content, empty).stderr == f"Error: '{empty}' holds no built site. Run first: mkdocs build\n"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert "SOURCE_DATE_EPOCH must be a number" in run(tmp_path, content, site).stderr
    written(content, {"dispute.yml": "title: T\n"}, base=False)
    assert run(tmp_path, content, site).stderr == "Error: The content has errors. Run: explainer check\n"


# The built site


@pytest.mark.site
def test_a_snapshot_of_the_invented_site_works_from_its_folder(
    shared_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = committed(shutil.copytree(HALMYR, tmp_path / "project")) / "content"
    result = run(tmp_path, content, built_site(INVENTED, shared_folder))
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(tmp_path / "explainer-2021-03-05.zip") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "explainer-2021-03-05"
    readme = (folder / "README.txt").read_text("utf-8")
    named = re.findall(r"\bsite/[\w./-]*\w/?", readme)
    assert len(named) >= 4
    assert [name for name in named if not (folder / name).exists()] == []
    assert {"record.sqlite", "datapackage.json", "entries.csv", "sources.bib"} <= {
        path.name for path in (folder / "site" / "data").iterdir()
    }
    page = LexborHTMLParser((folder / "site" / "data" / "index.html").read_text("utf-8"))
    assert [node.text() for node in page.css("[data-explainer=snapshots] > li > p > a")] == [
        "Second edition: salt & lights",
        "31 January 2026",
    ]


@pytest.mark.site
@pytest.mark.parametrize("dispute", [_MAKERS, ""])
def test_the_citation_file_is_valid_by_its_own_schema(dispute: str, tmp_path: Path) -> None:
    """By the copy of it that the tool check-jsonschema has, which `make check` uses."""
    schema = resources.files("check_jsonschema.builtin_schemas.vendor") / "citation-file-format.json"
    cff = yaml.safe_load(packed(tmp_path, dispute)["explainer-2021-03-05/CITATION.cff"])
    jsonschema.validate(cff, json.loads(schema.read_text("utf-8")))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**cff, "authors": []}, json.loads(schema.read_text("utf-8")))
