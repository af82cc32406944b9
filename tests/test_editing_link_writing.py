"""Links written into files: at their places, and nothing else; all of them or none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from explainer.editing.file_changes import RefusedError, write
from explainer.editing.link_writing import linked
from explainer.model.worklist import UnlinkedName
from explainer.pipeline import Reported, report
from explainer.worklist import unlinked_names
from folders import File, written

HEAD = "---\ntitle: The strait\nsummary: S.\nkind: term\nsee_also: [alba]\n---\n\n"
TEXTS: dict[str, tuple[str | bytes, str | bytes]] = {
    "two names in one line": (
        HEAD + "Ada Lind of Borea.\n",
        HEAD + "[[ada-lind|Ada Lind]] of [[borea|Borea]].\n",
    ),
    "over a line end": (HEAD + "It was Ada\nLind.\n", HEAD + "It was [[ada-lind|Ada\nLind]].\n"),
    "in a table": (
        HEAD + "| who |\n|---|\n| Ada Lind |\n",
        HEAD + "| who |\n|---|\n| [[ada-lind\\|Ada Lind]] |\n",
    ),
    "line ends of Windows and a byte order mark": (
        ("\ufeff" + HEAD + "One.\n\nAda\nLind of\nBorea.\n").replace("\n", "\r\n").encode(),
        ("\ufeff" + HEAD + "One.\n\n[[ada-lind|Ada\nLind]] of\n[[borea|Borea]].\n").replace("\n", "\r\n").encode(),
    ),
    "other scripts and no line end at the end": (HEAD + "Ёж 北 Borea", HEAD + "Ёж 北 [[borea|Borea]]"),
}


def found_in(folder: Path, text: File) -> tuple[Reported, list[UnlinkedName]]:
    reported = report(written(folder, {"background/strait.md": text}), date(2026, 1, 1))
    names = unlinked_names(reported.corpus, reported.links)
    return reported, [name for name in names if name.path == "background/strait.md"]


@pytest.mark.parametrize(("before", "after"), TEXTS.values(), ids=TEXTS)
def test_links_are_written_and_nothing_else(before: str | bytes, after: str | bytes, tmp_path: Path) -> None:
    reported, names = found_in(tmp_path, before)
    (tmp_path / "background/strait.md").chmod(0o640)
    write(tmp_path, linked(tmp_path, names, reported.links.texts))
    expected = after.encode() if isinstance(after, str) else after
    assert (tmp_path / "background/strait.md").read_bytes() == expected
    assert (tmp_path / "background/strait.md").stat().st_mode & 0o777 == 0o640
    assert found_in(tmp_path, expected)[1] == []


def test_nothing_is_written_where_a_file_has_changed_meanwhile(tmp_path: Path) -> None:
    reported, names = found_in(tmp_path, HEAD + "Of Borea.\n")
    changed = HEAD + "Of Alba.\n"
    (tmp_path / "background/strait.md").write_text(changed, encoding="utf-8")
    with pytest.raises(RefusedError) as error:
        linked(tmp_path, names, reported.links.texts)
    changed_file = tmp_path / "background/strait.md"
    assert str(error.value) == f"'{changed_file}' was changed by another program in the meantime. Try again"
    assert changed_file.read_text(encoding="utf-8") == changed
