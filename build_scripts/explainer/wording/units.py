"""What is looked at together for its wording: each field in which the editors speak, each block of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from explainer.model.atlas import Atlas
from explainer.model.corpus import AnyEntry, Lines, Path
from explainer.model.fields import Dispute, Document, Place, Question, ReadingPath, SiteText, Source
from explainer.model.linking import ResolvedText, Silence
from explainer.voice import read, shown_in, voice_in, voice_of
from explainer.wording.lexicon import Lexicon


@dataclass(frozen=True)
class Unit:
    """What is looked at together: a field, or a block of a text.

    `voice` has the length of `text`, without what is not the editors' own; `shown` is all that a reader sees of it,
    with what is quoted and the titles that links show. `silences` may answer a finding that stands before them;
    positions are those of the unit.
    """

    text: str
    voice: str
    first_line: int
    shown: str
    silences: tuple[tuple[int, Silence], ...] = ()

    def line(self, position: int) -> int:
        return self.first_line + self.text.count("\n", 0, position)


def own_words(entry: AnyEntry) -> Iterator[tuple[Path, str]]:
    """The fields in which the editors speak, in the order in which a page shows them."""
    fields = entry.fields
    if not isinstance(fields, Source | Document):
        yield ("title",), fields.title
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
        yield from ((("steps", i, "note"), step.note) for i, step in enumerate(fields.steps) if step.note)
    if isinstance(fields, SiteText):
        yield from ((("start_here", i, "reason"), p.reason) for i, p in enumerate(fields.start_here))
    yield from ((("changes", i, "note"), change.note) for i, change in enumerate(fields.changes))


def words_of_dispute(dispute: Dispute) -> Iterator[tuple[Path, str]]:
    """The same of `dispute.yml`; the naming policy speaks of words and so may use them."""
    yield ("title",), dispute.title
    yield ("question",), dispute.question
    yield from ((("topics", number, "title"), topic.title) for number, topic in enumerate(dispute.topics))
    yield from ((("eras", number, "title"), era.title) for number, era in enumerate(dispute.eras))


def words_of_states(atlas: Atlas) -> Iterator[tuple[Path, str]]:
    """The same of the states of the map."""
    for number, state in enumerate(atlas.states):
        yield ("states", number, "title"), state.title
        yield ("states", number, "text"), state.text


def silences_of_fields(lines: Lines) -> tuple[Silence, ...]:
    """The comments of the fields; they have no place in a text."""
    return tuple(Silence(-1, -1, line, remark.reason) for line, remark in sorted(lines.silences.items()))


def units_of_fields(lines: Lines, words: Iterable[tuple[Path, str]]) -> Iterator[Unit]:
    """A comment stands in the line of its field, or above it."""
    for path, text in words:
        line = lines.of(*path)
        near = tuple(
            (len(text), silence) for silence in silences_of_fields(lines) if lines.silences[silence.line].about == line
        )
        yield Unit(text, voice_of(text), line, text, near)


def units_of_text(text: ResolvedText, titles: Sequence[str], lexicon: Lexicon) -> Iterator[Unit]:
    """The blocks of an entry's text; the words of a link that are the title of a document are not the editors' own.

    `titles` are those of the entries to which the links of the text lead, in their order; empty where it is no entry.
    """
    prose, blocks = read(text)
    of_documents = [link.start for link in text.links if lexicon.is_document(link.target, link.words)]
    voice = voice_in(text, prose, blocks, of_documents)
    shown = shown_in(text, prose)
    for block in blocks:
        titles_here = (
            title
            for link, title in zip(text.links, titles, strict=True)
            if block.start <= link.start < block.end and link.words is None and title
        )
        yield Unit(
            prose.text[block.start : block.end],
            voice[block.start : block.end],
            prose.line_at(block.start, text.body.first_line),
            " ".join((shown[block.start : block.end], *titles_here)),
            tuple((s.start - block.start, s) for s in text.silences if block.start <= s.start < block.end),
        )
