"""What is left of the style sheets and scripts of a built site."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.built_site.trim_assets import trim

PAGES = """
<article class="md-typeset wide"><p class='lead'>A nav of words.</p><ol class=steps></ol>
<svg><path fill="var(--of-a-page)"/></svg></article>"""
SCRIPT = """
el.classList.add("open"); el.className = `fact--${kind}`; el.style.setProperty("--of-a-script", 1);
"""


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        (".md-typeset p{color:red}", ".md-typeset p{color:red}"),
        (".wide{color:red}", ".wide{color:red}"),
        (".lead{color:red}", ".lead{color:red}"),
        (".steps{color:red}", ".steps{color:red}"),
        ("nav a:hover,#id,[data-x]{color:red}", "nav a:hover,#id,[data-x]{color:red}"),
        (".nav{color:red}", ""),
        (".open{color:red}", ".open{color:red}"),
        (".fact--stars{color:red}", ".fact--stars{color:red}"),
        (".gone{color:red}", ""),
        (".gone .lead{color:red}", ""),
        (".lead:not(.gone){color:red}", ".lead:not(.gone){color:red}"),
        (":is(.gone,.lead) a{color:red}", ":is(.gone,.lead) a{color:red}"),
        ("@media print{.gone{color:red}.wide{color:red}}", "@media print{.wide{color:red}}"),
        ("@media print{.gone{color:red}}", ""),
        (":root{--wide: 1}.wide{top:var(--wide)}", ":root{--wide:1}.wide{top:var(--wide)}"),
        (":root{--gone: 1}", ""),
        (":root{--one: 1;--two: var(--one)}.gone{top:var(--two)}", ""),
        (":root{--of-a-page: 1;--of-a-script: 1}", ":root{--of-a-page:1;--of-a-script:1}"),
        (".gone{color:red}#gone{color:red}", ".gone,#gone{color:red}"),
        ("@keyframes gone{0%{top:0}}.gone{color:red}", "@keyframes gone{0%{top:0}}.gone{color:red}"),
        ("/* note */ a { color : red }", "a{color:red}"),
    ],
)
def test_a_rule_is_left_where_a_page_or_a_script_can_use_it(tmp_path: Path, rule: str, left: str) -> None:
    assert trimmed(tmp_path, rule) == left


@pytest.mark.parametrize("css", [b".gone{} }} <html>", b".gone{content:'\xff'}"])
def test_what_is_no_css_stays_as_it_is(tmp_path: Path, css: bytes) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "all.css").write_bytes(css)
    trim(tmp_path)
    assert (tmp_path / "assets" / "all.css").read_bytes() == css


def test_pages_and_scripts_in_another_encoding_are_read_as_far_as_they_can_be(tmp_path: Path) -> None:
    (tmp_path / "old.html").write_bytes(b'<p class="lead">\xff')
    (tmp_path / "old.js").write_bytes(b'"open \xff"')
    assert trimmed(tmp_path, ".lead,.open{color:red}.gone{color:red}") == ".lead,.open{color:red}"


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("assets/explainer/a/all.js", "export const a=`//\n ${b}`;"),
        ("assets/all.js", "/** What a is. */\nexport const a = `//\n ${b}`;\n"),
    ],
)
def test_our_own_scripts_lose_their_comments(tmp_path: Path, name: str, left: str) -> None:
    script = tmp_path / name
    script.parent.mkdir(parents=True)
    script.write_text("/** What a is. */\nexport const a = `//\n ${b}`;\n", "utf-8")
    trim(tmp_path)
    assert script.read_text("utf-8") == left


def test_a_site_without_style_sheets_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGES, "utf-8")
    trim(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def trimmed(site: Path, css: str) -> str:
    (site / "a" / "b").mkdir(parents=True)
    (site / "a" / "b" / "index.html").write_text(PAGES, "utf-8")
    (site / "assets" / "x").mkdir(parents=True)
    (site / "assets" / "x" / "all.js").write_text(SCRIPT, "utf-8")
    sheet = site / "assets" / "x" / "all.css"
    sheet.write_text(css, "utf-8")
    trim(site)
    return sheet.read_text("utf-8")


def test_only_the_colours_of_a_page_are_left(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(
        '<body data-md-color-primary="custom"><input data-md-color-primary=teal>', "utf-8"
    )
    sheet = tmp_path / "assets" / "palette.css"
    rules = [f"[data-md-color-primary={name}]{{color:{name}}}" for name in ("teal", "red")]
    sheet.write_text("\n".join((*rules, "[data-md-color-primary=red] a{top:0}")), "utf-8")
    trim(tmp_path)
    assert sheet.read_text("utf-8") == "[data-md-color-primary=teal]{color:teal}[data-md-color-primary=red] a{top:0}"
