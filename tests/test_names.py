"""One word for one thing: no two public classes of the package share a name, and no two files that differ."""

from __future__ import annotations

import ast
from collections import defaultdict

from folders import PROJECT

PACKAGE = PROJECT / "build_scripts" / "explainer"


def _classes() -> dict[str, list[str]]:
    """Each public class with the modules that define one of its name."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(PACKAGE).with_suffix("").as_posix())
    return found


def test_no_two_public_classes_share_a_name() -> None:
    classes = _classes()
    assert {"Problem", "Corpus", "BuildCache"} <= classes.keys()
    clashes = {name: modules for name, modules in classes.items() if len(modules) > 1}
    assert clashes == {}


SAME_SUBJECT = {
    "addresses": ("cli/addresses", "pages/addresses"),
    "datasets": ("model/datasets", "model/fields/datasets", "reading/datasets"),
    "linked_data": ("pages/linked_data", "views/linked_data"),
    "offline": ("built_site/offline", "cli/offline"),
    "pdf": ("built_site/pdf", "cli/pdf"),
    "pictures": ("built_site/pictures", "model/pictures", "reading/pictures", "views/pictures"),
    "practice": ("cli/practice", "editing/practice"),
    "schema": ("cli/schema", "schema"),
    "snapshot": ("built_site/snapshot", "cli/snapshot"),
    "sources": ("cli/sources", "model/fields/sources"),
    "worklist": ("model/worklist", "views/worklist"),
}
"""Files of one name that are about one thing: a command and what it does, or one thing in several stages."""


def test_no_name_of_a_file_means_two_things() -> None:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name != "__init__.py":
            found[path.stem].append(path.relative_to(PACKAGE).with_suffix("").as_posix())
    assert {"schema", "pipeline", "page"} <= found.keys()
    assert {name: tuple(paths) for name, paths in found.items() if len(paths) > 1} == SAME_SUBJECT
