"""Our modules as one classic script, since a browser loads no module from a file that was opened by a double click.

Convention of our modules, which a test holds them to: they import names from their neighbours at the top, by
`import { a, b } from "./state.js";`, and export functions and constants where they are declared.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from pathlib import Path

_IMPORT = re.compile(r'(?<![\w.])import\s*\{(?P<names>[^}]*)\}\s*from\s*"(?P<path>\.\.?/[^"]+)";?\n?')
_EXPORT = re.compile(r"(?<![\w.])export\s+(?P<rest>(?:(?:async\s+)?function\s*\*?|const|class|let)\s+(?P<name>[\w$]+))")


def classic(folder: Path, modules: Iterable[str]) -> str:
    """A script that runs the modules in order, each once, with what they import before them."""
    parts: dict[str, str] = {}
    for module in modules:
        _add(folder, module, parts)
    body = "\n".join(parts.values())
    return f'"use strict";\n(() => {{\nconst modules = {{}};\n{body}\n}})();\n'


def _add(folder: Path, module: str, parts: dict[str, str]) -> None:
    if module in parts:
        return
    text = (folder / module).read_text("utf-8")
    imports = [
        (match["names"], posixpath.normpath(posixpath.join(posixpath.dirname(module), match["path"])))
        for match in _IMPORT.finditer(text)
    ]
    for _, path in imports:
        _add(folder, path, parts)
    taken = "".join(f'const {{{names.replace(" as ", ": ")}}} = modules["{path}"];\n' for names, path in imports)
    names = [match["name"] for match in _EXPORT.finditer(text)]
    own = _EXPORT.sub(r"\g<rest>", _IMPORT.sub("", text))
    parts[module] = f'modules["{module}"] = (() => {{\n{taken}{own}\nreturn {{{", ".join(names)}}};\n}})();'
