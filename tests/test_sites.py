"""A second, invented dispute of three parties goes through the same engine and theme; so does nothing of the first.

`tests/sites/halmyr` holds it. What it cannot say is a fault of the engine, not of the dispute.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from building import HALMYR, INVENTED, INVENTED_AS_FILES, Site, built_site
from explainer.pages import Settings
from explainer.pages.security_policy import policy_of
from explainer.pipeline import check, compile_site
from folders import THEME
from sites.crawler import crawl

CONTENT = HALMYR / "content"


@pytest.fixture(scope="session")
def site(shared_folder: Path) -> Path:
    """The invented dispute, built."""
    return built_site(INVENTED, shared_folder)


@pytest.fixture(scope="session")
def site_of_files(shared_folder: Path) -> Path:
    """The same with an address for each file, not each folder."""
    return built_site(INVENTED_AS_FILES, shared_folder)


@pytest.fixture
def article(site: Path) -> Callable[[str], LexborNode]:
    """The article of a page of the invented dispute."""

    def article_of(page: str) -> LexborNode:
        return _one(LexborHTMLParser((site / page).read_text("utf-8")).css("article"))

    return article_of


def _one(nodes: Iterable[LexborNode]) -> LexborNode:
    found = list(nodes)
    assert len(found) == 1
    return found[0]


def _text(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _facts(article: LexborNode) -> dict[str, list[str]]:
    """The infobox: each label with its values."""
    facts: dict[str, list[str]] = {}
    label = ""
    for node in article.css("[data-explainer=infobox] dt, [data-explainer=infobox] dd"):
        if node.tag == "dt":
            label = _text(node)
        facts.setdefault(label, [])
        if node.tag == "dd":
            facts[label].append(_text(node))
    return facts


# The content


def test_invented_dispute_has_no_problem() -> None:
    checked = check(CONTENT)
    assert checked.problems == ()
    parties = [(party.id, party.claimant) for party in checked.corpus.dispute.parties]
    assert parties == [("qasira", True), ("thalessia", True), ("zghvara", True), ("league", False)]
    assert {name.script for entry in checked.corpus for name in getattr(entry.fields, "names", ())} == {
        "Grek",
        "Arab",
        "Geor",
        "Deva",
    }


def test_timeline_without_eras_is_by_century(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content, ignore=shutil.ignore_patterns("permalinks.txt"))
    dispute = (content / "dispute.yml").read_text("utf-8")
    without_eras = dispute[: dispute.index("\neras:")]
    assert yaml.safe_load(without_eras).keys() == yaml.safe_load(dispute).keys() - {"eras"}
    (content / "dispute.yml").write_text(without_eras, "utf-8")
    compiled = compile_site(content, THEME, Settings())
    assert compiled.problems == ()
    headings = [heading.title for heading in compiled.pages.at("timeline.md").headings]
    assert headings[0].endswith(" BCE")
    assert headings[1:] == [
        "1200 to 1299",
        "1600 to 1699",
        "1700 to 1799",
        "1800 to 1899",
        "1900 to 1999",
        "2000 to 2099",
    ]


# The pages

_PAGES = """
404
about
actors actors/eleni-marastou actors/idris-al-samir actors/league-of-harbours actors/nino-ghvaladze actors/qasira
actors/salt-people actors/thalessia actors/warden-of-the-lights actors/zghvara
background background/bank-treaty background/halmyr-bank background/herring-economy background/lost-villages
background/salt-right background/three-lights background/what-is-a-bank background/whose-is-the-bank
changes colophon credits data
events events/0240-salt-inscription events/1200-portolan events/1640-first-light events/1711-herring-war
events/1788-survey events/1871-joint-patrol events/1905-fishery-leases events/1923-bank-treaty events/1958-collision
events/1958-note-of-protest events/1961-closed-seasons events/1999-port-halmyr-talks events/2018-round-table
events/2026-courier-poll
figures
index
map
method
paths paths/by-lamplight paths/the-long-way paths/the-talks
positions
print
reading-charts
sources sources/bank-treaty-text sources/harbour-courier-2026 sources/league-minutes-2018 sources/moneda-bank-history
sources/orn-landings sources/orn-portolan sources/qasira-white-paper sources/salt-inscription sources/samir-logbook
sources/thalessia-notes sources/zghvara-gazette-1961
timeline worklist
topics/catch topics/lights topics/salt topics/waters
"""
PAGES = tuple(_PAGES.split())
OLD_ADDRESSES = ("events/1711-war", "sources/landings", "sources/landings-at-orn")
"""Those of redirects.yml, to which no page links."""
FOLDER_INDEXES = {"actors", "background", "events", "paths", "sources"}


@pytest.mark.site
def test_pages_with_directory_addresses(site: Path) -> None:
    expected = [
        f"{page}.html" if page in ("404", "index") else f"{page}/index.html" for page in (*PAGES, *OLD_ADDRESSES)
    ]
    assert sorted(_pages(site)) == sorted(expected)


@pytest.mark.site
def test_pages_with_file_addresses(site_of_files: Path) -> None:
    expected = [f"{page}/index.html" if page in FOLDER_INDEXES else f"{page}.html" for page in (*PAGES, *OLD_ADDRESSES)]
    assert sorted(_pages(site_of_files)) == sorted(expected)


def _pages(site: Path) -> Iterator[str]:
    return (path.relative_to(site).as_posix() for path in site.rglob("*.html"))


@pytest.mark.site
def test_languages_of_the_search_of_material_are_not_published(site: Path) -> None:
    """No page asks for them, since the search is ours."""
    scripts = sorted((site / "assets" / "javascripts").rglob("*.js"))
    assert [re.sub(r"\.[0-9a-f]+\.", ".", script.name) for script in scripts] == ["bundle.min.js", "search.min.js"]


def test_templates_are_not_published(site: Path) -> None:
    templates = {path.name for path in (THEME / "explainer").rglob("*.*") if path.suffix not in (".md", ".html")}
    assert {"style.css", "thumbnail.svg"} < templates
    found = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.name in templates]
    assert found == ["assets/explainer/style.css"]


@pytest.mark.site
def test_drafts_are_nowhere(site: Path) -> None:
    drafts = [path for path in CONTENT.rglob("*.md") if "status: draft" in path.read_text("utf-8")]
    assert sorted(path.stem for path in drafts) == [
        "2024-quarrelsome-note",
        "draft-leak",
        "quarrelsome-envoy",
        "quarrelsome-secret",
    ]
    assert _files_with(site, rb"quarrelsome|draft-leak") == []


def _files_with(site: Path, pattern: bytes) -> list[str]:
    words = re.compile(pattern, re.IGNORECASE)
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    assert files
    return [
        path.relative_to(site).as_posix()
        for path in files
        if words.search(path.as_posix().encode()) or words.search(path.read_bytes())
    ]


@pytest.mark.site
@pytest.mark.parametrize("name", ["survey.png", "soundings.csv"])
def test_files_of_the_content_are_copied(site: Path, name: str) -> None:
    assert (site / "pictures" / name).read_bytes() == (CONTENT / "pictures" / name).read_bytes()


@pytest.mark.site
def test_picture_is_shown(article: Callable[[str], LexborNode]) -> None:
    picture = _one(article("events/1788-survey/index.html").css("img")).attributes
    assert picture == {
        "alt": "The bank as the survey drew it: three islets in a ring of soundings",
        "loading": "lazy",
        "src": "../../pictures/survey.png",
        "width": "320",
    }


# Three parties


@pytest.mark.site
def test_columns_of_three_parties_and_a_mediator(article: Callable[[str], LexborNode]) -> None:
    assert _columns(article("background/whose-is-the-bank/index.html")) == {
        "qasira": ["Qasira", "November 2017"],
        "thalessia": ["Thalessia", "4 October 2018", "about 1905", "1923", "14 July 1958"],
        "zghvara": ["Zghvara", "No statement found."],
        "league": ["League of Harbours", "5 October 2018"],
    }


@pytest.mark.site
def test_mediator_has_no_column_where_it_said_nothing(article: Callable[[str], LexborNode]) -> None:
    assert _columns(article("background/what-is-a-bank/index.html")) == {
        "qasira": ["Qasira", "No statement found."],
        "thalessia": ["Thalessia", "No statement found."],
        "zghvara": ["Zghvara", "28 February 1961"],
    }


def _columns(article: LexborNode) -> dict[str, list[str]]:
    """Each party's name, then the dates of its answers as they stand in its column, or what stands for them."""
    columns = {}
    for column in article.css("[data-explainer=answers] > [data-party]"):
        lines = [_text(node) for node in column.css("h3, .answer__date, .answer__none")]
        columns[column.attributes["data-party"] or ""] = lines
    return columns


