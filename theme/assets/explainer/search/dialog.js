/* The search in its dialog. Pagefind and its index are fetched when the reader types the first letter. */

import { keyOf, namedBy, onceEach, tableOf } from "./names.js";
import { FIRST_LENGTH, facetsOf, filtersOf, PAGE_LENGTH, resultOf, SOURCES, SOURCES_LENGTH, step } from "./state.js";
import { corrected, lacks, listed, ofYear, ranked, similar, withoutFunctionWords, wordsOf } from "./words.js";

const SITE = new URL("../../../", import.meta.url);
const WAIT_MS = 180;
/* A question of more words than two that fewer pages than this answer is asked again, word by word. */
const ENOUGH = 4;
const MOST_WORDS = 8;
/* Readers who begin to type a name want the entry of that name before sources with it in their titles. */
const NAMES_FIRST = { names: 40, tails: 20, title: 2, summary: 1, kind: 0, date: 0 };

let parts;
let pagefind;
let facets;
let chosen = {};
let titles;
let entries;
let sources;
let named = [];
let asked = "";
let searching;
let timer;
let turn = 0;

/** Sets the dialog up. It is called at every opening and works only once. */
export function begin(dialog, keys) {
  if (parts) return;
  const part = (name) => dialog.querySelector(`[data-explainer=search-${name}]`);
  parts = {
    dialog,
    input: part("input"),
    facets: part("facets"),
    status: part("status"),
    results: part("results"),
    group: part("group"),
  };
  entries = { list: parts.results, more: part("more"), found: [], shown: 0 };
  sources = { list: part("sources"), more: part("more-sources"), found: [], shown: 0 };
  parts.input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT_MS);
  });
  part("form").addEventListener("submit", (event) => {
    event.preventDefault();
    openFirst();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", walk);
  for (const group of [entries, sources]) {
    group.list.addEventListener("click", (event) => event.target.closest("a") && dialog.close());
    group.more.addEventListener("click", async () => focusAfter(await showMore(group, turn)));
  }
  parts.facets.addEventListener("change", ({ target }) => {
    chosen = { ...chosen, [target.name]: target.value };
    search();
  });
  rememberKeys(part("keys"), keys);
  if (parts.input.value) search();
}

function rememberKeys(box, key) {
  try {
    box.checked = localStorage.getItem(key) !== "off";
    box.addEventListener("change", () => localStorage.setItem(key, box.checked ? "on" : "off"));
  } catch {
    box.closest("label").hidden = true;
  }
}

async function load() {
  if (pagefind) return;
  const { createInstance } = await import(new URL("pagefind/pagefind.js", SITE));
  const listed = await fetch(new URL("assets/facets.json", SITE));
  facets = await listed.json();
  pagefind = createInstance({ noWorker: true, ranking: { metaWeights: NAMES_FIRST } });
}

/** The pages with the term as a name, best first, with addresses like Pagefind's. */
async function pagesNamed(term) {
  const file = `assets/names/${document.documentElement.lang}/${tableOf(keyOf(term))}.json`;
  const listed = await fetch(new URL(file, SITE));
  const { names, pages } = await listed.json();
  const found = pages.map((page) => ({ ...page, url: new URL(page.url, SITE).pathname }));
  return namedBy(term, { names, pages: found }, filtersOf(chosen));
}

/** The pages of the menu with such a title; lists and drawings are in no index. */
function pagesListed(term) {
  if (Object.keys(filtersOf(chosen)).length) return [];
  const links = [...document.querySelectorAll(".md-tabs__link, .md-nav--primary a.md-nav__link")];
  const all = links.map((link) => ({ title: link.textContent.trim(), url: new URL(link.href).pathname }));
  const found = listed(term, all).map(({ title, url }) => ({ url, meta: { title }, filters: {} }));
  return found.filter(({ url }, place) => found.findIndex((other) => other.url === url) === place);
}

function search() {
  searching = answer();
  return searching;
}

async function answer() {
  clearTimeout(timer);
  const term = parts.input.value.trim();
  const mine = ++turn;
  asked = term;
  if (!term) return show(parts.status.dataset.hint, {});
  try {
    await load();
    const found = await answerTo(term);
    if (mine !== turn) return;
    await show(found.said, found);
    await showMore(entries, mine, PAGE_LENGTH - FIRST_LENGTH);
    await showMore(sources, mine, SOURCES_LENGTH);
    if (mine === turn && found.term) await countFacets(found.term, mine);
  } catch {
    if (mine === turn) show(parts.status.dataset.failed, {});
  }
}

/** What is found for a term: if nothing is, for the words that may be meant; if little is, also for some of its words;
    otherwise pages with similar names. */
async function answerTo(term) {
  const { count, none, corrected: instead, similar: alike, some, functionWords } = parts.status.dataset;
  const found = await pagesFor(term);
  const number = ({ entries, sources }) => entries.length + sources.length;
  const say = (phrase, other) =>
    phrase
      .replace("{number}", number(found))
      .replace("{term}", () => term)
      .replace("{other}", () => other);
  const isNarrowed = Object.keys(filtersOf(chosen)).length > 0;
  const pages = number(found) || isNarrowed ? [] : await pagesByTitle();
  const other = corrected(
    term,
    pages.map(({ title }) => title),
  );
  const meant = other && (await pagesFor(other));
  if (meant && number(meant)) return { ...meant, term: other, said: say(instead, other) };
  const bare = withoutFunctionWords(term, functionWords);
  const others = wordsOf(bare).length > 1 && found.entries.length < ENOUGH ? await pagesWithSome(bare) : [];
  if (others.length) return { ...found, entries: joined(found.entries, others), term, said: say(some) };
  if (number(found)) return { ...found, term, said: say(count) };
  const near = similar(term, pages, PAGE_LENGTH).map(({ title, url }) => ({ url, meta: { title }, filters: {} }));
  named = near;
  return { entries: near.map(ready), said: near.length ? say(alike) : none };
}

const ready = (page) => ({ data: () => page });

/** The pages that have at least two of the words, or one that is rare, the best first. Sources are left out. */
async function pagesWithSome(term) {
  const filters = { ...filtersOf(chosen), not: { collection: SOURCES } };
  const words = term.split(/\s+/).slice(0, MOST_WORDS);
  const lists = await Promise.all(words.map((word) => pagefind.search(word, { filters })));
  return ranked(lists.map(({ results }) => results)).slice(0, PAGE_LENGTH);
}

const joined = (found, others) => {
  const known = new Set(found.map(({ id }) => id).filter(Boolean));
  return [...found, ...others.filter(({ id }) => !known.has(id))];
};

/** The pages with all words of the term, those with it as a name first, and sources apart. */
async function pagesFor(term) {
  const filters = filtersOf(chosen);
  const calledSo = await pagesNamed(term);
  const inYear = /^\d{1,4}s?$/.test(term) ? ofYear(term, await pagesByTitle()) : [];
  const bare = withoutFunctionWords(term, parts.status.dataset.functionWords);
  const others = await pagefind.search(bare, { filters: { ...filters, not: { collection: SOURCES } } });
  const hasSources = (filters.collection ?? SOURCES) === SOURCES;
  const cited = hasSources ? await pagefind.search(bare, { filters: { ...filters, collection: SOURCES } }) : null;
  const results = [others.results, cited?.results ?? []];
  const first = await Promise.all(
    results
      .flat()
      .slice(0, FIRST_LENGTH)
      .map((result) => result.data()),
  );
  const [found, foundSources] = first.every((page) => lacks(page, bare)) ? [[], []] : results;
  const isSource = ({ filters: { collection } }) => collection?.includes(SOURCES);
  const events = inYear.map(({ title, url }) => ({ url, meta: { title }, filters: { collection: ["events"] } }));
  named = [...pagesListed(term), ...calledSo, ...events];
  named = named.filter(({ url }, place) => named.findIndex((other) => other.url === url) === place);
  return {
    entries: [...named.filter((page) => !isSource(page)).map(ready), ...found],
    sources: [...named.filter(isSource).map(ready), ...foundSources],
  };
}

async function pagesByTitle() {
  if (!titles) {
    const answer = await fetch(new URL("assets/explainer/pages.json", SITE));
    const all = await answer.json();
    titles = all
      .filter(([address]) => !address.startsWith(`${SOURCES}/`))
      .map(([address, title]) => ({ title, url: new URL(address, SITE).pathname }));
  }
  return titles;
}

/** Enter opens the first result, even if the search has not answered yet. */
async function openFirst() {
  await (asked === parts.input.value.trim() ? searching : search());
  (parts.results.querySelector("a") ?? sources.list.querySelector("a"))?.click();
}

/** The facets come after the results. Their files are fetched with the first search, and nothing waits for them. */
async function countFacets(term, mine) {
  await pagefind.filters();
  const answer = await pagefind.search(term, { filters: filtersOf(chosen) });
  if (mine === turn) showFacets(answer.filters, answer.totalFilters);
}

async function show(said, found) {
  const mine = turn;
  const cards = await cardsOf((found.entries ?? []).slice(0, FIRST_LENGTH));
  if (mine !== turn) return;
  parts.status.textContent = said;
  put(entries, found.entries ?? [], cards);
  put(sources, found.sources ?? [], []);
  parts.group.hidden = sources.found.length === 0;
  const isNarrowed = Object.keys(filtersOf(chosen)).length > 0;
  if (!entries.found.length && !sources.found.length && !isNarrowed) showFacets({}, {});
}

function put(group, found, cards) {
  group.found = found;
  group.list.replaceChildren(...cards);
  group.shown = cards.length ? Math.min(FIRST_LENGTH, found.length) : 0;
  group.more.hidden = group.shown >= found.length;
}

async function showMore(group, mine, length = PAGE_LENGTH) {
  const next = group.found.slice(group.shown, group.shown + length);
  const cards = await cardsOf(next);
  if (mine !== turn) return null;
  group.list.append(...cards);
  group.shown += next.length;
  group.more.hidden = group.shown >= group.found.length;
  return cards[0];
}

const focusAfter = (card) => card?.querySelector("a").focus();

async function cardsOf(found) {
  const pages = await Promise.all(found.map((result) => result.data()));
  return onceEach(pages, named).map((page) => card(resultOf(page, facets)));
}

function element(tag, name, ...children) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children);
  return made;
}

