"""YAML text as a tree of nodes, read by libyaml if it reads the text as PyYAML's own parser does.

libyaml is eight times as fast. What it refuses, and what the two are known to read differently, is read by PyYAML's
parser, whose messages and marks editors see.
"""

from __future__ import annotations

import re

import yaml
from yaml.composer import Composer
from yaml.resolver import Resolver

_READ_DIFFERENTLY = re.compile(
    r"""[\t\x85\u2028\u2029\ufeff]|(?:^|[\s\[{,])[!?]|[|>][-+0-9]*\#|^(?:%|---|\.\.\.)|[\[{,][^"'\[{,?]*+\?""",
    re.MULTILINE,
)
"""Tabs, rare line ends, tags, keys with '?', comments at a block scalar, directives, '?' in a flow collection."""

if yaml.__with_libyaml__:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]

    class _Libyaml(Composer, CParser, Resolver):
        """PyYAML's composer over libyaml's events: unlike libyaml's own, it cannot overflow the stack."""

        def __init__(self, text: str) -> None:
            CParser.__init__(self, text)
            Composer.__init__(self)
            Resolver.__init__(self)


def tree_of(text: str) -> yaml.Node | None:
    """The tree of the text; None if it is empty. Raises what `yaml.compose` raises.

    The style of a plain scalar is None or empty, depending on the parser.
    """
    if yaml.__with_libyaml__ and not _READ_DIFFERENTLY.search(text):
        try:
            return yaml.compose(text, Loader=_Libyaml)  # type: ignore[arg-type]
        except yaml.YAMLError:
            pass
    return yaml.compose(text, Loader=yaml.SafeLoader)
