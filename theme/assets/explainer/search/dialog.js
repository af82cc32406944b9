/* The search in its dialog. Pagefind and its index are fetched when the reader types the first letter. */

import { answerTo, pagesOf } from "./finding.js";
import { keyOf, namedBy, tableOf } from "./names.js";
import { FIRST_LENGTH, facetsOf, filtersOf, PAGE_LENGTH, resultOf, SOURCES, SOURCES_LENGTH, step } from "./state.js";
import { listed } from "./words.js";

const SITE = new URL("../../../", import.meta.url);
const WAIT_MS = 180;
/* What a page is called counts most, then the years that it tells of, and a whole word more than one that goes on. */
const RANKING = {
  termSimilarity: 2,
  metaWeights: { title: 4, years: 4, summary: 1.5, date: 2, names: 1, tails: 1, kind: 0, address: 0 },
};

let parts;
let pagefind;
let facets;
let words;
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
  [facets, words] = await Promise.all([
    fetched("assets/facets.json"),
    fetched(`assets/words/${document.documentElement.lang}.json`),
  ]);
  pagefind = createInstance({ noWorker: true, ranking: RANKING });
}

const fetched = async (file) => (await fetch(new URL(file, SITE))).json();

/** What the search is made in: all that is fetched, narrowed by the chosen facets. */
function siteOf(filters) {
  return {
    words,
    isNarrowed: Object.keys(filters).length > 0,
    hasSources: (filters.collection ?? SOURCES) === SOURCES,
    named: pagesNamed,
    listed: pagesListed,
    titles: pagesByTitle,
    search: async (term, other) => {
      const { results } = await pagefind.search(term, { filters: { ...filters, ...other } });
      return results.map(({ id, score, data }) => ({ id, score, data: async () => located(await data()) }));
    },
  };
}

/** The page at its address; a part of a page has its own. */
function located(page) {
  const { pathname, hash } = new URL(page.meta.address ?? page.url, SITE);
  return { ...page, url: pathname + hash };
}

/** The pages with the term as a name, best first, with addresses like Pagefind's. */
async function pagesNamed(term) {
  const { names, pages } = await fetched(`assets/names/${document.documentElement.lang}/${tableOf(keyOf(term))}.json`);
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
    const found = await answerTo(term, siteOf(filtersOf(chosen)));
    if (mine !== turn) return;
    named = found.named;
    await show(found.said, found);
    await showMore(entries, mine, PAGE_LENGTH - FIRST_LENGTH);
    await showMore(sources, mine, SOURCES_LENGTH);
    if (mine === turn && found.number) await countFacets(found.term, mine);
  } catch {
    if (mine === turn) show(parts.status.dataset.failed, {});
  }
}

async function pagesByTitle() {
  titles ??= (await fetched("assets/explainer/pages.json"))
    .filter(([address]) => !address.startsWith(`${SOURCES}/`))
    .map(([address, title]) => ({ title, url: new URL(address, SITE).pathname }));
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
  const pages = await pagesOf(found, named, siteOf({}));
  return pages.map(({ page, lacking }) => card(resultOf(page, facets), lacking));
}

function element(tag, name, ...children) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children);
  return made;
}

function card({ url, title, about, date, summary }, lacking) {
  const link = element("a", "", title);
  link.href = url;
  const line = element("p", "search__about", ...about.map((word) => element("span", "", word)));
  if (date) line.append(element("span", "search__date", date));
  const lines = [line, element("p", "search__title", link)];
  if (summary) lines.push(element("p", "search__summary", summary));
  if (lacking.length) {
    const said = words.lacking.replace("{words}", () => lacking.join(words.list));
    lines.push(element("p", "search__lacking", said));
  }
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
