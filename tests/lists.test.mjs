/* The list of sources: which rows fit a choice, and how an address says it. */

import assert from "node:assert/strict";
import test from "node:test";

import { choiceOf, fitting, queryOf } from "../theme/assets/explainer/lists/state.js";
import { wordsOf } from "../theme/assets/explainer/search/words.js";

const FACETS = ["perspective", "type", "language", "decade"];
const rows = [
  { choices: ["alba", "book", "en", "1990"], key: wordsOf("A history of the island").join(" ") },
  { choices: ["borea", "treaty", "ja", "1900"], key: wordsOf("The Treaty of 1900 日露協約").join(" ") },
  { choices: ["borea", "book", "ja", ""], key: wordsOf("Kunashiri-tō: an undated history").join(" ") },
];

test("an address without a choice shows all rows", () => {
  assert.deepEqual(fitting(rows, choiceOf("", FACETS), FACETS), [0, 1, 2]);
});

test("facets narrow together, and an empty decade is a value", () => {
  assert.deepEqual(fitting(rows, choiceOf("?perspective=borea&type=book", FACETS), FACETS), [2]);
  assert.deepEqual(fitting(rows, choiceOf("?decade=", FACETS), FACETS), [2]);
});

test("words may be in any script, without marks, and all must be there", () => {
  assert.deepEqual(fitting(rows, choiceOf("?words=history+undated", FACETS), FACETS), [2]);
  assert.deepEqual(fitting(rows, choiceOf("?words=KUNASHIRI", FACETS), FACETS), [2]);
  assert.deepEqual(fitting(rows, choiceOf("?words=協約", FACETS), FACETS), [1]);
});

test("a choice and its address say the same, and other parts of the query stay", () => {
  const query = "?from=news&words=treaty&language=ja";
  assert.equal(queryOf(choiceOf(query, FACETS), query), query);
  assert.equal(queryOf(choiceOf("", FACETS), query), "?from=news");
});