@pytest.mark.site
def test_answers_are_quoted_in_their_languages(article: Callable[[str], LexborNode]) -> None:
    quotes = article("background/whose-is-the-bank/index.html").css("[data-explainer=answers] blockquote [lang]")
    assert [(quote.attributes["lang"], _text(quote)) for quote in quotes] == [
        ("ar", "الضحل نهاية جرفنا القاري (انظر الخريطة 2)."),
        ("el", "Η ιστορία μιλά· η θάλασσα μένει ανοιχτή."),
        ("el", "Οὐδενός ἐστιν."),
        ("en", "The bank shall remain open to all."),
        ("el", "Δεν δεσμευόμαστε πλέον."),
        ("en", "The League holds no view."),
    ]


@pytest.mark.site
def test_home_answers_its_questions_in_lines(article: Callable[[str], LexborNode]) -> None:
    """Every claimant has a line under every question, with or without an answer; the mediator where it spoke."""
    lines = article("index.html").css("[data-explainer=questions] [data-party]")
    none = "No statement found."
    assert [(line.attributes["data-party"], _text(_one(line.css("dd"))) == none) for line in lines] == [
        ("qasira", False),
        ("thalessia", False),
        ("zghvara", True),
        ("league", False),
        ("qasira", True),
        ("thalessia", True),
        ("zghvara", False),
    ]


