"""What the tests share: content folders made of what an editor would write."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.catalogue import catalogue_of
from explainer.citations import references_of
from explainer.pipeline import Checked, check
from explainer.problems import errors_of
from explainer.views import Context, published
from folders import PROJECT, files_in, written


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def real() -> Checked:
    """The content of this repository, checked."""
    return check(PROJECT / "content")


@pytest.fixture
def load_content(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A content folder with the files that the test's docstring shows, over those of `cases/base`."""
    return written(tmp_path, files_in(request.function.__doc__ or ""))


@pytest.fixture
def load_checked(load_content: Path) -> Checked:
    """The same, checked."""
    return check(load_content)


@pytest.fixture
def load_context(load_checked: Checked) -> Context:
    """What the views of the content in the test's docstring are made from."""
    assert load_checked.corpus is not None
    assert load_checked.links is not None
    assert errors_of(load_checked.problems) == ()
    corpus, links = published(load_checked.corpus, load_checked.links)
    words = catalogue_of(corpus.dispute.languages[0])
    return Context(corpus, links, words, references_of({s.id: s.fields for s in corpus.sources}, words))
