"""The facts of an entry as rows."""

from __future__ import annotations

from contexts import cited_at
from explainer.views import Context
from explainer.views.infobox import rows_of
from explainer.views.numbering import Numbering


def shown(entry_id: str, context: Context) -> dict[str, list[str]]:
    """Each row as 'text -> where it leads (note) [source]'; of a name, the language is shown."""
    numbering = Numbering(context)
    rows = rows_of(context.corpus.by_id[entry_id], numbering, context)
    cited = cited_at(numbering)
    return {
        row.label: [
            v.text
            + (f" <{v.language}>" if v.language else "")
            + (f" -> {v.page or v.url}" if v.page or v.url else "")
            + (f" ({v.note})" if v.note else "")
            + (f" party {v.party}" if v.party else "")
            + "".join(f" [{mark.number}: {cited[mark.anchor]}]" for mark in v.marks)
            for v in row.values
        ]
        for row in rows
    }


def test_event(load_context: Context) -> None:
    """
    === events/1900-talks.md
    ---
    title: The talks of Vik
    summary: They talked.
    date: 1900-05-02/1900-05-04
    date_note: 19 to 21 April in the Julian calendar
    kind: talks
    weight: 2
    actors: [{actor: ada-lind, role: negotiator, as: Foreign Minister}, {actor: borea, role: host}]
    places: [island]
    topics: [people, border]
    wikidata: Q1
    ---

    They met.[@paper]
    """
    assert shown("1900-talks", load_context) == {
        "Date": ["2–4 May 1900 (19 to 21 April in the Julian calendar)"],
        "Actors": [
            "Ada Lind -> actors/ada-lind.md (negotiator, Foreign Minister) party alba",
            "Borea -> actors/borea.md (host) party borea",
        ],
        "Places": ["The island -> background/island.md"],
        "Topics": ["The islanders -> topics/people.md", "Treaties and borders -> topics/border.md"],
        "Wikidata": ["Q1 -> https://www.wikidata.org/wiki/Q1"],
    }


def test_person_and_organisation(load_context: Context) -> None:
    """
    === actors/league.md
    ---
    title: The League
    summary: It was founded.
    kind: organisation
    born: 1890~
    died: 1950
    ---
    """
    assert shown("ada-lind", load_context)["Born"] == ["1850"]
    assert shown("ada-lind", load_context)["Died"] == ["March 1920"]
    assert shown("ada-lind", load_context)["Party"] == ["Alba party alba"]
    assert shown("ada-lind", load_context)["Offices"] == [
        "Foreign Minister, Alba -> actors/alba.md (1899 to 30 June 1903)"
    ]
    assert shown("league", load_context)["Founded"] == ["about 1890"]
    assert shown("league", load_context)["Ended"] == ["1950"]


def test_place(load_context: Context) -> None:
    """
    === background/island.md
    ---
    title: The island
    summary: A small island.
    kind: place
    names:
      - {name: 島, language: ja, script: Jpan, romanisation: Shima, used_by: [alba, borea]}
      - {name: Остров, language: ru}
    area:
      - {km2: "1489.27", year: 2025, source: paper, locator: p. 3, note: with the islets}
      - {km2: 1500, year: 1900, source: paper}
    population:
      - {people: 17291, year: 1945-08-15, source: paper, locator: "12"}
    ---
    """
    rows = shown("island", load_context)
    assert rows["Names"] == ["島 <ja> (Shima; used by Alba, Borea)", "Остров <ru>"]
    assert rows["Area"] == [
        "1,489.27 km² (2025; with the islets) [1: paper, p. 3]",
        "1,500 km² (1900) [1: paper]",
    ]
    assert rows["Population"] == ["17,291 (15 August 1945) [1: paper, p. 12]"]


def test_source(load_context: Context) -> None:
    """
    === sources/log.md
    ---
    title: The log
    type: book
    issued: 1900-05
    language: zh-Hant
    perspective: alba
    level: primary
    URL: https://example.org/log?a=1&b=2
    DOI: 10.1000/1
    consulted: {on: 2019-01-22, as: stored-copy, extent: part}
    read_at: https://mirror.example.org/log
    archive_url: https://archive.example.org/log
    ---
    """
    rows = shown("log", load_context)
    assert rows["Perspective"] == ["Alba party alba"]
    assert rows["Published"] == ["May 1900"]
    assert rows["How it was read"] == [
        "Read in part, in a stored copy (22 January 2019)",
        "https://mirror.example.org/log -> https://mirror.example.org/log",
    ]
    assert rows["Address"] == ["https://example.org/log?a=1&b=2 -> https://example.org/log?a=1&b=2"]
    assert rows["DOI"] == ["10.1000/1 -> https://doi.org/10.1000/1"]
    assert rows["Archived copy"] == ["https://archive.example.org/log -> https://archive.example.org/log"]
    assert shown("paper", load_context)["Perspective"] == ["Scholarly"]


def test_figures_of_three_dates_are_a_trend(load_context: Context) -> None:
    """
    === background/island.md
    ---
    title: The island
    summary: A small island.
    kind: place
    population:
      - {people: 40, year: 1910, source: paper}
      - {people: 200, year: 1900, source: paper}
      - {people: 50, year: 1920, source: paper}
    ---
    === background/islet.md
    ---
    title: The islet
    summary: A smaller island.
    kind: place
    population: [{people: 4, year: 1910, source: paper}, {people: 2, year: 1900, source: paper}]
    see_also: [island]
    ---
    """
    for entry_id, bars in (
        ("island", [(100.0, "1900: 200"), (20.0, "1910: 40"), (25.0, "1920: 50")]),
        ("islet", []),
    ):
        rows = rows_of(load_context.corpus.by_id[entry_id], Numbering(load_context), load_context)
        (row,) = (row for row in rows if row.name == "population")
        assert [(bar.height, bar.words) for bar in row.trend] == bars
