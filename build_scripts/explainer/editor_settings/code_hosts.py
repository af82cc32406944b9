"""Where the hosts of repositories have their pages for editing a file and for reporting a mistake."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import quote, urlsplit


class CodeHost(StrEnum):
    """A kind of host. Codeberg runs Forgejo, as other hosts do."""

    GITHUB = "github"
    GITLAB = "gitlab"
    CODEBERG = "codeberg"


_EDIT = {
    CodeHost.GITHUB: "{repo}/edit/{branch}/{folder}/",
    CodeHost.GITLAB: "{repo}/-/edit/{branch}/{folder}/",
    CodeHost.CODEBERG: "{repo}/_edit/{branch}/{folder}/",
}
_REPORT = {
    CodeHost.GITHUB: "{repo}/issues/new?template=mistake.yml&title={{title}}&page={{path}}&body={{path}}",
    CodeHost.GITLAB: "{repo}/-/issues/new?issue%5Btitle%5D={{title}}&issue%5Bdescription%5D={{path}}",
    CodeHost.CODEBERG: "{repo}/issues/new?title={{title}}&body={{path}}",
}
"""Addresses with gaps for the title and the file of a page. GitHub takes `page` in our form for mistakes, or `body`."""


def host_at(repo_url: str) -> CodeHost | None:
    """The kind of host that an address shows by its name; None for any other, of which no link can be known."""
    name = (urlsplit(repo_url).hostname or "").removeprefix("www.")
    return next((host for host in CodeHost if name.startswith(f"{host}.")), None)


def edit_url(repo_url: str, host: CodeHost, branch: str, folder: str) -> str:
    """What stands before the path of a file of the folder in the address of the page on which it is edited."""
    return _EDIT[host].format(repo=_plain(repo_url), branch=quote(branch), folder=quote(folder))


def report_url(repo_url: str, host: CodeHost) -> str:
    """The address of a new report, with `{title}` and `{path}` to be filled."""
    return _REPORT[host].format(repo=_plain(repo_url))


def _plain(repo_url: str) -> str:
    return repo_url.rstrip("/").removesuffix(".git").replace("{", "%7B").replace("}", "%7D")
