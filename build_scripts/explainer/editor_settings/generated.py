"""The committed files for other programs, by their path in the repository.

`python -m explainer.editor_settings.generated` writes them into the folder in which it is called.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

from explainer.editor_settings import github, obsidian, vscode

_MADE = "# Generated from the schema by `make generated`; a test compares the two.\n"


def files() -> Mapping[str, str]:
    """Every file with its text."""
    as_json = {**vscode.files(), **{f"content/{path}": value for path, value in obsidian.files().items()}}
    return {
        **{path: json.dumps(value, indent=2, ensure_ascii=False) + "\n" for path, value in as_json.items()},
        **{path: _MADE + _yaml(value) for path, value in github.files().items()},
    }


def _yaml(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)


def main() -> None:
    """Writes the files and prints their names."""
    for path, text in files().items():
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
