"""Things as JSON-LD, for a script element that no browser runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from explainer.views.thing import Said, Thing, WebPlace

_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""What could end the element, begin another, or end a line of a script; in JSON all of it stands in texts alone."""


def json_ld(things: Iterable[Thing], address: Callable[[str], str]) -> str:
    """The things as text that may stand in a script element; empty where there are none."""
    graph = [_node(thing, address) for thing in things]
    if not graph:
        return ""
    whole = {"@context": "https://schema.org", "@graph": graph} if len(graph) > 1 else _alone(graph[0])
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def _alone(node: dict[str, Any]) -> dict[str, Any]:
    return {"@context": "https://schema.org", **node}


def _node(thing: Thing, address: Callable[[str], str]) -> dict[str, Any]:
    at = address(thing.page) if thing.page else ""
    own = {"@id": at, **({"url": at} if "#" not in at else {})} if at else {}
    return {"@type": thing.type, **own, **{name: _value(value, address) for name, value in thing.properties}}


def _value(value: Said, address: Callable[[str], str]) -> Any:
    match value:
        case Thing():
            return _node(value, address)
        case WebPlace():
            return address(value.target)
        case tuple():
            found = [_value(item, address) for item in value]
            return found if len(found) > 1 else found[0]
        case _:
            return value
