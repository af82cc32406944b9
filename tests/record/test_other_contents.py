"""With any valid `content/` the tests that read it pass: tried with one event, and with a dispute without a map.

They run in a copy of the repository, since they read the content of the repository that they lie in.
"""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from explainer.editing.beginning import NewDispute, begun
from explainer.editing.file_changes import write
from folders import PROJECT, File, of_own_content, written

pytestmark = [pytest.mark.site, of_own_content]
READING = ("tests/record", "tests/test_docs.py", "tests/test_editor_settings.py", "tests/test_repository.py")
"""The tests that read `content/` besides those of the browser."""
COPIED = (".github", ".vscode", "benchmarks", "build_scripts", "docs", "requirements", "tests", "theme")
ONE_EVENT: dict[str, File] = {
    "dispute.yml": "title: The well\nquestion: Who may dig?\nnaming: The well.\n"
    'parties: [{id: alba, name: Alba, colour: "#96590a"}]\n',
    "site/home.md": "---\ntitle: The well\nsummary: Who digs.\n---\n\nIt began in [[1900-digging|1900]].\n",
    "events/1900-digging.md": "---\ntitle: The well is dug\nsummary: A hole.\ndate: 1900\nkind: administrative\n"
    "weight: 3\n---\n\nIt was deep.[@paper]\n",
    "sources/paper.md": "---\ntitle: The Paper\ntype: book\nlanguage: en\nperspective: scholarly\nlevel: secondary\n"
    "---\n\nA book.\n",
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The repository without its content."""
    project = tmp_path / "project"
    project.mkdir()
    for source in PROJECT.iterdir():
        if source.is_file():
            shutil.copy(source, project)
        elif source.name in COPIED:
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, project / source.name, ignore=ignore, symlinks=True)
    if (PROJECT / "node_modules").exists():
        (project / "node_modules").symlink_to(PROJECT / "node_modules")
    return project


def _tested(project: Path) -> str:
    """What pytest says at its end in the copy."""
    environment = {**os.environ, "PYTHONPATH": str(project / "build_scripts"), "EDIT_PAGE": "no"}
    environment = {name: value for name, value in environment.items() if not name.startswith(("PYTEST", "COVERAGE"))}
    command = [sys.executable, "-m", "pytest", *READING, "-p", "no:cacheprovider", "-p", "no:xdist", "-o", "addopts=-q"]
    run = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, env=environment)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]
    browser = [sys.executable, "-m", "pytest", "tests/browser", "-k", "test_map or test_timeline", "-o", "addopts=-q"]
    run_in_browser = subprocess.run(browser, cwd=project, capture_output=True, text=True, check=False, env=environment)
    assert run_in_browser.returncode == 0, run_in_browser.stdout[-4000:]
    return run.stdout.splitlines()[-1]


def test_with_a_content_of_one_event(copy: Path) -> None:
    written(copy / "content", ONE_EVENT, base=False)
    assert " passed" in _tested(copy)


def test_with_a_dispute_without_map_and_land(copy: Path, tmp_path: Path) -> None:
    dispute = NewDispute("The calculus", "Who was first?", ("Newton", "Leibniz"), ("Letters",), "en", None)
    write(tmp_path / "begun", begun(tmp_path / "begun", dispute, datetime.date(2026, 1, 15)))
    shutil.copytree(tmp_path / "begun" / "content", copy / "content")
    assert " passed" in _tested(copy)
