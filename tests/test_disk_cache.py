"""What is kept on disk between builds: when a record counts, and what happens where it does not."""

from __future__ import annotations

import hashlib
import os
import random
import stat
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic_core import to_json

from explainer.build_cache import build_cache_of
from explainer.citations import Reference
from explainer.disk_cache import DiskCache, NoCache, digest_of, digest_of_folder, disk_cache_of, version_of

VERSION = "1"
POSIX_ONLY = pytest.mark.skipif(os.name != "posix", reason="rights of files")


@dataclass(frozen=True)
class Word:
    """A result."""

    text: str
    letters: tuple[str, ...]


class Maker:
    """Makes words and counts how often it had to."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def word(self, text: str, disk: NoCache) -> Word:
        def make() -> Word:
            self.made.append(text)
            return Word(text, tuple(text))

        return disk.recall(Word, "word", (text,), make)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state" / "explainer"


def _records(project: Path) -> list[Path]:
    return sorted((project / ".cache" / "explainer").glob("*"))


def test_a_result_is_made_once_for_all_processes(project: Path, state: Path) -> None:
    maker = Maker()
    for _ in range(3):
        disk = disk_cache_of(project, VERSION, state)
        assert [maker.word(text, disk) for text in ("щит", "щит", "a\nb")] == [
            Word("щит", ("щ", "и", "т")),
            Word("щит", ("щ", "и", "т")),
            Word("a\nb", ("a", "\n", "b")),
        ]
    assert maker.made == ["щит", "a\nb"]


def test_another_program_shares_nothing(project: Path, state: Path) -> None:
    maker = Maker()
    for version in ("1", "2", "1"):
        maker.word("ho", disk_cache_of(project, version, state))
    assert maker.made == ["ho", "ho"]


def test_arguments_are_told_apart() -> None:
    values = ["1", 1, ("1",), ("1", ""), ("", "1"), {"1": ""}, None, "", Word("a", ("b",)), Word("a", ("b", ""))]
    assert len({digest_of(value) for value in values}) == len(values)


def test_what_is_no_plain_value_is_refused() -> None:
    """A function would stand for whatever it does."""
    with pytest.raises(ValueError, match="Unable to serialize unknown type"):
        digest_of(("a", print))


# Forged and damaged records


def _forged(project: Path, key: bytes) -> None:
    """What somebody writes who knows how records are named: `git add -f` brings it into a checkout."""
    path = project / ".cache" / "explainer" / digest_of((VERSION, "word", ("ho",)))
    payload = to_json(Word("<script>", ()))
    hashed = hashlib.blake2b(path.name.encode() + payload, key=key, digest_size=32).digest()
    path.parent.mkdir(parents=True)
    path.write_bytes(hashed + payload)


@pytest.mark.parametrize("key", [b"", b"\0" * 32, b"0" * 32])
def test_a_forged_record_does_not_count(project: Path, state: Path, key: bytes) -> None:
    _forged(project, key)
    assert Maker().word("ho", disk_cache_of(project, VERSION, state)) == Word("ho", ("h", "o"))


def test_the_forger_lacks_only_the_key(project: Path, state: Path) -> None:
    """Otherwise the test above would pass for another reason."""
    disk_cache_of(project, VERSION, state)
    _forged(project, (state / "cache.key").read_bytes())
    assert Maker().word("ho", disk_cache_of(project, VERSION, state)) == Word("<script>", ())


def test_a_record_does_not_count_in_the_place_of_another(project: Path, state: Path) -> None:
    maker, disk = Maker(), disk_cache_of(project, VERSION, state)
    maker.word("ho", disk)
    (ho,) = _records(project)
    maker.word("hey", disk)
    (hey,) = (path for path in _records(project) if path != ho)
    hey.write_bytes(ho.read_bytes())
    assert maker.word("hey", disk) == Word("hey", ("h", "e", "y"))
    assert maker.made == ["ho", "hey", "hey"]


def test_a_damaged_record_is_made_anew(project: Path, state: Path) -> None:
    maker, disk, chance = Maker(), disk_cache_of(project, VERSION, state), random.Random(1855)  # noqa: S311 - the same damage each time
    maker.word("hello", disk)
    (path,) = _records(project)
    good = path.read_bytes()
    for number in range(300):
        damaged = bytearray(good)
        place = chance.randrange(len(good))
        match number % 3:
            case 0:
                damaged[place] ^= 1 << chance.randrange(8)
            case 1:
                del damaged[place:]
            case 2:
                damaged.insert(place, damaged[place] ^ 1)
        path.write_bytes(damaged)
        assert maker.word("hello", disk) == Word("hello", tuple("hello"))
        assert path.read_bytes() == good
    assert maker.made == ["hello"] * 301


def test_a_record_of_another_shape_is_made_anew(project: Path, state: Path) -> None:
    disk = disk_cache_of(project, VERSION, state)
    disk.keep("word", ("ho",), {"text": 3})
    assert Maker().word("ho", disk) == Word("ho", ("h", "o"))


@POSIX_ONLY
def test_a_link_or_folder_in_the_place_of_a_record_is_not_read(project: Path, state: Path) -> None:
    maker, disk = Maker(), disk_cache_of(project, VERSION, state)
    maker.word("ho", disk)
    (path,) = _records(project)
    path.unlink()
    path.symlink_to("/dev/zero")
    assert maker.word("ho", disk) == Word("ho", ("h", "o"))
    assert path.is_file()
    assert not path.is_symlink()
    path.unlink()
    path.mkdir()
    assert maker.word("ho", disk) == Word("ho", ("h", "o"))


# The key


@POSIX_ONLY
def test_the_key_is_for_its_owner_alone(project: Path, state: Path) -> None:
    assert isinstance(disk_cache_of(project, VERSION, state), DiskCache)
    assert [path.name for path in state.iterdir()] == ["cache.key"]
    assert stat.S_IMODE((state / "cache.key").stat().st_mode) == 0o600
    assert len((state / "cache.key").read_bytes()) == 32


def _refused(project: Path, state: Path) -> bool:
    """Whether there is no cache, and none is begun."""
    maker, disk = Maker(), disk_cache_of(project, VERSION, state)
    for _ in range(2):
        assert maker.word("ho", disk) == Word("ho", ("h", "o"))
    return maker.made == ["ho", "ho"] and not (project / ".cache").exists()


@POSIX_ONLY
@pytest.mark.parametrize(
    ("content", "mode"),
    [
        pytest.param(b"k" * 32, 0o644, id="others can read it"),
        pytest.param(b"k" * 32, 0o620, id="others can write it"),
        pytest.param(b"k" * 31, 0o600, id="too short"),
        pytest.param(b"", 0o600, id="empty"),
    ],
)
def test_without_a_key_to_be_trusted_there_is_no_cache(project: Path, state: Path, content: bytes, mode: int) -> None:
    state.mkdir(parents=True)
    (state / "cache.key").write_bytes(content)
    (state / "cache.key").chmod(mode)
    assert _refused(project, state)


def test_where_no_key_can_be_made_there_is_no_cache(project: Path, state: Path) -> None:
    state.parent.mkdir()
    state.write_text("a file where the folder should be", "utf-8")
    assert _refused(project, state)


def test_a_key_in_the_checkout_is_none(project: Path) -> None:
    assert _refused(project, project / "state")
    assert _refused(project, Path("state"))


@POSIX_ONLY
def test_a_cache_that_leads_out_of_the_project_is_none(project: Path, state: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (project / ".cache").symlink_to(tmp_path / "elsewhere")
    Maker().word("ho", disk_cache_of(project, VERSION, state))
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other folders")
def test_the_key_lies_in_the_folder_of_the_user(project: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    assert isinstance(build_cache_of(project).disk, DiskCache)
    assert (state / "dispute-explainer" / "cache.key").is_file()


# Room, and builds at once


def test_the_least_recently_used_go_first(project: Path, state: Path) -> None:
    disk_cache_of(project, VERSION, state)
    disk = DiskCache(project / ".cache" / "explainer", b"k" * 32, VERSION, most_bytes=300)
    maker, now = Maker(), time.time()
    for days, text in ((3, "three"), (5, "five"), (4, "four"), (30, "used today"), (9, "nine")):
        before = set(_records(project))
        maker.word(text, disk)
        (path,) = set(_records(project)) - before
        os.utime(path, (now - days * 86400, now - days * 86400))
    maker.word("used today", disk)
    disk.shrink()
    assert sum(path.stat().st_size for path in _records(project)) <= 300
    maker.made.clear()
    for text in ("used today", "three", "four", "five", "nine"):
        maker.word(text, disk)
    assert maker.made == ["five", "nine"]


def test_what_a_build_that_died_left_half_written_goes(project: Path, state: Path) -> None:
    maker, disk = Maker(), disk_cache_of(project, VERSION, state)
    maker.word("ho", disk)
    (path,) = _records(project)
    old, new, other = path.with_name(path.name + ".123"), path.with_name(path.name + ".456"), path.with_name("notes")
    for each in (old, new, other):
        each.write_bytes(b"half")
    os.utime(old, (0, 0))
    disk.shrink()
    assert _records(project) == sorted([path, new, other])


def test_a_cache_that_is_deleted_is_begun_anew(project: Path, state: Path) -> None:
    maker, disk = Maker(), disk_cache_of(project, VERSION, state)
    maker.word("ho", disk)
    for path in _records(project):
        path.unlink()
    (project / ".cache" / "explainer").rmdir()
    disk.shrink()
    assert [maker.word("ho", disk), maker.word("ho", disk)] == [Word("ho", ("h", "o"))] * 2
    assert maker.made == ["ho", "ho"]


def test_builds_at_once_do_each_other_no_harm(project: Path, state: Path) -> None:
    found: list[bool] = []

    def build() -> None:
        disk, maker = disk_cache_of(project, VERSION, state), Maker()
        for _ in range(20):
            words = [maker.word(str(number), disk) for number in range(20)]
            found.append(words == [Word(str(number), tuple(str(number))) for number in range(20)])
            disk.shrink()

    threads = [threading.Thread(target=build) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 80


# Names


def test_the_version_of_a_program_is_that_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "locale").mkdir()
    (tmp_path / "a.py").write_text("1", "utf-8")
    versions = [version_of(tmp_path)]
    (tmp_path / "a.py").write_text("2", "utf-8")
    versions.append(version_of(tmp_path))
    (tmp_path / "locale" / "en.po").write_text("", "utf-8")
    versions.append(version_of(tmp_path))
    (tmp_path / "locale" / "en.po").rename(tmp_path / "en.po")
    versions.append(version_of(tmp_path))
    assert len(set(versions)) == 4
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"1")
    assert version_of(tmp_path) == versions[-1]


def test_a_package_of_another_version_is_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site-packages"
    site.mkdir()
    monkeypatch.syspath_prepend(site)
    versions = []
    for name in ("jinja2-3.1.6.dist-info", "jinja2-3.1.7.dist-info"):
        (site / name).mkdir()
        versions.append(version_of(tmp_path / "package"))
    assert len(set(versions)) == 2


def test_files_of_a_folder_are_told_apart_from_their_names(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("bc", "utf-8")
    first = digest_of_folder(tmp_path)
    (tmp_path / "a").rename(tmp_path / "ab")
    (tmp_path / "ab").write_text("c", "utf-8")
    assert digest_of_folder(tmp_path) != first


def test_a_reference_comes_back_as_it_was(project: Path, state: Path) -> None:
    reference = Reference(**{name: f"<i>{name}</i> № 5 \u2028" for name in Reference.__dataclass_fields__})
    disk = disk_cache_of(project, VERSION, state)
    assert disk.recall(Reference, "reference", "x", lambda: reference) == reference
    assert disk.recall(Reference, "reference", "x", lambda: pytest.fail("it is kept")) == reference
