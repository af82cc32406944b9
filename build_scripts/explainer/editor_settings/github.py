"""GitHub's issue forms: the fields for each of three things that a reader may report.

The link "Report an error" on a page fills the field `page` of the form `mistake.yml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explainer.editor_settings.forms import EntryForm, forms

Config = dict[str, Any]

_AGREED = "Every statement of the site rests on a source that others can look up."


def files() -> Mapping[str, Config]:
    """The forms by their path in the repository."""
    by_name = {form.name: form for form in forms()}
    folder = ".github/ISSUE_TEMPLATE"
    return {
        f"{folder}/config.yml": {"blank_issues_enabled": True},
        f"{folder}/mistake.yml": _mistake(),
        f"{folder}/missing-event.yml": _missing_event(by_name["events"]),
        f"{folder}/better-source.yml": _better_source(by_name["sources"]),
    }


def _mistake() -> Config:
    return {
        "name": "A mistake",
        "description": "Something on a page is wrong, one-sided or not what its source says.",
        "title": "Mistake: ",
        "body": [
            _page("The page it stands on: its address, or the path of its file."),
            _area("wrong", "What is wrong", "Best the sentence itself, copied.", required=True),
            _area("right", "What it should say", "Leave it empty if you only know that it is wrong."),
            _area("source", "How you know", f"{_AGREED} A link, or title, author and page.", required=True),
        ],
    }


def _missing_event(events: EntryForm) -> Config:
    return {
        "name": "A missing event",
        "description": "Something happened that belongs on the timeline.",
        "title": "Missing event: ",
        "body": [
            _input("what", "What happened", "In one line, as a headline would say it.", required=True),
            _input("date", "When", "The day, month or year, as well as you know it.", required=True),
            _choice("kind", "What sort of event it was", events.shape("kind").choices),
            _area("who", "Who took part, and where", "Persons, states, organisations, and the place."),
            _area("why", "Why readers need it", "What they would not understand without it.", required=True),
            _area("sources", "Sources", f"{_AGREED} One a line; best one of each side.", required=True),
        ],
    }


def _better_source(sources: EntryForm) -> Config:
    return {
        "name": "A better source",
        "description": "A statement could rest on a source that is nearer, fuller, or of another side.",
        "title": "Better source: ",
        "body": [
            _page("The page that would cite it: its address, or the path of its file."),
            _area("statement", "The statement", "Which sentence it would support, or contradict.", required=True),
            _area("source", "The source", "A link, or title, author, publisher, date and page.", required=True),
            _choice("type", "What it is", sources.shape("type").choices),
            _choice("level", "A record of its time, or an account of it", sources.shape("level").choices),
            _input("language", "Its language", "Original texts are best, with a translation if there is one."),
            _area("better", "Why it is better", "For instance: it is the text itself, where we cite a report of it."),
        ],
    }


def _page(description: str) -> Config:
    return _input("page", "Page", description, required=True)


def _input(name: str, label: str, description: str, required: bool = False) -> Config:
    return _element("input", name, {"label": label, "description": description}, required)


def _area(name: str, label: str, description: str, required: bool = False) -> Config:
    return _element("textarea", name, {"label": label, "description": description}, required)


def _choice(name: str, label: str, choices: tuple[str, ...]) -> Config:
    return _element("dropdown", name, {"label": label, "options": list(choices)}, required=False)


def _element(kind: str, name: str, attributes: Config, required: bool) -> Config:
    return {"type": kind, "id": name, "attributes": attributes, "validations": {"required": required}}
