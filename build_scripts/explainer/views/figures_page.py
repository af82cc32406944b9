"""The page of all series of figures: each as a chart and a file, and the pages that show it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from explainer.model.corpus import AnyEntry
from explainer.views.charts.chart import FIGURES_PAGE, ChartView, chart_of
from explainer.views.numbering import Numbering, ReferenceView
from explainer.views.page_view import PageView
from explainer.views.parts import Card, Context, Crumb, card_of, in_time


@dataclass(frozen=True)
class SeriesView:
    """A series of figures, with the entries that show it."""

    chart: ChartView
    shown_in: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class FiguresView(PageView):
    """All series, by title."""

    count: str
    crumbs: tuple[Crumb, ...]
    series: tuple[SeriesView, ...]
    references: tuple[ReferenceView, ...]


def figures_view(context: Context) -> FiguresView:
    words, numbering = context.words, Numbering(context)
    shown: defaultdict[str, set[str]] = defaultdict(set)
    for path, text in context.links.texts.items():
        for embed in text.embeds if path in context.corpus.by_path else ():
            shown[embed.dataset].add(path)
    datasets = sorted(context.corpus.datasets, key=lambda dataset: (dataset.title.casefold(), dataset.id))
    series = tuple(
        SeriesView(
            chart_of(dataset, numbering, context),
            tuple(card_of(entry, context) for entry in _showing(shown[dataset.id], context)),
        )
        for dataset in datasets
    )
    return FiguresView(
        page=FIGURES_PAGE,
        collection="figures",
        title=words.say("figures"),
        summary=words.say("figures-summary", dispute=context.corpus.dispute.title),
        count=words.count("dataset-count", len(series)),
        crumbs=(Crumb(words.say("home"), "index.md"),),
        series=series,
        references=numbering.references(),
    )


def _showing(paths: set[str], context: Context) -> list[AnyEntry]:
    return sorted((context.corpus.by_path[path] for path in paths), key=in_time)
