/* What a name finds first, on the names that tests/test_views_search_names.py holds the compiler to. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { answerTo, pagesOf } from "../theme/assets/explainer/search/finding.js";
import { keyOf, namedBy, onceEach, tableOf } from "../theme/assets/explainer/search/names.js";
import { merged, ranked } from "../theme/assets/explainer/search/ranking.js";
import { facetsOf, filtersOf, opens, resultOf, step } from "../theme/assets/explainer/search/state.js";
import {
  askedOf,
  corrected,
  decadeOf,
  lackedBy,
  listed,
  similar,
  wordsInRun,
  wordsOf,
} from "../theme/assets/explainer/search/words.js";

const NAMES = JSON.parse(readFileSync(new URL("snapshots/search-names.json", import.meta.url), "utf-8"));
const facets = JSON.parse(readFileSync(new URL("snapshots/search-facets.json", import.meta.url), "utf-8"));
const EVENT = { url: "/x/", filters: { collection: ["events"], topic: ["law", "salt"] } };
const ACTOR = { url: "/y/", filters: { collection: ["actors"] } };
const TABLE = { names: { isle: [1, 0] }, pages: [EVENT, ACTOR] };

assert.ok(NAMES.length >= 10);
for (const { name, key, table } of NAMES) {
  test(`'${name}' is compared by its letters`, () => {
    assert.deepEqual({ key: keyOf(name), table: tableOf(keyOf(name)) }, { key, table });
  });
}

test("the pages of a name come in the order of the table", () => {
  assert.deepEqual(namedBy("Isle!", TABLE, {}), [ACTOR, EVENT]);
  assert.deepEqual(namedBy("isl", TABLE, {}), []);
});

test("only pages that are in every chosen facet come", () => {
  assert.deepEqual(namedBy("isle", TABLE, { topic: "salt", collection: "events" }), [EVENT]);
  assert.deepEqual(namedBy("isle", TABLE, { topic: "law", collection: "actors" }), []);
});

test("a page that its name has put first is not shown again where its words put it", () => {
  const found = { ...ACTOR, words: [3] };
  const other = { url: "/z/" };
  assert.deepEqual(onceEach([ACTOR, other, found], [ACTOR]), [ACTOR, other]);
});

const bare = { key: "/", ctrlKey: false, metaKey: false, altKey: false, isWriting: false };
for (const [change, isOpened] of [
  [{}, true],
  [{ key: "s" }, true],
  [{ key: "S" }, false],
  [{ ctrlKey: true }, false],
  [{ metaKey: true }, false],
  [{ altKey: true }, false],
  [{ isWriting: true }, false],
]) {
  test(`a key with ${JSON.stringify(change)} ${isOpened ? "opens" : "does not open"} the search`, () => {
    assert.equal(opens({ ...bare, ...change }), isOpened);
  });
}

test("a facet without a value is no filter", () => {
  assert.deepEqual(filtersOf({ party: "qasira", topic: "" }), { party: "qasira" });
});

const every = { collection: { events: 2, actors: 5 }, party: { qasira: 4, thalessia: 3 } };
const counts = (offered) =>
  Object.fromEntries(offered.map(({ name, values }) => [name, values.map(({ id, count }) => [id, count])]));

test("a facet counts what is found, and the chosen one what there would be", () => {
  const found = { collection: { events: 2, actors: 0 }, party: { qasira: 1, thalessia: 2 } };
  const offered = facetsOf(facets, { collection: "events" }, found, every);
  const expected = {
    collection: [
      ["events", 2],
      ["actors", 5],
    ],
    party: [
      ["qasira", 1],
      ["thalessia", 2],
    ],
  };
  assert.deepEqual(counts(offered), expected);
  const chosen = offered.flatMap(({ values }) => values.filter(({ isChosen }) => isChosen).map(({ title }) => title));
  assert.deepEqual(chosen, ["Events"]);
});

test("a facet with one value is offered only if it is the chosen one", () => {
  const one = { party: { qasira: 1 } };
  assert.deepEqual(facetsOf(facets, {}, one, one), []);
  assert.deepEqual(counts(facetsOf(facets, { party: "zghvara" }, {}, one)), {
    party: [
      ["qasira", 1],
      ["zghvara", 0],
    ],
  });
});

test("a result has the words of its collection", () => {
  const meta = { title: "T", kind: "Treaty", date: "1923", summary: "S." };
  const expected = { url: "/x/", title: "T", about: ["Events", "Treaty"], date: "1923", summary: "S." };
  assert.deepEqual(resultOf({ url: "/x/", meta, filters: { collection: ["events"] } }, facets), expected);
});

test("a result without words is shown by its address", () => {
  const expected = { url: "/y/", title: "/y/", about: [], date: "", summary: "" };
  assert.deepEqual(resultOf({ url: "/y/", meta: {}, filters: {} }, facets), expected);
  assert.deepEqual(resultOf({ url: "/y/", meta: {} }, []), expected);
});

test("arrow keys step from the box through the list and stop at its ends", () => {
  const places = [-1, 0, 2];
  assert.deepEqual(
    places.map((place) => step(place, "ArrowDown", 3)),
    [0, 1, 2],
  );
  assert.deepEqual(
    places.map((place) => step(place, "ArrowUp", 3)),
    [-1, -1, 1],
  );
  assert.deepEqual(
    places.map((place) => step(place, "Tab", 3)),
    places,
  );
  assert.equal(step(-1, "ArrowDown", 0), -1);
});

const ENDINGS = "s ies ied ing y ily e er ers";
const textsOf = (words) => words.map(({ text }) => text);
const SAID = {
  content: "The herring studies of Vik’s closed strait go on. His military border is running and losing.",
  meta: { title: "Vik", tails: "後島", years: "1711 1712" },
};
for (const [term, lacking] of [
  ["herring", []],
  ["herr", []],
  ["study", []],
  ["studied", []],
  ["strait vik", []],
  ["vik's", []],
  ["militarily borders", []],
  ["lose run", []],
  ["1712", []],
  ["1710s", []],
  ["後島", []],
  ['"closed strait"', []],
  ["gorbatchev", ["gorbatchev"]],
  ["herring whale", ["whale"]],
  ["lost 1713 1720s", ["lost", "1713", "1720s"]],
  ["国後島", ["国後島"]],
  ["hosed rait", ["hosed", "rait"]],
]) {
  test(`a page lacks ${lacking.length ? lacking.join(" and ") : "nothing"} of '${term}'`, () => {
    assert.deepEqual(textsOf(lackedBy(SAID, askedOf(term, "s"), ENDINGS)), lacking);
  });
}

test("a language without endings knows a word by its beginning", () => {
  assert.deepEqual(textsOf(lackedBy(SAID, askedOf("herr militarily study", ""), "-")), ["militarily", "study"]);
});

const TITLES = ["Kunashir (Kunashiri)", "San Francisco Peace Treaty", "Mikhail Gorbachev", "War of 1711"];
for (const [term, meant] of [
  ["Kunashuri", "Kunashiri"],
  ["san fransisco treaty", "san Francisco treaty"],
  ["Gorbatchev", "Gorbachev"],
  ["Gorbachev", null],
  ["wax", null],
  ["qqqqqqqqq", null],
]) {
  test(`'${term}' means ${meant ?? "nothing else"}`, () => assert.equal(corrected(term, TITLES), meant));
}

test("pages with a name like the term come the likest first", () => {
  const pages = TITLES.map((title) => ({ title }));
  const titlesOf = (term, count) => similar(term, pages, count).map(({ title }) => title);
  assert.deepEqual(titlesOf("gorbatschow kunashirov", 6), ["Kunashir (Kunashiri)", "Mikhail Gorbachev"]);
  assert.deepEqual(titlesOf("gorbatschow kunashirov", 1), ["Kunashir (Kunashiri)"]);
  assert.deepEqual(titlesOf("zzzz", 6), []);
});

test("a page of the menu is found by the beginning of its title, the whole title first", () => {
  const links = [{ title: "Mapmakers" }, { title: "Map" }, { title: "Timeline" }];
  const titlesOf = (term) => listed(term, links).map(({ title }) => title);
  assert.deepEqual(titlesOf("map"), ["Map", "Mapmakers"]);
  assert.deepEqual(titlesOf("ma"), []);
  assert.deepEqual(titlesOf("lines"), []);
});

test("an unknown word is corrected and the others are left as they are", () => {
  assert.equal(corrected("peaze Gorbatchev", TITLES, ["gorbatchev"]), "peaze Gorbachev");
  assert.equal(corrected("peaze", TITLES, []), null);
});

test("a question is asked without the words that say nothing, and a phrase as a whole", () => {
  const texts = (term) => textsOf(askedOf(term, "what would the"));
  assert.deepEqual(texts("What would the isle lose?"), ["isle", "lose?"]);
  assert.deepEqual(texts("What the"), ["What", "the"]);
  assert.deepEqual(texts('the "salt tax" of ? Vik'), ['"salt tax"', "of", "Vik"]);
  assert.deepEqual(texts("salt salt"), ["salt"]);
  assert.deepEqual(texts("?!"), []);
  assert.equal(texts("a b c d e f g h i j k").length, 8);
});

test("a decade is asked for by its years", () => {
  const [decade, year] = askedOf("1710s 1711", "");
  assert.deepEqual(decade.forms, ["1710s", ...Array.from({ length: 10 }, (_, place) => `171${place}`)]);
  assert.deepEqual(year.forms, ["1711"]);
});

test("a year and a decade lie in a decade", () => {
  assert.deepEqual(["1711", "1710s", "240", "1711th", "war"].map(decadeOf), ["1710", "1710", "240", "", ""]);
});

test("a run without spaces is taken apart into the words that mean something", () => {
  assert.deepEqual(textsOf(wordsInRun("漁業と海")), ["漁業", "海"]);
  assert.deepEqual(wordsInRun("herring"), []);
  assert.deepEqual(wordsInRun("島"), []);
});

const word = (text, ...pages) => ({ word: { text, forms: [text] }, pages });
const page = (id, score = 1) => ({ id, score });
const order = (...found) => ranked(found).map(({ page }) => page.id);

test("of pages found word by word, those with more words and rarer ones come first", () => {
  const common = ["salt", "isle", "light"].map((id) => page(id));
  const many = Array.from({ length: 9 }, (_, place) => page(`other-${place}`));
  assert.equal(order(word("a", ...common, ...many), word("b", page("isle")))[0], "isle");
  assert.equal(
    order(word("a", page("salt")), word("b", page("isle")), word("c", page("isle"), page("light")))[0],
    "isle",
  );
  assert.deepEqual(order(word("a"), word("b")), []);
});

test("one word that a page has often does not outweigh two that another has", () => {
  assert.equal(order(word("a", page("often", 16), page("both", 9)), word("b", page("both", 4)))[0], "both");
  assert.equal(order(word("a", page("often", 16), page("both", 4)), word("b", page("both", 1)))[0], "often");
});

test("a page with nothing but a common word is not close to a question", () => {
  const everywhere = Array.from({ length: 400 }, (_, place) => page(`page-${place}`));
  assert.deepEqual(order(word("a", ...everywhere), word("b", page("rare"))), ["rare"]);
});

test("a page says for which words it was not found, also for one that is nowhere", () => {
  const [first] = ranked([word("a", page("isle")), word("b"), word("c", page("isle"))]);
  assert.deepEqual(textsOf(first.missing), ["b"]);
});

test("of the forms of a word the best counts", () => {
  const lists = [[page("isle", 1)], [page("isle", 3), page("salt", 2)], []];
  assert.deepEqual(merged(lists), [page("isle", 3), page("salt", 2)]);
});

/* Finding, in a site of four pages whose words are given; one that it does not have is taken for a shorter one. */