@pytest.mark.site
def test_each_party_has_its_colours(site: Path) -> None:
    parties = yaml.safe_load((CONTENT / "dispute.yml").read_text("utf-8"))["parties"]
    assert len(parties) == 4
    style = (site / "assets" / "explainer" / "style.css").read_text("utf-8")
    for party in parties:
        rule = f"[data-party={party['id']}]{{--party:{party['colour']}}}"
        dark = f"[data-party={party['id']}]{{--party:{party.get('colour_dark', party['colour'])}}}"
        assert re.search(rf"[}};]{re.escape(rule)}", style)
        assert re.search(rf"@media screen{{[^@]*\[data-md-color-scheme=slate\] {re.escape(dark)}", style)


# Names and languages


@pytest.mark.site
def test_names_say_their_language(article: Callable[[str], LexborNode]) -> None:
    bank = article("background/halmyr-bank/index.html")
    names = [(node.attributes["lang"], _text(node)) for node in bank.css("[data-explainer=infobox] [lang]")]
    assert names == [
        ("el", "Ἁλμυρὸν Ἕρμα"),
        ("ar", "ضحل الملح"),
        ("ka", "მარილის თავთხელი"),
        ("hi", "हल्मिर तट"),
    ]
    assert _facts(bank)["Names"] == [
        "Ἁλμυρὸν Ἕρμα Halmyron Herma; used by Thalessia",
        "ضحل الملح Ḍaḥl al-Milḥ; used by Qasira",
        "მარილის თავთხელი Marilis Tavtkheli; used by Zghvara",
        "हल्मिर तट Halmir Taṭ; used by League of Harbours",
    ]


