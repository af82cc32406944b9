"""A page of every kind, by its address on the real site."""

from __future__ import annotations

KINDS = {
    "home": "",
    "timeline": "timeline/",
    "map": "map/",
    "positions": "positions/",
    "paths": "paths/",
    "path": "paths/legal-argument/",
    "event": "events/2019-kremlin-meeting/",
    "event of a state of the map": "events/1875-treaty-of-saint-petersburg/",
    "person": "actors/shinzo-abe/",
    "state": "actors/japan/",
    "place": "background/kunashir/",
    "document": "background/joint-declaration-1956/",
    "question": "background/sovereignty-over-the-islands/",
    "story": "background/news-story-2019-01-22/",
    "source": "sources/moscow-times-2019-01-22/",
    "topic": "topics/peace-treaty/",
    "events": "events/",
    "actors": "actors/",
    "background": "background/",
    "sources": "sources/",
    "method": "method/",
    "whole": "print/",
    "worklist": "worklist/",
    "guide": "editing/",
    "fields": "editing/fields/",
    "not-found": "404.html",
}
