"""All links, in both directions, and paths of files."""

from __future__ import annotations

import pytest

from explainer.links.graph import path_in_content
from explainer.pipeline import Checked


def test_links_in_both_directions(load_checked: Checked) -> None:
    """
    === events/1900-talks.md
    ---
    title: The talks of Vik
    summary: They talked.
    date: 1900
    kind: talks
    weight: 2
    actors: [{actor: ada-lind, role: host}]
    places: [island]
    see_also: [alba]
    ---

    They met in [[Alba]].[@paper, p. 3]
    """
    assert load_checked.links is not None
    links = load_checked.links
    assert sorted((link.target, link.reason, link.detail, link.line) for link in links.of("1900-talks")) == [
        ("ada-lind", "role", "host", 7),
        ("alba", "mention", "", 12),
        ("alba", "see-also", "", 9),
        ("island", "place", "", 8),
        ("paper", "cites", "p. 3", 12),
    ]
    assert sorted((link.origin, link.reason) for link in links.to("alba")) == [
        ("1900-talks", "mention"),
        ("1900-talks", "see-also"),
        ("ada-lind", "office"),
        ("dispute.yml", "mention"),
    ]
    assert links.to("nobody") == links.of("nobody") == ()
    assert {link for entry in load_checked.corpus or () for link in links.of(entry.id)} <= set(links.all)


PATHS = {
    "beside it": ("background/x.md", "y.png", "background/y.png"),
    "in another folder": ("background/x.md", "../images/y.png", "images/y.png"),
    "in a folder below": ("background/x.md", "./a/y.png", "background/a/y.png"),
    "with a question mark": ("background/x.md", "y.png?v=1", "background/y.png"),
    "from dispute.yml": ("dispute.yml", "images/y.png", "images/y.png"),
}


@pytest.mark.parametrize("case", PATHS.values(), ids=PATHS)
def test_path_in_content(case: tuple[str, str, str]) -> None:
    path, address, expected = case
    assert path_in_content(path, address) == expected


@pytest.mark.parametrize("address", ["../../y.png", "/y.png", "../../background/x.md", "..\\..\\y.png"])
def test_what_lies_outside_the_content_has_no_path_in_it(address: str) -> None:
    assert path_in_content("background/x.md", address).startswith(("..", "/"))
