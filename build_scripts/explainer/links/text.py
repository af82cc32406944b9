"""What an entry's text refers to: `[[entries]]`, `[@sources]`, its own headings and footnotes, files.

Positions are of characters in the text of the body; nothing is resolved here.
"""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

from pymdownx.slugs import slugify

from explainer.links.safety import scheme_of, unsafe_parts
from explainer.model.corpus import Body
from explainer.model.linking import Citation, Cited, FileLink, Heading, Silence, TextReferences, WikiLink
from explainer.problems import Code, Problem
from explainer.prose import Prose, prose_of

_WIKI = re.compile(
    r"(?P<embed>!?)\[\[(?P<target>[^\[\]|#\\]*)(?P<heading>#[^\[\]|\\]*)?(?:\\?\|(?P<words>[^\[\]]*))?\]\]"
)
_BRACKETS = re.compile(r"(?<![\[!])\[(?![\[^])(?P<inner>[^\[\]\0]*@[^\[\]\0]*)\](?!\()")
_CITATION = re.compile(r"(?:^|[\s;\"'(\u201c-])@(?=\S)")
_CITATION_START = re.compile(r"(?<![\[!])\[-?@[^\s\]]{1,40}")
_CITED = re.compile(r"\s*(?P<prefix>[^@]*?)\s*-?@(?P<id>[^\s,;@]+?)(?:\s*,\s*(?P<locator>[^@]*?)|)\s*$")
_ATX = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<text>[^\n]*)$", re.MULTILINE)
_SETEXT = re.compile(r"^(?P<text>[^\n\0>#\-=|][^\n]*)\n(?P<marks>=+|-+)[ \t]*$", re.MULTILINE)
_HEADING_ATTRIBUTES = re.compile(r"\{:?(?P<inner>[^{}\n]*)\}$")
_FOOTNOTE = re.compile(r"\[\^(?P<label>[^\[\]\s]+)\](?P<colon>:?)")
_DESTINATION = re.compile(
    r"(?:\]\(|^ {0,3}\[(?!\^)[^\[\]\n]+\]:)[ \t]*\n?[ \t]*"
    r"(?:<(?P<angled>[^<>\n]*)>|(?P<plain>(?:[^\s()<>]|\([^\s()<>]*\))+))",
    re.MULTILINE,
)
_SILENCE = re.compile(r"<!--\s*wording\b\s*:?(?P<reason>.*?)-->", re.DOTALL)
_OF_OUR_LISTS = re.compile(r"(?:ref|cite|position|backlinks)-")
"""How the ids begin that a page gives to its notes, references, positions and backlinks."""
_slug = slugify(case="lower")


def references_of(body: Body, path: str, reserved_ids: frozenset[str]) -> tuple[TextReferences, tuple[Problem, ...]]:
    """What the body refers to, and what is malformed in it. No heading gets one of the reserved ids."""
    prose = prose_of(body.text)
    reader = _Reader(prose, body.first_line, path)
    reader.unclosed_code()
    found = TextReferences(
        tuple(reader.wiki_links()),
        tuple(reader.citations()),
        tuple(reader.headings(reserved_ids)),
        tuple(reader.files()),
        reader.footnotes(),
        tuple(reader.silences()),
    )
    for position, message, hint in unsafe_parts(prose):
        reader.report(position, Code.UNSAFE_HTML, message, hint)
    return found, tuple(reader.problems)


def heading_id(text: str) -> str:
    """The id that a heading with this text has, where it names none itself."""
    return str(_slug(text, "-")) or "section"


