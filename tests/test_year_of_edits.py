"""A year of edits: 500 renamings, deletions, mergers and reworded headings, and no address is lost.

The editor of this test knows nothing of addresses. Whenever the checker complains, the line that it shows is copied
into redirects.yml as it is. At the end the site is built, and every address that was ever published must answer.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from answering import BuiltSite
from building import build
from explainer.build_cache import BuildCache
from explainer.editing import file_changes, renaming
from explainer.permalinks import ledger_text, unlisted
from explainer.pipeline import Checked, check
from explainer.problems import errors_of
from folders import PROJECT, THEME, written

STEPS, AT_ONCE = 500, 4
"""How many edits there are, and after how many the editor looks what the checker says."""
pytestmark = pytest.mark.site

_SHOWN_LINE = re.compile(r"in redirects\.yml: (- \{from: (\S+), to: \S+\})")
_WORDS = [
    "harbour",
    "salt",
    "light",
    "storm",
    "island",
    "treaty",
    "fleet",
    "tide",
    "cliff",
    "market",
    "winter",
    "cargo",
]
_WORDS += ["cargo", "pilot", "chart", "reef", "vote", "levy"]
_DISPUTE = """\
title: The Strait dispute
question: Who owns the island in the strait?
languages: [en]
parties:
  - {id: alba, name: Alba, actor: alba, colour: "#96590a"}
  - {id: borea, name: Borea, actor: borea, colour: "#5b4a9e"}