@pytest.mark.site
@pytest.mark.parametrize("page", ["background/halmyr-bank", "background/whose-is-the-bank", "background/bank-treaty"])
def test_arabic_runs_from_right_to_left(article: Callable[[str], LexborNode], page: str) -> None:
    arabic = article(f"{page}/index.html").css("[lang=ar]")
    assert arabic
    assert {node.attributes.get("dir") for node in arabic} <= {"rtl", "auto"}


# Dates

DATES = {
    "0240-salt-inscription": "241 BCE The stone is dated by the magistrate whom it names.",
    "1200-portolan": "1200 to 1299",
    "1640-first-light": "1640s",
    "1711-herring-war": "about 1711 to 1714 (uncertain)",
    "1788-survey": "autumn 1788",
    "1871-joint-patrol": "from 1871",
    "1905-fishery-leases": "until 1905",
    "1923-bank-treaty": "9 May 1923 22 Ramadan 1341 in the calendar of the Qasiran text.",
    "1958-collision": "14 July 1958",
    "1958-note-of-protest": "14 July 1958",
    "1961-closed-seasons": "1961 to 1979",
    "1999-port-halmyr-talks": "December 1999 to February 2000",
    "2018-round-table": "3–5 October 2018",
    "2026-courier-poll": "about October 2026",
}


@pytest.mark.site
@pytest.mark.parametrize(("event", "expected"), DATES.items(), ids=DATES)
def test_event_has_its_date(article: Callable[[str], LexborNode], event: str, expected: str) -> None:
    assert _facts(article(f"events/{event}/index.html"))["Date"] == [expected]


@pytest.mark.site
def test_timeline_is_in_order(article: Callable[[str], LexborNode]) -> None:
    """The collision comes before the note that answers it on the same day."""
    eras: dict[str, list[str]] = {}
    for node in article("timeline/index.html").css("h2, li a[href*='events/']"):
        if node.tag == "h2":
            eras[_text(node)] = []
        else:
            eras[list(eras)[-1]].append((node.attributes["href"] or "").split("/")[-2])
    events = list(DATES)
    assert eras == {
        "Salt before charts": events[:2],
        "The age of the *lights*": events[2:6],
        "Quotas & closed seasons: one bank, three fleets": events[6:11],
        "The League at the table": events[11:],
    }


@pytest.mark.site
def test_neighbours_are_those_of_the_timeline(article: Callable[[str], LexborNode]) -> None:
    timeline = [
        (node.attributes["href"] or "").split("/")[-2]
        for node in article("timeline/index.html").css("li a[href*='events/']")
    ]
    assert len(timeline) == len(DATES)
    for before, after in pairwise(timeline):
        following = _one(article(f"events/{before}/index.html").css("[data-explainer=neighbours] a[rel=next]"))
        assert following.attributes["href"] == f"../{after}/"


@pytest.mark.site
def test_years_before_our_era_stand_in_their_century(article: Callable[[str], LexborNode]) -> None:
    events = article("events/index.html")
    headings = [_text(node) for node in events.css("h2")]
    assert headings[:2] == ["301 to 202 BCE", "1200 to 1299"]
    assert "0240-salt-inscription" in (events.css("h2 + ul a")[0].attributes["href"] or "")


@pytest.mark.site
def test_offices_say_their_terms(article: Callable[[str], LexborNode]) -> None:
    assert _facts(article("actors/eleni-marastou/index.html"))["Offices"] == [
        "Minister of the Sea, Thalessia February 2009 to 2012",
        "Minister of the Sea, Thalessia from 1 March 2016",
    ]
    assert _facts(article("actors/idris-al-samir/index.html")) | {"Names": [], "Topics": []} == {
        "Names": [],
        "Party": ["Qasira"],
        "Born": ["about 1660 (uncertain)"],
        "Died": ["about April 1719"],
        "Offices": ["Captain of the fleet, Emirate of Qasira 1690s to 1714 (uncertain)"],
        "Topics": [],
    }


# Text


