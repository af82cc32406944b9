"""The links that lead from a page to the repository, on each kind of host."""

from __future__ import annotations

import pytest

from explainer.editor_settings.code_hosts import CodeHost, edit_url, host_at, report_url


@pytest.mark.parametrize(
    ("repo_url", "host"),
    [
        ("https://github.com/a/b", CodeHost.GITHUB),
        ("https://gitlab.com/a/b/c", CodeHost.GITLAB),
        ("https://gitlab.example.org/a/b", CodeHost.GITLAB),
        ("https://codeberg.org/a/b", CodeHost.CODEBERG),
        ("https://code.example/a/b", None),
        ("https://notgithub.com/a/b", None),
        ("", None),
    ],
)
def test_a_host_is_known_by_its_name(repo_url: str, host: CodeHost | None) -> None:
    assert host_at(repo_url) == host


@pytest.mark.parametrize(
    ("host", "edit", "report"),
    [
        (
            CodeHost.GITHUB,
            "https://x.example/a/edit/main/content/",
            "https://x.example/a/issues/new?template=mistake.yml&title=T&page=p.md&body=p.md",
        ),
        (
            CodeHost.GITLAB,
            "https://x.example/a/-/edit/main/content/",
            "https://x.example/a/-/issues/new?issue%5Btitle%5D=T&issue%5Bdescription%5D=p.md",
        ),
        (
            CodeHost.CODEBERG,
            "https://x.example/a/_edit/main/content/",
            "https://x.example/a/issues/new?title=T&body=p.md",
        ),
    ],
)
def test_each_host_has_its_own_addresses(host: CodeHost, edit: str, report: str) -> None:
    repo_url = "https://x.example/a.git/"
    assert edit_url(repo_url.replace(".git/", "/"), host, "main", "content") == edit
    assert report_url("https://x.example/a.git", host).format(title="T", path="p.md") == report