class _Reader:
    def __init__(self, prose: Prose, first_line: int, path: str) -> None:
        self.prose = prose
        self.first_line = first_line
        self.path = path
        self.problems: list[Problem] = []

    def _line(self, position: int) -> int:
        return self.prose.line_at(position, self.first_line)

    def report(self, position: int, code: Code, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.path, self._line(position), code, message, hint))

    def unclosed_code(self) -> None:
        position = self.prose.unclosed_fence
        if position is not None:
            self.report(position, Code.UNCLOSED_CODE, "the code block that begins here is never closed")

    def wiki_links(self) -> list[WikiLink]:
        links: list[WikiLink] = []
        for match in _WIKI.finditer(self.prose.mask):
            if re.search(r"\n\s*\n", match[0]):
                continue
            if match["embed"]:
                message = "'![[' is not supported: a page cannot be shown inside another"
                self.report(
                    match.start(), Code.UNKNOWN_FILE, message, "Link with '[[', show a picture with '![text](file)'"
                )
                continue
            heading = match["heading"][1:].strip() if match["heading"] else None
            words = " ".join(match["words"].split()) if match["words"] else None
            target = " ".join(match["target"].split())
            links.append(WikiLink(match.start(), match.end(), self._line(match.start()), target, heading, words))
        return links

    def citations(self) -> list[Citation]:
        citations: list[Citation] = []
        for match in _BRACKETS.finditer(self.prose.mask):
            if not _CITATION.search(match["inner"]):
                continue
            parts = [_CITED.fullmatch(part) for part in match["inner"].split(";")]
            if any(part is None for part in parts):
                message = f"'{match[0][:60]}' is not a citation that can be read"
                self.report(
                    match.start(),
                    Code.BAD_CITATION,
                    message,
                    "Write it as [@source], [@source, p. 12] or [@one; @two, art. 2]",
                )
                continue
            cited = tuple(
                Cited(part["id"], " ".join((part["locator"] or "").split()), " ".join(part["prefix"].split()))
                for part in parts
                if part
            )
            citations.append(Citation(match.start(), match.end(), self._line(match.start()), cited))
        self._lost_citations({match.start() for match in _BRACKETS.finditer(self.prose.mask)})
        return citations

    def _lost_citations(self, read: set[int]) -> None:
        """Reports what begins like a citation and could not be read as one."""
        for match in _CITATION_START.finditer(self.prose.mask):
            if match.start() not in read:
                written = self.prose.text[match.start() : match.end()]
                message = f"the citation that begins with '{written}' cannot be read"
                hint = "Write it as [@source], [@source, p. 12] or [@one; @two, art. 2], with nothing else inside"
                self.report(match.start(), Code.BAD_CITATION, message, hint)

    def headings(self, reserved_ids: frozenset[str]) -> list[Heading]:
        text = self.prose.text
        found: list[tuple[int, int, str, str]] = []
        for match in _ATX.finditer(self.prose.without_code):
            found.append((match.start(), match.end(), match["marks"], text[match.start("text") : match.end("text")]))
        for match in _SETEXT.finditer(self.prose.without_code):
            marks = "#" if match["marks"].startswith("=") else "##"
            found.append((match.start(), match.end(), marks, text[match.start("text") : match.end("text")].strip()))
        taken: set[str] = set(reserved_ids)
        return [self._heading(*item, taken) for item in sorted(found)]

    def _heading(self, start: int, end: int, marks: str, text: str, taken: set[str]) -> Heading:
        text = _SILENCE.sub("", text).rstrip()
        attributes = _HEADING_ATTRIBUTES.search(text, max(text.rfind("{"), 0))
        inner = attributes["inner"].split() if attributes else []
        if attributes:
            text = text[: attributes.start()].rstrip()
        without_marks = text.rstrip("#")
        text = without_marks.strip() if without_marks.endswith((" ", "\t")) else text
        explicit = next((word[1:] for word in inner if word.startswith("#")), None)
        others = [word for word in inner if not word.startswith("#")]
        plain = _plain(text)
        unique = _unique(explicit or heading_id(plain), taken)
        source = f"{marks} {text} {{: {' '.join([f'#{unique}', *others])} }}"
        return Heading(start, end, self._line(start), plain, unique, source)

    def silences(self) -> list[Silence]:
        found = ((start, end, _SILENCE.fullmatch(self.prose.text, start, end)) for start, end in self.prose.comments)
        return [
            Silence(start, end, self._line(start), " ".join(match["reason"].split()))
            for start, end, match in found
            if match
        ]

    def files(self) -> list[FileLink]:
        files: list[FileLink] = []
        for match in _DESTINATION.finditer(self.prose.without_code):
            group = "plain" if match["plain"] is not None else "angled"
            address = unquote(html.unescape(match[group]))
            if address and not scheme_of(match[group]) and not address.startswith(("//", "\0")):
                files.append(FileLink(match.start(group), match.end(group), self._line(match.start(group)), address))
        return files

    def footnotes(self) -> bool:
        """Whether the text has footnotes."""
        marks = list(_FOOTNOTE.finditer(self.prose.mask))
        defined = {match["label"] for match in marks if match["colon"] and self._at_line_start(match.start())}
        for match in marks:
            if match["label"] not in defined:
                message = f"the footnote '{match['label']}' has no text"
                self.problems.append(
                    Problem(self.path, self._line(match.start()), Code.UNKNOWN_FOOTNOTE, message).guessing(
                        match["label"], defined
                    )
                )
        return bool(marks)

    def _at_line_start(self, position: int) -> bool:
        return not self.prose.text[self.prose.text.rfind("\n", 0, position) + 1 : position].strip()


def _plain(markdown: str) -> str:
    """A heading's text as it reads, without marks."""
    text = _WIKI.sub(lambda match: match["words"] or match["target"], markdown)
    text = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    text = _BRACKETS.sub("", text)
    return " ".join(re.sub(r"[*`]|(?<!\w)_|_(?!\w)", "", text).split())


def _unique(wanted: str, taken: set[str]) -> str:
    """The id, with a number behind it where it is taken, and another beginning where a page gives such ids itself."""
    base = f"text-{wanted}" if _OF_OUR_LISTS.match(wanted) else wanted
    unique, number = base, 0
    while unique in taken:
        number += 1
        unique = f"{base}_{number}"
    taken.add(unique)
    return unique
