"""The timeline's pure script, run by Node on the same examples as the compiler."""

from __future__ import annotations

import shutil
import subprocess

from folders import PROJECT, TESTS


def test_the_filters() -> None:
    node = shutil.which("node")
    assert node, "Node is needed for this test: install nodejs, version 18 or newer"
    run = subprocess.run(
        [node, "--test", str(TESTS / "timeline.test.mjs")], capture_output=True, text=True, check=False, cwd=PROJECT
    )
    assert run.returncode == 0, run.stdout + run.stderr
