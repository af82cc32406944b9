"""The pure scripts of the pages, run by Node, some of them on the same examples as the compiler."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from folders import PROJECT, TESTS

TESTED = sorted(TESTS.glob("*.test.mjs"))
PURE = sorted([*PROJECT.glob("theme/assets/explainer/*/state.js"), *PROJECT.glob("theme/assets/explainer/*/names.js")])


@pytest.mark.parametrize("file", TESTED, ids=lambda file: file.name)
def test_script(file: object) -> None:
    node = shutil.which("node")
    assert node, "Node.js 20 or newer is needed for this test: https://nodejs.org/"
    run = subprocess.run([node, "--test", str(file)], capture_output=True, text=True, check=False, cwd=PROJECT)
    assert run.returncode == 0, run.stdout + run.stderr


def test_each_pure_script_has_a_test() -> None:
    imported = {
        (TESTS / path).resolve() for file in TESTED for path in re.findall(r'from "(\.[^"]+)"', file.read_text("utf-8"))
    }
    assert len(PURE) >= 5
    assert [script for script in PURE if script not in imported] == []
