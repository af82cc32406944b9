/* What the search shows, from values alone: no document, no network. */

/** How many results are read and shown at first, and with each "more". */
export const PAGE_LENGTH = 6;

/** How many results must have arrived before any is shown; each is a file. */
export const FIRST_LENGTH = 2;

/** The collection whose pages have a group of their own, and how many of them are shown at first. */
export const SOURCES = "sources";
export const SOURCES_LENGTH = 3;

/** Whether a pressed key opens the search. It does not while text is being typed into `target`. */
export function opens({ key, ctrlKey, metaKey, altKey, isWriting }) {
  return !isWriting && !ctrlKey && !metaKey && !altKey && (key === "/" || key === "s");
}

/** The chosen facets in Pagefind's form; every facet with a value must match. */
export function filtersOf(chosen) {
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value));
}

/** The facets to offer, with the number of results for each value: `found` with the choice applied, `all` without.
    Of the facet that is chosen itself the counts are those of `all`, since `found` has only its own value. */
export function facetsOf(facets, chosen, found, all) {
  return facets
    .map(({ name, title, values }) => {
      const counts = (chosen[name] ? all : found)[name] ?? {};
      const offered = values
        .filter(({ id }) => counts[id] > 0 || chosen[name] === id)
        .map(({ id, title }) => ({ id, title, count: counts[id] ?? 0, isChosen: chosen[name] === id }));
      return { name, title, values: offered };
    })
    .filter(({ name, values }) => values.length > 1 || chosen[name]);
}

/** A result as it is shown: its address, and the lines of its card. */
export function resultOf({ url, meta, filters }, facets) {
  const collection = filters?.collection?.[0];
  const titles = facets.find(({ name }) => name === "collection")?.values ?? [];
  const title = titles.find(({ id }) => id === collection)?.title ?? "";
  return {
    url,
    title: meta.title ?? url,
    about: [title, meta.kind].filter(Boolean),
    date: meta.date ?? "",
    summary: meta.summary ?? "",
  };
}

/** The place in a list to which an arrow key moves; -1 is the box above the list. */
export function step(place, key, length) {
  if (key === "ArrowDown") return Math.min(place + 1, length - 1);
  if (key === "ArrowUp") return Math.max(place - 1, -1);
  return place;
}
