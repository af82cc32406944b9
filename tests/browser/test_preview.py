"""The live preview in a browser: what an editor sees after a save, a mistake, ten mistakes, and their mending."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from explainer.built_site.trim_assets import trim
from serving import BAD_KIND, COLLISION, Preview, environment, free_port, project_in, replace, serving

from .waiting import wait_for

pytestmark = pytest.mark.browser

EVENT = "events/1958-collision/"
WAIT_MS = 30_000
PRINTED = "@page {\n  size: A4;\n  margin: 20mm 20mm 22mm;\n}"
BAD_ITEM = (
    "content/events/1958-collision.md:5 kind: 'crash' is not one of treaty, talks, statement, war, law, visit, poll, "
    "protest, incident, administrative, publication, letter, discovery, judgment, appointment, birth, death, sale, "
    "gift, exhibition. bad-value"
)
expect.set_options(timeout=WAIT_MS)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_in(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def running(project: Path) -> Iterator[Preview]:
    with serving(project) as preview:
        preview.wait_for_page("/repo/", "In the middle of the Sea of Orn")
        yield preview


@pytest.fixture
def preview(project: Path, running: Preview) -> Iterator[Preview]:
    """The running preview of content without a mistake; what a test changes is put back after it."""
    kept = project.with_name(f"{project.name}-kept")
    for folder in ("content", "theme"):
        shutil.copytree(project / folder, kept / folder)
    yield running
    for folder in ("content", "theme"):
        shutil.rmtree(project / folder, ignore_errors=True)
        shutil.copytree(kept / folder, project / folder)
    shutil.rmtree(kept)
    assert running.is_alive
    assert "Traceback" not in "\n".join(running.lines)


def _title(page: Page) -> Locator:
    return page.locator("article h1")


def _overlay(page: Page) -> Locator:
    return page.locator("[data-explainer=preview-overlay] section")


def _items(page: Page) -> Locator:
    return page.locator("[data-explainer=preview-overlay] li")


def _open(page: Page, preview: Preview, path: str = EVENT) -> None:
    page.goto(preview.address + path)
    expect(_overlay(page)).to_be_hidden()


def _stay(page: Page) -> None:
    page.evaluate("window.hasStayed = true")


def _has_stayed(page: Page) -> bool:
    """Whether it is the page of `_stay` still, and not one that was loaded since."""
    return bool(page.evaluate("window.hasStayed === true"))


def test_a_save_shows_on_the_open_page(preview: Preview, project: Path, page: Page) -> None:
    _open(page, preview)
    replace(project / COLLISION, "at the second light", "in the fog")
    expect(_title(page)).to_have_text("The collision in the fog")


def test_a_save_leaves_the_page_scrolled_where_it_is(preview: Preview, project: Path, page: Page) -> None:
    page.set_viewport_size({"width": 700, "height": 300})
    _open(page, preview)
    page.evaluate("scrollTo({top: 200, behavior: 'instant'})")
    scrolled = page.evaluate("scrollY")
    assert scrolled > 0
    replace(project / COLLISION, "Both logs put", "Both logs, it is said, put")
    expect(page.get_by_text("Both logs, it is said, put")).to_be_visible()
    wait_for(page, "(scrolled) => scrollY === scrolled", scrolled)


def test_the_timeline_and_the_map_stay_as_the_reader_set_them(preview: Preview, project: Path, page: Page) -> None:
    """What is shown stands in the address."""
    _open(page, preview, "timeline/")
    page.get_by_label("Importance").select_option("3")
    few = page.locator("li[data-event]:not([hidden])").count()
    replace(project / COLLISION, "weight: 2", "weight: 3")
    expect(page.locator("li[data-event]:not([hidden])")).to_have_count(few + 1)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("li[data-event]:not([hidden])")).to_have_count(14)

    _open(page, preview, "map/")
    words = page.locator("[data-explainer=map-words] b").first
    page.get_by_role("button", name="Previous").click()
    expect(words).to_have_text("1923: the bank for three")
    replace(project / "content" / "map" / "states.yml", "1923: the bank for three", "1923: the bank for all")
    expect(words).to_have_text("1923: the bank for all")


def test_a_page_is_loaded_again_for_what_stands_beside_it(preview: Preview, project: Path, page: Page) -> None:
    """A colour of the style sheet, a script of the frame, a style sheet of the theme."""
    _open(page, preview)
    print_css = project / "theme" / "assets" / "explainer" / "print.css"
    main = project / "theme" / "main.html"
    script = "{% block scripts %}\n<script>document.documentElement.dataset.more = 'yes'</script>"
    for file, old, new, seen in (
        (
            project / "content" / "dispute.yml",
            'colour: "#7a4b00"',
            'colour: "#700000"',
            "[...document.styleSheets].some((s) => [...s.cssRules].some((r) => r.cssText.includes('#700000')))",
        ),
        (main, "{% block scripts %}", script, "document.documentElement.dataset.more === 'yes'"),
        (print_css, PRINTED, f"{PRINTED} .of-a-test {{ color: red; }}", "window.hasStayed !== true"),
    ):
        _stay(page)
        replace(file, old, new)
        wait_for(page, seen)
        assert not _has_stayed(page), new


def test_another_picture_of_the_same_name(preview: Preview, project: Path, page: Page) -> None:
    _open(page, preview, "reading-charts/")
    picture = page.locator("article img").first
    wide = picture.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }")
    Image.new("RGB", (70, 9)).save(project / "content" / "pictures" / "survey.png")
    assert wide != 70
    wait_for(page, "document.querySelector('article img')?.naturalWidth === 70")


def test_a_page_that_a_save_does_not_change_is_not_loaded_again(preview: Preview, project: Path, page: Page) -> None:
    _open(page, preview, "sources/orn-portolan/")
    _stay(page)
    other = page.context.new_page()
    _open(other, preview)
    replace(project / COLLISION, "at the second light", "in the fog")
    expect(_title(other)).to_have_text("The collision in the fog")
    page.bring_to_front()
    page.wait_for_timeout(500)
    assert _has_stayed(page)


def test_a_mistake_shows_with_file_line_message_and_code_and_goes_when_mended(
    preview: Preview, project: Path, page: Page
) -> None:
    _open(page, preview)
    replace(project / COLLISION, "kind: incident", "kind: crash")
    expect(_overlay(page).get_by_role("heading")).to_have_text("1 error")
    expect(_items(page)).to_have_text([BAD_ITEM])
    expect(_overlay(page)).to_contain_text("The pages stay as they were before the errors.")
    expect(_title(page)).to_have_text("The collision at the second light")
    replace(project / COLLISION, "kind: crash", "kind: incident")
    expect(_overlay(page)).to_be_hidden()


def test_a_mistake_shows_its_hint_on_every_page(preview: Preview, project: Path, page: Page) -> None:
    replace(project / COLLISION, "kind: incident", "kind: incidnt")
    preview.wait(lambda: any("'incidnt' is not one of" in line for line in preview.lines))
    page.goto(preview.address + "timeline/")
    expect(_items(page)).to_have_text([re.compile(r"Did you mean 'incident'\? bad-value")])


def test_ten_bad_saves_in_a_row(preview: Preview, project: Path, page: Page) -> None:
    """Each is shown, the page stays, and mending all of it brings the page up to date."""
    _open(page, preview)
    content, event = project / "content", project / COLLISION
    good = event.read_text("utf-8")
    saves: tuple[tuple[Path, bytes | None], ...] = (
        (event, good.replace("kind: incident", "kind: crash").encode()),
        (event, b""),
        (event, b"\xff\xfe\x00"),
        (event, good.replace("---\n", "--\n", 1).encode()),
        (event, good.replace("title:", "title: [", 1).encode()),
        (content / "dispute.yml", b"title: [never closed\n"),
        (content / "site" / "home.md", None),
        (content / "map" / "orn.geojson", b"{"),
        (content / "sources" / "orn-portolan.md", b"---\ntitle: No more\n---\n"),
        (content / "actors", None),
    )
    kept = shutil.copytree(content, project / "kept")
    seen = [""]
    for path, data in saves:
        if data is None and path.is_dir():
            shutil.rmtree(path)
        elif data is None:
            path.unlink()
        else:
            path.write_bytes(data)
        said = wait_for(
            page,
            """(before) => {
                const overlay = document.querySelector("[data-explainer=preview-overlay]")?.shadowRoot;
                const said = overlay?.querySelector("ol").textContent;
                return said !== before && said; // empty while a page that loads other outlines of the map starts
            }""",
            seen[-1],
        )
        seen.append(str(said))
        expect(_items(page).first).to_be_visible()
        expect(_title(page)).to_have_text("The collision at the second light")
    assert len(set(seen)) == len(saves) + 1
    shutil.rmtree(content)
    expect(_items(page).first).to_contain_text("the folder cannot be read: No such file or directory")
    kept.rename(content)
    expect(_overlay(page)).to_be_hidden()
    replace(event, "at the second light", "in the fog")
    expect(_title(page)).to_have_text("The collision in the fog")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("{% if %}", "theme/explainer/entry.html:"),
        ("{{ view.nothing_of_this_name }}", "UndefinedError"),
    ],
)
def test_a_broken_template_of_an_entry(preview: Preview, project: Path, page: Page, broken: str, said: str) -> None:
    _open(page, preview)
    template = project / "theme" / "explainer" / "entry.html"
    good = template.read_text("utf-8")
    template.write_text(good + broken, "utf-8")
    expect(_items(page)).to_have_count(1)
    expect(_items(page)).to_contain_text(said)
    expect(_items(page)).to_contain_text("theme/explainer/entry.html")
    expect(_title(page)).to_have_text("The collision at the second light")
    template.write_text(good + "\n<p>A line of the mended template</p>\n", "utf-8")
    expect(page.get_by_text("A line of the mended template")).to_be_visible()
    expect(_overlay(page)).to_be_hidden()


def test_a_template_that_is_missing(preview: Preview, project: Path, page: Page) -> None:
    _open(page, preview)
    for template in ("style.css", "entry.html"):
        path = project / "theme" / "explainer" / template
        kept = path.rename(project / template)
        expect(_items(page)).to_have_text([f"theme the template {template} is missing."])
        kept.rename(path)
        expect(_overlay(page)).to_be_hidden()


def test_a_broken_frame_and_a_broken_configuration(preview: Preview, project: Path, page: Page) -> None:
    _open(page, preview)
    for path, broken, said in (
        (project / "theme" / "main.html", "{% block broken %}", "theme/main.html"),
        (project / "mkdocs.yml", "\nnav: [", "mkdocs.yml"),
    ):
        good = path.read_text("utf-8")
        path.write_text(good + broken, "utf-8")
        expect(_items(page)).to_have_count(1)
        expect(_items(page)).to_contain_text(said)
        expect(_title(page)).to_have_text("The collision at the second light")
        path.write_text(good, "utf-8")
        expect(_overlay(page)).to_be_hidden()


def test_what_is_wrong_with_the_settings_stays_while_an_entry_is_saved(
    preview: Preview, project: Path, page: Page
) -> None:
    _open(page, preview)
    settings = project / "mkdocs.yml"
    good = settings.read_text("utf-8")
    settings.write_text(good + "\nnav: [", "utf-8")
    expect(_items(page)).to_contain_text("mkdocs.yml")
    replace(project / COLLISION, "title: The collision at", "title: The crash at")
    expect(_title(page)).to_have_text("The crash at the second light")
    expect(_items(page)).to_contain_text("mkdocs.yml")
    settings.write_text(good, "utf-8")
    expect(_overlay(page)).to_be_hidden()


def test_an_entry_that_comes_and_goes(preview: Preview, project: Path, page: Page) -> None:
    page.goto(preview.address + "sources/orn-catches/")
    expect(page.get_by_role("heading", name="There is no page here")).to_be_visible()
    sources = project / "content" / "sources"
    shutil.copyfile(sources / "orn-landings.md", sources / "orn-catches.md")
    expect(_overlay(page).get_by_role("heading")).to_have_text("1 warning")
    expect(_title(page)).to_be_visible()
    (sources / "orn-catches.md").unlink()
    expect(page.get_by_role("heading", name="There is no page here")).to_be_visible()


def test_a_title_in_the_menu_changes_on_every_page(preview: Preview, project: Path, page: Page) -> None:
    _open(page, preview)
    expect(page.locator("nav", has_text="About this site").first).to_be_attached()
    text = (project / "content" / "site" / "about.md").read_text("utf-8")
    renamed = re.sub("(?m)^title: .*$", "title: Who made it", text, count=1)
    (project / "content" / "site" / "about.md").write_text(renamed, "utf-8")
    expect(page.locator("nav", has_text="Who made it").first).to_be_attached()


def test_the_overlay_by_keyboard_and_for_a_screen_reader(preview: Preview, project: Path, page: Page) -> None:
    _open(page, preview)
    replace(project / COLLISION, "kind: incident", "kind: crash")
    expect(page.locator("[data-explainer=preview-overlay] [role=status]")).to_contain_text(
        "1 error. content/events/1958-collision.md:5: kind: 'crash' is not one of"
    )
    region = page.get_by_role("region", name="1 error")
    button = region.get_by_role("button")
    expect(button).to_have_attribute("aria-expanded", "true")
    button.focus()
    page.keyboard.press("Tab")
    expect(region.get_by_role("group", name="1 error")).to_be_focused()
    page.keyboard.press("Escape")
    expect(_items(page)).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_text("Show")
    page.keyboard.press("Enter")
    expect(_items(page)).to_be_visible()
    found = Axe().run(page, context="[data-explainer=preview-overlay]", options={"preload": False})
    assert [violation["id"] for violation in found.response["violations"]] == []


def test_the_overlay_says_when_the_preview_has_ended(project: Path, page: Page) -> None:
    with serving(project) as preview:
        preview.wait_for_page("/repo/", "In the middle of the Sea of Orn")
        _open(page, preview)
        preview.end(signal.SIGTERM)
        expect(_overlay(page).get_by_role("heading")).to_have_text("The preview does not answer")


# Without a browser


def test_pages_of_a_preview_are_those_of_a_build(preview: Preview, project: Path, page: Page) -> None:
    """Byte for byte, after saves good and bad: what a build of the same content writes, and the line of the overlay."""
    _open(page, preview)
    event = project / COLLISION
    for old, new in (
        ("at the second light", "in the fog"),
        ("kind: incident", "kind: crash"),
        ("kind: crash", "kind: incident"),
        ("in the fog", "by night"),
    ):
        replace(event, old, new)
        preview.wait_for_page(f"/repo/{EVENT}", "by night" if new == "by night" else "The collision")
    config = (project / "mkdocs.yml").read_text("utf-8").replace("https://halmyr.example/repo/", preview.address)
    (project / "build.yml").write_text(config, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", "build.yml"]
    subprocess.run(command, cwd=project, check=True, env=environment())
    site = project / "site"
    built = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    del built["404.html"]
    assert len(built) > 60
    overlay = re.compile(r'<script type="module" src="/repo/__preview/overlay.js" data-preview="\w+"></script>')
    shown = {path: overlay.subn("", preview.page("/repo/" + path.removesuffix("index.html"))) for path in built}
    redirects = {"events/1711-war/index.html", "sources/landings/index.html", "sources/landings-at-orn/index.html"}
    assert {path: number for path, (_, number) in shown.items()} == {path: int(path not in redirects) for path in built}
    assert [path for path in built if shown[path][0] != built[path]] == []
    assert [path for path in site.rglob("*") if "__preview" in path.name or "overlay" in path.name] == []
    assert [path for path, text in built.items() if "__preview" in text] == []
    for asset in ("assets/facets.json", "pictures/soundings.csv"):
        assert preview.page(f"/repo/{asset}") == (site / asset).read_text("utf-8")
    style = site / "assets" / "explainer" / "style.css"
    trimmed = style.read_text("utf-8")
    style.write_text(preview.page("/repo/assets/explainer/style.css"), "utf-8")
    shutil.rmtree(site / "pagefind")  # it came after the trimming
    trim(site)
    assert style.read_text("utf-8") == trimmed


def test_starts_with_content_that_is_broken_and_goes_on_when_it_is_mended(project: Path, page: Page) -> None:
    replace(project / COLLISION, "kind: incident", "kind: crash")
    try:
        with serving(project) as preview:
            preview.wait_for_line(f"ERROR   -  {BAD_KIND}")
            preview.wait_for_page("/repo/", "Problems")
            page.goto(preview.address)
            expect(_items(page)).to_have_text([BAD_ITEM])
            replace(project / COLLISION, "kind: crash", "kind: incident")
            expect(_title(page)).not_to_have_text("Problems")
            expect(_overlay(page)).to_be_hidden()
    finally:
        text = (project / COLLISION).read_text("utf-8")
        (project / COLLISION).write_text(text.replace("kind: crash", "kind: incident"), "utf-8")


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_ends_with_a_sentence(project: Path, sign: signal.Signals) -> None:
    with serving(project) as preview:
        preview.wait_for_page("/repo/", "In the middle of the Sea of Orn")
        assert preview.end(sign) == 0
        assert preview.lines[-1] == "INFO    -  The preview has ended."


def test_says_that_the_port_is_taken(project: Path) -> None:
    port = free_port()
    address = f"127.0.0.1:{port}"
    with serving(project, "--dev-addr", address) as preview:
        preview.wait(lambda: any(address in line for line in preview.lines))
        run = subprocess.run(
            [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
            env=environment(),
        )
    assert run.returncode == 1
    assert run.stdout.strip() + run.stderr.strip() == (
        f"The preview cannot use the address {address}: Address already in use. "
        "Another preview may be running there; name another port with --dev-addr."
    )
