"""A build that fails, is stopped, or has another beside it leaves the old site or the new one, and says why."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from folders import files_under, written
from serving import environment, project_in, replace

resource = pytest.importorskip("resource", reason="limits and signals are those of Unix")
pytestmark = pytest.mark.site
AS_IT_WAS = "The site is as it was."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with the smallest content."""
    written(project_in(tmp_path), {"theme/assets/explainer/extra.txt": "x"}, base=False)
    for path in sorted((tmp_path / "content").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    written(tmp_path / "content", {"site/about.md": TEXT, "site/method.md": TEXT})
    config = yaml.safe_load((tmp_path / "mkdocs.yml").read_text("utf-8"))
    config["nav"] = ["index.md", "about.md", "colophon.md"]
    (tmp_path / "docs" / "colophon.md").write_text("# Colophon\n", "utf-8")
    config["plugins"] = [{"explainer": {"content": "content", "edit_page": False}}]
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    return tmp_path


TEXT = "---\ntitle: A text\nsummary: A text of the site.\n---\n\nIt tells of [[island]].\n"


def _started(project: Path, *options: str, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """A build that runs. One with a limit is not measured: the limit would end the writing of what was measured too."""
    uncounted = {} if before is None else {"COVERAGE_PROCESS_START": "", "COVERAGE_PROCESS_CONFIG": ""}
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", *options],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**environment(), **uncounted},
        preexec_fn=before,  # noqa: PLW1509 - it sets a limit and nothing else
    )


def _build(project: Path, *options: str, before: Callable[[], None] | None = None) -> tuple[int, str]:
    """The exit code, and what the build said."""
    process = _started(project, *options, before=before)
    said, _ = process.communicate(timeout=120)
    return process.returncode, said.strip()


def _whole(site: Path) -> dict[str, bytes]:
    """The files of a site, without those of the search index, which differ between two builds."""
    files = files_under(site)
    assert any(name.startswith("pagefind/") for name in files)
    return {name: data for name, data in files.items() if not name.startswith("pagefind/")}


def _hook(project: Path, text: str) -> None:
    """Adds Python to the build, as MkDocs lets the owner of a site do."""
    (project / "hook.py").write_text(text, "utf-8")
    config = yaml.safe_load((project / "mkdocs.yml").read_text("utf-8"))
    (project / "mkdocs.yml").write_text(yaml.safe_dump({**config, "hooks": ["hook.py"]}), "utf-8")


def _only_site_and_lock(project: Path) -> bool:
    return [path.name for path in (project / ".site-build").iterdir()] == ["lock"]


def test_a_build_replaces_the_site_as_a_whole(project: Path) -> None:
    assert _build(project) == (0, "")
    (project / "site" / "stale.html").write_text("old", "utf-8")
    (project / "content" / "site" / "about.md").unlink()
    config = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(config.replace("- about.md\n", ""), "utf-8")
    assert _build(project) == (0, "")
    assert not (project / "site" / "stale.html").exists()
    assert not (project / "site" / "about").exists()
    assert _only_site_and_lock(project)


def test_another_folder_for_the_site(project: Path) -> None:
    assert _build(project, "--site-dir", "public/halmyr") == (0, "")
    assert (project / "public" / "halmyr" / "404.html").is_file()
    assert not (project / "site").exists()


def test_gh_deploy_publishes_the_new_site(project: Path) -> None:
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run([*git, "init", "--quiet", "--bare", str(project / "remote.git")], check=True)
    subprocess.run([*git, "init", "--quiet"], cwd=project, check=True)
    subprocess.run([*git, "remote", "add", "origin", "remote.git"], cwd=project, check=True)
    subprocess.run([*git, "commit", "--quiet", "--allow-empty", "-m", "Begin"], cwd=project, check=True)
    names = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    command = [sys.executable, "-m", "mkdocs", "gh-deploy", "--strict", "--quiet", "--no-history"]
    subprocess.run(command, cwd=project, check=True, env={**environment(), **names}, capture_output=True)
    listed = subprocess.run(
        [*git, "ls-tree", "-r", "--name-only", "gh-pages"], cwd=project / "remote.git", check=True, capture_output=True
    )
    published = {name for name in listed.stdout.decode().splitlines() if name != ".nojekyll"}
    assert published == set(files_under(project / "site"))
    assert "_headers" in published


WARNINGS = {
    "a link of a page to nowhere": (
        "docs/colophon.md",
        "# Colophon\n\n[there](nowhere.md)\n",
        "WARNING -  Doc file 'colophon.md' contains a link 'nowhere.md', but the target is not found among "
        "documentation files.",
    ),
    "a link to a part that is not there": (
        "docs/colophon.md",
        "# Colophon\n\n[there](index.md#nowhere)\n",
        "WARNING -  Doc file 'colophon.md' contains a link 'index.md#nowhere', but the doc 'index.md' does not contain "
        "an anchor '#nowhere'.",
    ),
    "a link of HTML to nowhere": (
        "docs/colophon.md",
        '# Colophon\n\n<a href="../nowhere/">there</a>\n',
        "WARNING -  The site has nothing at 'nowhere/', to which 'colophon/index.html' leads.",
    ),
    "an entry of the menu that is not there": (
        "content/site/about.md",
        None,
        "WARNING -  A reference to 'about.md' is included in the 'nav' configuration, which is not found in the "
        "documentation files.",
    ),
    "a warning of the content": (
        "content/background/lonely.md",
        "---\ntitle: Lonely\nsummary: S.\nkind: term\n---\n",
        "WARNING -  content/background/lonely.md:1: warning: no other entry links here, so few will find it. Link to "
        "it from a related entry. [orphan]",
    ),
}


@pytest.mark.parametrize("case", WARNINGS.values(), ids=WARNINGS)
def test_a_warning_fails_a_strict_build_even_if_it_is_quiet(case: tuple[str, str | None, str], project: Path) -> None:
    file, text, warning = case
    assert _build(project)[0] == 0
    before = _whole(project / "site")
    (project / file).write_text(text, "utf-8") if text else (project / file).unlink()
    code, said = _build(project)
    assert (code, [line for line in said.splitlines() if line]) == (
        1,
        [warning, "Aborted with 1 warnings in strict mode!"],
    )
    assert _whole(project / "site") == before
    assert _only_site_and_lock(project)


LINKS = {
    "of the docs": ("docs/leak.txt", "/etc/hostname", "'docs/leak.txt' is a link that leads out of 'docs'."),
    "of the theme": (
        "theme/explainer/leak.html",
        "/etc/hostname",
        "'theme/explainer/leak.html' is a link that leads out of 'theme'.",
    ),
    "of a folder of the docs": ("docs/etc", "/etc", "'docs/etc' is a link that leads out of 'docs'."),
    "to the content": (
        "docs/own.md",
        "../content/site/home.md",
        "'docs/own.md' is a link that leads out of 'docs'.",
    ),
    "of a hidden kind": (
        "content/map.txt",
        "/etc/hostname",
        "'content/map.txt' is a link that leads out of 'content'.",
    ),
    "to nowhere": ("docs/gone.md", "nowhere.md", "'docs/gone.md' is a link that leads nowhere."),
    "to the folder above": (
        "docs/loop",
        ".",
        "'docs/loop' is a link to a folder, and none is followed. Put the folder itself in its place.",
    ),
}


@pytest.mark.parametrize("case", LINKS.values(), ids=LINKS)
def test_a_link_that_leads_out_stops_the_build(case: tuple[str, str, str], project: Path) -> None:
    link, target, sentence = case
    (project / link).symlink_to(target)
    code, said = _build(project)
    assert code == 1
    assert sentence in said
    assert said.splitlines()[-1] == "A link leads out of the folders of the site, so no site was built."
    assert not (project / "site").exists()


def test_a_folder_that_is_a_link_out_of_the_project_stops_the_build(project: Path) -> None:
    (project / "docs").rename(project.parent / f"{project.name}-docs")
    (project / "docs").symlink_to(project.parent / f"{project.name}-docs")
    code, said = _build(project)
    assert code == 1
    assert "'docs' is a link that leads out of the project." in said


TAKEN = {
    "a page in the place of the search index": ("docs/pagefind.md", "'pagefind.md' at an address"),
    "a file of headers": ("docs/_headers", "'_headers' at an address"),
    "a sitemap": ("docs/sitemap.xml", "'sitemap.xml' at an address"),
}


@pytest.mark.parametrize("case", TAKEN.values(), ids=TAKEN)
def test_the_docs_may_not_have_what_the_site_writes(case: tuple[str, str], project: Path) -> None:
    file, words = case
    (project / file).write_text("# A page\n", "utf-8")
    code, said = _build(project)
    assert code == 1
    assert f"The docs folder has {words} that the site needs itself." in said


def test_a_file_of_the_theme_is_not_replaced(project: Path) -> None:
    redirect = "redirects:\n  - {from: assets/favicon.svg/x.html, to: 1900-talks}\n"
    (project / "content" / "redirects.yml").write_text(redirect, "utf-8")
    code, said = _build(project)
    assert code == 1
    assert "would be published below 'assets/favicon.svg', which is a file and no folder." in said


# What the system does not allow


def test_a_full_disk_is_one_sentence(project: Path) -> None:
    """A limit for the size of files stands for the end of the disk: both end a write in the middle."""
    assert _build(project)[0] == 0
    before = _whole(project / "site")
    replace(project / "content" / "events" / "1900-talks.md", "They met in Vik.", "They met on the quay.")
    code, said = _build(project, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)))
    assert code == 1
    assert re.fullmatch(rf"'\S+' cannot be read or written: File too large\. {AS_IT_WAS}", said.splitlines()[-1])
    assert "Traceback" not in said
    assert _whole(project / "site") == before


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs a folder in which nobody may write")
def test_a_folder_that_cannot_be_written_is_one_sentence(project: Path) -> None:
    code, said = _build(project, "--site-dir", "/proc/site")
    assert code == 1
    assert re.fullmatch(rf"'\S+' cannot be read or written: .+\. {AS_IT_WAS}", said)


