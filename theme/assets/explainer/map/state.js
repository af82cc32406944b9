// Which state of the border is shown, and how the map is filled. Nothing here knows a page; map.js changes one.

/** The number of the state with this id; -1 if there is none. The id may begin with "#", as in an address. */
export function numberOf(data, id) {
  const wanted = id.replace(/^#/, "");
  return data.states.findIndex((state) => state.id === wanted);
}

/** The number of the state to which a key moves; the same if the key means nothing here or the row ends. */
export function afterKey(data, number, key) {
  const last = data.states.length - 1;
  const next = { ArrowLeft: number - 1, ArrowRight: number + 1, Home: 0, End: last }[key] ?? number;
  return Math.min(Math.max(next, 0), last);
}

/** The fill of each feature in a state; features about which it says nothing are missing. */
export function fillsOf(data, number) {
  const fills = Object.entries(data.states[number].fills);
  return new Map(fills.flatMap(([fill, features]) => features.map((feature) => [feature, fill])));
}

/** The kind of a line in a state; "none" if it has no such line. */
export function kindOf(data, number, line) {
  return data.states[number].lines[line] ?? "none";
}

/** What a label says of who held its feature in a state; empty where the state says nothing of it. */
export function noteOf(data, number, feature) {
  return data.states[number].notes[feature] ?? "";
}
