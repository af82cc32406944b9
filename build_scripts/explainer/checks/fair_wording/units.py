"""The units in which wording is checked: each field in which the editors speak, each block of a text."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import TypeVar

from explainer.checks.fair_wording.lexicon import Lexicon
from explainer.model.atlas import Atlas
from explainer.model.corpus import AnyEntry
from explainer.model.datasets import Dataset
from explainer.model.fields import (
    Dispute,
    Document,
    EntryFields,
    Place,
    Question,
    ReadingPath,
    SiteText,
    Source,
    Step,
)
from explainer.model.lines import Lines, Path
from explainer.model.references import ResolvedText, Silence
from explainer.text.own_words import Block, read, voice_in, voice_of

T = TypeVar("T")


@dataclass(frozen=True)
class Unit:
    """A field or a block of a text, which is checked as a whole.

    `voice` has the length of `text`, with everything blanked out that is not the editors' own; `shown` is all that a
    reader sees of it, quotations and titles in links included. `silences` may answer a finding before them. Positions
    count from the beginning of the unit.
    """

    text: str
    spoken: Callable[[], str]
    """Gives the voice, which few units are asked for."""
    first_line: int
    shown: str
    silences: tuple[tuple[int, Silence], ...] = ()

    @cached_property
    def voice(self) -> str:
        return self.spoken()

    def line(self, position: int) -> int:
        return self.first_line + self.text.count("\n", 0, position)


def own_words(entry: AnyEntry) -> Iterator[tuple[Path, str]]:
    """The fields in which the editors speak, in the order in which a page shows them."""
    fields = entry.fields
    if not isinstance(fields, Source | Document):
        yield ("title",), fields.title
    if short := getattr(fields, "short", None):
        yield ("short",), short
    if summary := getattr(fields, "summary", None):
        yield ("summary",), summary
    if note := getattr(fields, "date_note", None):
        yield ("date_note",), note
    if isinstance(fields, Place):
        yield from ((("area", i, "note"), area.note) for i, area in enumerate(fields.area) if area.note)
        yield from ((("population", i, "note"), p.note) for i, p in enumerate(fields.population) if p.note)
    if isinstance(fields, Question):
        yield from ((("positions", i, "answer"), p.answer) for i, p in enumerate(fields.positions))
        yield from ((("not_disputed", i, "statement"), u.statement) for i, u in enumerate(fields.not_disputed))
    if isinstance(fields, ReadingPath):
        for number, step in enumerate(fields.steps):
            yield from _words_of_step(("steps", number), step)
    if isinstance(fields, SiteText):
        if fields.headline:
            yield ("headline",), fields.headline
        yield from _words_of_answers(fields)
        yield from ((("start_here", i, "reason"), p.reason) for i, p in enumerate(fields.start_here))
    if isinstance(fields, EntryFields):
        yield from ((("figures", i, "caption"), picture.caption) for i, picture in enumerate(fields.figures))
    yield from ((("changes", i, "note"), change.note) for i, change in enumerate(fields.changes))


def _words_of_step(at: Path, step: Step) -> Iterator[tuple[Path, str]]:
    if step.note:
        yield (*at, "note"), step.note
    for name, move in (("offer", step.offer), ("answer", step.answer)):
        if move:
            yield (*at, name, "words"), move.words
    if step.outcome:
        yield (*at, "outcome"), step.outcome


def _words_of_answers(text: SiteText) -> Iterator[tuple[Path, str]]:
    for number, asked in enumerate(text.answers):
        yield ("answers", number, "question"), asked.question
        if asked.answer:
            yield ("answers", number, "answer"), asked.answer
        for place, side in enumerate(asked.sides):
            yield ("answers", number, "sides", place, "answer"), side.answer


def words_of_dispute(dispute: Dispute) -> Iterator[tuple[Path, str]]:
    """The same for `dispute.yml`, without the naming policy, which may use the words because it is about them."""
    yield ("title",), dispute.title
    yield ("question",), dispute.question
    yield from ((("topics", number, "title"), topic.title) for number, topic in enumerate(dispute.topics))
    yield from ((("eras", number, "title"), era.title) for number, era in enumerate(dispute.eras))


def words_of_states(atlas: Atlas) -> Iterator[tuple[Path, str]]:
    """The same for the states of the map."""
    for number, state in enumerate(atlas.states):
        yield ("states", number, "title"), state.title
        yield ("states", number, "text"), state.text


def words_of_dataset(dataset: Dataset) -> Iterator[tuple[Path, str]]:
    """The same of a series of figures; the cells of its table are looked at with it."""
    fields = dataset.fields
    yield ("title",), fields.title
    if fields.summary:
        yield ("summary",), fields.summary
    yield from ((("fields", i, "title"), column.title) for i, column in enumerate(fields.columns) if column.title)
    yield from ((("gaps", i, "note"), gap.note) for i, gap in enumerate(fields.gaps))
    yield from ((("notes", i), note) for i, note in enumerate(fields.notes))


def words_of_table(dataset: Dataset) -> Iterator[tuple[Path, str]]:
    """What the rows of its table say in words, each once."""
    number_of = {line: at for at, line in dataset.rows.at.items()}
    seen: set[str] = set()
    for figure in dataset.figures:
        category = "" if figure.of.date else figure.of.label
        for words in (category, dataset.titles.get(figure.series, ""), figure.note):
            if words and words not in seen:
                yield number_of[figure.line], words
            seen.add(words)


def silences_of_fields(lines: Lines) -> tuple[Silence, ...]:
    """The comments of the fields, which have no position in a text."""
    return tuple(Silence(-1, -1, line, remark.reason) for line, remark in sorted(lines.silences.items()))


def units_of_fields(lines: Lines, words: Iterable[tuple[Path, str]]) -> Iterator[Unit]:
    """A unit for each field, with the comments on its line or on the line above."""
    by_line: defaultdict[int, list[Silence]] = defaultdict(list)
    for silence in silences_of_fields(lines):
        by_line[lines.silences[silence.line].about].append(silence)
    for path, text in words:
        line = lines.of(*path)
        yield Unit(text, partial(voice_of, text), line, text, tuple((len(text), silence) for silence in by_line[line]))


def units_of_text(text: ResolvedText, titles: Sequence[str], lexicon: Lexicon) -> Iterator[Unit]:
    """The blocks of an entry's text. Words of a link that are the title of a document are not the editors' own.

    `titles` are those of the entries that the text's links lead to, in order; an empty one is not of an entry.
    """
    reading = read(text.tree)
    of_documents = [link.start for link in text.links if lexicon.is_document(link.target, link.words)]
    voice = cache(partial(voice_in, reading, of_documents))
    titled = [(link, title) for link, title in zip(text.links, titles, strict=True) if link.words is None and title]
    for block in reading.blocks:
        titles_here = (title for _, title in _in_block(titled, block, lambda pair: pair[0].start))
        yield Unit(
            text.body.text[block.start : block.end],
            partial(_voice_of_block, voice, block),
            reading.line_at(block.start, text.body.first_line),
            " ".join((reading.shown[block.start : block.end], *titles_here)),
            tuple((s.start - block.start, s) for s in _in_block(text.silences, block, lambda s: s.start)),
        )


def _voice_of_block(voice: Callable[[], str], block: Block) -> str:
    return voice()[block.start : block.end]


def _in_block(items: Sequence[T], block: Block, place: Callable[[T], int]) -> Sequence[T]:
    """The items, which are in the order of the text, that lie in the block."""
    return items[bisect_left(items, block.start, key=place) : bisect_left(items, block.end, key=place)]
