/* Turns the open page into its next state without loading it anew.

Compared are the page as it was served and as it is served now. The page on the screen, which scripts and the reader have
changed since, gets what differs between the two, where it stands. Elements outside the head and `main` are kept, since
scripts hold on to them. What cannot be put in so is left to a reload. */

const PROGRAMS = 'script:not([type="application/ld+json"]), style, link[rel=stylesheet]';
const FREE = "head, main";
const TABLE_OF_MATERIAL = ".md-typeset__scrollwrap"; // put around each table when the page starts

/** Whether `document`, which was served as `before`, is now as if served as `after`. If not, it is to be loaded anew. */
export function change(before, after) {
  if (before.querySelector("template") || after.querySelector("template")) return false; // compared as if empty
  if (document.querySelector("pre > code")) return false; // Material would name it twice
  for (const wrap of document.querySelectorAll(TABLE_OF_MATERIAL)) wrap.replaceWith(...wrap.querySelectorAll("table"));
  const steps = [];
  if (!plan(before.documentElement, after.documentElement, document.documentElement, steps)) return false;
  for (const step of steps) step();
  return steps.length > 0;
}

/** Adds to `steps` what is to be done with `live`; false where that cannot be. */
function plan(before, after, live, steps) {
  if (before.isEqualNode(after)) return true;
  if (before.nodeName !== after.nodeName || before.nodeName !== live.nodeName) return false;
  if (!(before instanceof Element)) {
    steps.push(() => { live.nodeValue = after.nodeValue; });
    return before.nodeValue === live.nodeValue;
  }
  if (before.matches(PROGRAMS)) return false;
  for (const name of new Set([...before.getAttributeNames(), ...after.getAttributeNames()])) {
    const attribute = after.getAttributeNode(name);
    if (attribute?.value === before.getAttributeNode(name)?.value) continue;
    steps.push(() => (attribute ? live.setAttributeNode(document.importNode(attribute)) : live.removeAttribute(name)));
  }
  return planChildren(before, after, live, steps);
}

/** The children between those that are the same at the start and at the end: each by itself, or all of them at once. */
function planChildren(before, after, live, steps) {
  const [old, next, shown] = [before, after, live].map(({ childNodes }) => [...childNodes]);
  const more = shown.length - old.length; // scripts add to the end of the head and the body
  if (more < 0 || (more > 0 && !live.matches("head, body"))) return false;
  const shorter = Math.min(old.length, next.length);
  let start = 0;
  while (start < shorter && old[start].isEqualNode(next[start])) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end).isEqualNode(next.at(-1 - end))) end += 1;

  const leaving = old.slice(start, old.length - end);
  const coming = next.slice(start, next.length - end);
  const there = shown.slice(start, old.length - end);
  if (isAlike(leaving, coming)) return leaving.every((node, n) => plan(node, coming[n], there[n], steps));
  if (!isAlike(leaving, there) || !live.closest(FREE) || [...leaving, ...coming].some(hasProgram)) return false;
  const last = shown[old.length - end] ?? null;
  steps.push(() => {
    for (const node of there) node.remove();
    for (const node of coming) live.insertBefore(document.importNode(node, true), last);
  });
  return true;
}

function isAlike(some, others) {
  return some.length === others.length && some.every((node, n) => node.nodeName === others[n].nodeName);
}

function hasProgram(node) {
  return node instanceof Element && (node.matches(PROGRAMS) || node.querySelector(PROGRAMS) !== null);
}
