"""A site that comes near what GitHub Pages takes is warned of, before it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from explainer.cli.commands import main


def _file(site: Path, name: str, size: int) -> None:
    """A file of that size that takes no room on the disk."""
    with (site / name).open("wb") as file:
        file.truncate(size)


@pytest.mark.parametrize("is_on_github", [False, True])
def test_near_the_limits(is_on_github: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    if is_on_github:
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for number in range(8):
        _file(tmp_path, f"{number}.bin", 79_999_999)
    below = CliRunner().invoke(main, ["size", str(tmp_path)])
    assert (below.exit_code, below.stdout, below.stderr) == (0, f"640.0 MB in '{tmp_path}'\n", "")
    _file(tmp_path, "large.bin", 160_000_008)
    near = CliRunner().invoke(main, ["size", str(tmp_path)])
    said = [
        "the site has 800 MB, and GitHub Pages takes 1,000 MB",
        "the file 'large.bin' has 160 MB, and GitHub takes 100 MB",
    ]
    assert near.exit_code == 0
    if is_on_github:
        assert near.stdout.splitlines()[1:] == [f"::warning::{line}" for line in said]
    else:
        assert near.stderr.splitlines() == [f"Warning: {line}" for line in said]
