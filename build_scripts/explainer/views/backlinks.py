"""What links to an entry, and why: lists by reason, strongest reason first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from explainer import dates
from explainer.citations import locator_text
from explainer.model.corpus import AnyEntry
from explainer.model.fields import Actor, Collection, Role
from explainer.model.linking import Link
from explainer.views.offices import term_of
from explainer.views.parts import Context, Group, card_of, in_time

_REASONS = (
    *(f"role-{role}" for role in Role),
    "office",
    "place",
    "supersedes",
    "responds-to",
    "implements",
    "cites",
    "see-also",
    "mention",
)
_WEAK = frozenset({"see-also", "mention"})
_SHOWN_AS_RELATED = _WEAK | {"supersedes", "responds-to", "implements"}


def backlinks_of(entry: AnyEntry, context: Context, related: frozenset[str] = frozenset()) -> tuple[Group, ...]:
    """The published entries that refer to this one; one that does so for a better reason is not a mere mention.

    Those in `related`, which the page names with the same reasons elsewhere, are listed only for other reasons.
    """
    by_reason: defaultdict[str, defaultdict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
    for link in context.links.to(entry.id):
        origin = context.corpus.by_id.get(link.origin)
        named = link.origin in related and link.reason in _SHOWN_AS_RELATED
        if origin is not None and origin.id != entry.id and link.reason != "path" and not named:
            reason = f"role-{link.detail}" if link.reason == "role" else link.reason
            by_reason[reason][origin.id].append(link)
    strong = {origin for reason, origins in by_reason.items() if reason not in _WEAK for origin in origins}
    listed: set[str] = set(strong)
    groups: list[Group] = []
    for reason in _REASONS:
        found = by_reason[reason]
        origins = [context.corpus.by_id[o] for o in found if reason not in _WEAK or o not in listed]
        listed |= set(found)
        if origins:
            cards = tuple(
                card_of(origin, context, _note(origin, entry, reason, found[origin.id], context))
                for origin in sorted(origins, key=_by_term(entry) if reason == "office" else in_time)
            )
            groups.append(Group(f"backlinks-{reason}", context.words.say(f"backlink-{reason}"), cards))
    return tuple(groups)


def _by_term(entry: AnyEntry) -> Callable[[AnyEntry], Any]:
    """Sorts those who held an office there by their first term."""

    def first_term(origin: AnyEntry) -> tuple[dates.Day, str]:
        offices = origin.fields.offices if isinstance(origin.fields, Actor) else ()
        starts = [office.start.anchor for office in offices if office.of == entry.id and office.start]
        return (min(starts, default=(9999, 1, 1)), origin.id)

    return first_term


def _note(origin: AnyEntry, entry: AnyEntry, reason: str, found: list[Link], context: Context) -> str:
    """What is said beside a link: the office and its term, or where in a source it is cited."""
    if reason == "office" and isinstance(origin.fields, Actor):
        offices = [office for office in origin.fields.offices if office.of == entry.id]
        return "; ".join(", ".join(p for p in (o.title, term_of(o, context)) if p) for o in offices)
    if reason == "cites" and entry.collection is Collection.SOURCES:
        locators = dict.fromkeys(locator_text(link.detail, context.words) for link in found if link.detail)
        return ", ".join(locators)
    return ""
