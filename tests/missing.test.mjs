/* The proposals of the page for addresses that lead nowhere. */

import assert from "node:assert/strict";
import test from "node:test";

import { edits, nearest, partsOf, unlike } from "../theme/assets/explainer/missing/state.js";

const PAGES = [
  ["./", "Home"],
  ["actors/", "Actors"],
  ["actors/eleni-marastou/", "Eleni Marastou"],
  ["background/salt-right/", "The salt right"],
  ["events/", "Events"],
  ["events/1711-herring-war/", "The Herring War"],
  ["events/1923-bank-treaty/", "The Bank Treaty"],
  ["topics/salt/", "Salt"],
];

const cases = {
  "a slip in the name": ["/repo/events/1711-hering-war/", ["events/1711-herring-war/"]],
  "no slash at the end": ["/repo/events/1711-herring-war", ["events/1711-herring-war/"]],
  "the address of a file": ["/repo/events/1711-herring-war.html", ["events/1711-herring-war/"]],
  "another folder": ["/repo/background/1711-herring-war/", ["events/1711-herring-war/"]],
  "no folder": ["/repo/1711-herring-war/", ["events/1711-herring-war/"]],
  "a word of the name": ["/repo/actors/marastou/", ["actors/eleni-marastou/"]],
  "other capitals": ["/repo/Events/1711-Herring-War/", ["events/1711-herring-war/"]],
  "a folder too deep": ["/repo/a/b/events/1923-bank-treaty/", ["events/1923-bank-treaty/"]],
  "a word of two names, the whole one first": ["/repo/salt/", ["topics/salt/", "background/salt-right/"]],
  "nothing near": ["/repo/zzzzzzzz/", []],
  "the root": ["/repo/", []],
  "half a letter": ["/repo/%E0%A4%A", []],
};

for (const [name, [path, expected]] of Object.entries(cases)) {
  test(name, () => {
    assert.deepEqual(
      nearest(path, "/repo/", PAGES, 6).map(({ address }) => address),
      expected,
    );
  });
}

test("a site that has a host of its own", () => {
  assert.deepEqual(nearest("/event/1923-bank-treaty", "/", PAGES, 1), [
    { address: "events/1923-bank-treaty/", title: "The Bank Treaty", cost: 0.1 * unlike("event", "events") },
  ]);
});

test("no more than asked for", () => {
  const many = Array.from({ length: 40 }, (_, number) => [`events/talks-${number}/`, `Talks ${number}`]);
  assert.equal(nearest("/repo/events/talks/", "/repo/", many, 6).length, 6);
});

test("the parts of a path", () => {
  assert.deepEqual(partsOf("/repo/events/x/index.html", "/repo/"), ["events", "x"]);
  assert.deepEqual(partsOf("/%E5%B3%B6/x.html", "/"), ["島", "x"]);
});

test("edits", () => {
  assert.equal(edits("kitten", "sitting"), 3);
  assert.equal(edits("", "abc"), 3);
  assert.equal(edits("abc", "abc"), 0);
});
