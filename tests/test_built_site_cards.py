"""Cards as pictures: what is drawn, in which letters, and that the same words give the same bytes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops
from selectolax.lexbor import LexborHTMLParser

from attacking import corpus
from browsing import first
from explainer.built_site.cards import CardsError, LackingLettersError, cards_of, lacking_letters
from explainer.built_site.cards.bidi_order import visual_order
from explainer.built_site.cards.card_drawing import Cards
from explainer.built_site.cards.set_lines import Room, fitted
from explainer.disk_cache import NoCache, disk_cache_of
from explainer.model.edition import Edition
from explainer.views import ShareCard
from folders import PROJECT, THEME
from serving import environment, project_in
from serving import replace as replace_in

PAPER = (0xFC, 0xFB, 0xF8)
TITLE, TEXT = (80, 130, 1120, 232), (80, 240, 1120, 515)
"""Where a title of one line and the text below it stand."""
CARD = ShareCard(
    title="The talks of Vik",
    text="Alba and Borea talked about the island.",
    kind="Talks",
    date="2 May 1900",
    site="The Strait dispute",
    language="en",
    is_rtl=False,
    colours=("#96590a", "#5b4a9e"),
)


@pytest.fixture(autouse=True)
def no_installed_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is installed here is not installed elsewhere; without a path, `fc-match` is not found."""
    monkeypatch.setenv("PATH", "")


@pytest.fixture(scope="module")
def cards() -> Cards:
    return cards_of(THEME, (), Edition("en"), NoCache())


def opened(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as image:
        assert image.format == "PNG"
        return image.convert("RGB")


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """Where something is drawn in the part of the picture; None if it is blank."""
    part = image.crop(box)
    return ImageChops.difference(part, Image.new("RGB", part.size, PAPER)).getbbox()


# The picture


def test_a_card_has_its_size_and_its_words_within_the_margins(cards: Cards) -> None:
    image = opened(cards.picture(CARD))
    assert image.size == (1200, 630)
    assert ink(image, TITLE)
    assert ink(image, TEXT)
    assert [ink(image, side) for side in ((0, 14, 79, 630), (1121, 14, 1200, 630), (0, 600, 1200, 630))] == [None] * 3
    assert [image.getpixel((x, 5)) for x in (10, 590, 610, 1190)] == [(0x96, 0x59, 0x0A)] * 2 + [(0x5B, 0x4A, 0x9E)] * 2


@pytest.mark.parametrize(
    "title",
    ["W" * 300, "A title " * 60, "Совместная декларация СССР и Японии " * 8, "x"],
    ids=["a long word", "many words", "Cyrillic", "one letter"],
)
def test_no_title_leaves_its_place(title: str, cards: Cards) -> None:
    image = opened(cards.picture(replace(CARD, title=title, text=title)))
    assert ink(image, TITLE)
    assert ink(image, TEXT)
    assert [ink(image, side) for side in ((0, 14, 79, 630), (1121, 14, 1200, 630), (80, 515, 1120, 531))] == [None] * 3


def test_other_words_give_another_picture(cards: Cards) -> None:
    pictures = {
        cards.picture(card)
        for card in (CARD, replace(CARD, title="The talks of Vic"), replace(CARD, date=""), replace(CARD, site="S"))
    }
    assert len(pictures) == 4


def test_the_same_words_give_the_same_bytes() -> None:
    one, two = (cards_of(THEME, (), Edition("en"), NoCache()).picture(CARD) for _ in range(2))
    assert one == two


def test_a_card_is_drawn_once_for_all_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cards_of_a_build() -> Cards:
        disk = disk_cache_of(tmp_path / "project", "1", tmp_path / "state")
        return cards_of(THEME, (), Edition("en"), disk)

    drawn = cards_of_a_build().picture(CARD)
    monkeypatch.setattr("resvg_py.svg_to_bytes", lambda **_: pytest.fail("the card was drawn again"))
    assert cards_of_a_build().picture(CARD) == drawn
    with pytest.raises(pytest.fail.Exception, match="drawn again"):
        cards_of_a_build().picture(replace(CARD, title="Another"))


# Lines


def lines_of(text: str, width: int, lines: int = 9, language: str = "en") -> tuple[str, ...]:
    """The text in lines of so many letters."""
    return fitted(text, language, Room(width, lines, [1]), lambda part: float(len(part))).lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("The talks of Vik", 20, ("The talks of Vik",)),
        ("The talks of Vik about fish", 16, ("The talks of", "Vik about fish")),
        ("Alba / Borea", 7, ("Alba /", "Borea")),
        ("a well-known treaty", 9, ("a well-", "known", "treaty")),
        ("Donaudampfschiff", 6, ("Donaud", "ampfsc", "hiff")),
        ("", 9, ()),
    ],
)
def test_lines_break_where_words_do_and_are_of_nearly_one_length(text: str, width: int, lines: tuple[str, ...]) -> None:
    assert lines_of(text, width) == lines


