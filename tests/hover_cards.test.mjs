/* When a preview is open, and where its card stands. */

import assert from "node:assert/strict";
import test from "node:test";

import { IDLE, LASTS_MS, next, place } from "../theme/assets/explainer/hover_cards/state.js";

const after = (...events) => events.reduce(next, IDLE);
const point = (link) => ({ type: "point", link });
const [leave, reach, dismiss, elapsed] = ["leave", "reach", "dismiss", "elapsed"].map((type) => ({ type }));

for (const [name, events, phase, link] of [
  ["comes after a while", [point("a"), elapsed], "shown", "a"],
  ["waits at first", [point("a")], "waiting", "a"],
  ["does not come in passing", [point("a"), leave, elapsed], "idle", null],
  ["stays on the way to the card", [point("a"), elapsed, leave, reach], "shown", "a"],
  ["stays while the pointer comes back", [point("a"), elapsed, leave, point("a")], "shown", "a"],
  ["stays when it is pointed at again", [point("a"), elapsed, point("a")], "shown", "a"],
  ["goes a while after it was left", [point("a"), elapsed, leave], "leaving", "a"],
  ["is gone then", [point("a"), elapsed, leave, elapsed], "idle", null],
  ["is not put off by a second leave", [point("a"), elapsed, leave, leave], "leaving", "a"],
  ["is dismissed until it is left", [point("a"), elapsed, dismiss, point("a"), elapsed], "dismissed", "a"],
  ["comes again after it was left", [point("a"), dismiss, leave, point("a")], "waiting", "a"],
  ["moves to another link", [point("a"), elapsed, point("b")], "waiting", "b"],
  ["moves to another link while it goes", [point("a"), elapsed, leave, point("b")], "waiting", "b"],
  ["has nothing to dismiss when none is open", [dismiss], "idle", null],
  ["does not take what it does not know for an event", [point("a"), { type: "scroll" }], "waiting", "a"],
]) {
  test(`a preview ${name}`, () => assert.deepEqual(after(...events), { phase, link }));
}

test("the phases that end by themselves are those that wait for the pointer", () => {
  assert.deepEqual(Object.keys(LASTS_MS), ["waiting", "leaving"]);
});

const view = { width: 400, height: 600 };
const card = { width: 300, height: 200 };
const linkAt = (left, top) => ({ left, top, bottom: top + 20 });

for (const [name, link, expected] of [
  ["under the link", linkAt(50, 100), { left: 50, top: 128, height: 464 }],
  ["above it at the foot of the page", linkAt(50, 560), { left: 50, top: 352, height: 544 }],
  ["inside the right edge", linkAt(390, 100), { left: 92, top: 128, height: 464 }],
  ["inside the left edge", linkAt(-20, 100), { left: 8, top: 128, height: 464 }],
]) {
  test(`the card stands ${name}`, () => assert.deepEqual(place(link, card, view), expected));
}

test("a card higher than the page has the larger half of it, and never lies on its link", () => {
  const tall = { width: 300, height: 900 };
  assert.deepEqual(place(linkAt(50, 100), tall, view), { left: 50, top: 128, height: 464 });
  const above = place(linkAt(50, 400), tall, view);
  assert.deepEqual(above, { left: 50, top: 8, height: 384 });
  assert.ok(above.top + above.height <= 400);
});

test("a card wider than the page begins at its left edge", () => {
  assert.equal(place(linkAt(50, 100), { width: 500, height: 200 }, view).left, 8);
});
