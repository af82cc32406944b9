"""`explainer links`: which addresses it asks, what it notes, and that a stop or a failure loses nothing."""

from __future__ import annotations

import json
import os
import signal
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from explainer.cli.commands import main
from explainer.pipeline import report
from explainer.web import Network, Outside
from folders import File, files_under, written
from standing_in import Replies, Reply, StandIn, Ticking, network_of, standing_in

HEAD = "# What `explainer links` found: last asked, answers so since, outcome, status, address.\n"
ARCHIVE = "http://archive.example"
UP: Replies = {"HEAD archive.example/": Reply()}


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 15 January 2026, the day of `NOON`."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768478400")


def source(*lines: str) -> str:
    fields = "\n".join(lines)
    return f"---\ntitle: A page\ntype: webpage\n{fields}\nlanguage: en\nperspective: alba\nlevel: primary\n---\n"


def content_of(tmp_path: Path, *addresses: str, **files: File) -> Path:
    """The content, in a project of its own, with a source for each address: web-1 and so on."""
    sources: dict[str, File] = {
        f"sources/web-{n}.md": source(f"URL: {address}") for n, address in enumerate(addresses, 1)
    }
    return written(tmp_path / "project" / "content", {**sources, **files})


def run(content: Path, hosts: dict[str, StandIn | str], *options: str, ticking: Ticking | None = None) -> Result:
    outside = Outside(network_of(hosts), (ticking or Ticking()).clock, ARCHIVE)
    return CliRunner().invoke(main, ["links", "--content", str(content), *options], obj=outside)


def noted(content: Path) -> str:
    text = (content / "links.txt").read_text("utf-8")
    assert text.startswith(HEAD)
    return text.removeprefix(HEAD)


def test_addresses_and_copies_are_asked_and_noted(tmp_path: Path) -> None:
    content = content_of(tmp_path, "http://vik.example/a")
    lines = ("URL: http://vik.example/b", "read_at: http://vik.example/c", "archive_url: http://vik.example/d")
    written(content, {"sources/web-2.md": source(*lines)}, base=False)
    replies = {"HEAD vik.example/a": Reply(), "HEAD vik.example/b": Reply(), "HEAD vik.example/d": Reply()}
    with standing_in(replies) as server:
        result = run(content, {"vik.example": server})
    assert result.stdout == "http://vik.example/c is not there any more (status 404)\n"
    assert result.stderr == (
        f"4 asked: 3 work, 1 do not, 0 cannot be told\nNoted in {content / 'links.txt'}, for the worklist\n"
    )
    assert result.exit_code == 0, "a broken address is no failure"
    assert noted(content) == (
        "2026-01-15 2026-01-15 works - http://vik.example/a\n"
        "2026-01-15 2026-01-15 works - http://vik.example/b\n"
        "2026-01-15 2026-01-15 not-found 404 http://vik.example/c\n"
        "2026-01-15 2026-01-15 works - http://vik.example/d\n"
    )
    assert server.asked[0] == "GET vik.example/robots.txt"


def test_drafts_are_not_asked_for(tmp_path: Path) -> None:
    content = content_of(tmp_path)
    written(content, {"sources/web-1.md": source("URL: http://vik.example/a", "status: draft")}, base=False)
    with standing_in({}) as server:
        result = run(content, {"vik.example": server})
    assert (result.stderr, server.asked) == ("0 asked: 0 work, 0 do not, 0 cannot be told\n", [])
    assert not (content / "links.txt").exists()


def test_what_was_asked_lately_is_not_asked_again(tmp_path: Path) -> None:
    """What works is asked again after a month, anything else after a week; what is unknown comes first."""
    lines = {
        "works-29": "2025-12-17 2025-11-01 works -",
        "works-30": "2025-12-16 2025-11-01 works -",
        "gone-6": "2026-01-09 2026-01-02 not-found 404",
        "gone-7": "2026-01-08 2026-01-02 not-found 404",
        "shut-7": "2026-01-08 2026-01-02 unclear 403",
    }
    addresses = {name: f"http://vik.example/{name}" for name in (*lines, "new")}
    content = content_of(tmp_path, *addresses.values())
    kept = "".join(f"{line} {addresses[name]}\n" for name, line in lines.items())
    (content / "links.txt").write_text(HEAD + kept + "2026-01-01 2026-01-01 works - http://gone.example/x\n", "utf-8")
    with standing_in({"HEAD vik.example/works-30": Reply(), "HEAD vik.example/new": Reply()}) as server:
        run(content, {"vik.example": server})
    asked = [line.rpartition("/")[2] for line in server.pages if line.startswith("HEAD")]
    assert asked == ["new", "works-30", "gone-7", "shut-7"]
    assert noted(content) == (
        "2026-01-09 2026-01-02 not-found 404 http://vik.example/gone-6\n"
        "2026-01-15 2026-01-02 not-found 404 http://vik.example/gone-7\n"  # still: the day since when stays
        "2026-01-15 2026-01-15 works - http://vik.example/new\n"
        "2026-01-15 2026-01-15 not-found 404 http://vik.example/shut-7\n"  # something else: since today
        "2025-12-17 2025-11-01 works - http://vik.example/works-29\n"
        "2026-01-15 2025-11-01 works - http://vik.example/works-30\n"
    )