naming: The island is the island.
topics:
"""


class Year:
    """The content, the ledger, and an editor who does things at random but never uses an id twice."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.content = written(folder, {"background/who-owns-it.md": None, "events/1900-talks.md": None})
        self.random = random.Random(seed)  # noqa: S311 - edits, not secrets
        self.cache = BuildCache()
        self.done: Counter[str] = Counter()
        self.copied = 0
        self._number = 0
        self.topics = [self._new_id() for _ in range(4)]
        self._write_dispute()
        for _ in range(14):
            self._add_event()
        for _ in range(10):
            self._add_term()
        for _ in range(3):
            self._add_question()
        for _ in range(5):
            (self.content / "background" / f"{self._new_id()}.csv").write_text("year,catch\n1900,3\n", "utf-8")
        self.publish()

    # the ledger

    def checked(self) -> Checked:
        self.cache.begin_build()
        return check(self.content, self.cache)

    def publish(self) -> None:
        """Copies what the checker shows until it is content, then adds the new addresses to the ledger."""
        for _ in range(4):
            checked = self.checked()
            errors = errors_of(checked.problems)
            if not errors:
                break
            shown = [line for problem in errors if (line := _SHOWN_LINE.search(str(problem)))]
            assert shown, [str(problem) for problem in errors]
            for line in shown:
                self._copy(line[1], line[2])
        assert [str(problem) for problem in errors] == []
        assert checked.routes is not None
        ledger = self.content / "permalinks.txt"
        before = ledger.read_text("utf-8") if ledger.exists() else ""
        ledger.write_text(ledger_text(before, unlisted(checked.listed, checked.routes)), "utf-8")

    def _copy(self, line: str, old: str) -> None:
        """Writes the line below the others, or in the place of the one for the same address."""
        path = self.content / "redirects.yml"
        lines = path.read_text("utf-8").splitlines() if path.exists() else ["redirects:"]
        kept = [other for other in lines if not other.strip().startswith(f"- {{from: {old},")]
        path.write_text("\n".join([*kept, f"  {line}"]) + "\n", "utf-8")
        self.copied += 1

    @property
    def addresses(self) -> list[str]:
        lines = (self.content / "permalinks.txt").read_text("utf-8").splitlines()
        return [line for line in lines if not line.startswith("#")]

    # what is in the content

    def _new_id(self) -> str:
        self._number += 1
        return f"{self.random.choice(_WORDS)}-{self.random.choice(_WORDS)}-{self._number}"

    def _entries(self, *folders: str) -> list[Path]:
        """The entries that this test wrote."""
        found = [path for folder in folders for path in sorted((self.content / folder).glob("*.md"))]
        return [path for path in found if re.search(r"-\d+$", path.stem)]

    def _headings(self) -> str:
        words = self.random.sample(_WORDS, 3)
        return "\n\n".join(f"## The {word}\n\nIt was so.[@paper]" for word in words)

    def _write(self, folder: str, entry_id: str, fields: str, text: str = "") -> None:
        title = entry_id.replace("-", " ").capitalize()
        front = f"---\ntitle: {title}\nsummary: Something of the strait.\n{fields}"
        (self.content / folder / f"{entry_id}.md").write_text(f"{front}---\n\n{text}\n", "utf-8")

    def _add_event(self) -> None:
        year, topic = self.random.randrange(1800, 1990), self.random.choice(self.topics)
        fields = f"date: {year}\nkind: talks\nweight: 2\ntopics: [{topic}]\n"
        self._write("events", f"{year}-{self._new_id()}", fields, self._headings())

    def _add_term(self) -> None:
        topic = self.random.choice(self.topics)
        self._write("background", self._new_id(), f"kind: term\ntopics: [{topic}]\n", self._headings())

    def _add_question(self) -> None:
        fields = "kind: question\npositions:\n" + "".join(_answer(party, 1901) for party in ("alba", "borea"))
        self._write("background", self._new_id(), fields, self._headings())

    def _write_dispute(self) -> None:
        topics = "".join(f"  - {{id: {topic}, title: {topic.capitalize()}}}\n" for topic in self.topics)
        (self.content / "dispute.yml").write_text(_DISPUTE + topics, "utf-8")

    # the edits

    def edit(self) -> None:
        kinds: tuple[Callable[[], object], ...] = (
            self.rename_with_the_command,
            self.rename_by_hand,
            self.delete,
            self.merge,
            self.reword_a_heading,
            self.reword_two_headings,
            self.reword_a_heading_and_rename,
            self.remove_a_heading,
            self.answer_anew,
            self.withdraw_an_answer,
            self.replace_a_topic,
            self.change_a_year,
            self.rename_a_file,
        )
        act = self.random.choice(kinds)
        act()
        self.done[act.__name__] += 1

    def _renamed_id(self, path: Path) -> str:
        return f"{path.stem[:5]}{self._new_id()}" if path.parent.name == "events" else self._new_id()

    def rename_with_the_command(self) -> None:
        path = self.random.choice(self._entries("events", "background"))
        file_changes.write(self.content, renaming.renamed(self.content, path.stem, self._renamed_id(path)))

    def rename_by_hand(self) -> None:
        path = self.random.choice(self._entries("events", "background"))
        path.rename(path.with_stem(self._renamed_id(path)))

    def delete(self) -> None:
        self.random.choice(self._entries("events", "background")).unlink()
        self.random.choice((self._add_event, self._add_term, self._add_question))()

    def merge(self) -> None:
        """One text goes below another, and its file goes; headings of the same words get other ids there."""
        gone, kept = self.random.sample(self._entries("events", "background"), 2)
        text = gone.read_text("utf-8").partition("---\n\n")[2]
        kept.write_text(f"{kept.read_text('utf-8')}\n{text}", "utf-8")
        gone.unlink()
        self._add_term()

    def reword_a_heading(self) -> None:
        self._reworded(self.random.choice(self._entries("events", "background")), 1)

    def reword_two_headings(self) -> None:
        self._reworded(self.random.choice(self._entries("events", "background")), 2)

    def reword_a_heading_and_rename(self) -> None:
        path = self.random.choice(self._entries("events", "background"))
        self._reworded(path, 1)
        path.rename(path.with_stem(self._renamed_id(path)))

    def _reworded(self, path: Path, count: int) -> None:
        """Headings get other words, which other headings may have had before."""
        text = path.read_text("utf-8")
        headings = re.findall(r"^## .*$", text, re.MULTILINE)
        for heading in self.random.sample(headings, min(count, len(headings))):
            words = " and the ".join(self.random.sample(_WORDS, self.random.choice((1, 2))))
            text = text.replace(f"{heading}\n", f"## The {words}\n", 1)
        path.write_text(text, "utf-8")

    def remove_a_heading(self) -> None:
        path = self.random.choice(self._entries("events", "background"))
        path.write_text(re.sub(r"^## .*\n", "", path.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8")

    def _questions(self) -> list[Path]:
        questions = [path for path in self._entries("background") if "kind: question" in path.read_text("utf-8")]
        if not questions:
            self._add_question()
            return self._questions()
        return questions

    def answer_anew(self) -> None:
        path = self.random.choice(self._questions())
        answer = _answer(self.random.choice(("alba", "borea")), self.random.randrange(1880, 1950))
        path.write_text(path.read_text("utf-8").replace("positions:\n", f"positions:\n{answer}", 1), "utf-8")

    def withdraw_an_answer(self) -> None:
        path = self.random.choice(self._questions())
        text = path.read_text("utf-8")
        answers = re.findall(r"^  - \{party.*\n", text, re.MULTILINE)
        if len(answers) > 1:
            path.write_text(text.replace(self.random.choice(answers), "", 1), "utf-8")

    def replace_a_topic(self) -> None:
        old, new = self.random.choice(self.topics), self._new_id()
        self.topics = [topic for topic in self.topics if topic != old] + [new]
        self._write_dispute()
        for path in self._entries("events", "background"):
            path.write_text(path.read_text("utf-8").replace(f"[{old}]", f"[{new}]"), "utf-8")

    def change_a_year(self) -> None:
        """With its id, since the checker asks for that: a decade of the list may go with it."""
        path = self.random.choice(self._entries("events"))
        year = self.random.randrange(1800, 1990)
        path.write_text(re.sub(r"^date: \d+", f"date: {year}", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
        path.rename(path.with_stem(f"{year}-{self._new_id()}"))

    def rename_a_file(self) -> None:
        path = self.random.choice(sorted((self.content / "background").glob("*.csv")))
        path.rename(path.with_stem(self._new_id()))


def _answer(party: str, year: int) -> str:
    return (
        f"  - {{party: {party}, date: {year}, answer: It says so., quote: It is ours., language: en, source: paper}}\n"
    )


def _built(content: Path, target: Path) -> BuiltSite:
    config = {
        "INHERIT": str(PROJECT / "mkdocs.yml"),
        "site_name": "Explainer",
        "docs_dir": str(target.parent / "docs"),
        "theme": {"custom_dir": str(THEME)},
        "plugins": [{"explainer": {"content": str(content)}}],
        "nav": [],
    }
    (target.parent / "docs").mkdir(exist_ok=True)
    file = target.parent / "mkdocs.yml"
    file.write_text(yaml.safe_dump(config), "utf-8")
    build(file, target, {"SITE_URL": "https://site.example/"})
    return BuiltSite(target)


def test_no_address_is_lost_in_a_year(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    year = Year(tmp_path / "content", seed=1855)
    at_first = set(year.addresses)
    for _ in range(STEPS // AT_ONCE):
        for _ in range(AT_ONCE):
            year.edit()
        year.publish()
    assert sum(year.done.values()) == STEPS
    assert min(year.done.values()) >= STEPS / len(year.done) / 2, year.done
    assert at_first < set(year.addresses)
    record_property("addresses", len(year.addresses))
    record_property("copied lines", year.copied)
    site = _built(year.content, tmp_path / "site")
    lost = {address: why for address in year.addresses if (why := site.why_lost(address))}
    assert lost == {}
    _assert_that_each_line_is_needed(year)
    _assert_that_losses_are_seen(year, tmp_path)


def _assert_that_each_line_is_needed(year: Year) -> None:
    """Without a line of redirects.yml that keeps an address of the ledger, the checker complains."""
    path = year.content / "redirects.yml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    assert len(lines) > STEPS / 3
    seen = 0
    for number in year.random.sample(range(1, len(lines)), 25):
        path.write_text("".join(lines[:number] + lines[number + 1 :]), "utf-8")
        seen += bool(errors_of(year.checked().problems))
    path.write_text("".join(lines), "utf-8")
    assert seen >= 15, "most lines are needed; some keep a heading that is there again"


def _assert_that_losses_are_seen(year: Year, tmp_path: Path) -> None:
    """This test can fail: built without the ledger and the old addresses, the site has lost many."""
    addresses = year.addresses
    (year.content / "redirects.yml").unlink()
    (year.content / "permalinks.txt").unlink()
    (tmp_path / "other").mkdir()
    site = _built(year.content, tmp_path / "other" / "site")
    why = Counter(why for address in addresses if (why := site.why_lost(address)))
    assert set(why) == {"no file", "no such part"}
    assert min(why.values()) > 100
