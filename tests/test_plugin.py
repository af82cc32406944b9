"""The plugin inside MkDocs itself: what a build and a live preview do with content that has errors."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from browsing import first
from explainer.pages import Settings
from explainer.plugin.live_content import Inputs, LiveContent
from explainer.preview import Notice
from explainer.problems import Severity
from serving import BAD_KIND, COLLISION, environment, project_in, replace, serving

HOME, PAGE = "/repo/", "/repo/events/1958-collision/"

pytestmark = pytest.mark.site


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return project_in(tmp_path)


# Build


def _build(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *options],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("strictness", ["--strict", "--no-strict"])
def test_build_fails_on_an_error_and_writes_no_site(project: Path, strictness: str) -> None:
    replace(project / COLLISION, "kind: incident", "kind: crash")
    run = _build(project, strictness)
    assert run.returncode == 1
    assert [line for line in run.stderr.splitlines() if line.startswith("ERROR")] == [f"ERROR   -  {BAD_KIND}"]
    assert run.stdout.strip() == "The content has errors, so no site was built."
    assert "Traceback" not in run.stderr
    assert _files(project / "site") == []


def test_build_prints_all_problems_in_order(project: Path) -> None:
    replace(project / COLLISION, "kind: incident", "kind: crash")
    replace(project / "content" / "background" / "salt-right.md", "[[about|", "[[abut|")
    run = _build(project, "--strict")
    found = [line for line in run.stderr.splitlines() if line.startswith("ERROR")]
    assert [line.split(": ")[0] for line in found] == [
        "ERROR   -  content/background/salt-right.md:10",
        "ERROR   -  content/events/1958-collision.md:5",
    ]


@pytest.mark.parametrize(("strictness", "exit_code"), [("--strict", 1), ("--no-strict", 0)])
def test_warning_fails_a_strict_build_only(project: Path, strictness: str, exit_code: int) -> None:
    """A source that no entry cites is an orphan."""
    sources = project / "content" / "sources"
    shutil.copyfile(sources / "orn-landings.md", sources / "orn-landings-copy.md")
    run = _build(project, strictness)
    assert run.returncode == exit_code
    assert [line for line in run.stderr.splitlines() if line.startswith(("WARNING", "ERROR"))] == [
        "WARNING -  content/sources/orn-landings-copy.md:1: warning: no entry cites this source. [orphan]"
    ]
    assert (project / "site" / "sources" / "orn-landings" / "index.html").is_file() is (exit_code == 0)


@pytest.mark.site
def test_titles_and_summaries_are_text_in_the_head_of_a_page(project: Path) -> None:
    """MkDocs' templates print metadata as it is, so it must have been made safe before."""
    entry = sorted((project / "content" / "background").glob("*.md"))[0]
    text = entry.read_text("utf-8")
    title, summary = "<img src=x onerror=alert(1)> & co", 'A "small" island <b>here</b>.'
    text = re.sub(r"(?m)^title: .*$", f"title: '{title}'", text, count=1)
    text = re.sub(r"(?m)^summary: .*$", f"summary: '{summary}'", text, count=1)
    entry.write_text(text, "utf-8")
    assert _build(project).returncode == 0
    page = LexborHTMLParser((project / "site" / "background" / entry.stem / "index.html").read_text("utf-8"))
    assert page.css("img[onerror]") == []
    assert first(page, "title").text().startswith(title)
    assert first(page, "meta[name=description]").attributes["content"] == summary
    assert first(page, "meta[property='og:title']").attributes["content"] == title


@pytest.mark.site
def test_content_may_not_replace_a_page_of_the_docs(project: Path) -> None:
    docs = next(iter(sorted((project / "docs").glob("*.md"))))
    (project / "content" / "site" / docs.name).write_text("---\ntitle: T\nsummary: S.\n---\n", "utf-8")
    built = _build(project)
    assert built.returncode == 1
    expected = f"The content has a page or file '{docs.name}' at the address of '{docs.name}' in the docs folder."
    assert expected in built.stderr


