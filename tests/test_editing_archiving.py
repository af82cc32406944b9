"""`explainer archive`: for which sources it asks, and that a file changes in one line and nothing else."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from explainer.cli.commands import main
from explainer.pipeline import check
from explainer.problems import errors_of
from explainer.web import Outside
from folders import File, files_under, written
from standing_in import Replies, Reply, StandIn, Ticking, network_of, standing_in

SAVE = "POST archive.example/save"
URL = "https://vik.example/a"
COPY = f"https://web.archive.org/web/20260115120000/{URL}"
WEB = f"title: A page\ntype: webpage\nURL: {URL}\nlanguage: en\nperspective: alba\nlevel: primary"


@pytest.fixture(autouse=True)
def the_keys_and_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 15 January 2026, the day of `NOON`."""
    monkeypatch.setenv("IA_ACCESS_KEY_ID", "access")
    monkeypatch.setenv("IA_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768478400")


def said(value: object) -> Reply:
    return Reply(200, {}, json.dumps(value).encode())


SAVES: Replies = {
    SAVE: said({"job_id": "job"}),
    "GET archive.example/save/status/job": said({"status": "success", "timestamp": "20260115120000"}),
}
REFUSES: Replies = {SAVE: said({"status": "error", "status_ext": "error:blocked-url"})}


def content_of(tmp_path: Path, **sources: File) -> Path:
    """The content, in a project of its own, with these sources."""
    files = {f"sources/{name.replace('_', '-')}.md": text for name, text in sources.items()}
    return written(tmp_path / "project" / "content", files)


def run(content: Path, server: StandIn, *options: str, ticking: Ticking | None = None) -> Result:
    outside = Outside(network_of({"archive.example": server}), (ticking or Ticking()).clock, "http://archive.example")
    return CliRunner().invoke(main, ["archive", "--content", str(content), *options], obj=outside)


def archived(content: Path, *options: str, replies: Replies = SAVES) -> tuple[Result, list[str]]:
    """The result of a run, and how many copies the archive was asked for."""
    with standing_in(replies) as server:
        result = run(content, server, *options)
    return result, [asked for asked in server.asked if asked == SAVE]


FILES: dict[str, tuple[str | bytes, str | bytes]] = {
    "in the order of the guide": (
        f"---\n{WEB}\n---\n\nText.\n",
        f"---\ntitle: A page\ntype: webpage\nURL: {URL}\nlanguage: en\narchive_url: {COPY}\n"
        "perspective: alba\nlevel: primary\n---\n\nText.\n",
    ),
    "comments, blank lines, quotation marks and spaces stay": (
        f"---\n# first\ntitle:   'A page'  # its title\n\ntype: webpage\nlanguage: en   \nURL: \"{URL}\"\n"
        "# whose\nperspective: alba\nauthor:\n    - {literal: Vik}\nlevel: primary\n# last\n---\nText.  \nMore",
        f"---\n# first\ntitle:   'A page'  # its title\n\ntype: webpage\nlanguage: en   \nURL: \"{URL}\"\n"
        f"# whose\nperspective: alba\nauthor:\n    - {{literal: Vik}}\narchive_url: {COPY}\nlevel: primary\n"
        "# last\n---\nText.  \nMore",
    ),
    "line ends and a byte order mark stay": (
        b"\xef\xbb\xbf" + f"---\n{WEB}\n---\n\nText.\n".replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf"
        + (
            f"---\ntitle: A page\ntype: webpage\nURL: {URL}\nlanguage: en\narchive_url: {COPY}\n"
            "perspective: alba\nlevel: primary\n---\n\nText.\n"
        )
        .replace("\n", "\r\n")
        .encode(),
    ),
    "line ends of both sorts stay": (
        f"---\r\ntitle: A page\ntype: webpage\r\nURL: {URL}\nlanguage: en\nperspective: alba\nlevel: primary\n---\n",
        f"---\r\ntitle: A page\ntype: webpage\r\nURL: {URL}\nlanguage: en\narchive_url: {COPY}\r\n"
        "perspective: alba\nlevel: primary\n---\n",
    ),
    "a text of several lines stays": (
        f"---\n{WEB}\nsummary: >\n  One line\n  and another.\n---\n",
        f"---\ntitle: A page\ntype: webpage\nURL: {URL}\nlanguage: en\nperspective: alba\nlevel: primary\nsummary: >\n"
        f"  One line\n  and another.\narchive_url: {COPY}\n---\n",
    ),
}


