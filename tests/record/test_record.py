"""The content of this repository: it has no problem, and keeps what its `record.yml` promises.

Only the tests of this folder and those of the browser read `content/`. Those that name entries of this dispute are
skipped when another has taken its place. `make check` has checked the content by the command already.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from building import REAL, built_site
from explainer.pipeline import Checked, check_record
from folders import PROJECT, lines_of
from sites.crawler import crawl

pytestmark = pytest.mark.site


def test_the_content_has_no_problem(real: Checked) -> None:
    assert lines_of(real.problems) == []


def test_the_content_keeps_what_it_promises(real: Checked) -> None:
    assert lines_of(check_record(PROJECT / "content", real)) == []


_EMPTY_LISTS = ("paths/index.html", "positions/index.html")
"""Lists to which nothing leads in a content that has nothing for them: they have no tab then."""


def test_the_built_site_has_no_broken_address(shared_folder: Path, real: Checked) -> None:
    site = built_site(REAL, shared_folder)
    found = crawl(site, REAL.address)
    unreached = [path for path in found.unreached if 'http-equiv="refresh"' not in (site / path).read_text("utf-8")]
    has = {"paths/index.html": real.corpus.paths, "positions/index.html": real.corpus.questions}
    unreached = [path for path in unreached if path not in _EMPTY_LISTS or has[path]]
    assert (found.broken, found.foreign, unreached, found.repeated_ids) == ((), (), [], ())


def test_the_small_maps_weigh_little(shared_folder: Path) -> None:
    pictures = (built_site(REAL, shared_folder) / "assets" / "places").glob("*.svg")
    assert [picture.name for picture in pictures if picture.stat().st_size > 8000] == []
