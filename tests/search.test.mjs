/* What a name finds first, on the names that tests/test_views_search_names.py holds the compiler to. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { keyOf, namedBy, onceEach, tableOf } from "../theme/assets/explainer/search/names.js";
import { facetsOf, filtersOf, opens, resultOf, step } from "../theme/assets/explainer/search/state.js";
import {
  corrected,
  lacks,
  listed,
  ofYear,
  ranked,
  similar,
  withoutFunctionWords,
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

const SAID = { content: "The herring studies of Vik’s strait go on.", meta: { title: "Vik", tails: "後島" } };
for (const [term, isLacking] of [
  ["herring", false],
  ["study", false],
  ["studied", false],
  ["strait vik", false],
  ["後島", false],
  ["gorbatchev", true],
  ["herring whale", true],
]) {
  test(`a page ${isLacking ? "lacks" : "says"} '${term}'`, () => assert.equal(lacks(SAID, term), isLacking));
}

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

test("a question is asked without the words that say nothing", () => {
  assert.equal(withoutFunctionWords("What would the isle lose?", "what would the"), "isle lose?");
  assert.equal(withoutFunctionWords("The Who", "the who"), "The Who");
});

test("of pages found word by word, those with more words and rarer ones come first", () => {
  const [salt, isle, light] = ["salt", "isle", "light"].map((id) => ({ id, score: 1 }));
  const common = [salt, isle, light, ...Array.from({ length: 9 }, (_, id) => ({ id, score: 1 }))];
  assert.deepEqual(ranked([common, [isle]]).slice(0, 1), [isle]);
  assert.deepEqual(ranked([[salt], [isle], [isle, light]]).slice(0, 1), [isle]);
  assert.deepEqual(ranked([[], []]), []);
});

test("a year and a decade find the events whose addresses begin with it", () => {
  const pages = ["/x/events/1711-war/", "/x/events/1719-peace/", "/x/events/0240-stone/", "/x/actors/1711/"].map(
    (url) => ({
      url,
    }),
  );
  assert.deepEqual(ofYear("1711", pages), [pages[0]]);
  assert.deepEqual(ofYear("1710s", pages), [pages[0], pages[1]]);
  assert.deepEqual(ofYear("240", pages), [pages[2]]);
  assert.deepEqual(ofYear("1711 war", pages), []);
});