@pytest.mark.parametrize("case", FILES.values(), ids=FILES)
def test_a_file_changes_in_one_line_and_nothing_else(case: tuple[File, File], tmp_path: Path) -> None:
    before, after = case
    content = content_of(tmp_path, web=before)
    others = {path: data for path, data in files_under(content).items() if path != "sources/web.md"}
    result, _ = archived(content)
    assert (result.stdout, result.stderr, result.exit_code) == (f"sources/web.md: {COPY}\n", "1 copy noted\n", 0)
    assert (content / "sources" / "web.md").read_bytes() == (after.encode() if isinstance(after, str) else after)
    assert {path: data for path, data in files_under(content).items() if path != "sources/web.md"} == others
    assert errors_of(check(content).problems) == ()


def test_an_address_that_yaml_would_read_otherwise_is_quoted(tmp_path: Path) -> None:
    url = "https://vik.example/a?b=[c]&d={e}: f".replace(" ", "")
    content = content_of(tmp_path, web=f"---\n{WEB.replace(URL, json.dumps(url + '#g'))}\n---\n")
    archived(content)
    (web,) = [source for source in check(content).corpus.sources if source.id == "web"]
    assert web.fields.archive_url == f"https://web.archive.org/web/20260115120000/{url}"
    assert web.fields.url == url + "#g"


def test_only_sources_on_the_web_without_a_copy_are_sent(tmp_path: Path) -> None:
    def web(url: str, more: str = "") -> str:
        return f"---\n{WEB.replace(URL, url)}\n{more}---\n"

    content = content_of(
        tmp_path,
        a_web=web("https://vik.example/1"),
        b_archived=web(
            "https://vik.example/2", "archive_url: https://web.archive.org/web/2026/https://vik.example/2\n"
        ),
        c_of_the_archive=web("https://web.archive.org/web/2019/https://vik.example/3"),
        d_with_a_password=web("https://ada:secret@vik.example/4"),
        e_of_another_port=web("https://vik.example:8443/5"),
        f_draft=web("https://vik.example/6", "status: draft\n"),
        g_broken=web("https://vik.example/7"),
        h_works=web("https://vik.example/8"),
    )
    states = "2026-01-15 2026-01-02 not-found 404 https://vik.example/7\n2026-01-15 2026-01-15 works - https://vik.example/8\n"
    (content / "links.txt").write_text(states, "utf-8")
    with standing_in({}) as server:
        result = run(content, server, "--dry-run")
    assert result.stdout == "sources/a-web.md: https://vik.example/1\nsources/h-works.md: https://vik.example/8\n"
    assert result.stderr == "2 sources to archive; a run asks for 20\n"
    assert server.asked == []


def test_a_run_has_a_limit_and_the_next_one_goes_on(tmp_path: Path) -> None:
    content = content_of(tmp_path, **{f"web_{n}": f"---\n{WEB.replace('/a', f'/{n}')}\n---\n" for n in range(5)})
    results = [archived(content, "--limit", "2") for _ in range(4)]
    assert [result.stderr for result, _ in results] == [
        "2 copies noted; 3 sources left\n",
        "2 copies noted; 1 source left\n",
        "1 copy noted\n",
        "0 copies noted\n",
    ]
    assert [len(asked) for _, asked in results] == [2, 2, 1, 0]


def test_what_the_archive_refused_is_not_asked_for_again_for_a_month(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = content_of(tmp_path, web=f"---\n{WEB}\n---\n")
    before = files_under(content)
    asked: list[int] = []
    for day in (0, 1, 29, 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1768478400 + day * 86400))
        result, times = archived(content, replies=REFUSES)
        asked.append(len(times))
        assert result.exit_code == 0
    assert asked == [1, 0, 0, 1]
    assert result.stderr == "sources/web.md: no copy: the archive is not allowed to copy this site\n0 copies noted\n"
    assert files_under(content) == before


@pytest.mark.parametrize("reply", [Reply(429), Reply(503), Reply(raw=lambda handler: handler.connection.close())])
def test_an_archive_that_does_nothing_ends_the_run(reply: Reply, tmp_path: Path) -> None:
    content = content_of(tmp_path, **{f"web_{n}": f"---\n{WEB.replace('/a', f'/{n}')}\n---\n" for n in range(3)})
    before = files_under(content)
    result, asked = archived(content, replies={SAVE: reply})
    assert result.exit_code == 1
    assert result.stderr.endswith(". Give the command again later. 0 copies noted.\n")
    assert len(asked) == 3, "three times for the first source, and for no other"
    assert files_under(content) == before