def test_a_file_that_goes_while_it_is_published_is_one_sentence(project: Path) -> None:
    written(project / "content", {"pictures/harbour.png": b"\x89PNG"}, base=False)
    _hook(
        project,
        "from pathlib import Path\n"
        "def on_env(env, config, files):\n    Path('content/pictures/harbour.png').unlink()\n",
    )
    code, said = _build(project)
    sentence = f"'content/pictures/harbour.png' cannot be read or written: No such file or directory. {AS_IT_WAS}"
    assert (code, said.splitlines()[-1]) == (1, sentence)
    assert "Traceback" not in said


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_stopped_says_so(sign: signal.Signals, project: Path) -> None:
    assert _build(project)[0] == 0
    before = _whole(project / "site")
    _hook(
        project,
        "import time\nfrom pathlib import Path\n"
        "def on_env(env, config, files):\n    Path('reached').touch()\n    time.sleep(60)\n",
    )
    process = _started(project)
    deadline = time.monotonic() + 60
    while not (project / "reached").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(sign)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"Stopped. {AS_IT_WAS}" in said
    assert "Traceback" not in said
    assert _whole(project / "site") == before
    assert _only_site_and_lock(project)


def test_of_two_builds_the_second_waits(project: Path) -> None:
    processes = [_started(project) for _ in range(3)]
    said = [process.communicate(timeout=300)[0].strip() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], said
    waiting = f"Another build writes into '{project / 'site'}'. Waiting."
    unchanged = "Nothing has changed since the last build, so the site stays as it is."  # by the time that it looked
    assert {words for words in said if words} <= {waiting, unchanged}
    assert _whole(project / "site")
    assert _only_site_and_lock(project)


@pytest.mark.parametrize(("first", "last"), [(0, 5), pytest.param(5, 50, marks=pytest.mark.long)])
def test_a_kill_at_any_moment_leaves_the_old_site_or_the_new(first: int, last: int, project: Path) -> None:
    sites = {}
    about = project / "content" / "site" / "about.md"
    started = time.monotonic()
    for title in ("One", "Two"):
        about.write_text(TEXT.replace("A text\n", f"{title}\n"), "utf-8")
        assert _build(project) == (0, "")
        sites[title] = _whole(project / "site")
    seconds = (time.monotonic() - started) / 2
    left = []
    for number in range(first, last):
        title = ("One", "Two")[number % 2]
        about.write_text(TEXT.replace("A text\n", f"{title}\n"), "utf-8")
        process = _started(project)
        time.sleep(random.Random(number).uniform(0, seconds * 1.1))  # noqa: S311
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        now = _whole(project / "site")
        assert now in sites.values()
        left.append("new" if now == sites[title] else "old")
    print({which: left.count(which) for which in ("old", "new")})  # noqa: T201 - for the report of a run with -s
