"""All links, in both directions, and paths of files."""

from __future__ import annotations

from explainer.model.references import Origin
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
    links = load_checked.links
    assert sorted((link.target, link.reason, link.detail, link.line) for link in links.of("1900-talks")) == [
        ("ada-lind", "role", "host", 7),
        ("alba", "mention", "", 12),
        ("alba", "see-also", "", 9),
        ("island", "place", "", 8),
        ("paper", "cites", "p. 3", 12),
    ]
    assert sorted((link.origin, link.reason) for link in links.to("alba")) == [
        (Origin("actors/ada-lind.md", "ada-lind"), "office"),
        (Origin("dispute.yml"), "mention"),
        (Origin("events/1900-talks.md", "1900-talks"), "mention"),
        (Origin("events/1900-talks.md", "1900-talks"), "see-also"),
        (Origin("paths/in-short.md", "in-short"), "path"),
    ]
    assert links.of_file("events/1900-talks.md") == links.of("1900-talks")
    assert [(link.target, link.field) for link in links.of_fields if link.origin.entry == "1900-talks"] == [
        ("ada-lind", ("actors", 0, "actor")),
        ("island", ("places", 0)),
        ("alba", ("see_also", 0)),
    ]
    assert [(link.target, link.field) for link in links.of_texts if link.origin.entry == "1900-talks"] == [
        ("alba", ()),
        ("paper", ()),
    ]
    assert links.to("nobody") == links.of("nobody") == ()
    assert {link for entry in load_checked.corpus or () for link in links.of(entry.id)} <= set(links.all)


def test_paths_of_files_are_those_in_the_content(load_checked: Checked) -> None:
    """
    === images/map.svg
    <svg/>
    === background/a/harbour.png
    a picture
    === background/island.md
    ---
    {title: The island, summary: S., kind: place}
    ---
    ![a](a/harbour.png) ![b](./a/harbour.png) ![c](../images/map.svg) [d](alba.md) [e](../actors/alba.md#x)
    ![f](../../background/a/harbour.png) ![g](/images/map.svg)
    """
    files = load_checked.links.texts["background/island.md"].files
    assert [(file.path, file.fragment) for file in files][:3] == [
        ("background/a/harbour.png", ""),
        ("background/a/harbour.png", ""),
        ("images/map.svg", ""),
    ]
    assert {file.path for file in files} <= {"background/a/harbour.png", "images/map.svg", "actors/alba.md"}
    assert [problem.message for problem in load_checked.problems if problem.code == "unknown-file"] == [
        "there is no file 'alba.md' in the content",
        "there is no file '../../background/a/harbour.png' in the content",
        "there is no file '/images/map.svg' in the content",
    ]
