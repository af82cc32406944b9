"""What pages say of themselves to machines: JSON-LD that the vocabulary of schema.org allows, and that runs nowhere."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import schema_org
from selectolax.lexbor import LexborHTMLParser

from building import HALMYR, INVENTED, built_site
from explainer.pages import Settings
from explainer.pages.linked_data import json_ld
from explainer.pipeline import compile_site
from explainer.problems import errors_of
from explainer.views.thing import Thing
from folders import THEME, files_in, written

_SITE = "https://halmyr.example/repo/"
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_DATES = {"startDate", "endDate", "birthDate", "deathDate", "foundingDate", "dissolutionDate"} | {
    "datePublished",
    "dateModified",
    "legislationDate",
}


def _said(content: Path, site_url: str = _SITE) -> dict[str, list[dict[str, Any]]]:
    """The things of each page that has any."""
    compiled = compile_site(content, THEME, Settings(site_url=site_url))
    assert errors_of(compiled.problems) == ()
    texts = {page.path: str(page.meta["linked_data"]) for page in compiled.pages if "linked_data" in page.meta}
    return {path: list(_things(json.loads(text))) for path, text in texts.items()}


def _things(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    assert document["@context"] == "https://schema.org"
    yield from document.get("@graph", [{name: value for name, value in document.items() if name != "@context"}])


@pytest.fixture(scope="module")
def halmyr() -> dict[str, list[dict[str, Any]]]:
    return _said(HALMYR / "content")


@pytest.fixture
def said_of(tmp_path: Path) -> Callable[[str], dict[str, list[dict[str, Any]]]]:
    return lambda files: _said(written(tmp_path, files_in(files)))


def valid(node: Any, name: str = "") -> Any:
    """The value as an object of the vocabulary. Raises where a type lacks a property or may not stand there."""
    if isinstance(node, list):
        return [valid(item, name) for item in node]
    if isinstance(node, dict):
        cls = getattr(schema_org, node["@type"])
        return cls.model_validate({key: valid(value, key) for key, value in node.items() if not key.startswith("@")})
    if name in _DATES:
        assert _DATE.fullmatch(node), f"{name}: {node}"  # ISO 8601 knows years and months; Python knows days alone
        return datetime.date.fromisoformat(node + "-01-01"[len(node) - 10 :] if len(node) < 10 else node)
    return node


def test_vocabulary_allows_all_that_is_said(halmyr: dict[str, list[dict[str, Any]]]) -> None:
    for path, things in halmyr.items():
        for thing in things:
            assert valid(thing), path
    types = {thing["@type"] for things in halmyr.values() for thing in things}
    assert types >= {"Article", "BreadcrumbList", "Claim", "Dataset", "ItemList", "WebSite", "Legislation", "Book"}
    about = {thing["about"]["@type"] for things in halmyr.values() for thing in things if "about" in thing}
    assert about == {
        *("Country", "DefinedTerm", "Event", "Legislation", "Organization", "Person", "Place", "Question", "Thing")
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "Event", "name": "x", "birthDate": "1900"},
        {"@type": "Event", "location": {"@type": "Claim", "name": "x"}},
        {"@type": "Claim", "appearance": {"@type": "Place", "name": "x"}},
        {"@type": "Event", "startDate": "about 1900"},
        {"@type": "Treaty", "name": "x"},
    ],
)
def test_the_check_refuses_what_the_vocabulary_does_not_know(wrong: dict[str, Any]) -> None:
    with pytest.raises((ValueError, AttributeError, AssertionError)):
        valid(wrong)


def test_event_says_when_and_where(halmyr: dict[str, list[dict[str, Any]]]) -> None:
    article, way = halmyr["events/1923-bank-treaty.md"]
    assert article == {
        "@type": "Article",
        "@id": f"{_SITE}events/1923-bank-treaty/",
        "url": f"{_SITE}events/1923-bank-treaty/",
        "headline": "The Bank Treaty",
        "description": "The three states divide the lights and leave the bank undivided, for thirty-five years and "
        "then until one of them gives notice.",
        "inLanguage": "en",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "dateModified": "2026-11-23",
        "publisher": {"@type": "Organization", "name": "The Halmyr Bank dispute"},
        "about": {
            "@type": "Event",
            "name": "The Bank Treaty",
            "startDate": "1923-05-09",
            "location": [
                {"@type": "Place", "name": "Halmyr Bank", "url": f"{_SITE}background/halmyr-bank/"},
                {"@type": "Place", "name": "The three lights", "url": f"{_SITE}background/three-lights/"},
            ],
        },
    }
    assert [(item["position"], item["name"]) for item in way["itemListElement"]] == [
        (1, "Home"),
        (2, "Events"),
        (3, "The Bank Treaty"),
    ]


def test_position_is_a_claim_with_the_work_in_which_it_was_made(halmyr: dict[str, list[dict[str, Any]]]) -> None:
    claims = [thing for thing in halmyr["background/whose-is-the-bank.md"] if thing["@type"] == "Claim"]
    assert len(claims) == 6
    assert claims[0]["@id"] == f"{_SITE}background/whose-is-the-bank/#position-qasira-1"
    assert claims[0]["appearance"] == {
        "@type": "CreativeWork",
        "url": f"{_SITE}sources/qasira-white-paper/",
    }


def test_doubt_is_not_said_as_a_date(said_of: Callable[[str], dict[str, list[dict[str, Any]]]]) -> None:
    said = said_of(
        """
        === events/1900-talks.md
        ---
        title: The talks
        summary: They talked.
        date: 1900~/1901-02
        kind: talks
        weight: 3
        ---

        They talked about the treaty.[@paper]
        """
    )
    event = said["events/1900-talks.md"][0]["about"]
    assert ("startDate" in event, event["endDate"]) == (False, "1901-02")


def test_same_as_only_with_a_wikidata_number(said_of: Callable[[str], dict[str, list[dict[str, Any]]]]) -> None:
    said = said_of(
        """
        === background/island.md
        ---
        title: The island
        summary: It lies in the strait.
        kind: place
        wikidata: Q42
        ---

        An island.[@paper]
        """
    )
    assert said["background/island.md"][0]["about"]["sameAs"] == "https://www.wikidata.org/entity/Q42"
    assert "sameAs" not in said["actors/alba.md"][0]["about"]


def test_a_title_cannot_end_the_element(said_of: Callable[[str], dict[str, list[dict[str, Any]]]]) -> None:
    title = "</script><script>alert(1)</script><!-- & \u2028"
    text = json_ld([Thing("Article", "", (("headline", title),))], str)
    assert not re.search("[<>&\u2028]", text)
    assert json.loads(text)["headline"] == title
    found = LexborHTMLParser(f'<script type="application/ld+json">{text}</script>').css("script")
    assert [json.loads(script.text())["headline"] for script in found] == [title]


def test_long_list_says_how_many_there_are(tmp_path: Path) -> None:
    entry = "---\ntitle: Event {0}\nsummary: It happened.\ndate: '1901'\nkind: talks\nweight: 1\n---\n\nYes.[@paper]\n"
    files = {f"events/1901-event-{number:03}.md": entry.format(number) for number in range(130)}
    listed = _said(written(tmp_path, files))["events/index.md"][0]
    assert (listed["numberOfItems"], len(listed["itemListElement"])) == (131, 100)


def test_nothing_is_said_where_the_address_of_the_site_is_not_known() -> None:
    assert _said(HALMYR / "content", "") == {}


@pytest.mark.site
def test_built_pages_carry_it_and_their_policy_runs_none_of_it(shared_folder: Path) -> None:
    site = built_site(INVENTED, shared_folder)
    page = LexborHTMLParser((site / "events" / "1923-bank-treaty" / "index.html").read_text("utf-8"))
    [data] = page.css('script[type="application/ld+json"]')
    assert [thing["@type"] for thing in _things(json.loads(data.text()))] == ["Article", "BreadcrumbList"]
    assert "<" not in data.text()
