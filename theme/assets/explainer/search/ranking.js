/* The order of pages that were found word by word, from values alone. */

/* A page must have words that make up this part of what was asked, each counted by its rarity. */
const LEAST_SHARE = 0.2;

/** What was found for the forms of one word, as one list of { id, score }, the best first. */
export function merged(lists) {
  if (lists.length === 1) return lists[0];
  const best = new Map();
  for (const page of lists.flat()) if (!(best.get(page.id)?.score >= page.score)) best.set(page.id, page);
  return [...best.values()].sort((a, b) => b.score - a.score);
}

/** What was found for each word, as one list, the best first: { page, missing }, with the words that it was not found
    for. Pagefind's score of a page is the higher the rarer the word; its root keeps one word from outweighing all
    others. `found` is a list of { word, pages } with pages of { id, score }. */
export function ranked(found) {
  const known = found.filter(({ pages }) => pages.length);
  const most = Math.max(...known.map(({ pages }) => pages.length));
  const all = new Map();
  let whole = 0;
  for (const { word, pages } of known) {
    const rarity = Math.log(1 + most / pages.length);
    whole += rarity;
    for (const page of pages) {
      const weighed = all.get(page.id) ?? { page, weight: 0, share: 0, words: new Set() };
      weighed.weight += Math.sqrt(page.score);
      weighed.share += rarity;
      weighed.words.add(word);
      all.set(page.id, weighed);
    }
  }
  return [...all.values()]
    .filter(({ share }) => share >= LEAST_SHARE * whole)
    .sort((a, b) => b.weight - a.weight)
    .map(({ page, words }) => ({
      page,
      missing: found.map(({ word }) => word).filter((word) => !words.has(word)),
    }));
}
