"""The engine and the theme have no word of the dispute that the content is about, and neither has another dispute."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from building import INVENTED, built_site
from folders import PROJECT, THEME, of_own_content

_REAL_WORDS = (
    "Japan Japanese Russia Russian USSR Soviet Kuril Kurils Kunashir Iturup Shikotan Habomai Hokkaido Sakhalin "
    "Kamchatka Shimoda Portsmouth Yalta Potsdam Kremlin Moscow Tokyo Putin Yeltsin Lavrov Abe Kono Hatoyama"
)
LANGUAGES = {"Japanese", "Russian"}
"""Words of `_REAL_WORDS` that also name a language or a script, which the engine may know."""


_NAME = re.compile(r"""(?:^title: |\bname: )["']?([^"',}\n]+)""", re.MULTILINE)


@pytest.fixture(scope="module")
def real_words() -> tuple[str, ...]:
    """The words above, and the titles and names of the real dispute's parties, places and actors."""
    content = PROJECT / "content"
    files = [content / "dispute.yml", *content.glob("actors/*.md")]
    files += [path for path in content.glob("background/*.md") if "\nkind: place\n" in path.read_text("utf-8")]
    found = {name.strip() for path in files for name in _NAME.findall(path.read_text("utf-8"))}
    return tuple(sorted(found.union(_REAL_WORDS.split()), key=lambda word: (-len(word), word)))


def _lines_with(words: tuple[str, ...], folder: Path, files: list[Path]) -> list[str]:
    """Where the files have one of the words as a whole word, in whatever case."""
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}
    everything = "\n".join(texts.values()).lower()
    near = [rf"(?<!\w){re.escape(word)}(?!\w)" for word in words if word.lower() in everything]
    pattern = re.compile("|".join(near) or "(?!)", re.IGNORECASE)
    return [
        f"{name}:{number}: {match[0]}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        for match in pattern.finditer(line)
    ]


def test_words_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Holm\nno holms, a HOLM-top\n", "utf-8")
    assert _lines_with(("Holm", "absent"), tmp_path, [tmp_path / "a.md"]) == ["a.md:1: Holm", "a.md:2: HOLM"]


@of_own_content
@pytest.mark.site
def test_invented_site_has_no_word_of_the_real_dispute(shared_folder: Path, real_words: tuple[str, ...]) -> None:
    site = built_site(INVENTED, shared_folder)
    files = [path for path in sorted(site.rglob("*")) if path.suffix in (".html", ".css", ".xml", ".json")]
    assert (site / "index.html") in files
    assert _lines_with(real_words, site, files) == []


@of_own_content
def test_docs_have_no_word_of_the_real_dispute(real_words: tuple[str, ...]) -> None:
    """A fork publishes them."""
    files = sorted((PROJECT / "docs").rglob("*.md"))
    assert len(files) > 30
    found = _lines_with(real_words, PROJECT, files)
    assert [line for line in found if line.rpartition(": ")[2] not in LANGUAGES] == []


@of_own_content
def test_engine_and_theme_have_no_word_of_the_real_dispute(real_words: tuple[str, ...]) -> None:
    suffixes = {".py", ".md", ".html", ".css", ".js", ".mjs", ".po", ".csl", ".yml", ".svg"}
    files = [
        path
        for folder in (PROJECT / "build_scripts", THEME)
        for path in sorted(folder.rglob("*"))
        if path.suffix in suffixes and not any(part.endswith(".egg-info") for part in path.parts)
    ]
    assert len(files) > 30
    found = _lines_with(real_words, PROJECT, files)
    assert [line for line in found if line.rpartition(": ")[2] not in LANGUAGES] == []
