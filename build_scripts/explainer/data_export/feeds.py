"""What changed as feeds: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from explainer.data_export.rows import Address
from explainer.model.asset import Asset
from explainer.views.changes import FEEDS, WHOLE, ChangeFeed, PageChange, feeds_of, files_of_feed
from explainer.views.parts import Context

_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""Control characters, which XML cannot say in any way."""
_LONGEST = 200
"""How many changes a feed has at most: readers ask for it again and again."""


def feed_files(context: Context, address: Address, root: str) -> Iterator[Asset]:
    """Two files for each feed."""
    for feed in feeds_of(context):
        atom, json_feed = files_of_feed(feed.name)
        yield Asset(atom, _atom(feed, context, address, root))
        yield Asset(json_feed, _json_feed(feed, context, address, root))


def _title(feed: ChangeFeed, context: Context) -> str:
    site = context.corpus.dispute.title
    return site if feed.name == WHOLE else f"{site}: {feed.title}"


def _moment(change: PageChange) -> str:
    """The day as a moment; nobody knows the hour."""
    return f"{change.day.isoformat()}T00:00:00Z"


def _atom(feed: ChangeFeed, context: Context, address: Address, root: str) -> str:
    own = f"{root}{FEEDS}/{feed.name}.atom"
    top = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": context.edition.language})
    _add(top, "id", feed.id)
    _add(top, "title", _title(feed, context))
    _add(top, "updated", _moment(feed.changes[0]))
    _add(SubElement(top, "author"), "name", context.corpus.dispute.title)
    SubElement(top, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    SubElement(top, "link", {"rel": "alternate", "type": "text/html", "href": address(feed.page)})
    if licence := context.corpus.dispute.licence:
        _add(top, "rights", licence.title)
    for change in feed.changes[:_LONGEST]:
        entry = SubElement(top, "entry")
        _add(entry, "id", change.id)
        _add(entry, "title", change.title)
        _add(entry, "updated", _moment(change))
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address(change.page)})
        _add(entry, "summary", change.note)
    indent(top)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(top, encoding="unicode")}\n'


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _NOT_XML.sub("", text)


def _json_feed(feed: ChangeFeed, context: Context, address: Address, root: str) -> str:
    whole: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(feed, context),
        "home_page_url": address(feed.page),
        "feed_url": f"{root}{FEEDS}/{feed.name}.json",
        "language": context.edition.language,
        "authors": [{"name": context.corpus.dispute.title}],
        "items": [
            {
                "id": change.id,
                "url": address(change.page),
                "title": change.title,
                "content_text": change.note,
                "date_published": _moment(change),
            }
            for change in feed.changes[:_LONGEST]
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