const TEXTS = {
  "/war/": { title: "War of 1711", content: "Herring boats and their guns in the war." },
  "/guns/": { title: "Military use", content: "Soldiers with guns keep the strait." },
  "/herring/": { title: "Herring", content: "The herring of the strait, and what was lost with it." },
  "/events/salt/": { title: "Salt", content: "A tax.", years: "1712", collection: "events" },
  "/border/": { title: "A line", content: "The border ran through the strait.", years: "1711 1712 1713" },
};
const SITE_WORDS = {
  count: "Results: {number}",
  none: "None",
  corrected: "{term}: {other}",
  similar: "Like {term}",
  some: "All: {number}",
  closest: "Closest",
  functionWords: "the what of in did",
  endings: ENDINGS,
};
const NAMED = { title: "Vik", summary: "", kind: "" };

function siteWith(change = {}) {
  const pages = Object.entries(TEXTS).map(([url, { content, ...meta }]) => ({ url, content, meta, filters: {} }));
  const search = async (term, { collection, decade }) => {
    const words = wordsOf(term);
    const searched = pages.filter(({ meta }) => !collection || (meta.collection === collection && decade === "1710"));
    const found = searched.filter((page) => words.every((word) => has(page, word)));
    return found.map((page) => ({ id: page.url, score: scoreOf(page, words), data: async () => page }));
  };
  const named = async (term) => (term === "Vik" ? [{ url: "/vik/", meta: NAMED, filters: {} }] : []);
  const titles = async () => pages.map(({ url, meta: { title } }) => ({ url, title }));
  return { words: SITE_WORDS, isNarrowed: false, hasSources: true, listed: () => [], named, titles, search, ...change };
}

