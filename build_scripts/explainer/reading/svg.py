"""What an SVG picture may contain: shapes and words, by lists of elements and attributes.

A reader may open a picture by itself; then it is a document of the site that the browser would run. So it is read as
XML, as a browser reads it, and everything that is on no list is a problem.
"""

from __future__ import annotations

import io
import re
from typing import Any
from xml.sax import SAXParseException, handler, xmlreader

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.sax import make_parser  # type: ignore[import-untyped]

from explainer.problems import Code, Problem
from explainer.reading.limits import MOST_ITEMS

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

ELEMENTS = frozenset(
    """svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath
    linearGradient radialGradient stop clipPath mask pattern marker
    filter feBlend feColorMatrix feComposite feFlood feGaussianBlur feMerge feMergeNode feOffset""".split()  # noqa: SIM905
)
WORDS = frozenset({"id", "class", "lang", "role", "aria-label", "aria-labelledby", "aria-hidden", "font-family"})
ATTRIBUTES = WORDS | frozenset(
    """version viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points transform
    rotate pathLength textLength lengthAdjust startOffset offset href
    fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-dasharray stroke-dashoffset opacity color display visibility overflow vector-effect paint-order
    shape-rendering text-rendering color-interpolation color-interpolation-filters
    font-size font-style font-weight font-variant font-stretch letter-spacing word-spacing text-anchor
    dominant-baseline alignment-baseline baseline-shift writing-mode text-decoration direction unicode-bidi
    gradientUnits gradientTransform spreadMethod stop-color stop-opacity
    clip-path clip-rule clipPathUnits mask maskUnits maskContentUnits
    patternUnits patternContentUnits patternTransform marker-start marker-mid marker-end markerUnits markerWidth
    markerHeight refX refY orient
    filter filterUnits primitiveUnits in in2 result mode type values operator k1 k2 k3 k4 stdDeviation edgeMode
    flood-color flood-opacity""".split()  # noqa: SIM905
)
_OTHERS = {(XLINK, "href"), (XML, "space"), (XML, "lang")}
_FUNCTIONS = frozenset(
    {"matrix", "translate", "scale", "rotate", "skewX", "skewY", "rgb", "rgba", "hsl", "hsla", "url"}
)
_CALLED = re.compile(r"([\w-]*)\s*\(\s*([^)\s]*)")
_MOST = 10
"""The largest number of problems that are reported for a picture."""


def unsafe_svg(data: bytes, name: str) -> list[Problem]:
    """What an SVG picture has that is on no list, each with its line; the first of many."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        message = "the picture is not in UTF-8 but in another encoding, in which it cannot be checked"
        return [Problem(name, 1, Code.NOT_UTF8, message, "Save the file with the encoding UTF-8")]
    if error := _not_utf8(data):
        return [Problem(name, error, Code.NOT_UTF8, "the picture is not UTF-8 text", "Save it with the encoding UTF-8")]
    reader = _Reader(name)
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(handler.feature_namespaces, True)
    parser.setContentHandler(reader)
    try:
        parser.parse(io.BytesIO(data))
    except DefusedXmlException:
        line = data.count(b"\n", 0, max(data.upper().find(b"<!DOCTYPE"), 0)) + 1
        reader.report(
            "the picture has a document type or entities, which can hold what a browser runs", "<!DOCTYPE", line
        )
    except SAXParseException as broken:
        line = broken.getLineNumber() or 1
        reader.report("the picture is not XML that can be read", "", line, "Export it again")
    reader.report_nested_uses()
    return reader.problems[:_MOST]


def _not_utf8(data: bytes) -> int:
    """The line of the first byte that is not UTF-8, or that declares another encoding; 0 if there is none."""
    declared = re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", data)
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        return 1
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 0


class _Reader(handler.ContentHandler):
    """Checks each element and attribute of a picture."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.problems: list[Problem] = []
        self._name = name
        self._locator: Any = None
        self._is_root = True
        self._open: list[str | None] = []
        self._with_use = 0
        """How many of the open elements, from the outermost on, are known to have a 'use' in them."""
        self._uses: list[tuple[str, int]] = []
        self._ids_with_use: set[str | None] = set()

    def setDocumentLocator(self, locator: xmlreader.Locator) -> None:  # noqa: N802 - the name that the parser calls
        self._locator = locator

    def report(self, message: str, culprit: str, line: int = 0, hint: str = "Remove it") -> None:
        at = line or self._locator.getLineNumber() or 1
        self.problems.append(Problem(self._name, at, Code.UNSAFE_HTML, message, hint, culprit=culprit))

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: Any) -> None:  # noqa: N802
        space, local = name
        if space not in (SVG, None) or local not in ELEMENTS or (self._is_root and local != "svg"):
            of_another = "" if space in (SVG, None) else " of another namespace than SVG's"
            self.report(f"the picture has the element '{local[:40]}'{of_another}, which it may not have", local)
        self._is_root = False
        for (of, attribute), value in attrs.items():
            if (of is not None and (of, attribute) not in _OTHERS) or (of is None and attribute not in ATTRIBUTES):
                message = f"the element '{local[:40]}' has the attribute '{attribute[:40]}', which it may not have"
                self.report(message, attribute)
            elif not _is_inert(attribute, value):
                message = f"the attribute '{attribute}' of the element '{local[:40]}' has '{value.strip()[:40]}'"
                self.report(
                    f"{message}, which a browser would run or load", value.strip(), hint="Refer to '#' and an id"
                )

        self._open.append(attrs.get((None, "id")))
        if local == "use" and len(self._uses) <= MOST_ITEMS:
            self._ids_with_use.update(self._open[self._with_use :])
            self._with_use = len(self._open)
            target = attrs.get((None, "href")) or attrs.get((XLINK, "href")) or ""
            self._uses.append((target.strip().removeprefix("#"), self._locator.getLineNumber() or 1))

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: N802
        self._open.pop()
        self._with_use = min(self._with_use, len(self._open))

    def report_nested_uses(self) -> None:
        """Ten of them, each showing ten of the next, would make a browser draw ten thousand million parts."""
        if len(self._uses) > MOST_ITEMS:
            message = f"the picture has more than {MOST_ITEMS:,} elements 'use'"
            self.report(message, "use", self._uses[-1][1], "Draw the parts themselves")
        for target, line in self._uses:
            if target in self._ids_with_use:
                message = f"the element 'use' shows the part '{target[:40]}', in which there is another 'use'"
                self.report(message, target, line, "Draw the part itself")

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        self.report(f"the picture has the instruction '<?{target[:40]}', which it may not have", f"<?{target}")


def _is_inert(attribute: str, value: str) -> bool:
    """Whether a value refers to nothing outside the picture."""
    if attribute == "href":
        return value.startswith("#")
    if attribute in WORDS - {"font-family"}:
        return True
    called = _CALLED.findall(value)
    return (
        "\\" not in value
        and value.count("(") == len(called)
        and all(
            name in _FUNCTIONS and (name != "url" or inside.lstrip("\"'").startswith("#")) for name, inside in called
        )
    )
