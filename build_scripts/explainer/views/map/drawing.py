"""One view of the map, drawn: its land as links, its lines, its names, its distances and its scale bar.

Convention: land that leads to one page is one link, however many islands it is. A name is a second, larger target of
the same link, for a pointer alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from explainer.model.atlas import Atlas, Distance, Label, LabelKind, State
from explainer.views.map.fills import description_of, fills_of, notes_of
from explainer.views.map.lands import target_of, title_of
from explainer.views.map.projection import WIDTH, Frame, MapSheet
from explainer.views.parts import Context, page_of
from explainer.views.timeline.text_width import width_of

_TYPE = 44
"""About the size of the type of a name on a wide page, in units; timeline and map share one way to measure words."""
_REACH = 150
"""How wide and high a target is at least: 24 pixels on a phone."""
_BESIDE = 26
"""How far the name of a town stands from its dot."""
_BAR, _EDGE = 0.2, 70
"""Of the width, how long a scale bar is at most, and how far from the edge it stands."""
_ROUND = tuple(factor * 10**power for power in range(-1, 5) for factor in (1, 2, 5))

Box = tuple[int, int, int, int]
"""The left edge, the upper edge, the width and the height."""


@dataclass(frozen=True)
class DrawnLand:
    """A feature; `ring` is a path around land too small to be seen, else empty."""

    feature: str
    title: str
    path: str
    ring: str
    fill: str
    marked: bool


@dataclass(frozen=True)
class Land:
    """Shapes that lead to one page; `page` is empty for land that leads nowhere. `reach` makes small land a target."""

    page: str
    title: str
    shapes: tuple[DrawnLand, ...]
    reach: Box | None


@dataclass(frozen=True)
class LineView:
    """A line; `kind` is empty where the shown state has none there."""

    id: str
    path: str
    kind: str


@dataclass(frozen=True)
class LabelView:
    """A name. `says` is the feature whose `note`, who held and who claimed it in the shown state, stands below it."""

    x: int
    y: int
    anchor: str
    text: str
    kind: str
    minor: bool
    page: str
    reach: Box
    dot: tuple[int, int] | None
    points_to: tuple[int, int] | None
    says: str
    note: str


@dataclass(frozen=True)
class DistanceView:
    """A distance: the ends of its line, and its number."""

    start: tuple[int, int]
    end: tuple[int, int]
    x: int
    y: int
    anchor: str
    text: str
    title: str


@dataclass(frozen=True)
class ScaleBar:
    x: int
    y: int
    length: int
    text: str


@dataclass(frozen=True)
class MapDrawing:
    """One view of the map, drawn."""

    id: str
    title: str
    description: str
    width: int
    height: int
    lands: tuple[Land, ...]
    lines: tuple[LineView, ...]
    labels: tuple[LabelView, ...]
    distances: tuple[DistanceView, ...]
    scale: ScaleBar


@dataclass(frozen=True)
class LocatorView:
    """The small map that shows where the map is; `box` is what the map shows, as a path."""

    width: int
    height: int
    land: str
    box: str
    labels: tuple[LabelView, ...]


def drawing_of(
    sheet: MapSheet, state: State | None, marked: tuple[str, ...], atlas: Atlas, context: Context
) -> MapDrawing:
    """The view in a state, with some land marked."""
    return MapDrawing(
        id=sheet.view.id,
        title=sheet.view.title,
        description=description_of(state, sheet, atlas, context) if state else "",
        width=WIDTH,
        height=sheet.frame.height,
        lands=_lands(sheet, fills_of(state, atlas), marked, atlas, context),
        lines=lines_of(sheet, state),
        labels=_labels(sheet, state, atlas, context),
        distances=tuple(_distance(distance, sheet.frame, context) for distance in sheet.view.distances),
        scale=_scale_bar(sheet, context),
    )


def lines_of(sheet: MapSheet, state: State | None) -> tuple[LineView, ...]:
    """Every line of the map that the view shows, with its kind in the state."""
    kinds = {line.line: str(line.kind) for line in state.lines} if state else {}
    return tuple(LineView(line, path, kinds.get(line, "")) for line, path in sheet.lines.items())


def says_of(atlas: Atlas) -> tuple[str, ...]:
    """The features of which some label says who held them."""
    labels = (label for view in atlas.map.views for label in view.labels)
    return tuple(dict.fromkeys(label.feature for label in labels if label.says_who and label.feature))


def locator_view(frame: Frame, land: str, shown: Frame, context: Context) -> LocatorView:
    """The locator, with the rectangle that the other frame shows."""
    locator = context.corpus.atlas.map.locator if context.corpus.atlas else None
    assert locator is not None
    corners = " ".join(f"{x} {y}" for x, y in (frame.at(*corner) for corner in shown.corners))
    labels = tuple(_label(label, frame, context) for label in locator.labels)
    return LocatorView(frame.width, frame.height, land, f"M{corners}z", labels)


def _lands(
    sheet: MapSheet, fills: Mapping[str, str], marked: tuple[str, ...], atlas: Atlas, context: Context
) -> tuple[Land, ...]:
    """The land of a view by the page it leads to, what leads nowhere first."""
    lands: dict[str, list[DrawnLand]] = {"": []}
    titles = {"": ""}
    for fields in atlas.map.features:
        drawn = sheet.land.get(fields.id)
        if drawn:
            page, titled = target_of(fields, atlas, context)
            title = title_of(fields, context)
            titles.setdefault(page, titled)
            fill, is_marked = fills.get(fields.id, ""), fields.id in marked
            shape = DrawnLand(fields.id, title, drawn.path, drawn.ring, fill, is_marked)
            lands.setdefault(page, []).append(shape)
    reaches = _reaches({page: [s.feature for s in shapes] for page, shapes in lands.items() if shapes}, sheet)
    return tuple(Land(page, titles[page], tuple(shapes), reaches.get(page)) for page, shapes in lands.items() if shapes)


def _reaches(lands: Mapping[str, list[str]], sheet: MapSheet) -> Mapping[str, Box]:
    """A box of the size of a target for land that is smaller, where it covers no other land."""
    boxes = {page: _around(sheet.land[feature].edges for feature in features) for page, features in lands.items()}
    wide = {page: _widened(box) for page, box in boxes.items() if page and max(box[2:]) < _REACH}
    others = {page: [sheet.land[f].edges for p, fs in lands.items() if p != page for f in fs] for page in wide}
    return {page: box for page, box in wide.items() if not any(_meets(box, edges) for edges in others[page])}


def _around(edges: Iterable[tuple[int, int, int, int]]) -> Box:
    west, north, east, south = zip(*edges, strict=True)
    return min(west), min(north), max(east) - min(west), max(south) - min(north)


def _widened(box: Box) -> Box:
    x, y, width, height = box
    wide, high = max(width, _REACH), max(height, _REACH)
    return x - (wide - width) // 2, y - (high - height) // 2, wide, high


def _meets(box: Box, edges: tuple[int, int, int, int]) -> bool:
    x, y, width, height = box
    west, north, east, south = edges
    return x < east and west < x + width and y < south and north < y + height


def _labels(sheet: MapSheet, state: State | None, atlas: Atlas, context: Context) -> tuple[LabelView, ...]:
    notes = notes_of(state, says_of(atlas), atlas, context)
    drawn = []
    for label in sheet.view.labels:
        view = _label(label, sheet.frame, context)
        if label.feature:
            fields = atlas.feature_by_id[label.feature]
            text = label.text or title_of(fields, context)
            says = label.feature if label.says_who else ""
            page = view.page or target_of(fields, atlas, context)[0]
            reach = _reach_of(text, view)
            view = replace(view, text=text, page=page, reach=reach, says=says, note=notes.get(says, ""))
        drawn.append(view)
    return tuple(drawn)


def _label(label: Label, frame: Frame, context: Context) -> LabelView:
    """A name that stands for itself: of a feature, the text is still missing if it has none of its own."""
    kind = label.kind or (LabelKind.LAND if label.feature else LabelKind.SEA)
    at = frame.at(*label.at)
    dot = at if kind in (LabelKind.TOWN, LabelKind.CAPE) else None
    x, y = _beside(at, label.anchor) if dot else at
    view = LabelView(
        x=x,
        y=y,
        anchor=label.anchor,
        text=label.text or "",
        kind=str(kind),
        minor=label.minor,
        page=page_of(context.corpus.by_id[label.entry]) if label.entry else "",
        reach=(x, y, 0, 0),
        dot=dot,
        points_to=frame.at(*label.points_to) if label.points_to else None,
        says="",
        note="",
    )
    return replace(view, reach=_reach_of(view.text, view))


def _beside(dot: tuple[int, int], anchor: str) -> tuple[int, int]:
    x, y = dot
    if anchor == "middle":
        return x, y - _BESIDE
    return (x + _BESIDE if anchor == "start" else x - _BESIDE), y + _TYPE // 3


def _reach_of(text: str, label: LabelView) -> Box:
    """Where a pointer hits the name; its style sheet gives it the height of a target."""
    width = max(round(width_of(text) * _TYPE), _REACH)
    left = label.x - {"start": 0, "middle": width // 2, "end": width}[label.anchor]
    return left, label.y - _TYPE // 3, width, _REACH


def _distance(distance: Distance, frame: Frame, context: Context) -> DistanceView:
    start, end = frame.at(*distance.start), frame.at(*distance.end)
    x, y = frame.at(*distance.at) if distance.at else ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
    return DistanceView(start, end, x, y, distance.anchor, kilometres(distance.km, context), distance.title)


def kilometres(km: float, context: Context) -> str:
    return context.words.say("kilometres", number=f"{km:g}")


def _scale_bar(sheet: MapSheet, context: Context) -> ScaleBar:
    """The longest bar of a round number of kilometres that is not too long."""
    scale, height = sheet.frame.units_per_km, sheet.frame.height
    km = max((km for km in _ROUND if km * scale <= _BAR * WIDTH), default=_ROUND[0])
    length = round(km * scale)
    at_top, at_right = "top" in sheet.view.scale, "right" in sheet.view.scale
    x = WIDTH - _EDGE - length if at_right else _EDGE
    return ScaleBar(x, 2 * _EDGE if at_top else height - _EDGE, length, kilometres(km, context))
