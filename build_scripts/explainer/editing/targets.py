"""What the words of the command line mean: which entry, which file, and whether it may be changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from explainer.editing.file_changes import MisusedError, RefusedError
from explainer.model.corpus import REDIRECTS_FILE, AnyEntry
from explainer.model.fields import ID_PATTERN, LISTS, Collection, is_device
from explainer.pipeline import Checked
from explainer.problems import Code, Problem, nearest


def entry_named(word: str, content: Path, checked: Checked) -> AnyEntry:
    """The entry that is meant by its id, or by the path of its file as a shell completes it."""
    entry_id = word
    if "/" in word or word.endswith(".md"):
        entry_id = Path(path_in_content(word, content)).stem
    entry = checked.corpus.by_id.get(entry_id)
    if entry is not None:
        return entry
    for collection in Collection:
        if collection is not Collection.SITE and (content / collection / f"{entry_id}.md").exists():
            raise RefusedError(
                f"'{collection}/{entry_id}.md' has errors. Mend them first; 'explainer check' shows them"
            )
    if any(text.id == entry_id for text in checked.corpus.site):
        raise MisusedError(f"'{entry_id}' is a text of the site, and its id is fixed. mkdocs.yml and others name it")
    corpus = checked.corpus
    now = [corpus.destination_of(r) for r in corpus.redirects or () if r.old.endswith(f"/{entry_id}")]
    if now:
        raise MisusedError(f"'{entry_id}' was renamed. It is '{now[0]}' now")
    near = nearest(entry_id, corpus.by_id)
    hint = f"Did you mean '{near}'?" if near else "Give the name of its file, without .md"
    raise MisusedError(f"There is no entry '{entry_id}'. {hint}")


def path_in_content(word: str, content: Path) -> str:
    """The path, relative to the content, of a file or folder named from here or from the content folder."""
    for path in (Path(word), content / word):
        if path.exists():
            if not path.resolve().is_relative_to(content.resolve()):
                raise MisusedError(f"'{word}' is outside the content folder '{content}'. Name a file in it")
            return path.resolve().relative_to(content.resolve()).as_posix()
    raise MisusedError(f"There is no file '{word}' in '{content}'. Give its path, as '{content}/events/its-id.md'")


def refuse_bad_id(entry_id: str, content: Path, collection: Collection) -> None:
    """Stops if an entry cannot have the id: it is malformed, taken, or the address of another page."""
    if not re.fullmatch(ID_PATTERN, entry_id):
        raise MisusedError(f"'{entry_id}' cannot be an id: an id has small letters a to z, digits and single hyphens")
    if is_device(entry_id):
        raise MisusedError(f"'{entry_id}' cannot be an id: Windows keeps this name for a device. Choose another")
    for other in Collection:
        path = content / other / f"{entry_id}.md"
        if other is not Collection.SITE and path.exists():
            raise MisusedError(f"The id '{entry_id}' is taken by '{path}'. Choose another")
    if entry_id in ("index", *LISTS):
        raise MisusedError(f"'{entry_id}' cannot be an id: the site has a page of this name. Choose another")


def refuse_unread(content: Path, checked: Checked) -> None:
    """Stops if a file cannot be read or does not fit the schema, since its references are not known."""
    read = checked.corpus.by_path
    entries = {path for collection in Collection for path in (content / collection).glob("*.md")}
    names = {path.relative_to(content).as_posix() for path in entries if path.name[0] not in "._"}
    unread = names - set(read)
    if checked.corpus.redirects is None:
        unread.add(REDIRECTS_FILE)
    if not checked.corpus.has_dispute:
        unread.add("dispute.yml")
    if checked.corpus.atlas is None and (content / "map" / "map.yml").is_file():
        unread |= {"map/map.yml", "map/states.yml"}
    if unread:
        raise RefusedError(
            f"These files have errors, so what they refer to is not known: {_listed(unread)}. "
            "Mend them first; 'explainer check' says how"
        )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def new_problems(before: Iterable[Problem], after: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that are new, or more frequent than before, whatever their lines."""
    known = Counter(map(_sort_of, before))
    came: list[Problem] = []
    for problem in after:
        sort = _sort_of(problem)
        if known[sort]:
            known[sort] -= 1
        else:
            came.append(problem)
    return tuple(came)


def _sort_of(problem: Problem) -> tuple[str, Code, tuple[str, ...], str]:
    """What identifies a mistake, even if an item was added above it in the file."""
    field = tuple(part for part in problem.field if isinstance(part, str))
    return problem.path, problem.code, field, problem.culprit
