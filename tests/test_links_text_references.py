"""What is found in an entry's text: links, citations, headings and files, where they are."""

from __future__ import annotations

from typing import Any

import pytest

from explainer.links.text_references import references_of
from explainer.model.corpus import Body
from explainer.text.headings import heading_id
from explainer.text.typography import ENGLISH
from folders import cases_of

RESERVED = frozenset({"references", "summary"})


def found_in(text: str) -> dict[str, list[Any]]:
    """The references of a text in the form of the cases; kinds of which there are none are left out."""
    found, problems = references_of(Body(text, 1), "background/x.md", RESERVED, ENGLISH)
    shown: dict[str, list[Any]] = {
        "links": [[link.line, link.target, link.heading, link.words] for link in found.links],
        "citations": [[c.line, *([p.source, p.locator, p.prefix] for p in c.cited)] for c in found.citations],
        "headings": [[heading.line, heading.id, heading.text] for heading in found.headings],
        "silences": [[silence.line, silence.reason] for silence in found.silences],
        "files": [[file.line, file.address] for file in found.files],
        "problems": [str(problem) for problem in problems],
    }
    return {kind: items for kind, items in shown.items() if items}


@pytest.mark.parametrize("case", cases_of("references/*.yml"))
def test_references(case: dict[str, Any]) -> None:
    assert found_in(case["text"]) == {kind: items for kind, items in case.items() if kind != "text"}


@pytest.mark.parametrize("case", cases_of("references/*.yml"))
def test_what_is_found_is_where_it_is_said_to_be(case: dict[str, Any]) -> None:
    found, _ = references_of(Body(case["text"], 1), "background/x.md", RESERVED, ENGLISH)
    everything: list[Any] = [*found.links, *found.citations, *found.headings, *found.files]
    starts = {"WikiLink": "[[", "Citation": "["}
    for item in everything:
        assert case["text"][item.start : item.end].startswith(starts.get(type(item).__name__, ""))
        assert case["text"][: item.start].count("\n") + 1 == item.line


HEADING_IDS = {
    "Article 9": "article-9",
    "Who failed to carry it out?": "who-failed-to-carry-it-out",
    "第一条": "第一条",
    "Статья 9": "статья-9",
    "المادة ٩": "المادة-٩",
    "...": "section",
    "A   b": "a---b",
}


@pytest.mark.parametrize(("text", "expected"), HEADING_IDS.items(), ids=HEADING_IDS)
def test_heading_id(text: str, expected: str) -> None:
    assert heading_id(text) == expected


LONG = [
    "[",
    "]",
    "[[",
    "`",
    "` ``",
    "<",
    "<!--",
    "<b ",
    "![",
    "[a](",
    "[@",
    "> ",
    "{: ",
    "#",
    "[a]: ",
    "*",
    "&#",
    "- ",
    "~~~\n",
]
LONG += ["[[a|", "\\", "\n", "    \n", "a\n", "|", "<b title=", '"', "[^", "=\n", "- a\n", "[@a;", " "]


@pytest.mark.parametrize("piece", LONG, ids=repr)
def test_long_texts_of_one_piece_are_read_to_their_end(piece: str) -> None:
    """With a pass that is not linear this takes minutes; test_growth.py measures longer texts."""
    text = piece * (25_000 // len(piece))
    found, _ = references_of(Body(f"{text}\n\n# End\n", 1), "background/x.md", RESERVED, ENGLISH)
    assert found.citations == ()
    assert [heading.text for heading in found.headings if heading.text == "End"] in ([], ["End"])
