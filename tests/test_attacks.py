"""The attacks of a review, as an editor would write them: what `check` says of each, and what is published.

A case has `text`, which is appended to an entry, or `content`, files to put over `cases/base`; then the `problems`. A
content with errors is not published; of one without, `published` is what the page of the entry has of the text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from attacking import FILES, fields_attacked, fields_of
from explainer.build_cache import BuildCache
from explainer.links.graph import RESERVED_IDS
from explainer.model.fields import Collection
from explainer.pages import Settings
from explainer.pipeline import check, compile_site
from explainer.problems import Code
from explainer.schema import classes_of
from folders import CASES, TESTS, THEME, cases_of, files_under, lines_of, written

ENTRY = "events/1900-talks.md"
_ABOVE, _BELOW = "[1]</a></sup></p>", '<div class="text-end">'


@pytest.mark.parametrize("case", cases_of("attacks/*.yml"))
def test_an_attack_is_refused_or_inert(case: dict[str, Any], tmp_path: Path, cache: BuildCache) -> None:
    text = (CASES / "base" / ENTRY).read_text(encoding="utf-8") + f"\n{case.get('text', '')}\n"
    content = written(tmp_path, case.get("content") or {ENTRY: text})
    assert lines_of(check(content, cache).problems) == case["problems"]
    if "published" in case:
        compiled = compile_site(content, THEME, Settings(), cache=cache)
        page, whole = compiled.pages.at(ENTRY).html, compiled.pages.at("print.md").html
        published = page.partition(_ABOVE)[2].partition(_BELOW)[0].strip()
        assert published == case["published"].strip()
        assert all(line in whole for line in published.splitlines() if 'href="' not in line and " id=" not in line)


def test_every_field_of_every_kind_is_attacked() -> None:
    """A new field needs a value in `attacks/more_fields.yml` if no entry of the invented dispute has it."""
    attacked_fields = fields_attacked()
    classes = [cls for collection in Collection for cls in classes_of(collection)] + [*FILES.values()]
    assert len(classes) == 14
    asked = {(cls.__name__, field) for cls in classes for field in fields_of(cls)}
    assert len(asked) > 200
    assert asked - attacked_fields == set()


UNCLOSED = (
    "[sic]: https://elsewhere.example/\n\n**bold *and ~~more [sic]\n\n- > `code\n\n[^1]: note\n\n!!! note\n    > **b\n"
)


def test_no_text_changes_another(tmp_path: Path) -> None:
    """What one entry leaves open, or defines, ends with it, on the page of all texts too."""
    files = files_under(TESTS / "sites" / "halmyr" / "content")
    names = [name for name in files if name.startswith("background/")][:3]
    with_sic = {name: files[name] + b"\nHe wrote [sic] and [^1].\n\n[^1]: Two.\n" for name in names[1:]}
    pages = []
    for number, more in enumerate((b"\nPlain.\n", f"\n{UNCLOSED}".encode())):
        changed = {**files, **with_sic, names[0]: files[names[0]] + more}
        compiled = compile_site(written(tmp_path / str(number), changed, base=False), THEME, Settings())
        assert compiled.problems == ()
        pages.append(compiled.pages.at("print.md").html)
    ids = [f'id="entry-{Path(name).stem}"' for name in files if Path(name).suffix == ".md"]
    before, after = (_parts(page, ids) for page in pages)
    changed_parts = [own for own in before if before[own] != after[own]]
    assert changed_parts == [f'id="entry-{Path(names[0]).stem}"']
    assert all("[sic]" in before[f'id="entry-{Path(name).stem}"'] for name in names[1:])


def _parts(page: str, ids: list[str]) -> dict[str, str]:
    """What the page of all texts has of each entry, by its id."""
    starts = sorted((page.index(own), own) for own in ids if own in page)
    ends = [start for start, _ in starts[1:]] + [page.index('id="references"')]
    return {own: page[start:end] for (start, own), end in zip(starts, ends, strict=True)}


@pytest.mark.parametrize("own", ["__config", "_x", "map-alba", "ref-1", *sorted(RESERVED_IDS)])
def test_an_id_of_a_page_is_taken_by_no_text(own: str, tmp_path: Path, cache: BuildCache) -> None:
    """A part of a text that names it is a problem; a heading gets another id."""
    text = (CASES / "base" / ENTRY).read_text(encoding="utf-8")
    content = written(tmp_path, {ENTRY: f"{text}\nOne [word]{{#{own}}} of it.\n"})
    assert [problem.code for problem in check(content, cache).problems] == [Code.BAD_ATTRIBUTE]
    if not own.startswith("_"):
        written(content, {ENTRY: f"{text}\n## Part {{#{own}}}\n"})
        page = compile_site(content, THEME, Settings(), cache=cache).pages.at(ENTRY).html
        assert page.count(f'id="{own}"') == (own in ("top", "summary", "references", "about-this-page", "ref-1"))


def test_a_picture_in_another_encoding_is_refused(tmp_path: Path, cache: BuildCache) -> None:
    """A browser reads UTF-16, and would run what a check of bytes does not see."""
    picture = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for number, encoding in enumerate(("utf-16", "utf-16-le", "utf-32")):
        content = written(tmp_path / str(number), {"pictures/m.svg": picture.encode(encoding)})
        assert lines_of(check(content, cache).problems) == [
            "pictures/m.svg:1: the picture is not in UTF-8 but in another encoding, in which it cannot be checked. "
            "Save the file with the encoding UTF-8. [not-utf8]"
        ]


def test_lists_of_320_levels_are_one_problem(tmp_path: Path, cache: BuildCache) -> None:
    text = (CASES / "base" / ENTRY).read_text(encoding="utf-8")
    levels = "".join(f"{'  ' * level}- a\n" for level in range(320))
    content = written(tmp_path, {ENTRY: f"{text}\n{levels}", "background/island.md": "x"})
    assert lines_of(check(content, cache).problems) == [
        "background/island.md:1: the file has no front matter: it must begin with fields between two lines of '---'. "
        "[no-front-matter]",
        "events/1900-talks.md:32: lists and quotations stand in one another more than 20 deep. "
        "Write it as a text of its own. [too-deep]",
    ]


def test_an_exception_that_nobody_foresaw_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it happens: an editor then knows what to take away."""

    def failing(text: str, quotes: object) -> None:
        raise ZeroDivisionError("not foreseen")

    monkeypatch.setattr("explainer.links.text_references.parsed", failing)
    with pytest.raises(ZeroDivisionError) as raised:
        check(written(tmp_path, {}))
    assert raised.value.__notes__ == [
        "This went wrong while 'events/1900-talks.md' was read. Please report it, with that file"
    ]
