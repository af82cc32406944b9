"""The files of the page /edit/ that npm installs: what is published is what is pinned, or nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from explainer.editor_settings import cms, edit_page
from explainer.editor_settings.npm_packages import MANIFEST, PackageError, contents, integrity_of, main
from explainer.pipeline import check
from folders import PROJECT

HALMYR = PROJECT / "tests" / "sites" / "halmyr" / "content"
PLACE = cms.RepositoryFolder("halmyr/explainer", "content", "https://halmyr.example/repo/")
SCRIPT = "@maker/editor/dist/editor.js"
FILES = {"editor.js": {"path": SCRIPT, "integrity": integrity_of(b"run()")}}
MISSING = f"the page /edit/ needs node_modules/{SCRIPT}, which is not there"
LOCK = json.loads((PROJECT / "package-lock.json").read_text("utf-8"))
LEFT_OUT = "npm was not found, so the page /edit/ is left out. Node.js brings npm: https://nodejs.org/"


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """A manifest of one file, installed in `node_modules` beside it."""
    path = tmp_path / "packages.json"
    path.write_text(json.dumps(FILES), "utf-8")
    script = tmp_path / "node_modules" / SCRIPT
    script.parent.mkdir(parents=True)
    script.write_bytes(b"run()")
    return path


def _refused(manifest: Path) -> str:
    with pytest.raises(PackageError) as error:
        contents(manifest.parent / "node_modules", manifest)
    return str(error.value)


def test_the_files_are_those_that_npm_installed(manifest: Path) -> None:
    assert contents(manifest.parent / "node_modules", manifest) == {"editor.js": b"run()"}


def test_a_file_that_was_changed_after_it_was_installed_is_refused(manifest: Path) -> None:
    (manifest.parent / "node_modules" / SCRIPT).write_bytes(b"steal()")
    pins = f"node_modules/{SCRIPT} is not the file that packages.json pins"
    assert _refused(manifest) == f"{pins}: its hash is {integrity_of(b'steal()')}"


def test_a_file_that_is_missing_is_named(manifest: Path) -> None:
    (manifest.parent / "node_modules" / SCRIPT).unlink()
    assert _refused(manifest) == MISSING


def test_a_file_that_was_changed_is_not_published(tmp_path: Path) -> None:
    dispute = check(HALMYR).corpus.dispute
    assert dispute
    script = tmp_path / "node_modules" / "@sveltia" / "cms" / "dist" / "sveltia-cms.js"
    script.parent.mkdir(parents=True)
    script.write_bytes(b"steal()")
    with pytest.raises(PackageError) as error:
        edit_page.write(tmp_path / "site", PROJECT / "theme", tmp_path / "node_modules", dispute, PLACE)
    assert str(error.value) == (
        "node_modules/@sveltia/cms/dist/sveltia-cms.js is not the file that packages.json pins: its hash is "
        f"{integrity_of(b'steal()')}. Run: npm ci --ignore-scripts. To build without the page: EDIT_PAGE=no make site"
    )
    assert not (tmp_path / "site").exists()


def test_the_command_says_that_npm_has_work_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as leaving:
        main()
    name = "node_modules/@sveltia/cms/dist/sveltia-cms.js"
    assert leaving.value.code == f"To be installed by npm: the page /edit/ needs {name}, which is not there."


def test_the_manifest_pins_each_file_and_brings_the_licence_of_its_package() -> None:
    files = json.loads(MANIFEST.read_text("utf-8"))
    packages = {"/".join(file["path"].split("/")[:2]) for file in files.values()}
    assert packages == LOCK["packages"][""]["dependencies"].keys()
    assert packages == {
        "/".join(file["path"].split("/")[:2]) for name, file in files.items() if name.endswith(".LICENSE.txt")
    }
    for file in files.values():
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", file["integrity"])


def test_the_lock_file_has_a_hash_for_each_package_and_names_no_registry() -> None:
    locked = {path: entry for path, entry in LOCK["packages"].items() if path}
    assert len(locked) > 20
    assert [path for path, entry in locked.items() if not entry["integrity"].startswith("sha512-")] == []
    assert [path for path, entry in locked.items() if "resolved" in entry] == []


def _makes(target: str, path: str, **settings: str) -> str:
    """What `make` says when it can find programs in this folder only; it runs nothing."""
    make = shutil.which("make")
    if make is None:
        pytest.skip("there is no make")
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "EDIT_PAGE")}
    return subprocess.run(
        [make, "--dry-run", target],
        cwd=PROJECT,
        env={**environment, "PATH": path, **settings},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_a_site_is_made_without_npm_and_says_so(tmp_path: Path) -> None:
    made = _makes("site", str(tmp_path))
    assert f'echo "{LEFT_OUT}"' in made
    assert "explainer.editor_settings.npm_packages" not in made
    assert "mkdocs build --strict" in made


def test_a_site_is_made_with_what_npm_installs(tmp_path: Path) -> None:
    (tmp_path / "npm").touch(mode=0o755)
    made = _makes("site", str(tmp_path))
    assert "python -m explainer.editor_settings.npm_packages || npm ci --ignore-scripts" in made
    assert LEFT_OUT not in made
    without = _makes("site", str(tmp_path), EDIT_PAGE="no")
    assert "npm ci" not in without
