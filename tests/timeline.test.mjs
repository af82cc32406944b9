/* The filters of the timeline, on the examples that tests/test_views_timeline.py holds the compiler to. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import {
  choiceOf,
  cleared,
  EVERYTHING,
  isNarrowed,
  queryOf,
  shownIds,
  toggled,
  yearOf,
} from "../theme/assets/explainer/timeline/state.js";

const { events, cases } = JSON.parse(readFileSync(new URL("snapshots/timeline.json", import.meta.url), "utf-8"));

assert.ok(cases.length >= 10);
for (const { name, query, canonical, shown } of cases) {
  test(name, () => {
    const choice = choiceOf(query);
    assert.deepEqual(shownIds(events, choice), shown);
    assert.equal(queryOf(choice, query), canonical);
    assert.deepEqual(choiceOf(canonical), choice);
  });
}

test("a value is added in order, once, and taken away", () => {
  const one = toggled(EVERYTHING, "party", "borea", true);
  const two = toggled(toggled(one, "party", "alba", true), "party", "alba", true);
  assert.deepEqual(two.party, ["alba", "borea"]);
  assert.deepEqual(toggled(two, "party", "borea", false).party, ["alba"]);
  assert.deepEqual(EVERYTHING.party, []);
});

test("clear takes the choice and leaves the zoom", () => {
  const choice = choiceOf("?party=alba&zoom=3&from=1900");
  assert.ok(isNarrowed(choice));
  assert.equal(queryOf(cleared(choice)), "?zoom=3");
  assert.ok(!isNarrowed(cleared(choice)));
});

test("years as they are written", () => {
  assert.deepEqual(["1855", " -300 ", "−300", "0", "", "18.5", null].map(yearOf), [
    1855,
    -300,
    -300,
    null,
    null,
    null,
    null,
  ]);
});
