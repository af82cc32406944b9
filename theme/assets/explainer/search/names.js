/* Which pages have the name that a reader writes: the same as `explainer.indexing.names` does, by the same snapshot. */

const FILES = 64;

/** The name as it is compared: letters and digits alone, small, without marks above or below them. */
export function keyOf(name) {
  return name.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** The number of the file that a key is in. */
export function fileOf(key) {
  return [...key].reduce((number, char) => (31 * number + char.codePointAt(0)) % FILES, 0);
}

/** The results with those first whose ids are named, in the order of the ids; the others stay as they are. */
export function namedFirst(results, ids) {
  const named = ids.map((id) => results.find((result) => result.id === id)).filter(Boolean);
  return [...named, ...results.filter((result) => !named.includes(result))];
}
