"""References as the CSL processor renders them, locators, and CSL records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from explainer.catalogue import catalogue_of
from explainer.citations import csl_record, locator_text, perspectives_of, references_of
from explainer.model.fields import Source
from explainer.pipeline import Checked, check

LOCATORS = {
    "p. 12": "p. 12",
    "p.12": "p. 12",
    "12": "p. 12",
    "12-13": "pp. 12–13",
    "pp. 12 - 15": "pp. 12–15",
    "PP 3 and 4": "pp. 3 and 4",
    "art. 2": "art. 2",
    "arts. 2, 3": "arts. 2, 3",
    "Article 9": "art. 9",
    "Art. 2(c)": "art. 2(c)",
    "art. IX": "art. IX",
    "p. xii": "p. xii",
    "§ 3": "sec. 3",
    "§§ 3-4": "secs. 3–4",
    "¶5": "para. 5",
    "chap. 2": "ch. 2",
    "question 3": "question 3",
    "fol. 7v": "fol. 7v",
    "the preface": "the preface",
    "第2条": "第2条",
    "": "",
}


@pytest.mark.parametrize(("locator", "shown"), LOCATORS.items(), ids=LOCATORS)
def test_locator(locator: str, shown: str) -> None:
    assert locator_text(locator, catalogue_of("en")) == shown


def test_references(load_checked: Checked) -> None:
    """
    === sources/book.md
    ---
    title: The Strait <b>Papers</b> & more
    type: book
    author: [{family: Lind, given: Ada}, {family: Berg, given: Bo}]
    issued: 1910-05
    publisher: Vik Press
    publisher-place: Vik
    edition: 2nd edition
    consulted: {on: 2019-01-22, as: original}
    language: en
    perspective: scholarly
    level: secondary
    ---
    === sources/news.md
    ---
    title: Om ön
    original-title: On the island
    type: article-newspaper
    author: [{literal: The Times of Vik}]
    container-title: Vik Times
    issued: 1900-05-03
    page: 3-4
    language: sv
    perspective: alba
    level: primary
    ---
    === sources/page.md
    ---
    title: 北方領土
    type: webpage
    author: [{family: 安倍, given: 晋三}]
    issued: 2019~
    language: ja
    perspective: third-party
    level: primary
    ---
    """
    sources = {entry.id: entry.fields for entry in load_checked.corpus.sources if entry.id != "paper"}
    references = references_of(sources, catalogue_of("en"))
    assert {source_id: reference.entry for source_id, reference in references.items()} == {
        "book": "Ada Lind and Bo Berg. <i>The Strait &lt;b&gt;Papers&lt;/b&gt; &amp; more</i>. "
        "2nd edition, Vik Press, Vik, May 1910. Accessed 22 January 2019.",
        "news": "The Times of Vik. ‘Om ön’ [On the island]. <i>Vik Times</i>, 3 May 1900, pp. 3–4.",
        "page": '<span lang="ja" dir="auto">安倍晋三</span>. ‘<span lang="ja" dir="auto">北方領土</span>’. about 2019.',
    }
    assert {source_id: reference.note for source_id, reference in references.items()} == {
        "book": "Ada Lind and Bo Berg, The Strait <b>Papers</b> & more, May 1910",
        "news": "The Times of Vik, ‘Om ön’ [On the island], Vik Times, 3 May 1900",
        "page": "安倍晋三, ‘北方領土’, about 2019",
    }


def test_no_sources_give_no_references() -> None:
    assert references_of({}, catalogue_of("en")) == {}


def test_csl_record_has_the_names_of_csl(load_checked: Checked) -> None:
    """
    === sources/log.md
    ---
    title: The log
    type: legal_case
    author: [{family: Lind, given: Ada}, {literal: The Court}, {family: Berg}]
    issued: 1900/1901
    container-title: Reports
    URL: https://example.org/log
    DOI: 10.1000/1
    consulted: {on: 2019-01-22, as: original}
    language: en
    perspective: alba
    level: primary
    aliases: [ship's log]
    ---
    """
    assert csl_record("log", load_checked.corpus.source_by_id["log"].fields) == {
        "id": "log",
        "type": "legal_case",
        "title": "The log",
        "author": [{"family": "Lind", "given": "Ada"}, {"literal": "The Court"}, {"literal": "Berg"}],
        "issued": {"raw": "1900/1901"},
        "container-title": "Reports",
        "URL": "https://example.org/log",
        "DOI": "10.1000/1",
        "language": "en",
        "accessed": {"raw": "2019-01-22"},
    }


def test_perspectives_are_counted_most_first() -> None:
    corpus = check(Path(__file__).parent / "cases" / "base").corpus
    paper = corpus.source_by_id["paper"].fields
    sources = [paper.model_copy(update={"perspective": name}) for name in ("borea", "scholarly", "alba", "scholarly")]
    assert list(perspectives_of(sources).items()) == [("scholarly", 2), ("alba", 1), ("borea", 1)]


ONE_MARK = {
    "a question": ({"title": "Who owns the bank?"}, "<i>Who owns the bank?</i> Vik Press, 1998."),
    "a call in quotation marks": (
        {"title": "Stop!", "type": "speech"},
        "‘Stop!’ Vik Press, 1998.",
    ),
    "a full stop in quotation marks": (
        {"title": "Letter to the Editor.", "type": "article-newspaper", "container-title": "The Courier"},
        "‘Letter to the Editor’. <i>The Courier</i>, Vik Press, 1998.",
    ),
    "three full stops": ({"title": "Wait..."}, "<i>Wait...</i> Vik Press, 1998."),
    "a question in Japanese": (
        {"title": "海とは何か？", "language": "ja"},
        '<i><span lang="ja" dir="auto">海とは何か？</span></i> Vik Press, 1998.',
    ),
    "a name with Jr.": (
        {"title": "The strait", "author": [{"family": "King Jr.", "given": "Martin"}]},
        "Martin King Jr. <i>The strait</i>. Vik Press, 1998.",
    ),
    "a company": (
        {"title": "The strait", "author": [{"literal": "Vik Inc."}]},
        "Vik Inc. <i>The strait</i>. Vik Press, 1998.",
    ),
}


@pytest.mark.parametrize("case", ONE_MARK.values(), ids=ONE_MARK)
def test_a_part_of_a_reference_ends_in_one_mark(case: tuple[dict[str, Any], str]) -> None:
    fields, entry = case
    given = {"type": "book", "language": "en", "perspective": "scholarly", "level": "secondary", "issued": "1998"}
    source = Source.model_validate({**given, "publisher": "Vik Press", **fields})
    assert references_of({"a": source}, catalogue_of("en"))["a"].entry == entry
