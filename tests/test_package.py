"""The wheel, installed where nothing of this repository is: the command, the plugin, the theme, the documents."""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from browsing import first
from folders import PROJECT

pytestmark = pytest.mark.site
_SOURCES = ("build_scripts", "docs", "theme", "LICENSE", "MANIFEST.in", "README.md", "pyproject.toml", "setup.py")
_BUILD = "from setuptools import build_meta; print(build_meta.build_wheel('dist'))"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def _copied(name: str, target: Path) -> None:
    source = PROJECT / name
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(source, target / name, ignore=ignore) if source.is_dir() else shutil.copy(source, target / name)


def _run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "SITE_URL")}
    environment["NO_MKDOCS_2_WARNING"] = "1"
    run = subprocess.run([*command], cwd=cwd, capture_output=True, text=True, check=False, env=environment)
    assert run.returncode == 0, run.stdout + run.stderr
    return run


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of a new environment that has the wheel, and from here only its dependencies."""
    project = tmp_path_factory.mktemp("project")
    for name in _SOURCES:
        _copied(name, project)
    wheel = _run(sys.executable, "-c", _BUILD, cwd=project).stdout.splitlines()[-1]
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(environment)}))
    dependencies = [path for path in (*site.getsitepackages(), sysconfig.get_path("purelib")) if Path(path).is_dir()]
    (packages / "dependencies.pth").write_text("\n".join(dict.fromkeys(dependencies)) + "\n", "utf-8")
    commands = Path(sysconfig.get_path("scripts", vars={"base": str(environment)}))
    python = commands / Path(sys.executable).name
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index")
    _run(*pip, project / "dist" / wheel, cwd=project)
    shutil.rmtree(project)
    where = _run(python, "-c", "import explainer; print(explainer.__file__)", cwd=environment).stdout
    assert Path(where.strip()).is_relative_to(packages)
    return commands


_LAND = ("--title", "نزاع الصحراء", "--question", "لمن الصحراء؟", "--party", "المغرب", "--party", "Polisario Front")
_PRIORITY = ("--title", "The calculus", "--question", "Who was first?", "--party", "Newton", "--party", "Leibniz")


@pytest.mark.parametrize(
    ("answers", "middle", "has_map"),
    [(_LAND, "24.5, -13", True), (_PRIORITY, "none", False)],
    ids=["land, right to left", "no land and no map"],
)
def test_from_an_empty_folder_to_a_built_site(
    answers: tuple[str, ...], middle: str, has_map: bool, installed: Path, tmp_path: Path
) -> None:
    explainer, python = installed / "explainer", installed / Path(sys.executable).name
    _run(explainer, "init", "new", *answers, "--topic", "القانون", "--map", middle, cwd=tmp_path)
    folder = tmp_path / "new"
    assert {path.name for path in folder.iterdir()} == {
        ".github",
        ".gitignore",
        "README.md",
        "content",
        "mkdocs.yml",
        "requirements.txt",
    }
    assert _run(explainer, "check", "--strict", cwd=folder).stderr == "0 errors, 0 warnings\n"
    assert _run(explainer, "explain", "orphan", cwd=folder).stdout.startswith("orphan\n======\n")
    run = _run(python, "-m", "mkdocs", "build", "--strict", cwd=folder)
    assert "WARNING" not in run.stderr
    home = LexborHTMLParser((folder / "site" / "index.html").read_text("utf-8"))
    assert first(home, "title").text() == answers[1]
    tabs = [link.text().strip() for link in home.css(".md-tabs__link")]
    assert ("Map" in tabs) == has_map
    assert tabs[-1] == "About"
    pages = {path.parent.relative_to(folder / "site").as_posix() for path in folder.glob("site/**/index.html")}
    assert {"timeline", "positions", "events/2000-example-event", "sources/example-source", "print"} <= pages
    assert ("map" in pages) == has_map
    assert not [page for page in pages if page.startswith(("editing", "development", "problems"))]
    assert not (folder / "site" / "dispute.yml").exists()
    assert (folder / "site" / "pagefind").is_dir()
    shown = LexborHTMLParser((folder / "site" / "events/2000-example-event/index.html").read_text("utf-8"))
    assert first(shown, "h1").text().strip() == "An event (example)"


def test_the_dispute_to_practise_on_comes_with_the_wheel(installed: Path, tmp_path: Path) -> None:
    _run(installed / "explainer", "practice", cwd=tmp_path)
    folder = tmp_path / "practice"
    assert _run(installed / "explainer", "check", "--strict", cwd=folder).stderr == "0 errors, 0 warnings\n"
    _run(installed / Path(sys.executable).name, "-m", "mkdocs", "build", "--strict", cwd=folder)
    home = LexborHTMLParser((folder / "site" / "index.html").read_text("utf-8"))
    assert first(home, "title").text() == "The dispute over Nisida (Holmen)"
    assert "Map" in [link.text().strip() for link in home.css(".md-tabs__link")]
