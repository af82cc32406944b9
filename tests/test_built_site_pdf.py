"""Printing: which browser is found, and what is said where printing cannot be done."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from explainer.built_site import pdf
from explainer.cli.commands import main


def test_a_named_browser_goes_before_an_installed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPLAINER_CHROMIUM", "/somewhere/chromium")
    assert pdf.installed_browser() == "/somewhere/chromium"


def test_without_a_browser_the_command_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "installed_browser", lambda: None)
    result = CliRunner().invoke(main, ["pdf", "--site", str(tmp_path)])
    assert result.exit_code == 1
    assert "There is no Chromium or Chrome. Install one" in result.output


def test_without_a_site_the_command_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "installed_browser", lambda: "/somewhere/chromium")
    result = CliRunner().invoke(main, ["pdf", "--site", str(tmp_path)])
    assert result.exit_code == 1
    assert "Build the site first: make site" in result.output


def test_a_browser_that_prints_nothing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "print").mkdir()
    (tmp_path / "print" / "index.html").write_text("<p>All of it.</p>", "utf-8")
    with pytest.raises(pdf.PrintingError):
        pdf.print_page("true", tmp_path, "print/", tmp_path / "x.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["print"]


def test_the_file_is_called_as_the_guide_says_unless_another_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "print.html").write_text("<p>All of it.</p>", "utf-8")
    monkeypatch.setattr(pdf, "installed_browser", lambda: "/somewhere/chromium")
    monkeypatch.setattr(pdf, "print_page", lambda *_: None)
    assert CliRunner().invoke(main, ["pdf", "--site", str(tmp_path)]).output == "explainer.pdf\n"
