"""What the files in the root of the repository and its workflows promise."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from folders import PROJECT, of_own_content

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
LOCKS = ("bench", "cards", "fuzz", "lock", "oldest", "site", "test")
PROMISE = re.compile(r"\[`(tests/[\w/]+\.py)::(\w+)`\]")


def _text(name: str) -> str:
    return (PROJECT / name).read_text("utf-8")


def _workflow(path: Path) -> dict[Any, Any]:
    """A workflow; YAML takes its key `on` for true."""
    found = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_each_promise_of_security_names_a_test_that_exists() -> None:
    promises = _text("SECURITY.md").split("## What is promised")[1].split("\n## ")[0]
    items = [line for line in promises.splitlines() if line.startswith("- ")]
    assert len(items) >= 5
    assert [item for item in items if not PROMISE.search(item)] == []
    named = PROMISE.findall(promises)
    assert [f"{file}::{test}" for file, test in named if f"def {test}(" not in _text(file)] == []


def test_a_pull_request_can_only_read() -> None:
    checked = [workflow for workflow in map(_workflow, WORKFLOWS) if "pull_request" in str(workflow[True])]
    assert len(checked) == 1
    assert checked[0]["permissions"] == {"contents": "read"}
    assert [name for name, job in checked[0]["jobs"].items() if "permissions" in job] == []
    assert not any("pull_request_target" in path.read_text("utf-8") for path in WORKFLOWS)


def test_a_pull_request_sees_no_secret() -> None:
    """Neither a secret of the repository nor its token, nor a variable into which somebody may have put one."""
    text = next(path.read_text("utf-8") for path in WORKFLOWS if "\n  pull_request:" in path.read_text("utf-8"))
    assert re.findall(r"secrets|github\.token|GITHUB_TOKEN|vars\.|environment:|inherit", text) == []
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    assert len(re.findall(r"actions/checkout@", text)) >= 4
    assert re.findall(r"run: .*\$\{\{", text) == []


def test_the_tools_that_lock_are_locked() -> None:
    """`make lock` installs uv from its own lock file, and writes each of the others."""
    lines = _text("Makefile").split("\nlock:")[1].split("\n\n")[0]
    assert lines.startswith(" $(VENV)/lock-ready\n")
    assert re.findall(r"requirements/(\w+)\.txt\n", lines + "\n") == [
        "lock",
        "site",
        "cards",
        "test",
        "oldest",
        "fuzz",
        "forks",
        "bench",
    ]
    assert "--require-hashes --requirement requirements/lock.txt" in _text("Makefile")
    assert re.match(r"uv==[\d.]+ \\\n", _text("requirements/lock.txt"))


def test_no_workflow_restores_a_cache() -> None:
    """What a pull request wrote into one would be taken for a result of ours."""
    for path in WORKFLOWS:
        assert "cache" not in path.read_text("utf-8").replace("no-cache", ""), path.name


def test_a_workflow_may_nothing_but_what_a_job_asks_for() -> None:
    assert len(WORKFLOWS) == 3
    for path in WORKFLOWS:
        assert _workflow(path)["permissions"] in ({}, {"contents": "read"}), path.name


BEGINNING = PROJECT / "build_scripts" / "explainer" / "editing" / "beginnings" / "github.yml"
"""The workflow of a dispute that `explainer init` begins."""
PUBLISHING = [PROJECT / ".github" / "workflows" / "pages.yml", BEGINNING]


def _step(path: Path, name: str) -> dict[str, Any]:
    """The step of this name, or that uses the action of this name."""
    steps = [step for job in _workflow(path)["jobs"].values() for step in job["steps"]]
    (found,) = (step for step in steps if step.get("name") == name or step.get("uses", "").startswith(f"{name}@"))
    assert isinstance(found, dict)
    return found


def _printed(script: str) -> str:
    return subprocess.run(["bash", "-e", "-c", script], check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("path", PUBLISHING, ids=lambda path: path.stem)
@pytest.mark.parametrize(("seconds", "is_warned"), [(0, False), (479, False), (480, True), (599, True)])
def test_a_workflow_warns_at_four_fifths_of_the_time(path: Path, seconds: int, is_warned: bool) -> None:
    build, publication = _step(path, "Build"), _step(path, "Compare the time with the limit")
    programs = "make() { echo built; }; mkdocs() { echo built; }; date() { echo 1700000000; }"
    assert _printed(f"{programs}; SECONDS={seconds}\n{build['run']}") == "built\n" + is_warned * (
        f"::warning::the build took {seconds} s, and is stopped after 600 s, as GitHub Pages stops a publication\n"
    )
    assert _printed(f"{programs}; BEGUN={1_700_000_000 - seconds}\n{publication['run']}") == is_warned * (
        f"::warning::the publication took {seconds} s, and GitHub Pages stops it after 600 s\n"
    )
    assert build["timeout-minutes"] == 10


@pytest.mark.parametrize("path", PUBLISHING, ids=lambda path: path.stem)
def test_a_build_that_fails_is_not_hidden_by_the_warning(path: Path) -> None:
    script = f"make() {{ return 3; }}; mkdocs() {{ return 3; }}; SECONDS=500\n{_step(path, 'Build')['run']}"
    failed = subprocess.run(["bash", "-e", "-c", script], check=False, capture_output=True, text=True)
    assert (failed.returncode, failed.stdout) == (3, "")


@pytest.mark.parametrize(
    ("path", "folder", "copied"),
    [
        (PROJECT / ".github" / "workflows" / "check.yml", "explainer-offline", "make offline"),
        (BEGINNING, "preview", "explainer offline preview"),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else "",
)
def test_a_pull_request_has_its_site_to_look_at(path: Path, folder: str, copied: str) -> None:
    """As a copy that a double click opens, and without a secret: what a fork proposes is built by this too."""
    workflow = _workflow(path)
    assert "pull_request" in workflow[True]
    (job,) = (job for job in workflow["jobs"].values() if "actions/upload-artifact@" in str(job))
    runs = [step.get("run", "") for step in job["steps"]]
    assert copied in runs
    assert any(run.endswith("explainer size") for run in runs)
    upload = _step(path, "actions/upload-artifact")
    assert upload["with"] == {"name": "site", "path": folder, "if-no-files-found": "error", "retention-days": 14}
    assert "secrets" not in str(job)
    assert "write" not in str(job.get("permissions", workflow["permissions"]))


def test_actions_are_pinned_to_commits() -> None:
    used = [line.strip() for path in WORKFLOWS for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert len(used) >= 5
    assert [line for line in used if not re.fullmatch(r"(- )?uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_npm_runs_no_script_of_a_package() -> None:
    names = ("Makefile", "README.md", ".github/workflows/check.yml", ".github/workflows/release.yml")
    calls = [line for name in names for line in _text(name).splitlines() if re.search(r"npm (ci|install)", line)]
    assert len(calls) >= 3
    assert [line for line in calls if "--ignore-scripts" not in line] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_has_a_hash_for_each_package(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", _text(f"requirements/{name}.txt").strip())
    assert blocks
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_pip_installs_only_what_is_locked_by_hash() -> None:
    calls = re.findall(r"pip install (.+)", _text("Makefile") + _text(".github/workflows/check.yml"))
    assert len(calls) >= 5
    assert [
        call for call in calls if "--require-hashes" not in call and "--no-deps --no-build-isolation" not in call
    ] == []


def test_version_and_licence_are_the_same_everywhere() -> None:
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    citation = yaml.safe_load(_text("CITATION.cff"))
    assert citation["version"] == project["version"]
    assert citation["license"] == project["license"] == json.loads(_text("package.json"))["license"] == "MIT"
    assert citation["authors"] == project["authors"] == [{"name": "The contributors of the Dispute Explainer"}]
    assert "Copyright (c) 2026 The contributors of the Dispute Explainer" in _text("LICENSE")


@of_own_content
def test_the_licence_of_the_content_is_whole_and_names_what_it_does_not_cover() -> None:
    ours, _, legal = _text("LICENSE-CONTENT").partition("Attribution 4.0 International\n\n====")
    files = re.findall(r"(?:content|theme)/[\w./-]+\.(?:geojson|txt)", ours)
    assert len(files) == 5
    assert [file for file in files if not (PROJECT / file).is_file()] == []
    assert [f"Section {number} -- " in legal for number in range(1, 9)] == [True] * 8
    assert legal.rstrip().endswith("Creative Commons may be contacted at creativecommons.org.")
