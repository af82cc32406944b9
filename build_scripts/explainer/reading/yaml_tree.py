"""YAML text as a tree of nodes, read by libyaml if it reads the text as PyYAML's own parser does.

libyaml is eight times as fast. What it refuses, and what the two are known to read differently, is read by PyYAML's
parser, whose messages and marks editors see.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

import yaml
from yaml.composer import Composer
from yaml.resolver import Resolver

R = TypeVar("R")

_READ_DIFFERENTLY = re.compile(
    r"""[\t\x85\u2028\u2029\ufeff]|(?:^|[\s\[{,])[!?]|[|>][-+0-9]*\#|^(?:%|---|\.\.\.)|[\[{,][^"'\[{,?]*+\?""",
    re.MULTILINE,
)
"""Tabs, rare line ends, tags, keys with '?', comments at a block scalar, directives, '?' in a flow collection."""
_RARE = re.compile(r"[\t\x85\u2028\u2029\ufeff!?#%]|---|\.\.\.")
"""What all of these have one of. Most texts have none, and a set of characters is found ten times as fast."""

_MOST_BRACKETS = 100
_INDENTED = re.compile(r"^[ -]{100}", re.MULTILINE)

_TEXT = "tag:yaml.org,2002:str"

if yaml.__with_libyaml__:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]

    class _Libyaml(CParser, Resolver):
        """libyaml's parser and composer."""

        def __init__(self, text: str) -> None:
            CParser.__init__(self, text)
            Resolver.__init__(self)

        def resolve(self, kind: type[yaml.Node], value: Any, implicit: tuple[bool, bool]) -> str:
            """The tag of a node. Most values are text already by their first letter."""
            if kind is yaml.ScalarNode and not (implicit[0] and value[:1] in self.yaml_implicit_resolvers):
                return _TEXT
            return str(super().resolve(kind, value, implicit))  # type: ignore[no-untyped-call]

    class _LibyamlOfDepth(Composer, CParser, Resolver):
        """PyYAML's composer over libyaml's events: unlike libyaml's own, it cannot overflow the stack."""

        def __init__(self, text: str) -> None:
            CParser.__init__(self, text)
            Composer.__init__(self)
            Resolver.__init__(self)


def _may_be_deep(text: str) -> bool:
    """Whether values may be nested more than some hundred deep: by brackets, or by what the lines begin with."""
    return text.count("[") + text.count("{") > _MOST_BRACKETS or _INDENTED.search(text) is not None


def tree_of(text: str) -> yaml.Node | None:
    """The tree of the text; None if it is empty. Raises what `yaml.compose` raises.

    The style of a plain scalar is None or empty, depending on the parser.
    """
    return _read(yaml.compose, text)


def events_of(text: str) -> list[yaml.Event]:
    """The events of the text, in order. Raises what `yaml.parse` raises."""
    return _read(lambda text, loader: list(yaml.parse(text, loader)), text)


def _read(read: Callable[[str, Any], R], text: str) -> R:
    if yaml.__with_libyaml__ and not (_RARE.search(text) and _READ_DIFFERENTLY.search(text)):
        try:
            return read(text, _LibyamlOfDepth if _may_be_deep(text) else _Libyaml)
        except yaml.YAMLError:
            pass
    return read(text, yaml.SafeLoader)
