// Which state of the border is shown, and what it paints. Nothing here knows of a page; map.js puts it on one.

/** The number of the state with this id; -1 where there is none. A hash may keep its sign: "#1875". */
export function numberOf(data, id) {
  const wanted = decodeURIComponent(id.replace(/^#/, ""));
  return data.states.findIndex((state) => state.id === wanted);
}

/** The number of the state after a key, or the same where the key means nothing here or the row ends. */
export function afterKey(data, number, key) {
  const last = data.states.length - 1;
  const next = { ArrowLeft: number - 1, ArrowRight: number + 1, Home: 0, End: last }[key] ?? number;
  return Math.min(Math.max(next, 0), last);
}

/** The fill of each feature in a state; a feature of which it says nothing is not in the map. */
export function fillsOf(data, number) {
  const fills = Object.entries(data.states[number].fills);
  return new Map(fills.flatMap(([fill, features]) => features.map((feature) => [feature, fill])));
}

/** The kind of a line in a state; "none" where it has no such line. */
export function kindOf(data, number, line) {
  return data.states[number].lines[line] ?? "none";
}
