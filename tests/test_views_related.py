"""What is related to an entry, for what reason, in what order, and what is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contexts import context_of
from explainer.pipeline import check
from explainer.views import Context
from explainer.views.backlinks import backlinks_of
from explainer.views.related import MOST, Relations, _Tie
from folders import base_files, written


def related(context: Context, entry_id: str) -> list[tuple[str, str, tuple[str, ...]]]:
    found = Relations(context).of(context.corpus.by_id[entry_id])
    return [(item.id, item.relation, item.reasons) for item in found]


def test_reasons_and_their_order(load_context: Context) -> None:
    """
    === events/1900-talks.md
    ---
    title: Talks
    summary: S.
    date: 1900-05-02
    kind: talks
    weight: 2
    topics: [border]
    actors: [{actor: alba, role: host}, {actor: ada-lind, role: guest}, {actor: bo, role: guest}]
    places: [island]
    see_also: [who-owns-it]
    ---

    They met.[@paper] See [[treaty-of-1900]].
    === events/1901-answer.md
    ---
    title: Answer
    summary: S.
    date: 1901
    kind: statement
    weight: 1
    topics: [border]
    responds_to: [1900-talks]
    ---

    It was.[@paper]
    === events/1902-again.md
    ---
    title: Again
    summary: S.
    date: 1902
    kind: talks
    weight: 1
    actors: [{actor: alba, role: host}, {actor: ada-lind, role: guest}, {actor: bo, role: guest}]
    ---

    Again.[@paper]
    === actors/ada-lind.md
    ---
    title: Ada Lind
    summary: S.
    kind: person
    party: alba
    ---
    === actors/bo.md
    ---
    title: Bo
    summary: S.
    kind: person
    see_also: [1902-again, 1900-talks]
    ---
    === background/treaty-of-1900.md
    ---
    title: Treaty
    summary: S.
    kind: document
    ---

    Of the [[1900-talks]].
    """
    assert related(load_context, "1900-talks") == [
        ("1901-answer", "responds-to-back", ("A response to this", "Same topic: Treaties and borders")),
        ("who-owns-it", "see-also", ("See also",)),
        ("treaty-of-1900", "both-mention", ("Mentioned on this page",)),
        ("1902-again", "actors", ("2 people took part in both",)),
    ]
    assert related(load_context, "1901-answer")[0][:2] == ("1900-talks", "responds-to")
    assert [(i, r) for i, r, _ in related(load_context, "ada-lind")] == [("alba", "events"), ("bo", "events")]
    assert related(load_context, "ada-lind")[0][2] == ("Both took part in 2 events",)
    assert [(i, r) for i, r, _ in related(load_context, "bo")][:2] == [
        ("1900-talks", "see-also"),
        ("1902-again", "see-also"),
    ]
    assert related(load_context, "paper") == []


def test_what_is_related_is_not_listed_again(load_context: Context) -> None:
    """
    === events/1901-answer.md
    ---
    title: Answer
    summary: S.
    date: 1901
    kind: statement
    weight: 1
    actors: [{actor: ada-lind, role: author}]
    responds_to: [1900-talks]
    ---

    It was.[@paper] [[ada-lind]] wrote of [[alba]].
    """
    talks = load_context.corpus.by_id["1900-talks"]
    assert [group.id for group in backlinks_of(talks, load_context)] == ["backlinks-responds-to"]
    assert backlinks_of(talks, load_context, frozenset({"1901-answer"})) == ()
    ada = load_context.corpus.by_id["ada-lind"]
    parts = [group.id for group in backlinks_of(ada, load_context, frozenset({"1901-answer"}))]
    assert "backlinks-role-author" in parts


def test_there_are_never_too_many(load_context: Context) -> None:
    """
    === background/island.md
    ---
    title: The island
    summary: S.
    kind: place
    see_also: [alba, borea, ada-lind, treaty-of-1900, who-owns-it, 1900-talks, t1, t2, t3]
    ---
    === background/t1.md
    ---
    title: T1
    summary: S.
    kind: term
    ---
    === background/t2.md
    ---
    title: T2
    summary: S.
    kind: term
    ---
    === background/t3.md
    ---
    title: T3
    summary: S.
    kind: term
    ---
    """
    assert len(related(load_context, "island")) == MOST


def _entries_looked_at(folder: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often two entries are put in order or tied, for all entries of a content of so many with one topic."""
    front = "---\ntitle: Term {}\nsummary: S.\nkind: term\ntopics: [border]\n---\n"
    files = {f"background/term-{n}.md": front.format(n) for n in range(number)}
    context = context_of(check(written(folder, {**base_files(), **files})))
    looks: list[str] = []
    order = Relations._order

    def counted(self: Relations, other: str, tie: _Tie) -> Any:
        looks.append(other)
        return order(self, other, tie)

    monkeypatch.setattr(Relations, "_order", counted)
    relations = Relations(context)
    for entry in context.corpus:
        relations.of(entry)
    assert [item.id for item in relations.of(context.corpus.by_id["term-9"])] == ["term-0", "term-1", "term-10"]
    monkeypatch.undo()
    return len(looks)


def test_the_work_grows_with_the_number_of_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    once = _entries_looked_at(tmp_path / "once", 30, monkeypatch)
    assert 0 < _entries_looked_at(tmp_path / "twice", 60, monkeypatch) <= 2.2 * once