def test_hosts_take_turns_and_have_a_pause_each(tmp_path: Path) -> None:
    content = content_of(tmp_path, *(f"http://{host}.example/{page}" for host in ("vik", "oy") for page in "ab"))
    ticking = Ticking()
    with standing_in({}) as server:
        run(content, {"vik.example": server, "oy.example": server}, ticking=ticking)
    assert [line.partition(" ")[2] for line in server.asked if not line.startswith("GET") or "robots" in line] == [
        "vik.example/robots.txt",
        "oy.example/robots.txt",
        "vik.example/a",
        "oy.example/a",
        "vik.example/b",
        "oy.example/b",
    ]
    assert set(ticking.waited) == {3.0}


def test_a_run_that_is_over_is_gone_on_with(tmp_path: Path) -> None:
    addresses = [f"http://vik.example/{page}" for page in "abcdef"]
    content = content_of(tmp_path, *addresses)
    with standing_in({f"HEAD vik.example/{page}": Reply() for page in "abcdef"}) as server:
        results = [run(content, {"vik.example": server}, "--minutes", "0.2").stderr.splitlines() for _ in range(3)]
    assert [(result[0], result[2:]) for result in results] == [
        ("3 asked: 3 work, 0 do not, 0 cannot be told", ["3 more to ask; give the command again to go on"]),
        ("3 asked: 3 work, 0 do not, 0 cannot be told", []),
        ("0 asked: 0 work, 0 do not, 0 cannot be told", []),
    ]
    assert server.pages == [f"HEAD vik.example/{page}" for page in "abcdef"], "none is asked twice"


def test_a_signal_to_stop_loses_nothing_that_was_found(tmp_path: Path) -> None:
    content = content_of(tmp_path, "http://vik.example/a", "http://vik.example/b")

    def stop(handler: Any) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")

    with standing_in({"HEAD vik.example/a": Reply(), "HEAD vik.example/b": Reply(raw=stop)}) as server:
        result = run(content, {"vik.example": server})
    assert result.stderr == "Error: Stopped. What was found is kept; give the command again to go on.\n"
    assert result.exit_code == 1
    assert noted(content) == "2026-01-15 2026-01-15 works - http://vik.example/a\n"


def test_what_was_found_is_written_down_meanwhile(tmp_path: Path) -> None:
    """So that a stop by force loses half a minute at most."""
    content = content_of(tmp_path, *(f"http://vik.example/{page}" for page in "abcdefghijkl"))
    seen: list[int] = []

    def look(handler: Any) -> None:
        path = content / "links.txt"
        seen.append(path.read_text("utf-8").count("works") if path.exists() else 0)
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")

    with standing_in({f"HEAD vik.example/{page}": Reply(raw=look) for page in "abcdefghijkl"}) as server:
        run(content, {"vik.example": server})
    assert seen == [0] * 10 + [10] * 2, "at three seconds each, ten are found in thirty"


# Who does not answer


def test_a_host_that_is_gone_is_noted_if_others_answer(tmp_path: Path) -> None:
    content = content_of(tmp_path, "http://gone.example/a", "http://vik.example/a", "http://inside.example/a")
    with standing_in({"HEAD vik.example/a": Reply()}) as server:
        result = run(content, {"vik.example": server, "inside.example": "10.0.0.1"})
    assert sorted(result.stdout.splitlines()) == [
        "http://gone.example/a names a site that does not exist",
        "http://inside.example/a leads into a private network",
    ]
    assert noted(content) == (
        "2026-01-15 2026-01-15 no-host - http://gone.example/a\n"
        "2026-01-15 2026-01-15 private - http://inside.example/a\n"
        "2026-01-15 2026-01-15 works - http://vik.example/a\n"
    )


@pytest.mark.parametrize("is_up", [True, False])
def test_without_a_network_no_site_is_said_to_be_gone(is_up: bool, tmp_path: Path) -> None:
    content = content_of(tmp_path, *(f"http://gone-{n}.example/a" for n in range(7)))
    with standing_in(UP) as server:
        result = run(content, {"archive.example": server} if is_up else {})
    if is_up:
        assert result.stderr.startswith("7 asked: 0 work, 7 do not, 0 cannot be told\n")
        assert noted(content).count("no-host") == 7
        assert server.asked == ["HEAD archive.example/"] * 2
    else:
        assert result.stderr == (
            "No site answers, so this machine seems to have no network. Nothing is noted of those sites.\n"
            "0 asked: 0 work, 0 do not, 0 cannot be told\n7 more to ask; give the command again to go on\n"
        )
        assert not (content / "links.txt").exists()
    assert result.exit_code == 0, "no build fails without a network"


