"""Figures by category as bars: one below the other, each with its words and its number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.model.datasets import Category, Dataset, Figure
from explainer.views.charts.numbers import in_words
from explainer.views.charts.value_scale import value_scale_of
from explainer.views.parts import Context

_LONGEST = 82.0
"""The part of the width, in per cent, that the longest bar takes; its number stands behind it."""


@dataclass(frozen=True)
class FigureBar:
    """A figure: its bar from `x` on, in per cent of the width. `number` tells which colour it has."""

    number: int
    label: str
    value: str
    x: float
    length: float
    is_missing: bool

    @property
    def end(self) -> float:
        return round(self.x + self.length, 2)


@dataclass(frozen=True)
class BarGroup:
    """The bars of a category. Where each category has one bar, that bears its name, and `title` is empty."""

    title: str
    bars: tuple[FigureBar, ...]


@dataclass(frozen=True)
class BarChart:
    groups: tuple[BarGroup, ...]


def category_words(category: Category, context: Context) -> str:
    """What a row is of, as readers see it."""
    return context.date(category.date) if category.date else category.label


def bar_chart_of(dataset: Dataset, context: Context) -> BarChart:
    """The drawing of the figures, in the order of the table."""
    of_category: dict[Category, list[Figure]] = {category: [] for category in dataset.categories}
    for figure in dataset.figures:
        of_category[figure.of].append(figure)
    numbers = {series: number for number, series in enumerate(dict.fromkeys(f.series for f in dataset.figures), 1)}
    is_plain = len(numbers) == 1
    values = [figure.value for figure in dataset.figures if figure.value is not None] or [1.0]
    low, high = min(0.0, *values), max(0.0, *values)
    scale = value_scale_of((low, high), 1000)

    def bars(category: Category, figures: list[Figure]) -> Iterator[FigureBar]:
        for figure in figures:
            label = category_words(category, context) if is_plain else dataset.titles.get(figure.series, figure.series)
            start, end = sorted((scale.at(0), scale.at(figure.value or 0)))
            yield FigureBar(
                numbers[figure.series],
                label,
                in_words(figure.value, context),
                round(_LONGEST * start, 2),
                round(_LONGEST * (end - start), 2),
                figure.value is None,
            )

    return BarChart(
        tuple(
            BarGroup("" if is_plain else category_words(category, context), tuple(bars(category, figures)))
            for category, figures in of_category.items()
        )
    )
