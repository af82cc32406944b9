"""Files of npm: what is fetched is what is pinned, or nothing. A script in the place of npm packs a small package."""

from __future__ import annotations

import io
import json
import re
import tarfile
from pathlib import Path

import pytest

from explainer.surfaces.packages import Package, PackageError, fetched, folder_of, integrity_of, main, pinned

FILES = {"package/dist/editor.js": b"run()", "package/LICENSE": b"MIT"}


def _archive(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return target.getvalue()


ARCHIVE = _archive(FILES)
PACKAGE = Package(
    "@maker/editor", "1.2.3", integrity_of(ARCHIVE), (("editor.js", "dist/editor.js"), ("LICENSE.txt", "LICENSE"))
)


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the only npm on the path; each of its calls leaves its arguments in `calls`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "editor.tgz").write_bytes(ARCHIVE)
    _write_npm(folder, f'cp {folder}/editor.tgz "$5/maker-editor-1.2.3.tgz"')
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder


def _write_npm(folder: Path, command: str) -> None:
    program = folder / "npm"
    program.write_text(f'#!/bin/sh\necho "$1 $2 $3 $4" >> {folder}/calls\n{command}\n', "utf-8")
    program.chmod(0o755)


def test_the_files_are_those_of_the_package(npm: Path, tmp_path: Path) -> None:
    folder = fetched(tmp_path / "cache", (PACKAGE,))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"editor.js": b"run()", "LICENSE.txt": b"MIT"}
    assert (npm / "calls").read_text() == "pack @maker/editor@1.2.3 --ignore-scripts --pack-destination\n"


def test_what_is_there_is_not_fetched_again(npm: Path, tmp_path: Path) -> None:
    first = fetched(tmp_path / "cache", (PACKAGE,))
    assert fetched(tmp_path / "cache", (PACKAGE,)) == first
    assert len((npm / "calls").read_text().splitlines()) == 1
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [first.name]


def test_another_version_has_another_folder(tmp_path: Path) -> None:
    newer = Package(PACKAGE.name, "1.2.4", PACKAGE.integrity, PACKAGE.files)
    assert folder_of(tmp_path, (newer,)) != folder_of(tmp_path, (PACKAGE,))


def _refused(tmp_path: Path, package: Package = PACKAGE) -> str:
    with pytest.raises(PackageError) as error:
        fetched(tmp_path / "cache", (package,))
    assert list((tmp_path / "cache").iterdir()) == []
    return str(error.value)


def test_another_content_than_the_pinned_one_is_refused(npm: Path, tmp_path: Path) -> None:
    forged = _archive({**FILES, "package/dist/editor.js": b"steal()"})
    (npm / "editor.tgz").write_bytes(forged)
    assert _refused(tmp_path) == (
        "npm gave another @maker/editor 1.2.3 than the one that is pinned: its integrity is "
        f"{integrity_of(forged)}, not {PACKAGE.integrity}."
    )


def test_a_file_that_the_package_has_not_is_refused(npm: Path, tmp_path: Path) -> None:
    asking = Package(PACKAGE.name, "1.2.3", PACKAGE.integrity, (("editor.css", "dist/editor.css"),))
    assert _refused(tmp_path, asking) == "@maker/editor 1.2.3 has no file dist/editor.css."


def test_what_npm_says_is_passed_on(npm: Path, tmp_path: Path) -> None:
    _write_npm(npm, "echo 'npm warn old' >&2; echo 'npm error code E404' >&2; exit 1")
    assert _refused(tmp_path) == "npm did not give @maker/editor 1.2.3: npm error code E404"


def test_without_npm_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert _refused(tmp_path) == "there is no npm. Install Node.js, which brings it."


def test_the_command_says_how_to_do_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as leaving:
        main()
    assert leaving.value.code == (
        "The page for editing, /edit/, cannot be made: there is no npm. Install Node.js, which brings it.\n"
        "To build without it: EDIT_PAGE=no make site"
    )


def test_the_manifest_pins_each_package_and_brings_its_licence() -> None:
    packages = pinned()
    assert [package.name for package in packages] == ["@sveltia/cms", "@fontsource-variable/material-symbols-outlined"]
    for package in packages:
        assert re.fullmatch(r"\d+\.\d+\.\d+", package.version)
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package.integrity)
        assert [name for name, _ in package.files if name.endswith(".LICENSE.txt")]


def test_a_manifest_is_read_as_it_stands(tmp_path: Path) -> None:
    entry = {"version": "1.2.3", "integrity": PACKAGE.integrity, "files": dict(PACKAGE.files)}
    (tmp_path / "packages.json").write_text(json.dumps({"@maker/editor": entry}), "utf-8")
    assert pinned(tmp_path / "packages.json") == (PACKAGE,)
