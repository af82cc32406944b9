/* What is found for the reader's words: the pages with all of them, or the closest. It knows Pagefind's results and no
   document; `site` fetches, and holds the words of the language. */

import { onceEach } from "./names.js";
import { merged, ranked } from "./ranking.js";
import { PAGE_LENGTH, SOURCES } from "./state.js";
import { askedOf, corrected, decadeOf, isLike, lackedBy, similar, wordsInRun, wordsOf } from "./words.js";

/* If a question has so many words, or fewer pages than enough have all of them, the closest others stand beside these. */
const QUESTION = 4;
const ENOUGH = 4;
const CLOSEST = 2 * PAGE_LENGTH;
/* How many pages are read to see whether one has the word. Most often the first has it. */
const TRIED = 3;

/** The results for a term, entries and sources apart, and the phrase that says what they are. If a word is nowhere on
    the site, what may be meant by it is searched for instead; if nothing is found, pages have similar names. */
export async function answerTo(term, site) {
  const { count, none, corrected: instead, similar: alike, some, closest } = site.words;
  const said = (phrase, number, other) =>
    phrase
      .replace("{number}", number)
      .replace("{term}", () => term)
      .replace("{other}", () => other);
  const found = await pagesFor(term, site);
  if (found.number && found.isWhole) return { ...found, said: said(count, found.number) };
  if (found.number) return { ...found, said: said(some, found.number) };
  const titles = site.isNarrowed ? [] : await site.titles();
  const other = corrected(
    term,
    titles.map(({ title }) => title),
    found.unknown,
  );
  const meant = other && (await pagesFor(other, site));
  if (meant && meant.entries.length + meant.sources.length) return { ...meant, said: said(instead, "", other) };
  if (found.entries.length) return { ...found, said: closest };
  const near = similar(term, titles, PAGE_LENGTH).map(({ title, url }) =>
    result({ url, meta: { title }, filters: {} }),
  );
  return { ...found, entries: near, said: near.length ? said(alike) : none };
}

/** A page of which all is known, in the form of a result. */
const result = (page, missing = []) => ({ data: async () => page, missing });

/** The pages for a term: `number` have all of its words, and if these are few and not `isWhole`, others follow them. */
async function pagesFor(term, site) {
  const asked = askedOf(term, site.words.functionWords);
  const bare = asked.map(({ text }) => text).join(" ");
  const called = [...site.listed(term), ...(await site.named(term)), ...(bare === term ? [] : await site.named(bare))];
  const named = called.filter(({ url }, place) => called.findIndex((other) => other.url === url) === place);
  const found = await foundFor(asked, { not: { collection: SOURCES } }, site);
  const words = found.map(({ word }) => word);
  const cited = site.hasSources ? await foundFor(words, { collection: SOURCES }, site) : [];
  const all = eventsFirst(ranked(found), await eventsIn(asked, site));
  const whole = all.filter(({ missing }) => !missing.length);
  const isSource = ({ filters: { collection } }) => collection?.includes(SOURCES);
  const [entries, sources] = [named.filter((page) => !isSource(page)), named.filter(isSource)];
  const isWhole = words.length < 2 || (words.length < QUESTION && entries.length + whole.length >= ENOUGH);
  const shown = [...entries.map((page) => result(page)), ...(isWhole ? whole : all.slice(0, CLOSEST)).map(resultOf)];
  const allCited = [
    ...sources.map((page) => result(page)),
    ...ranked(cited)
      .filter(({ missing }) => !missing.length)
      .map(resultOf),
  ];
  return {
    term: bare,
    named,
    entries: shown,
    sources: allCited,
    number: entries.length + whole.length + allCited.length,
    isWhole,
    unknown: found.filter(({ pages }) => !pages.length).flatMap(({ word }) => wordsOf(word.text)),
  };
}

/** The ids of the events in a year or a decade, if the term is nothing else. */
async function eventsIn(asked, site) {
  const decade = asked.length === 1 ? decadeOf(asked[0].text) : "";
  const found = decade ? await foundFor(asked, { collection: "events", decade }, site) : [];
  return new Set(found.flatMap(({ pages }) => pages.map(({ id }) => id)));
}

const eventsFirst = (all, events) => [
  ...all.filter(({ page }) => events.has(page.id)),
  ...all.filter(({ page }) => !events.has(page.id)),
];

const resultOf = ({ page, missing }) => ({ data: () => page.data(), missing });

/** What is found for each word. A run of a script without spaces that no page has is taken apart into its words. */
async function foundFor(words, filters, site) {
  const lists = await Promise.all(words.map((word) => pagesWith(word, filters, site)));
  const found = await Promise.all(
    lists.map(async (pages, place) => {
      const parts = pages.length ? [] : wordsInRun(words[place].text);
      return parts.length ? foundFor(parts, filters, site) : [{ word: words[place], pages }];
    }),
  );
  return found.flat();
}

/** The pages with a word. Pagefind takes a word that the site does not have for a shorter one, "gorbatchev" for "go";
    then the best of its pages lack the word, and none counts. */
async function pagesWith(word, filters, site) {
  const pages = merged(await Promise.all(word.forms.map((form) => site.search(form, filters))));
  for (const page of pages.slice(0, TRIED)) {
    if (isLike(await page.data(), word, site.words.endings)) return pages;
  }
  return [];
}

/** The pages of results, each with the words that its text lacks, and each only once. */
export async function pagesOf(results, named, site) {
  const pages = await Promise.all(results.map(({ data }) => data()));
  const lacking = new Map(
    pages.map((page, place) => [page, lackedBy(page, results[place].missing, site.words.endings)]),
  );
  return onceEach(pages, named).map((page) => ({ page, lacking: lacking.get(page).map(({ text }) => text) }));
}