def test_japanese_breaks_between_phrases_and_no_comma_begins_a_line() -> None:
    assert lines_of("日本国とソヴィエト社会主義共和国連邦との共同宣言", 13, language="ja") == (
        "日本国とソヴィエト社会主義",
        "共和国連邦との共同宣言",
    )
    found = lines_of("引き渡すことに同意する。ただし、これらの諸島は、", 6, language="ja")
    assert len(found) > 3
    assert [line for line in found if line[0] in "。、"] == []


def test_thai_breaks_between_words_without_a_space() -> None:
    assert lines_of("ระหว่างสองประเทศ", 10, language="th") == ("ระหว่าง", "สองประเทศ")


def test_a_text_that_is_cut_says_so() -> None:
    room = Room(10, 2, [1])
    found = fitted("One two three four, five six", "en", room, lambda part: float(len(part)))
    assert (found.lines, found.is_cut) == (("One two", "three…"), True)
    whole = fitted("One two three", "en", room, lambda part: float(len(part)))
    assert (whole.lines, whole.is_cut) == (("One two", "three"), False)


def test_a_smaller_size_is_tried_before_words_are_left_out() -> None:
    found = fitted("One two three four", "en", Room(20, 2, [4, 3, 2, 1]), lambda part: float(len(part)))
    assert (found.size, found.lines, found.is_cut) == (2, ("One two", "three four"), False)


# Other scripts


