/* The pages whose addresses are most like one that leads nowhere, by the edits between folders and names. */

/** The parts of a path below the site's root, decoded and without what hosts add: events, x for /repo/events/x/index.html. */
export function partsOf(path, root) {
  const below = path.startsWith(root) ? path.slice(root.length) : path;
  return below
    .replace(/(?:^|\/)index\.html$/, "/")
    .replace(/\.html$/, "")
    .split("/")
    .filter(Boolean)
    .map((part) => decoded(part).toLowerCase().slice(0, 120));
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The least cost of turning one list into another. Adding or removing an item costs 1, replacing it `cost`. */
export function edits(from, to, cost = (a, b) => Number(a !== b)) {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [number, item] of Array.from(from).entries()) {
    const next = [number + 1];
    for (let at = 0; at < to.length; at += 1) {
      next.push(Math.min(row[at] + cost(item, to[at]), row[at + 1] + 1, next[at] + 1));
    }
    row = next;
  }
  return row[to.length];
}

/** How different two parts of a path are, from 0 to 1: by their letters, or by the words of the first that the other lacks. */
export function unlike(asked, other) {
  const letters = edits(asked, other) / Math.max(asked.length, other.length);
  const words = new Set(other.split("-"));
  const found = asked.split("-").filter((word) => words.has(word));
  const missing = 1 - found.join("").length / asked.replaceAll("-", "").length;
  return asked === other ? 0 : Math.min(letters, 0.25 + 0.75 * missing);
}

const FAR = 0.6;
const FARTHER_THAN_BEST = 0.3;
const OTHER_FOLDER = 0.1;

/** At most `count` pages, the nearest first, each an address from the root and a title; the home page is left out. */
export function nearest(path, root, pages, count) {
  const asked = partsOf(path, root);
  if (asked.length === 0) return [];
  const found = pages
    .filter(([address]) => address !== "./")
    .map(([address, title]) => ({ address, title, cost: costOf(asked, partsOf(address, "")) }))
    .filter(({ cost }) => cost < FAR)
    .sort((a, b) => a.cost - b.cost || (a.address < b.address ? -1 : 1));
  return found.filter(({ cost }) => cost <= found[0].cost + FARTHER_THAN_BEST).slice(0, count);
}

/** The name counts most; each folder that differs, is missing or is extra counts a little. */
function costOf(asked, parts) {
  const name = unlike(asked.at(-1), parts.at(-1));
  return name >= FAR ? name : name + OTHER_FOLDER * edits(asked.slice(0, -1), parts.slice(0, -1), unlike);
}