@pytest.mark.site
def test_areas_that_disagree_stand_side_by_side(article: Callable[[str], LexborNode]) -> None:
    areas = [
        re.sub(r"[\s\u2060]*\[\d+\]", "", area) for area in _facts(article("background/halmyr-bank/index.html"))["Area"]
    ]
    assert areas == [
        "1,204.5 km² 1788; inside the ten-fathom line",
        "1,811 km² about 2017; with the shelf to the south",
    ]


@pytest.mark.site
def test_headings_that_collide_have_ids_of_their_own(article: Callable[[str], LexborNode]) -> None:
    headings = article("background/bank-treaty/index.html").css("h2[id], h3[id]")
    assert [heading.attributes["id"] for heading in headings][:9] == [
        "summary_1",
        "article-1",
        "article-2",
        "annex-lights",
        "article-1_1",
        "article-3-and-the-islets",
        "positions_1",
        "top_1",
        "references",
    ]


@pytest.mark.site
def test_links_and_citations_are_rendered_everywhere_but_in_code(site: Path) -> None:
    raw, in_code = [], []
    pages = sorted(site.rglob("*.html"))
    for page in pages:
        tree = LexborHTMLParser(page.read_text("utf-8"))
        if page.parent.name != "data":  # which names files and columns
            in_code += [_text(node) for node in tree.css("article pre, article :not(pre) > code")]
        for node in tree.css("code, script, style"):
            node.decompose()
        raw += [
            f"{page.parent.name}: {found}"
            for found in re.findall(r"\[\[.*?\]\]|\[@.*?\]", _one(tree.css("article")).text())
        ]
    assert len(pages) == len(PAGES) + len(OLD_ADDRESSES)
    on_each_page = [
        "A link is written [[like-this]] and a citation [@like-this, p. 1].",
        "[[indented-code]] is no link either, and [@nobody] no citation.",
        "[[not-a-link]]",
        '[[tables]] of = "toml"',
        "[[three]]",
    ]
    assert sorted(in_code) == sorted(2 * on_each_page), "once on its own page, once on that of the whole explainer"
    assert raw == []


@pytest.mark.site
def test_markdown_of_material_users_is_rendered(article: Callable[[str], LexborNode]) -> None:
    table = article("events/2018-round-table/index.html")
    title = _one(table.css(".admonition-title"))
    assert _text(title) == "What was not said, in two words"
    assert _one(title.css("a")).attributes["href"] == "../../background/whose-is-the-bank/"
    assert _text(_one(table.css("details.question summary"))) == "How the clerk wrote it"
    assert _text(_one(table.css(".footnote li p"))).startswith("In four languages, the League’s included.")
    rows = article("background/herring-economy/index.html").css("table:not(.chart__table) tr")
    assert [[_text(cell) for cell in row.css("th, td")] for row in rows] == [
        ["Harbour", "2015", "2025"],
        ["Port Halmyr", "12,400", "9,810"],
        ["al-Qasira", "3,050", "4,400"],
    ]


@pytest.mark.site
def test_backlinks_say_why(article: Callable[[str], LexborNode]) -> None:
    backlinks = _one(article("actors/warden-of-the-lights/index.html").css("[data-explainer=backlinks]"))
    assert [(node.tag, _text(node)) for node in backlinks.css("h3, li a")] == [
        ("h3", "Host of"),
        ("a", "The autumn survey"),
        ("h3", "Participant in"),
        ("a", "The first light"),
        ("h3", "Witness of"),
        ("a", "The Bank Treaty"),
    ]


# Addresses