@pytest.mark.site
def test_pages_of_the_docs_lead_to_parts_of_ours(project: Path) -> None:
    """MkDocs checks such links as those between its own pages."""
    config = yaml.safe_load((project / "mkdocs.yml").read_text("utf-8"))
    config["validation"] = {"links": {"anchors": "warn"}}
    (project / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    (project / "docs" / "colophon.md").write_text(
        "# Colophon\n\n[a](events/1958-collision.md#references) [b](index.md#nowhere)\n", "utf-8"
    )
    run = _build(project)
    assert [line for line in run.stderr.splitlines() if line.startswith(("WARNING", "ERROR"))] == [
        "WARNING -  Doc file 'colophon.md' contains a link 'index.md#nowhere', but the doc 'index.md' does not contain "
        "an anchor '#nowhere'."
    ]
    page = LexborHTMLParser((project / "site" / "colophon" / "index.html").read_text("utf-8"))
    assert [link.attributes["href"] for link in page.css("article p a")] == [
        "../events/1958-collision/#references",
        "../#nowhere",
    ]


@pytest.mark.site
def test_contents_are_nested_as_those_of_a_page_of_the_docs(project: Path) -> None:
    entry = project / "content" / "background" / "salt-right.md"
    entry.write_text(entry.read_text("utf-8") + "\n## Of `<salt>` & *time* {#of}\n\n### Salt\n\n## Time\n", "utf-8")
    assert _build(project).returncode == 0
    page = LexborHTMLParser((project / "site" / "background" / "salt-right" / "index.html").read_text("utf-8"))
    contents = first(page, ".md-sidebar--secondary")
    found = [(link.attributes["href"], " ".join(link.text().split())) for link in contents.css("li > a")]
    assert found[:3] == [("#of", "Of <salt> & time"), ("#salt", "Salt"), ("#time", "Time")]
    assert [link.attributes["href"] for link in contents.css("li li > a")] == ["#salt"]


def test_build_reads_content_from_another_folder(project: Path) -> None:
    """Paths in mkdocs.yml count from its folder, wherever the command is called."""
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(project / "mkdocs.yml")],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert run.returncode == 0, run.stderr
    assert (project / "site" / "events" / "1958-collision" / "index.html").is_file()


WITHOUT_FILES = (
    "ERROR   -  the page /edit/ needs node_modules/@sveltia/cms/dist/sveltia-cms.js, which is not there. "
    "Run: npm ci --ignore-scripts. To build without the page: EDIT_PAGE=no make site"
)
ELSEWHERE = (
    "ERROR   -  the page /edit/ can only write to a repository on github.com, and repo_url is "
    "'https://code.example/halmyr/explainer'. Set REPO_URL, or build without the page: EDIT_PAGE=no make site"
)


