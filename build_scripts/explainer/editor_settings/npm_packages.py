"""The files of the page /edit/ that others wrote: npm installs them, and every build compares them with their hashes.

`package-lock.json` says which packages npm installs. `packages.json` names the few files that are published, each with
its SHA-512, so a file that was changed after it was installed is not published.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path

MANIFEST = Path(__file__).with_name("packages.json")
FOLDER = Path("node_modules")
"""Where npm installs packages, beside package.json."""


class PackageError(Exception):
    """The page /edit/ cannot be made; the message says why and what to do."""


def contents(folder: Path, manifest: Path = MANIFEST) -> dict[str, bytes]:
    """The content of each file, by its name on the site. Raises PackageError if one is not the pinned one."""
    files = json.loads(manifest.read_text("utf-8"))
    return {name: _content(folder, file["path"], file["integrity"]) for name, file in files.items()}


def integrity_of(content: bytes) -> str:
    """The SHA-512 of the content in the form that npm and browsers use."""
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def _content(folder: Path, path: str, integrity: str) -> bytes:
    shown = f"{FOLDER.as_posix()}/{path}"
    try:
        content = (folder / path).read_bytes()
    except OSError:
        raise PackageError(f"the page /edit/ needs {shown}, which is not there") from None
    if integrity_of(content) != integrity:
        raise PackageError(f"{shown} is not the file that packages.json pins: its hash is {integrity_of(content)}")
    return content


def main() -> None:
    """Exits with 1 if npm has to install the packages again, in the folder in which it is called."""
    try:
        contents(FOLDER)
    except PackageError as error:
        sys.exit(f"To be installed by npm: {error}.")


if __name__ == "__main__":
    main()