def font(folder: Path, name: str, heights: dict[str, int], letters: dict[int, str], features: str = "") -> Path:
    """A font whose glyphs are blocks, each of its own height, 1,000 units wide."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *heights])
    builder.setupCharacterMap(letters)
    builder.setupGlyf({glyph: block(height) for glyph, height in {".notdef": 0, **heights}.items()})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", *heights), (1000, 0)))
    builder.setupHorizontalHeader(ascent=1000, descent=0)
    builder.setupNameTable({"familyName": name, "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    addOpenTypeFeaturesFromString(builder.font, features)
    path = folder / f"{name}.ttf"
    builder.save(path)
    return path


def block(height: int) -> object:
    pen = TTGlyphPen(None)
    if height:
        pen.moveTo((0, 0))
        for point in ((0, height), (1000, height), (1000, 0)):
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def heights_of(image: Image.Image, count: int) -> list[float]:
    """How high each of the blocks of the title is, from left to right, as parts of the highest."""
    box = ink(image, TITLE)
    assert box
    left, top, right, bottom = box
    width = (right - left) / count
    found = []
    for place in range(count):
        start, end = TITLE[0] + left + place * width, TITLE[0] + left + (place + 1) * width
        one = ink(image, (round(start) + 4, TITLE[1], round(end) - 4, TITLE[1] + bottom))
        assert one
        found.append(round((bottom - one[1]) / (bottom - top), 1))
    return found


ARABIC = """
languagesystem arab dflt;
feature init { sub beh by beh.init; } init;
feature medi { sub beh by beh.medi; } medi;
feature fina { sub beh by beh.fina; } fina;
"""


def test_arabic_joins_and_is_read_from_the_right(tmp_path: Path) -> None:
    forms = {"beh": 100, "beh.init": 800, "beh.medi": 400, "beh.fina": 200}
    named = font(tmp_path, "Joining", forms, {0x628: "beh"}, ARABIC)
    cards = cards_of(THEME, [named], Edition("en"), NoCache())
    image = opened(cards.picture(replace(CARD, title="ببب", is_rtl=True)))
    assert heights_of(image, 3) == [0.2, 0.5, 1.0]
    box = ink(image, TITLE)
    assert box
    assert TITLE[0] + box[2] in range(1117, 1122)


def test_devanagari_letters_become_one(tmp_path: Path) -> None:
    letters = {0x915: "ka", 0x94D: "virama", 0x937: "ssa"}
    feature = "languagesystem dev2 dflt; feature akhn { sub ka virama ssa by kssa; } akhn;"
    forms = {"ka": 200, "virama": 100, "ssa": 400, "kssa": 800}
    named = font(tmp_path, "Conjunct", forms, letters, feature)
    cards = cards_of(THEME, [named], Edition("en"), NoCache())
    assert heights_of(opened(cards.picture(replace(CARD, title="क्षक"))), 2) == [1.0, 0.2]


def test_all_letters_of_a_script_come_from_one_font(tmp_path: Path) -> None:
    """The first font has only one of the two letters, which would not join with one of the second."""
    few = font(tmp_path, "Few", {"beh": 900}, {0x628: "beh"})
    both = font(tmp_path, "Both", {"beh": 300, "alef": 600}, {0x628: "beh", 0x627: "alef"})
    cards = cards_of(THEME, [few, both], Edition("en"), NoCache())
    assert heights_of(opened(cards.picture(replace(CARD, title="اب", is_rtl=True))), 2) == [0.5, 1.0]


def test_of_a_family_the_title_gets_the_bolder_font(tmp_path: Path) -> None:
    thin = font(tmp_path, "Han", {"one": 300}, {0x4E00: "one"})
    bold = tmp_path / "bold"
    bold.mkdir()
    heavy = font(bold, "Han", {"one": 900}, {0x4E00: "one"})
    with TTFont(heavy) as changed:
        changed["OS/2"].usWeightClass = 700
        changed.save(tmp_path / "heavy.ttf")
    cards = cards_of(THEME, [thin, tmp_path / "heavy.ttf"], Edition("en"), NoCache())
    image = opened(cards.picture(replace(CARD, title="一", text="一")))
    title, text = ink(image, TITLE), ink(image, TEXT)
    assert title
    assert text
    assert (title[3] - title[1], text[3] - text[1]) == (72, 10)


@pytest.mark.parametrize(
    ("text", "is_rtl", "shown"),
    [
        ("abc", False, "abc"),
        ("ab אב cd", False, "ab בא cd"),
        ("אב 12 גד", True, "דג 12 בא"),
        ("אב cd.", True, ".cd בא"),
    ],
)
def test_the_order_of_letters_on_a_line(text: str, is_rtl: bool, shown: str) -> None:
    assert "".join(text[place] for place, _ in visual_order(text, is_rtl)) == shown


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="there is no fontconfig here")
def test_an_installed_font_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = shutil.which("fc-match", path="/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    assert program
    monkeypatch.setenv("PATH", str(Path(program).parent))
    (tmp_path / "fonts").mkdir()
    font(tmp_path / "fonts", "Installed", {"ka": 500}, {0x915: "ka"})
    config = f"<fontconfig><dir>{tmp_path}/fonts</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>"
    (tmp_path / "fonts.conf").write_text(config, "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    cards = cards_of(THEME, (), Edition("en"), NoCache())
    assert ink(opened(cards.picture(replace(CARD, title="क"))), TITLE)
    with pytest.raises(LackingLettersError):
        cards.picture(replace(CARD, title="ख"))


# What cannot be drawn


def test_letters_that_no_font_has_are_named(cards: Cards) -> None:
    with pytest.raises(LackingLettersError) as error:
        cards.picture(replace(CARD, title="The ა of Vik", text="ბა and 山"))
    assert error.value.letters == "აბ山"


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        ({}, ""),
        (
            {"events/x/index.html": "ა"},
            "No font has 'ა' (U+10D0), so 'events/x/index.html' has no card. Install a font that has it, or name its "
            "file in mkdocs.yml, in the list card_fonts of the plugin explainer.",
        ),
        (
            {"b.html": "ბა", "a.html": "გ", "c.html": "დევზთიკ"},
            "No font has 'ა' (U+10D0), 'ბ' (U+10D1), 'გ' (U+10D2), 'დ' (U+10D3), 'ე' (U+10D4), 'ვ' (U+10D5), "
            "'ზ' (U+10D6), 'თ' (U+10D7) and 2 more, so 'a.html' and 2 more pages have no card. Install a font that has "
            "them, or name its file in mkdocs.yml, in the list card_fonts of the plugin explainer.",
        ),
    ],
)
def test_the_sentence_about_lacking_letters(lacking: dict[str, str], sentence: str) -> None:
    assert lacking_letters(lacking) == sentence


def test_a_named_file_that_is_no_font(tmp_path: Path) -> None:
    (tmp_path / "x.ttf").write_text("no font", "utf-8")
    with pytest.raises(CardsError, match=r"names '.*x\.ttf', which is no font \(\.otc, \.otf, "):
        cards_of(THEME, [tmp_path / "x.ttf"], Edition("en"), NoCache())


ATTACKS = (
    "</svg><script>window.__hit=1</script>",
    '"><image href="https://evil.test/x.png"/>',
    "&lt;&#60;&amp;&xxe;<!DOCTYPE x [<!ENTITY a 'b'>]>",
    "<![CDATA[ ]]> <?xml version='1.0'?> {{ 7 * 7 }} {% raw %}",
    "a\0b\x08c\x1b[31md\x7fe\u202eoverride",
    "W" * 5000,
)


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_an_attack_is_drawn_as_letters(attack: str, cards: Cards) -> None:
    card = replace(CARD, title=attack, text=attack, kind=attack, date=attack, site=attack)
    assert _elements(cards.svg(card)) == {"svg", "g", "path", "rect"}
    assert opened(cards.picture(card)).size == (1200, 630)


def test_no_attack_of_the_corpus_becomes_markup(cards: Cards) -> None:
    drawn = 0
    for attack in corpus():
        try:
            svg = cards.svg(replace(CARD, title=attack, text=attack))
        except LackingLettersError:
            continue
        drawn += 1
        assert _elements(svg) == {"svg", "g", "path", "rect"}
    assert drawn > 100


def _elements(svg: str) -> set[str]:
    """The elements of a card, none of which may have an attribute but those that draw."""
    found = list(ET.fromstring(svg).iter())  # noqa: S314 - it is ours
    assert {name for element in found for name in element.attrib} <= {
        *("width", "height", "viewBox", "fill", "d", "transform", "rx"),
    }
    assert "".join(element.text or "" for element in found).strip() == ""
    return {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in found}


# The site


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The invented dispute, which asks for cards as this repository does."""
    project = project_in(tmp_path)
    option = "      cards: !ENV [CARDS, false]\n"
    assert option in (PROJECT / "mkdocs.yml").read_text("utf-8")
    replace_in(project / "mkdocs.yml", "    content: content\n", f"    content: content\n{option[2:]}")
    return project


