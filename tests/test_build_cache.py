"""The law of what is kept between builds, in memory and on disk: a build gives byte for byte what a clean one gives."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explainer.build_cache import BuildCache, build_cache_of
from explainer.disk_cache import disk_cache_of
from explainer.pages import Settings
from explainer.pipeline import Compiled, check, compile_site
from folders import PROJECT, THEME, base_files, written

DAY = date(2027, 1, 15)
HALMYR = PROJECT / "tests" / "sites" / "halmyr" / "content"
MAP_FILES = ("map/map.yml", "map/states.yml", "map/orn.geojson", "map/lines.geojson")


def test_recalls_what_was_made_from_equal_arguments() -> None:
    made: list[str] = []

    def shout(word: str, marks: int = 1) -> str:
        made.append(word)
        return word.upper() + "!" * marks

    cache = BuildCache()
    assert [cache.recall(shout, word) for word in ("ho", "hey", "ho")] == ["HO!", "HEY!", "HO!"]
    assert cache.recall(shout, "ho", marks=3) == "HO!!!"
    assert made == ["ho", "hey", "ho"]


def test_tells_functions_apart() -> None:
    cache = BuildCache()
    assert (cache.recall(str.upper, "a"), cache.recall(str.title, "abc"), cache.recall(str.upper, "abc")) == (
        "A",
        "Abc",
        "ABC",
    )


def test_forgets_what_many_builds_did_not_ask_for() -> None:
    made: list[str] = []
    cache = BuildCache()
    for _ in range(40):
        cache.begin_build()
        cache.recall(made.append, "every build")
        if not made[1:]:
            cache.recall(made.append, "the first build only")
    assert made == ["every build", "the first build only"]
    cache.recall(made.append, "the first build only")
    assert made == ["every build", "the first build only", "the first build only"]


def test_what_is_made_in_one_pass_is_kept_one_by_one(tmp_path: Path) -> None:
    asked: list[dict[str, str]] = []

    def shouted(words: dict[str, str], mark: str) -> dict[str, str]:
        asked.append(words)
        return {name: word.upper() + mark for name, word in words.items()}

    def recalled(cache: BuildCache, **words: str) -> dict[str, str]:
        return dict(cache.recall_together(str, shouted, words, "!"))

    cache = BuildCache(disk_cache_of(tmp_path / "project", "1", tmp_path / "state"))
    assert recalled(cache, one="ho", two="hey") == {"one": "HO!", "two": "HEY!"}
    assert recalled(cache, one="ho", two="hello") == {"one": "HO!", "two": "HELLO!"}
    cache.save()
    later = BuildCache(disk_cache_of(tmp_path / "project", "1", tmp_path / "state"))
    assert recalled(later, three="ho", two="hello", one="ho") == {"three": "HO!", "two": "HELLO!", "one": "HO!"}
    assert recalled(later, one="ho") == {"one": "HO!"}
    assert asked == [{"one": "ho", "two": "hey"}, {"two": "hello"}, {"three": "ho"}]


# The law

GOOD = base_files()
PARAGRAPHS = (
    "It has one harbour.",
    "See [[island]], [[alba|the south]] and [[1900-talks#more|the talks]].[@paper, p. 3]",
    "## More\n\nNote.[^1]\n\n[^1]: Below.[@paper]",
    "[[nowhere]] and [@no-source]",
    "<script>alert(1)</script>",
    "![A harbour](harbour.png)",
    "~~~\nnever closed",
)
FIELDS = (
    ("title: ", "title: Another name of "),
    ("date: 1", "date: 2"),
    ("issued: ", "issued: 1900 #"),
    ("reviewed: 2", "reviewed: 1"),
    ("name: ", "led_by: [King], name: "),
    ("type: book", "type: report"),
    ("summary: ", "summary: 'In short: ' #"),
    ("kind: ", "kind: wrong-"),
    ("topics: [border]", "topics: [people, bordr]"),
    ("status: published", "status: draft"),
    ("---\n", "---\nstatus: draft\n"),
    ("---\n", "---\naliases: [The rock]\n"),
    ("---\n", "--\n"),
    ("weight: ", "weight: 1"),
    ("languages: [en]", "languages: [xx]"),
    ('colour: "#', 'colour: "#1'),
)
BYTES = (b"", b"\xff\xfe", b"---\n", b"---\ntitle: T\nsummary: S.\nkind: term\n---\n\nText.\n")
OTHERS = (
    "background/new.md",
    "sources/new-source.md",
    "background/harbour.png",
    "background/Bad Name.md",
    "elsewhere/x.md",
    "map/map.yml",
    "dispute.yml",
)
NAMES = (*sorted(GOOD), *OTHERS)

Edit = tuple[str, str, object]
_names = st.sampled_from(NAMES)
EDITS = st.one_of(
    st.tuples(st.just("add to"), _names, st.sampled_from(PARAGRAPHS)),
    st.tuples(st.just("change"), _names, st.sampled_from(FIELDS)),
    st.tuples(st.just("write"), _names, st.sampled_from(BYTES)),
    st.tuples(st.just("delete"), _names, st.none()),
    st.tuples(st.just("rename"), _names, _names),
    st.tuples(st.just("copy"), _names, _names),
    st.tuples(st.just("mend"), _names, st.none()),
    st.tuples(st.just("mend all"), st.none(), st.none()),
    st.tuples(st.just("delete folder"), st.sampled_from(("events", "background", "site")), st.none()),
    st.tuples(st.just("change template"), st.sampled_from(("entry.html", "home.html", "style.css")), st.none()),
)


def _edit(content: Path, theme: Path, kind: str, name: str, extra: object) -> None:
    """What an editor, or an author of the theme, does to the files."""
    path = content / (name or "")
    if kind == "mend all":
        shutil.rmtree(content)
        written(content, {})
    elif kind == "mend":
        written(content, {name: GOOD.get(name)}, base=False) if name in GOOD else path.unlink(missing_ok=True)
    elif kind == "delete folder":
        shutil.rmtree(path, ignore_errors=True)
    elif kind == "change template":
        template = theme / "explainer" / name
        template.write_text(template.read_text("utf-8") + "\n.changed { }\n", "utf-8")
    elif kind == "write":
        assert isinstance(extra, bytes)
        written(content, {name: extra}, base=False)
    elif path.is_file():
        _edit_file(content, path, kind, extra)


def _edit_file(content: Path, path: Path, kind: str, extra: object) -> None:
    if kind == "delete":
        path.unlink()
    elif kind in ("rename", "copy"):
        target = content / str(extra)
        target.parent.mkdir(exist_ok=True)
        data = path.read_bytes()
        if kind == "rename":
            path.unlink()
        target.write_bytes(data)
    elif kind == "add to":
        path.write_bytes(path.read_bytes() + f"\n{extra}\n".encode())
    else:
        assert isinstance(extra, tuple)
        old, new = extra
        path.write_bytes(path.read_bytes().replace(old.encode(), new.encode(), 1))


def _bytes_of(site: Compiled) -> dict[str, object]:
    """Everything that a build gives, with the pages as they are written."""
    return {
        "pages": [(page.path, str(page)) for page in site.pages],
        "frame": site.frame,
        "unlisted": site.pages.unlisted,
        "assets": [*site.assets],
        "files": site.files,
        "problems": site.problems,
        "language": site.language,
    }


def _assert_as_clean(content: Path, theme: Path, cache: BuildCache) -> Compiled:
    """With what this process made, and with what is on disk alone, as in a process that begins."""
    site = compile_site(content, theme, Settings(), DAY, cache)
    clean = _bytes_of(compile_site(content, theme, Settings(), DAY))
    assert _bytes_of(site) == clean
    assert _bytes_of(compile_site(content, theme, Settings(), DAY, build_cache_of(content.parent))) == clean
    return site


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("edits")


_reproducible = settings(derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))


@settings(_reproducible, max_examples=3)
@given(st.lists(EDITS, min_size=1, max_size=3))
def test_an_incremental_build_gives_what_a_clean_build_gives(place: Path, edits: list[Edit]) -> None:
    """Files are changed, made, deleted, broken, mended and renamed, in any order; each state is built both ways."""
    _hold_the_law(place, edits)


@pytest.mark.long
@settings(_reproducible, max_examples=30)
@given(st.lists(EDITS, min_size=1, max_size=8))
def test_the_same_over_many_edits(place: Path, edits: list[Edit]) -> None:
    _hold_the_law(place, edits)


def _hold_the_law(place: Path, edits: list[Edit]) -> None:
    content, theme = place / "content", place / "theme"
    for folder in (content, theme):
        shutil.rmtree(folder, ignore_errors=True)
    written(content, {})
    shutil.copytree(THEME / "explainer", theme / "explainer")
    cache = build_cache_of(place)
    _assert_as_clean(content, theme, cache)
    for edit in edits:
        _edit(content, theme, *edit)
        _assert_as_clean(content, theme, cache)
    _edit(content, theme, "mend all", "", None)
    assert _assert_as_clean(content, theme, cache).problems == ()


def test_the_edits_of_the_law_make_and_mend_problems(tmp_path: Path) -> None:
    """Otherwise the law would be held over content that never changes."""
    content, cache, codes = written(tmp_path / "content", {}), BuildCache(), set()
    shutil.copytree(THEME / "explainer", tmp_path / "theme" / "explainer")
    for name in ("background/island.md", "dispute.yml", "events/1900-talks.md"):
        for kind, extras in (("add to", PARAGRAPHS), ("change", FIELDS), ("write", BYTES), ("delete", (None,))):
            for extra in extras:
                _edit(content, tmp_path / "theme", kind, name, extra)
                codes |= {problem.code for problem in check(content, cache).problems}
                _edit(content, tmp_path / "theme", "mend", name, None)
                assert check(content, cache).problems == ()
    assert codes >= {
        "unknown-entry",
        "unsafe-html",
        "bad-value",
        "not-utf8",
        "empty-file",
        "missing-file",
    }


@pytest.mark.site
def test_the_map_is_drawn_anew_where_it_changed(tmp_path: Path) -> None:
    """Outlines, states and what is drawn from them are kept too."""
    content = shutil.copytree(HALMYR, tmp_path / "content", ignore=shutil.ignore_patterns("permalinks.txt"))
    cache = build_cache_of(tmp_path)
    _assert_as_clean(content, THEME, cache)
    for name in MAP_FILES:
        path = content / name
        good = path.read_text("utf-8")
        for text in (good.replace("1", "2", 3), good[: len(good) // 2], good):
            path.write_text(text, "utf-8")
            site = _assert_as_clean(content, THEME, cache)
    assert site.problems == ()
    assert "map.md" in site.pages.paths
