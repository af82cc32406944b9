/* The states of the map, on the JSON that tests/test_views_map.py holds the compiler to. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { afterKey, fillsOf, kindOf, noteOf, numberOf } from "../theme/assets/explainer/map/state.js";

const DATA = JSON.parse(readFileSync(new URL("snapshots/map.json", import.meta.url), "utf-8"));

test("a state is found by its id, with the sign of a fragment or without", () => {
  assert.deepEqual(
    ["#1923", "now", "#nowhere", ""].map((id) => numberOf(DATA, id)),
    [0, 1, -1, -1],
  );
});

test("an address that nobody could decode leads to no state", () => {
  assert.deepEqual(
    ["#%", "#%zz", "#%E3%81"].map((id) => numberOf(DATA, id)),
    [-1, -1, -1],
  );
});

test("keys lead to the next state and stay at the ends", () => {
  const after = (number) => ["ArrowLeft", "ArrowRight", "Home", "End", "x"].map((key) => afterKey(DATA, number, key));
  assert.deepEqual(after(0), [0, 1, 0, 1, 0]);
  assert.deepEqual(after(1), [0, 1, 0, 1, 1]);
});

test("land has the fill of its state, and none if the state says nothing of it", () => {
  const fills = ["halmyr-bank", "third-light", "orn-coast"].map((feature) => fillsOf(DATA, 0).get(feature));
  assert.deepEqual(fills, ["shared-qasira-thalessia-zghvara", "settled-zghvara", undefined]);
});

test("a line is of its kind where the state has it", () => {
  assert.deepEqual(
    [0, 1].map((number) => kindOf(DATA, number, "closed-water")),
    ["none", "claim"],
  );
});

test("a label says who held its land where the state says so", () => {
  assert.deepEqual(
    [0, 1].map((number) => noteOf(DATA, number, "halmyr-bank")),
    ["undivided", "held by Thalessia, claimed by Qasira and Zghvara"],
  );
  assert.equal(noteOf(DATA, 0, "orn-coast"), "");
});