def built(project: Path, cards: str = "yes", **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env={**environment(), "CARDS": cards, **variables},
    )


def head_of(page: Path) -> dict[str, str]:
    head = LexborHTMLParser(page.read_text("utf-8"))
    metas = head.css("meta[property^='og:image'], meta[name='twitter:card']")
    return {
        (meta.attributes.get("property") or meta.attributes.get("name") or ""): meta.attributes.get("content") or ""
        for meta in metas
    }


@pytest.mark.site
def test_each_card_that_a_page_names_is_there(project: Path) -> None:
    collision = project / "content" / "events" / "1958-collision.md"
    title = re.search(r"(?m)^title: (.*)$", collision.read_text("utf-8"))
    assert title
    replace_in(collision, title[0], f'title: \'"><script>window.__hit=1</script></svg>\'\naliases: ["{title[1]}"]')
    lights = project / "content" / "background" / "three-lights.md"
    summary = re.search(r"(?m)^summary: (.*)$", lights.read_text("utf-8"))
    assert summary
    replace_in(lights, summary[0], "summary: The 𐎀 of the bank.")
    run = built(project)
    assert run.returncode == 0, run.stderr
    assert run.stderr.splitlines()[-1] == (
        "No font has '𐎀' (U+10380), so 'background/three-lights/index.html' has no card. Install a font that has it, "
        "or name its file in mkdocs.yml, in the list card_fonts of the plugin explainer."
    )
    site = project / "site"
    heads = {page.relative_to(site).as_posix(): head_of(page) for page in site.rglob("*.html")}
    named = {page: head for page, head in heads.items() if head}
    root = "https://halmyr.example/repo/"
    files = {head["og:image"].removeprefix(root) for head in named.values()}
    assert files == {path.relative_to(site).as_posix() for path in site.glob("assets/cards/**/*.png")}
    assert len(files) == len(named) > 40
    assert {opened((site / file).read_bytes()).size for file in files} == {(1200, 630)}
    head = named["events/1958-collision/index.html"]
    assert head.pop("og:image:alt").startswith("“><script>window.__hit=1</script></svg> · ")
    assert head == {
        "og:image": f"{root}assets/cards/events/1958-collision.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "twitter:card": "summary_large_image",
    }
    without = sorted(page for page in heads if page not in named)
    assert "background/three-lights/index.html" in without
    assert {"404.html", "colophon/index.html", "print/index.html", "worklist/index.html"} < set(without)
    assert [page for page in named if page.startswith("sources/")] == ["sources/index.html"]
    page = LexborHTMLParser((site / "events/1958-collision/index.html").read_text("utf-8"))
    assert "window.__hit" in (first(page, "h1").text() or "")
    running = page.css("script:not([type='application/ld+json'])")
    assert running
    assert [script for script in running if "__hit" in script.text()] == []


@pytest.mark.site
def test_an_ordinary_build_has_no_cards_and_names_none(project: Path) -> None:
    run = built(project, "no")
    assert run.returncode == 0, run.stderr
    assert not (project / "site" / "assets" / "cards").exists()
    assert head_of(project / "site" / "index.html") == {}


@pytest.mark.site
def test_cards_without_their_packages_are_one_sentence(project: Path) -> None:
    (project / "resvg_py.py").write_text("raise ModuleNotFoundError('gone', name='resvg_py')\n", "utf-8")
    path = ":".join([str(project), *filter(None, [environment().get("PYTHONPATH")])])
    run = built(project, PYTHONPATH=path)
    assert run.returncode == 1
    assert run.stderr.splitlines()[0] == (
        "ERROR   -  Cards need the package 'resvg_py', which is not installed. In requirements.txt, write "
        "dispute-explainer[cards] for dispute-explainer and install it again; in a clone of the program, "
        "make site CARDS=yes installs it. Without CARDS=yes the site is built without cards."
    )
    assert not (project / "site").exists()