@pytest.mark.parametrize(
    ("repo_url", "message"),
    [("https://github.com/halmyr/explainer", WITHOUT_FILES), ("https://code.example/halmyr/explainer", ELSEWHERE)],
    ids=["not fetched", "elsewhere"],
)
def test_build_fails_without_the_page_for_editing(project: Path, repo_url: str, message: str) -> None:
    """A published site must not lose the address /edit/ unnoticed."""
    config = yaml.safe_load((project / "mkdocs.yml").read_text("utf-8"))
    config["repo_url"] = repo_url
    config["plugins"][0]["explainer"]["edit_page"] = True
    (project / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    run = _build(project)
    assert run.returncode == 1
    assert [line for line in run.stderr.splitlines() if line.startswith("ERROR")] == [message]
    assert run.stdout.strip() == "The site has no page /edit/, so it is not whole."


def test_a_site_that_asks_for_no_page_for_editing_has_none(project: Path) -> None:
    assert _build(project).returncode == 0
    assert not (project / "site" / "edit").exists()
    assert "Edit this page in a form" not in (project / "site/events/1958-collision/index.html").read_text("utf-8")


# Serve


def test_serve_outlives_an_error_and_shows_the_last_good_page(project: Path) -> None:
    with serving(project) as preview:
        preview.wait_for_page(PAGE, "The collision at the second light")
        replace(project / COLLISION, "kind: incident", "kind: crash")
        preview.wait_for_line(f"ERROR   -  {BAD_KIND}")
        preview.wait_for_page(PAGE, "The collision at the second light")
        assert "bad-value" not in preview.page(HOME)
        text = (project / COLLISION).read_text("utf-8")
        mended = text.replace("kind: crash", "kind: incident").replace("at the second light", "in the fog")
        (project / COLLISION).write_text(mended, "utf-8")
        preview.wait_for_page(PAGE, "The collision in the fog")
        assert preview.is_alive
        assert not [line for line in preview.lines if "Traceback" in line]


def test_serve_starts_with_broken_content(project: Path) -> None:
    replace(project / COLLISION, "kind: incident", "kind: crash")
    with serving(project) as preview:
        preview.wait_for_line(f"ERROR   -  {BAD_KIND}")
        preview.wait_for_page(HOME, "content/events/1958-collision.md:5".removeprefix("content/"))
        problems = preview.page(HOME)
        assert "<h1" in problems
        assert "[bad-value]" in problems
        assert "In the middle of the Sea of Orn" not in problems
        replace(project / COLLISION, "kind: crash", "kind: incident")
        preview.wait_for_page(HOME, "In the middle of the Sea of Orn")
        preview.wait_for_page(PAGE, "The collision at the second light")


def test_serve_rebuilds_for_the_theme_and_for_new_files(project: Path) -> None:
    with serving(project) as preview:
        preview.wait_for_page(PAGE, "The collision at the second light")
        template = project / "theme" / "explainer" / "entry.html"
        template.write_text(template.read_text("utf-8") + "\n<p>A line of the changed template</p>\n", "utf-8")
        preview.wait_for_page(PAGE, "A line of the changed template")
        shutil.copyfile(
            project / "content" / "sources" / "orn-landings.md", project / "content" / "sources" / "orn-catches.md"
        )
        preview.wait_for_page("/repo/sources/orn-catches/", "A line of the changed template")
        (project / "content" / "sources" / "orn-catches.md").unlink()
        preview.wait(lambda: preview.page("/repo/sources/orn-catches/") == "")


def test_a_file_that_goes_while_it_is_read_is_no_fault_of_the_program(
    project: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As when a branch is checked out below the preview: what comes with the next look mends it."""
    monkeypatch.chdir(project)
    sheet = project / "theme" / "explainer" / "styles" / "site.css"
    read_text = Path.read_text

    def read(path: Path, *arguments: Any, **more: Any) -> str:
        if path == sheet:
            sheet.unlink(missing_ok=True)
        return read_text(path, *arguments, **more)

    live = LiveContent()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_text", read)
        live.compile(Inputs(project / "content", project / "theme", Settings()))
    said = "The file cannot be read: No such file or directory."
    assert live.failure == Notice("theme/explainer/styles/site.css", 0, Severity.ERROR, said)
    assert [(record.getMessage(), record.exc_info) for record in caplog.records] == [
        (f"theme/explainer/styles/site.css: {said}", None)
    ]


def test_serve_survives_a_broken_template(project: Path) -> None:
    """A mistake in a template is one of the theme's author, who is previewing it."""
    with serving(project) as preview:
        preview.wait_for_page(PAGE, "The collision at the second light")
        template = project / "theme" / "explainer" / "entry.html"
        good = template.read_text("utf-8")
        template.write_text(good + "{% if %}", "utf-8")
        preview.wait(lambda: any("entry.html" in line for line in preview.lines))
        template.write_text(good + "\n<p>A line of the mended template</p>\n", "utf-8")
        preview.wait_for_page(PAGE, "A line of the mended template")


def test_serve_follows_no_link_out_of_its_folders(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Also where one comes while it runs; a preview does not start with one."""
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    secret.write_text("a secret", "utf-8")
    (project / "docs" / "notes.txt").write_text("our notes", "utf-8")
    with serving(project) as preview:
        preview.wait_for_page("/repo/notes.txt", "our notes")
        for name in ("notes.txt", "colophon.md"):
            (project / "docs" / name).unlink()
            (project / "docs" / name).symlink_to(secret)
        sentence = "'docs/notes.txt' is a link that leads out of 'docs'. Put the file itself in its place."
        preview.wait_for_line(f"ERROR   -  {sentence}")
        assert "a secret" not in preview.page("/repo/notes.txt") + preview.page("/repo/colophon/")
    with (
        serving(project) as preview,
        pytest.raises(AssertionError, match="A link leads out of the folders of the site"),
    ):
        preview.wait_for_page("/repo/notes.txt", "our notes")
