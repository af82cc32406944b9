"""What the tests share: content folders made of what an editor would write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from folders import files_in, written

from explainer.pipeline import Checked, check


@pytest.fixture
def load_content(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A content folder with the files that the test's docstring shows, over those of `cases/base`."""
    return written(tmp_path, files_in(request.function.__doc__ or ""))


@pytest.fixture
def load_checked(load_content: Path) -> Checked:
    """The same, checked."""
    return check(load_content)


@pytest.fixture
def problems_with(tmp_path: Path) -> Callable[[str, str], list[str]]:
    """The problems of the base content with one file put into it."""

    def problems(name: str, text: str) -> list[str]:
        return [str(problem) for problem in check(written(tmp_path, {name: text})).problems]

    return problems
