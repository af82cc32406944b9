"""What the tests share: content folders made of what an editor would write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contexts import context_of
from explainer.build_cache import BuildCache
from explainer.pipeline import Checked, check
from explainer.problems import errors_of
from explainer.views import Context
from folders import PROJECT, files_in, written


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session", autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A key of this run's own: no result of an earlier run counts, and nothing is written for the user."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def real() -> Checked:
    """The content of this repository, checked."""
    return check(PROJECT / "content")


@pytest.fixture(scope="session")
def cache() -> BuildCache:
    """What the checks of a worker share, since most contents differ from `cases/base` in one file."""
    return BuildCache()


@pytest.fixture
def load_content(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A content folder with the files that the test's docstring shows, over those of `cases/base`."""
    return written(tmp_path, files_in(request.function.__doc__ or ""))


@pytest.fixture
def load_checked(load_content: Path, cache: BuildCache) -> Checked:
    """The same, checked."""
    return check(load_content, cache)


@pytest.fixture
def load_context(load_checked: Checked) -> Context:
    """What the views of the content in the test's docstring are made from."""
    assert errors_of(load_checked.problems) == ()
    return context_of(load_checked)
