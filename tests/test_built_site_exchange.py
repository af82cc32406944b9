"""A finished site takes the place of the old one as a whole, whenever it is broken off."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from explainer.built_site import exchange
from explainer.built_site.exchange import SiteExchange
from folders import files_under

FILES = 40
KILLS = 50


def built(site: Path, text: str) -> SiteExchange:
    """A build of a site of many files, up to where it would be put in its place."""
    running = SiteExchange(site)
    new = running.begin(lambda: None)
    for number in range(FILES):
        (new / f"page-{number}.html").write_text(text, encoding="utf-8")
    return running


def texts(site: Path) -> tuple[int, set[bytes]]:
    """How many files the site has, and what stands in them."""
    files = files_under(site)
    return len(files), set(files.values())


def test_the_first_site_and_the_next(tmp_path: Path) -> None:
    site = tmp_path / "public" / "site"
    built(site, "one").finish()
    assert texts(site) == (FILES, {b"one"})
    running = built(site, "two")
    assert texts(site) == (FILES, {b"one"})
    running.finish()
    assert texts(site) == (FILES, {b"two"})
    assert [path.name for path in (site.parent / ".site-build").iterdir()] == ["lock"]


def test_what_is_given_up_leaves_the_old_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(site, "one").finish()
    built(site, "two").leave()
    assert texts(site) == (FILES, {b"one"})
    assert [path.name for path in (tmp_path / ".site-build").iterdir()] == ["lock"]


def test_a_link_to_the_site_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    site = tmp_path / "site"
    site.symlink_to(tmp_path / "elsewhere")
    built(site, "one").finish()
    assert site.is_symlink()
    assert texts(tmp_path / "elsewhere") == (FILES, {b"one"})


def test_where_the_system_cannot_exchange_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "_exchange", lambda *_: False)
    site = tmp_path / "site"
    for text in ("one", "two"):
        built(site, text).finish()
        assert texts(site) == (FILES, {text.encode()})
    assert [path.name for path in (tmp_path / ".site-build").iterdir()] == ["lock"]


@pytest.mark.parametrize("calls", range(8))
def test_two_renames_that_were_broken_off_are_completed(
    calls: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before each step in turn; until the next build there is the old site, the new one, or, between the two, none."""
    site = tmp_path / "site"
    built(site, "one").finish()
    monkeypatch.setattr(exchange, "_exchange", lambda *_: False)
    left = calls

    def counted(step: object) -> object:
        def act(*arguments: object, **more: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            return step(*arguments, **more)  # type: ignore[operator]

        return act

    running = built(site, "two")
    with monkeypatch.context() as broken:
        for name in ("rename", "touch", "unlink"):
            broken.setattr(Path, name, counted(getattr(Path, name)))
        try:
            running.finish()
        except KeyboardInterrupt:
            running._lock.release(force=True)
    if site.exists():
        assert texts(site) in ((FILES, {b"one"}), (FILES, {b"two"}))
    again = SiteExchange(site)
    again.begin(lambda: None)
    assert texts(site) in ((FILES, {b"one"}), (FILES, {b"two"}))
    again.leave()
    assert [path.name for path in (tmp_path / ".site-build").iterdir()] == ["lock"]


ENDLESS = """
import os, sys
from pathlib import Path
from explainer.built_site import exchange
if sys.argv[2] == "renames":
    exchange._exchange = lambda one, other: False
for number in range(10_000):
    running = exchange.SiteExchange(Path(sys.argv[1]))
    new = running.begin(lambda: None)
    for page in range(int(sys.argv[3])):
        (new / f"page-{page}.html").write_text(f"{os.getpid()} {number}", encoding="utf-8")
    running.finish()
"""


@pytest.mark.site
@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_a_kill_at_any_moment_leaves_a_whole_site(way: str, tmp_path: Path) -> None:
    """Fifty processes that do nothing but exchange sites are killed.

    With one call of the system there is always a whole site; with two renames the next build completes it.
    """
    site = tmp_path / "site"
    built(site, "before all").finish()
    chance = random.Random(16)  # noqa: S311
    seen = set()
    for _ in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", ENDLESS, str(site), way, str(FILES)])
        old = texts(site)[1]
        deadline = time.monotonic() + 30
        while texts_or_none(site) in (None, old) and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.03))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if way == "renames":
            again = SiteExchange(site)
            again.begin(lambda: None)
            again.leave()
        count, found = texts(site)
        assert (count, len(found)) == (FILES, 1)
        seen |= found
    assert len(seen) > KILLS / 2, "most processes got to exchange some sites"


def texts_or_none(site: Path) -> set[bytes] | None:
    """What stands in the files; None while they change."""
    try:
        return texts(site)[1]
    except OSError:
        return None


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    site = tmp_path / "site"
    first = built(site, "one")
    said: list[str] = []

    def second() -> None:
        running = SiteExchange(site)
        new = running.begin(lambda: said.append("waits"))
        (new / "page.html").write_text("two", encoding="utf-8")
        running.finish()

    thread = threading.Thread(target=second)
    thread.start()
    while not said:
        time.sleep(0.01)
    assert not site.exists()
    first.finish()
    thread.join(timeout=30)
    assert texts(site) == (1, {b"two"})


def test_a_build_that_waits_too_long_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "LONGEST_WAIT_SECONDS", 0.1)
    site = tmp_path / "site"
    first = built(site, "one")
    with pytest.raises(exchange.SiteBusyError, match=f"Another build has written into '{site}' for half an hour."):
        SiteExchange(site).begin(lambda: None)
    first.leave()


@pytest.mark.skipif(not os.path.exists("/proc"), reason="needs a folder in which nobody may write")  # noqa: PTH110
def test_a_folder_that_cannot_be_written_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError, match="site-build"):
        SiteExchange(Path("/proc/site")).begin(lambda: None)