function card({ url, title, about, date, summary }) {
  const link = element("a", "", title);
  link.href = url;
  const line = element("p", "search__about", ...about.map((word) => element("span", "", word)));
  if (date) line.append(element("span", "search__date", date));
  const lines = [line, element("p", "search__title", link)];
  if (summary) lines.push(element("p", "search__summary", summary));
  return element("li", "search__result", ...lines);
}

function showFacets(counts, all) {
  const offered = facets ? facetsOf(facets, chosen, counts, all) : [];
  const focused = parts.facets.contains(document.activeElement) ? document.activeElement.name : "";
  parts.facets.hidden = offered.length === 0;
  parts.facets.replaceChildren(...offered.map(facetBox));
  if (focused) parts.facets.querySelector(`[name="${focused}"]`)?.focus();
}

function facetBox({ name, title, values }) {
  const select = element("select", "", new Option(parts.facets.dataset.any, ""));
  select.name = name;
  select.append(
    ...values.map((value) => new Option(`${value.title} (${value.count})`, value.id, false, value.isChosen)),
  );
  const label = element("label", "search__facet", element("span", "", title), select);
  label.classList.toggle("search__facet--chosen", Boolean(chosen[name]));
  return label;
}

function walk(event) {
  const links = [entries, sources].flatMap(({ list }) => [...list.querySelectorAll("a")]);
  const place = links.indexOf(document.activeElement);
  if (place < 0 && document.activeElement !== parts.input) return;
  const next = step(place, event.key, links.length);
  if (next === place) return;
  event.preventDefault();
  (links[next] ?? parts.input).focus();
}
