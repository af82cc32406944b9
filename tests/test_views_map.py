"""The map as a page shows it: fills, links, legends, the state of an entry, and the JSON that the browser gets."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from building import HALMYR
from contexts import context_of
from explainer.build_cache import BuildCache
from explainer.checks.map_extent import RoughPlane
from explainer.dates import parse
from explainer.model.atlas import Feature, MapView, Projection
from explainer.pipeline import check
from explainer.reading.geojson import layer_of
from explainer.views import Context, site_view
from explainer.views.map.figure import figure_of
from explainer.views.map.map_page import MapPageView, map_view
from explainer.views.map.projection import WIDTH, Frame, Outline
from folders import TESTS, written

SNAPSHOT = TESTS / "snapshots" / "map.json"
CLOSE_VIEW = """  - {id: bank, title: The bank, layer: orn, x: [-40, 40], y: [-40, 40],
     labels: [{feature: halmyr-bank, at: [40, 20]}]}
features:
"""
MEMORY = BuildCache()


@pytest.fixture(scope="module")
def context() -> Context:
    """The map of the invented dispute."""
    return context_of(check(HALMYR / "content", MEMORY))


@pytest.fixture(scope="module")
def view(context: Context) -> MapPageView:
    return map_view(context)


def _with(folder: Path, file: str, before: str, after: str) -> Context:
    """The same with one file of its map changed."""
    content = Path(shutil.copytree(HALMYR / "content", folder / "content"))
    text = (content / "map" / file).read_text("utf-8")
    (content / "map" / file).write_text(text.replace(before, after), "utf-8")
    assert (content / "map" / file).read_text("utf-8") != text
    checked = check(content, MEMORY)
    assert checked.problems == ()
    return context_of(checked)


def fills(view: MapPageView, state: str) -> dict[str, str]:
    [found] = [s for s in view.states if s.id == state]
    return {feature: area.fill for area in found.areas for feature in area.features}


def test_who_held_what(view: MapPageView) -> None:
    lights = dict.fromkeys(("first-light", "second-light", "third-light"), "settled-zghvara")
    assert fills(view, "1923") == {"halmyr-bank": "shared-qasira-thalessia-zghvara", "orn-coast": "", **lights}
    assert fills(view, "now") == {"halmyr-bank": "contested-thalessia-qasira-zghvara", "orn-coast": "", **lights}


@pytest.mark.parametrize(
    ("status", "fill", "words"),
    [
        ("status: controlled, held_by: [qasira]", "controlled-qasira", "Under the control of Qasira, no border agreed"),
        (
            "status: renounced, held_by: [zghvara], given_up_by: [qasira]",
            "renounced-zghvara-qasira",
            "Held by Zghvara, given up by Qasira, recipient not named",
        ),
        ("status: unclear", "unclear", "Whether it was given up is disputed"),
        ("status: inhabited", "inhabited", "Lived in, and governed by no state"),
        (
            "status: promised, held_by: [qasira], promised_to: [zghvara]",
            "promised-qasira-zghvara",
            "Held by Qasira, promised to Zghvara",
        ),
    ],
)
def test_how_land_stands_is_told_by_its_fill_and_in_words(status: str, fill: str, words: str, tmp_path: Path) -> None:
    area = "status: shared, held_by: [qasira, thalessia, zghvara]"
    changed = map_view(_with(tmp_path, "states.yml", area, status))
    assert fills(changed, "1923")["halmyr-bank"] == fill
    assert changed.states[0].description == (
        f"1923: the bank for three. {words}: Halmyr Bank. Zghvara: The three lights."
    )


def test_every_land_is_a_link_to_its_entry_or_that_of_its_group(view: MapPageView) -> None:
    pages = {shape.feature: land.page for d in view.drawings for land in d.lands for shape in land.shapes}
    assert pages == {
        "halmyr-bank": "background/halmyr-bank.md",
        **dict.fromkeys(("first-light", "second-light", "third-light"), "background/three-lights.md"),
        "orn-coast": "",
    }


def test_words_say_what_the_picture_shows(view: MapPageView) -> None:
    assert view.states[1].description == (
        "Now: three claims. Governed by Thalessia, claimed by Qasira and Zghvara: Halmyr Bank. "
        "Zghvara: The three lights. Limit of a claim: around the bank."
    )
    assert [line.id for line in view.states[0].lines] == []
    assert [line.id for line in view.states[1].lines] == ["closed-water"]


@pytest.mark.parametrize(
    ("entry", "drawing", "page"),
    [
        pytest.param("halmyr-bank", "bank", "map.md#now", id="place, in the closest view that has all of it"),
        pytest.param("three-lights", "sea", "map.md#now", id="group"),
        pytest.param("1923-bank-treaty", "sea", "map.md#1923", id="event that made a state"),
        pytest.param("1958-collision", "sea", "map.md#1923", id="event at two places, in the state of its day"),
        pytest.param("home", "bank", "map.md#now", id="text of the site, in the closest view of what is contested"),
    ],
)
def test_entry_has_the_map_narrowed_to_it(entry: str, drawing: str, page: str, tmp_path: Path) -> None:
    context = _with(tmp_path, "map.yml", "features:\n", CLOSE_VIEW)
    found = context.corpus.by_id.get(entry) or context.corpus.site_text_by_id[entry]
    figure = figure_of(found, context)
    assert figure is not None
    assert (figure.drawing.id, figure.page) == (drawing, page)


def test_event_says_which_day_its_map_shows(context: Context) -> None:
    event, place = (figure_of(context.corpus.by_id[i], context) for i in ("1958-collision", "halmyr-bank"))
    assert event is not None
    assert place is not None
    assert (event.day, event.state) == ("How things stood: 14 July 1958", "1923: the bank for three")
    assert [s.feature for land in event.drawing.lands for s in land.shapes if s.marked] == [
        "first-light",
        "second-light",
        "third-light",
    ]
    assert (place.day, place.state) == ("", "Now: three claims")


def test_event_has_no_map_if_nothing_is_known_of_its_day(context: Context, tmp_path: Path) -> None:
    """Before the first state, and after one that ended before the next began."""
    assert figure_of(context.corpus.by_id["1711-herring-war"], context) is None
    assert figure_of(context.corpus.by_id["1958-collision"], context) is not None
    ended = _with(tmp_path, "states.yml", 'date: "1923"\n', 'date: "1923"\n    until: "1950"\n')
    assert figure_of(ended.corpus.by_id["1958-collision"], ended) is None


def test_state_inside_another_gives_way_to_it_again(tmp_path: Path) -> None:
    inside = """  - id: interlude
    title: "1930 to 1935: an interlude"
    date: "1930"
    until: "1935"
    text: The lights are dark.
    sources: [{source: bank-treaty-text}]
    areas:
      - {features: [three-lights], status: inhabited}
  - id: now