const saidBy = ({ content, meta }) => wordsOf([content, ...Object.values(meta)].join(" "));
const has = (page, word) => saidBy(page).some((said) => said.startsWith(word.slice(0, 4)));
const scoreOf = ({ meta }, words) => (words.some((word) => wordsOf(meta.title).includes(word)) ? 9 : 1);

async function foundBy(term, change) {
  const site = siteWith(change);
  const { said, entries, named } = await answerTo(term, site);
  const cards = await pagesOf(entries, named, site);
  return { said, pages: cards.map(({ page: { url }, lacking }) => [url, ...lacking].join(" -")) };
}

for (const [term, said, ...pages] of [
  ["herring", "Results: 2", "/herring/", "/war/"],
  ["what did the soldiers keep", "All: 1", "/guns/"],
  ["herring soldiers", "Closest", "/herring/ -soldiers", "/war/ -soldiers", "/guns/ -herring"],
  ["what of the militarily lost", "Closest", "/guns/ -lost", "/herring/ -militarily"],
  ["border in 1712", "All: 1", "/border/", "/events/salt/ -border"],
  ["1712", "Results: 2", "/events/salt/", "/border/"],
  ["1710s", "Results: 3", "/events/salt/", "/war/", "/border/"],
  ["border in 1719", "Closest", "/border/ -1719"],
  ["herrinx", "herrinx: Herring", "/herring/", "/war/"],
  ["strait whale", "Closest", "/guns/ -whale", "/herring/ -whale", "/border/ -whale"],
  ["whale", "None"],
  ["hering", "hering: Herring", "/herring/", "/war/"],
  ["warr", "Like warr", "/war/"],
  ["the Vik", "Results: 1", "/vik/"],
  ["?", "None"],
]) {
  test(`'${term}' finds ${pages.join(", ") || "nothing"}`, async () => {
    assert.deepEqual(await foundBy(term), { said, pages });
  });
}

test("a narrowed search corrects nothing and is like nothing", async () => {
  assert.deepEqual(await foundBy("herrinx", { isNarrowed: true }), { said: "None", pages: [] });
});

test("a page with a name is shown once, at the place of its name", async () => {
  const named = async () => [{ url: "/war/", meta: { title: "War of 1711" }, filters: {} }];
  assert.deepEqual((await foundBy("herring", { named })).pages, ["/war/", "/herring/"]);
});