MOVED = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy_of()}">
<title>The Herring War: “barrels &amp; banks”</title>
<link rel="canonical" href="https://halmyr.example/repo/events/1711-herring-war/">
<meta http-equiv="refresh" content="0; url=../1711-herring-war/">
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body>
<article>
<h1>This page has moved</h1>
<p><a href="../1711-herring-war/" data-explainer="moved">The Herring War: “barrels &amp; banks”</a></p>
</article>
<script src="../../assets/explainer/redirect.js"></script>
</body>
</html>
"""


@pytest.mark.site
def test_old_address_leads_to_the_entry(site: Path) -> None:
    assert (site / "events/1711-war/index.html").read_text("utf-8") == MOVED


@pytest.mark.site
def test_old_address_of_a_file_leads_to_the_file(site_of_files: Path) -> None:
    expected = MOVED.replace("../1711-herring-war/", "1711-herring-war.html").replace("../../assets", "../assets")
    expected = expected.replace("events/1711-herring-war/", "events/1711-herring-war.html")
    assert (site_of_files / "events/1711-war.html").read_text("utf-8") == expected


@pytest.mark.site
def test_old_address_of_an_old_address_leads_to_the_end(site: Path) -> None:
    addresses = [
        _one(LexborHTMLParser((site / f"sources/{old}/index.html").read_text("utf-8")).css("a")).attributes["href"]
        for old in ("landings", "landings-at-orn")
    ]
    assert addresses == ["../orn-landings/", "../orn-landings/"]


@pytest.mark.site
def test_old_addresses_are_neither_searched_nor_mapped(site: Path) -> None:
    assert "1711-war" not in (site / "sitemap.xml").read_text("utf-8")


@pytest.mark.site
@pytest.mark.parametrize("crawled", [INVENTED, INVENTED_AS_FILES], ids=lambda site: site.name)
def test_crawler_finds_nothing_broken(shared_folder: Path, crawled: Site) -> None:
    found = crawl(built_site(crawled, shared_folder), crawled.address)
    assert found.broken == ()
    assert found.foreign == ()
    ending = ".html" if crawled is INVENTED_AS_FILES else "/index.html"
    assert found.unreached == tuple(sorted(f"{page}{ending}" for page in OLD_ADDRESSES))
    assert found.repeated_ids == ()
    assert len([page for page in found.reached if page.endswith(".html")]) >= len(PAGES) - 1
    assert found.followed > 2000


def test_crawler_sees_what_is_broken(tmp_path: Path) -> None:
    files = {
        "index.html": """<a href="good/#here">1</a> <a href="good/#there">2</a> <a href="/outside/">3</a>
            <a href="good">4</a> <a href="gone.html">5</a> <a href="https://elsewhere.example/">6</a>
            <img src="https://elsewhere.example/x.png">
            <link rel="stylesheet" href="style.css"> <script src="gone.js"></script> <a href="javascript:go()">7</a>""",
        "good/index.html": '<p id="here"></p><p id="here"></p> <a href="../#">up</a> <a href="?q=1#here">self</a>',
        "lonely/index.html": '<a href="../">home</a>',
        "404.html": '<a href="/repo/">home</a> <a href="./">here</a>',
        "style.css": '@import "gone.css"; a { background: url(x.png) } b { background: url("data:image/png;base64,") }',
        "x.png": "",
        "sitemap.xml": "<loc>https://halmyr.example/repo/good/</loc><loc>https://halmyr.example/repo/bad/</loc>",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    found = crawl(tmp_path, INVENTED.address)
    assert sorted(found.broken) == [
        "404.html: './' leads to no file",
        "index.html: '/outside/' leaves /repo/",
        "index.html: 'gone.html' leads to no file",
        "index.html: 'gone.js' leads to no file",
        "index.html: 'good' leads to a folder, without its slash",
        "index.html: 'good/#there' names a fragment that good/index.html does not have",
        "index.html: 'javascript:go()' has the scheme 'javascript'",
        "sitemap.xml: 'https://halmyr.example/repo/bad/' leads to no file",
        "style.css: 'gone.css' leads to no file",
    ]
    assert found.foreign == ("index.html: https://elsewhere.example/x.png",)
    assert found.unreached == ("lonely/index.html",)
    assert found.repeated_ids == ("good/index.html: here",)
    assert found.reached == {"index.html", "good/index.html", "style.css", "x.png"}
    assert found.followed == 16