"""
    context = _with(tmp_path, "states.yml", "  - id: now\n", inside)
    atlas = context.corpus.atlas
    assert atlas is not None
    days = ("1929", "1930", "1935-12-31", "1936", "1961")
    found = [state.id if (state := atlas.state_on(parse(day))) else "" for day in days]
    assert found == ["1923", "interlude", "interlude", "1923", "now"]


def test_button_has_the_short_name_of_a_state_or_its_years(tmp_path: Path) -> None:
    text = (HALMYR / "content" / "map" / "states.yml").read_text("utf-8")
    changed = map_view(_with(tmp_path, "states.yml", text, text.replace('    short: "1923"\n', "")))
    assert [state.short for state in changed.states] == ["1923–1961", "Now"]
    ended = text.replace('    short: "1923"\n', '    until: "1940-05"\n')
    assert map_view(_with(tmp_path / "b", "states.yml", text, ended)).states[0].short == "1923–1940"


def test_legend_has_no_sign_twice(tmp_path: Path) -> None:
    split = "features: [first-light, second-light], status: settled, held_by: [zghvara]}\n"
    split += "      - {features: [third-light], status: settled, held_by: [zghvara]}"
    context = _with(tmp_path, "states.yml", "features: [three-lights], status: settled, held_by: [zghvara]}", split)
    legend = map_view(context).states[0].legend
    assert [(item.fill, item.areas) for item in legend] == [
        ("shared-qasira-thalessia-zghvara", "Halmyr Bank"),
        ("settled-zghvara", "First light; Second light; Third light"),
    ]


def test_label_says_who_held_and_who_claims(view: MapPageView) -> None:
    assert [state.notes for state in view.states] == [
        {"halmyr-bank": "undivided"},
        {"halmyr-bank": "held by Thalessia, claimed by Qasira and Zghvara"},
    ]
    [shown] = [label for label in view.drawings[0].labels if label.says]
    assert (shown.text, shown.page) == ("Halmyr Bank", "background/halmyr-bank.md")
    assert shown.note == "held by Thalessia, claimed by Qasira and Zghvara"


def test_names_towns_and_distances_are_drawn_with_a_scale(view: MapPageView) -> None:
    [drawing] = view.drawings
    labels = {label.text: label for label in drawing.labels}
    assert (labels["Halmyr Bank"].page, labels["Halmyr Bank"].dot) == ("background/halmyr-bank.md", None)
    assert (labels["Port Halmyr"].kind, labels["Port Halmyr"].page) == ("town", "actors/league-of-harbours.md")
    assert labels["Port Halmyr"].dot is not None
    assert labels["Sea of Orn"].kind == "sea"
    assert all(min(label.reach[2:]) >= 150 for label in drawing.labels)
    assert [(distance.title, distance.text) for distance in drawing.distances] == [
        ("From Port Halmyr to the bank", "48 km")
    ]
    assert [(row.text, row.marks[0].number) for row in view.distances] == [("48 km", 3)]
    assert (drawing.scale.text, drawing.scale.length) == ("50 km", 400)


def test_locator_shows_where_the_map_is(view: MapPageView) -> None:
    assert view.locator is not None
    assert [label.text for label in view.locator.labels] == ["Tarn"]
    assert view.locator.land.startswith("M")
    assert view.locator.box.endswith("z")
    assert [credit.text for credit in view.credits] == ["The pilots of Port Halmyr", "A world of Orn"]


def test_other_entries_have_no_map(context: Context) -> None:
    assert figure_of(context.corpus.by_id["idris-al-samir"], context) is None


def test_content_without_a_map_has_neither_page_nor_figures(tmp_path: Path) -> None:
    context = context_of(check(written(tmp_path, {})))
    assert site_view(context).map is None
    assert [entry.id for entry in context.corpus if figure_of(entry, context)] == []


def test_browser_receives_the_snapshot(view: MapPageView) -> None:
    """tests/map.test.mjs hands the same file to the script."""
    assert json.loads(view.data) == json.loads(SNAPSHOT.read_text("utf-8"))
    assert "<" not in view.data


# Drawing


FRAME = Frame(
    Projection.model_validate({"parallels": (43, 51), "latitude": 46.5, "longitude": 148.5}),
    MapView.model_validate({"id": "v", "title": "V", "layer": "l", "x": (-100, 100), "y": (-50, 50)}),
)


def square(size: float) -> Feature:
    ring = ((148.5, 46.5), (148.5 + size, 46.5), (148.5 + size, 46.5 + size), (148.5, 46.5))
    return Feature("square", 1, ((ring,),))


def test_origin_is_in_the_middle_of_the_view() -> None:
    assert (FRAME.at(46.5, 148.5), FRAME.height) == ((WIDTH // 2, 500), 1000)


def test_paths_are_whole_steps_and_tiny_land_has_a_ring() -> None:
    large, tiny = FRAME.outline(square(0.5)), FRAME.outline(square(0.0001))
    assert large == Outline("M1000 500l383-1-3-529-18 0z", "", (1000, -30, 1383, 500))
    assert tiny == Outline("", "M991 500a9 9 0 1 0 18 0a9 9 0 1 0-18 0z", (1000, 500, 1000, 500))
    ring = ((148.5, 46.5), (148.8, 46.5), (148.8, 46.7), (148.5, 46.5))
    zone = FRAME.outline(Feature("zone", 1, ((ring,),), is_line=True))
    assert zone is not None
    assert (zone.path.endswith("z"), zone.ring) == (True, "")
    far = ((((10.0, 40.0), (11.0, 40.0), (11.0, 41.0), (10.0, 40.0)),),)
    assert FRAME.outline(Feature("far", 1, far)) is None


def drawn(frame: Frame, feature: Feature) -> str:
    """The path of a feature, with the ring around one that is too small to be seen."""
    outline = frame.outline(feature)
    assert outline is not None
    return outline.path + outline.ring


CUT = [
    [[[179, 70.8], [180, 70.8], [180, 71.4], [179, 71.4], [179, 70.8]]],
    [[[-180, 70.8], [-179, 70.8], [-179, 71.4], [-180, 71.4], [-180, 70.8]]],
]


def test_land_cut_at_180_degrees_has_one_outline() -> None:
    projection = Projection.model_validate({"parallels": [69, 73], "latitude": 71, "longitude": 180})
    view = MapView.model_validate({"id": "v", "title": "V", "layer": "land", "x": [-150, 150], "y": [-100, 100]})
    text = json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "id": "isle",
                    "geometry": {"type": "MultiPolygon", "coordinates": CUT},
                }
            ],
        }
    )
    layer, problems = layer_of("map/land.geojson", text)
    assert problems == ()
    assert layer is not None
    path = drawn(Frame(projection, view), layer.features[0])
    assert path.count("M") == 1
    xs = [x for x, _ in Frame(projection, view).plane([(179, 71), (-179, 71)])]
    assert xs[0] < 1000 < xs[1]


def test_land_that_the_projection_tears_behind_the_view_leaves_the_rest_as_it_is() -> None:
    """The projection opens the globe opposite its middle, so an outline that lies across that line crosses itself."""
    projection = Projection.model_validate({"parallels": [30, 60], "latitude": 45, "longitude": 170})
    view = MapView.model_validate({"id": "v", "title": "V", "layer": "land", "x": [-2000, 2000], "y": [-1000, 4000]})
    behind = [[[-20, 60], [-5, 60], [-5, 63], [-15, 63], [-15, 64], [-5, 64], [-5, 66], [-20, 66], [-20, 60]]]
    layer, problems = layer_of(
        "map/land.geojson",
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "id": "isle",
                        "geometry": {"type": "MultiPolygon", "coordinates": [*CUT, behind]},
                    }
                ],
            }
        ),
    )
    assert problems == ()
    assert layer is not None
    assert drawn(Frame(projection, view), layer.features[0]).count("M") == 1


def test_a_point_is_drawn_as_a_ring_and_a_line_in_parts_as_two() -> None:
    projection = Projection.model_validate({"parallels": [50, 56], "latitude": 53, "longitude": 10})
    view = MapView.model_validate({"id": "v", "title": "V", "layer": "land", "x": [-50, 50], "y": [-50, 50]})
    features = [
        {"type": "Feature", "id": "rock", "geometry": {"type": "Point", "coordinates": [10, 53]}},
        {
            "type": "Feature",
            "id": "line",
            "geometry": {"type": "MultiLineString", "coordinates": [[[9.9, 53], [10, 53]], [[10.1, 53], [10.2, 53]]]},
        },
    ]
    layer, problems = layer_of("map/land.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    assert problems == ()
    assert layer is not None
    frame = Frame(projection, view)
    assert drawn(frame, layer.by_id["rock"]).startswith("M991 1000a9 9 ")
    assert drawn(frame, layer.by_id["line"]).count("M") == 2


@pytest.mark.parametrize("projection", [([50, 56], 53, 10), ([-30, -10], -20, 179), ([45, 45], 45, 0)])
def test_the_check_knows_nearly_where_the_map_draws(projection: tuple[list[float], float, float]) -> None:
    parallels, latitude, longitude = projection
    fields = Projection.model_validate({"parallels": parallels, "latitude": latitude, "longitude": longitude})
    view = MapView.model_validate({"id": "v", "title": "V", "layer": "l", "x": [-1000, 1000], "y": [-1000, 1000]})
    points = [(longitude + east, latitude + north) for east in (-5.0, 0.0, 0.9) for north in (-4.0, 0.0, 4.0)]
    exact = Frame(fields, view).plane(points)
    for point, (x, y) in zip(points, exact, strict=True):
        east, north = RoughPlane(fields).at(point)
        assert east == pytest.approx(x - 1000, abs=6)
        assert north == pytest.approx(1000 - y, abs=6)
