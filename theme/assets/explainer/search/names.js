/* Finds the pages with the name that a reader types, as `explainer.views.search_names` does; one snapshot holds both. */

const TABLES = 128;

/** The name in the form for comparing: letters and digits only, in lower case, without diacritics. */
export function keyOf(name) {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** The number of the table with a key. */
export function tableOf(key) {
  return [...key].reduce((number, char) => (31 * number + char.codePointAt(0)) % TABLES, 0);
}

/** The pages of a table with the term as a name and with the chosen facets, best first. */
export function namedBy(term, { names, pages }, chosen) {
  const isChosen = ({ filters }) => Object.entries(chosen).every(([name, value]) => filters[name]?.includes(value));
  return (names[keyOf(term)] ?? []).map((place) => pages[place]).filter(isChosen);
}

/** The pages, each only at its first place in the list. */
export function onceEach(pages, named) {
  const urls = named.map(({ url }) => url);
  return pages.filter((page) => named.includes(page) || !urls.includes(page.url));
}