def test_a_site_that_wants_to_be_left_alone_is_in_the_next_run_too(tmp_path: Path) -> None:
    content = content_of(tmp_path, "http://vik.example/a", "http://oy.example/a")
    ticking = Ticking()
    replies: Replies = {
        "HEAD vik.example/a": [Reply(429, {"Retry-After": "7200"}), Reply()],
        "HEAD oy.example/a": Reply(),
    }
    with standing_in(replies) as server:
        hosts: dict[str, StandIn | str] = {"vik.example": server, "oy.example": server}
        for _ in range(2):
            run(content, hosts, ticking=ticking)
        assert server.pages == ["HEAD vik.example/a", "HEAD oy.example/a"]
        ticking.time += 7200
        run(content, hosts, ticking=ticking)
    assert server.pages == ["HEAD vik.example/a", "HEAD oy.example/a", "HEAD vik.example/a"]
    assert json.loads((content.parent / ".cache" / "hosts.json").read_text("utf-8")) == {}


def test_a_site_that_is_always_busy_is_asked_twice_and_no_more(tmp_path: Path) -> None:
    content = content_of(tmp_path, "http://vik.example/a")
    with standing_in({"HEAD vik.example/a": Reply(429, {"Retry-After": "0"})}) as server:
        run(content, {"vik.example": server})
    assert server.pages == ["HEAD vik.example/a"] * 2
    assert noted(content) == "2026-01-15 2026-01-15 unclear 429 http://vik.example/a\n"


def test_a_site_whose_robots_are_always_busy_is_asked_twice_and_no_more(tmp_path: Path) -> None:
    content = content_of(tmp_path, "http://vik.example/a", "http://vik.example/b")
    with standing_in({"GET vik.example/robots.txt": Reply(429, {"Retry-After": "0"})}) as server:
        run(content, {"vik.example": server})
    assert server.asked == ["GET vik.example/robots.txt"] * 2
    assert noted(content).count("unclear 429") == 2


@pytest.mark.parametrize("text", ["", "[]", '{"vik.example": "soon"}', "\xff", '{"vik.example": 1e400}'])
def test_notes_that_say_nothing_stop_nobody(text: str, tmp_path: Path) -> None:
    content = content_of(tmp_path, "http://vik.example/a")
    written(content.parent, {".cache/hosts.json": text.encode("latin-1")}, base=False)
    with standing_in({"HEAD vik.example/a": Reply()}) as server:
        result = run(content, {"vik.example": server})
    assert result.exit_code == 0
    assert server.pages == (["HEAD vik.example/a"] if "1e400" not in text else [])


# Nobody may be led astray


def test_content_cannot_make_it_ask_this_machine(tmp_path: Path) -> None:
    """With the network as it is for editors: what the stand-in would answer is never asked for."""
    with standing_in(UP) as server, standing_in({}) as here:
        ways = ("127.0.0.1", "localhost", "127.1", "2130706433", "[::ffff:127.0.0.1]")
        content = content_of(tmp_path, *(f"http://{way}:{here.port}/a" for way in ways))
        dispute = (content / "dispute.yml").read_text("utf-8") + "# EXPLAINER_NETWORK: any\n"
        (content / "dispute.yml").write_text(dispute, "utf-8")

        def servers_of(host: str, port: int) -> Any:
            of_archive = network_of({"archive.example": server})
            return (of_archive if host == "archive.example" else Network()).servers_of(host, port)

        network = Network(
            servers_of, lambda ip, port: (port == 80 and ip == "127.0.0.1") or Network().may_be_asked(ip, port)
        )
        outside = Outside(network, Ticking().clock, ARCHIVE)
        result = CliRunner().invoke(main, ["links", "--content", str(content)], obj=outside)
    assert here.asked == []
    assert result.exit_code == 0
    assert {line.split()[2] for line in noted(content).splitlines()} <= {"private", "no-host"}


def test_no_link_leads_the_notes_out_of_the_project(tmp_path: Path) -> None:
    content = content_of(tmp_path, "http://vik.example/a")
    (tmp_path / "elsewhere").mkdir()
    (content.parent / ".cache").symlink_to(tmp_path / "elsewhere")
    with standing_in({"HEAD vik.example/a": Reply(429, {"Retry-After": "7200"})}) as server:
        run(content, {"vik.example": server})
    assert files_under(tmp_path / "elsewhere") == {}


def test_nothing_in_the_notes_is_shown_but_what_they_say_of_addresses_of_sources(tmp_path: Path) -> None:
    content = content_of(tmp_path, "http://vik.example/a")
    line = "2026-01-15 2026-01-02 not-found 404 "
    (content / "links.txt").write_text(f"{line}http://vik.example/a\n{line}http://evil.example/<script>\n", "utf-8")
    items = dict(report(content, date(2026, 1, 15)).worklist.tasks)["broken-link"]  # type: ignore[index]
    assert [item.words for item in items] == ["http://vik.example/a"]
