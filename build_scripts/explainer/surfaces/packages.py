"""The files of the page /edit/ that are other people's: fetched from npm at set-up, never at build, never committed.

`packages.json` pins each package by its version and the SHA-512 that npm gives for it. npm knows where its registry is;
nothing here does. `python -m explainer.surfaces.packages` fetches what is not there yet into `.cache/editor/`.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

MANIFEST = Path(__file__).with_name("packages.json")
CACHE = Path(".cache") / "editor"
_SECONDS = 300


class PackageError(Exception):
    """A package cannot be had; the message says why and what to do."""


@dataclass(frozen=True)
class Package:
    """A package of npm. `files` are pairs: the name here, and the path in the package."""

    name: str
    version: str
    integrity: str
    files: tuple[tuple[str, str], ...]


def pinned(manifest: Path = MANIFEST) -> tuple[Package, ...]:
    """The packages of the manifest, in its order."""
    return tuple(
        Package(name, entry["version"], entry["integrity"], tuple(entry["files"].items()))
        for name, entry in json.loads(manifest.read_text("utf-8")).items()
    )


def folder_of(cache: Path, packages: tuple[Package, ...]) -> Path:
    """Where the files of just these packages are kept: another version, another folder."""
    return cache / hashlib.sha256(repr(packages).encode()).hexdigest()[:16]


def fetched(cache: Path, packages: tuple[Package, ...]) -> Path:
    """The folder with all files, fetched now where they are not there. Raises PackageError, and leaves nothing half."""
    folder = folder_of(cache, packages)
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as work:
        whole = Path(work) / "whole"
        whole.mkdir()
        for package in packages:
            for name, content in _contents(package, Path(work).resolve()):
                (whole / name).write_bytes(content)
        whole.rename(folder)
    return folder


def integrity_of(content: bytes) -> str:
    """The SHA-512 in the form that npm and browsers use."""
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def _contents(package: Package, work: Path) -> list[tuple[str, bytes]]:
    content = _packed(package, work)
    if integrity_of(content) != package.integrity:
        message = f"npm gave another {package.name} {package.version} than the one that is pinned"
        raise PackageError(f"{message}: its integrity is {integrity_of(content)}, not {package.integrity}.")
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return [(name, _member(archive, path, package)) for name, path in package.files]


def _packed(package: Package, work: Path) -> bytes:
    """The package as npm packs it."""
    npm = shutil.which("npm")
    if npm is None:
        raise PackageError("there is no npm. Install Node.js, which brings it.")
    target = work / "pack"
    target.mkdir(exist_ok=True)
    command = [npm, "pack", f"{package.name}@{package.version}", "--ignore-scripts", "--pack-destination", str(target)]
    try:
        run = subprocess.run(command, cwd=work, capture_output=True, text=True, timeout=_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise PackageError(f"npm did not give {package.name} within {_SECONDS} seconds.") from None
    archives = list(target.glob("*.tgz"))
    if run.returncode or len(archives) != 1:
        lines = [line for line in run.stderr.splitlines() if line.startswith("npm error")]
        raise PackageError(f"npm did not give {package.name} {package.version}: {' '.join(lines[:3]) or run.stderr}")
    content = archives[0].read_bytes()
    archives[0].unlink()
    return content


def _member(archive: tarfile.TarFile, path: str, package: Package) -> bytes:
    try:
        member = archive.extractfile(f"package/{path}")
    except KeyError:
        member = None
    if member is None:
        raise PackageError(f"{package.name} {package.version} has no file {path}.")
    return member.read()


def main() -> None:
    """Fetches what the manifest pins into the cache of the folder in which it is called."""
    try:
        fetched(CACHE, pinned())
    except PackageError as error:
        sys.exit(f"The page for editing, /edit/, cannot be made: {error}\nTo build without it: EDIT_PAGE=no make site")


if __name__ == "__main__":
    main()