def test_an_archive_that_wants_to_be_left_alone_is_in_the_next_run_too(tmp_path: Path) -> None:
    content = content_of(tmp_path, web=f"---\n{WEB}\n---\n")
    ticking = Ticking()
    with standing_in({**SAVES, SAVE: [Reply(429, {"Retry-After": "7200"}), said({"job_id": "job"})]}) as server:
        results = [run(content, server, ticking=ticking) for _ in range(2)]
        assert server.asked == [SAVE]
        ticking.time += 7200
        results.append(run(content, server, ticking=ticking))
    why = "Error: The archive asked to be left alone for a while. Give the command again later. 0 copies noted.\n"
    assert [result.stderr for result in results] == [why, why, "1 copy noted\n"]


@pytest.mark.parametrize("moment", ["../../evil.example", "2026", None])
def test_an_address_that_is_not_of_the_archive_is_never_written(moment: str | None, tmp_path: Path) -> None:
    content = content_of(tmp_path, web=f"---\n{WEB}\n---\n")
    before = files_under(content)
    hostile = {"status": "success", "timestamp": moment, "original_url": "https://evil.example/"}
    result, _ = archived(content, replies={**SAVES, "GET archive.example/save/status/job": said(hostile)})
    assert result.stderr == "sources/web.md: no copy: the archive did not say when it made the copy\n0 copies noted\n"
    assert files_under(content) == before


def test_a_file_that_changed_in_the_meantime_is_left_alone(tmp_path: Path) -> None:
    content = content_of(tmp_path, web=f"---\n{WEB}\n---\n")

    def change(handler: Any) -> None:
        (content / "sources" / "web.md").write_text(f"---\n{WEB.replace('/a', '/b')}\n---\n", "utf-8")
        handler.wfile.write(b'HTTP/1.1 200 OK\r\n\r\n{"status": "success", "timestamp": "20260115120000"}')

    replies = {**SAVES, "GET archive.example/save/status/job": Reply(raw=change)}
    result, _ = archived(content, replies=replies)
    assert result.stderr == (
        "'sources/web.md' was changed by another program in the meantime. Try again.\n0 copies noted\n"
    )
    assert (content / "sources" / "web.md").read_text("utf-8") == f"---\n{WEB.replace('/a', '/b')}\n---\n"


def test_fields_that_share_a_line_are_left_to_the_editor(tmp_path: Path) -> None:
    fields = ", ".join(WEB.split("\n"))
    content = content_of(tmp_path, web=f"---\n{{{fields}}}\n---\n")
    result, _ = archived(content)
    assert result.stderr == (
        "'sources/web.md' cannot be changed: the fields do not stand on lines of their own. "
        "Write each field on a line of its own.\n0 copies noted\n"
    )


def test_a_signal_to_stop_loses_no_copy_that_was_made(tmp_path: Path) -> None:
    content = content_of(tmp_path, **{f"web_{n}": f"---\n{WEB.replace('/a', f'/{n}')}\n---\n" for n in range(2)})

    def stop(handler: Any) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n{}")

    result, _ = archived(content, replies={**SAVES, SAVE: [said({"job_id": "job"}), Reply(raw=stop)]})
    assert result.stderr == "Error: Stopped. Give the command again to go on. 1 copy noted.\n"
    assert [b"archive_url" in files_under(content)[f"sources/web-{n}.md"] for n in range(2)] == [True, False]


@pytest.mark.parametrize("key", ["", "two words", "a:b", "line\nend", "ключ"])
def test_without_keys_nobody_is_asked(key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IA_SECRET_ACCESS_KEY", key)
    result, asked = archived(content_of(tmp_path, web=f"---\n{WEB}\n---\n"))
    assert (result.exit_code, asked) == (2, [])
    assert result.stderr == (
        "Error: The archive wants the keys of an account. Take them from https://archive.org/account/s3.php and set "
        "IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY in the environment.\n"
    )


def test_the_keys_are_never_shown_or_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IA_SECRET_ACCESS_KEY", "very-secret")
    content = content_of(tmp_path, web=f"---\n{WEB}\n---\n")
    results = [archived(content, replies=replies)[0] for replies in ({SAVE: Reply(401)}, REFUSES, SAVES)]
    assert results[0].stderr == (
        "Error: The archive does not take the keys. Compare them with https://archive.org/account/s3.php. "
        "0 copies noted.\n"
    )
    assert [result for result in results if "very-secret" in result.output] == []
    assert [path for path, data in files_under(tmp_path).items() if b"very-secret" in data] == []
