/* The search in its dialog. Pagefind and its index are fetched with the first letter that the reader writes. */

import { fileOf, keyOf, namedFirst } from "./names.js";
import { FIRST_LENGTH, PAGE_LENGTH, facetsOf, filtersOf, resultOf, step } from "./state.js";

const SITE = new URL("../../../", import.meta.url);
const WAIT_MS = 180;
/* Who begins to write a name wants the entry of that name, before the sources that have it in their titles. */
const NAMES_FIRST = { names: 40, title: 2, summary: 1, kind: 0, date: 0 };

let parts;
let pagefind;
let facets;
let chosen = {};
let results = [];
let shown = 0;
let turn = 0;

/** Makes the dialog work; called with every opening, does it once. */
export function begin(dialog, keys) {
  if (parts) return;
  const part = (name) => dialog.querySelector(`[data-explainer=search-${name}]`);
  parts = { dialog, input: part("input"), facets: part("facets"), status: part("status"), results: part("results"), more: part("more") };
  let timer;
  parts.input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT_MS);
  });
  part("form").addEventListener("submit", (event) => {
    event.preventDefault();
    parts.results.querySelector("a")?.focus();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", walk);
  parts.results.addEventListener("click", (event) => event.target.closest("a") && dialog.close());
  parts.more.addEventListener("click", async () => focusAfter(await showMore(turn)));
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

/** The ids of the pages that have the term as their name, those first that are to stand first. */
async function namedBy(term) {
  const key = keyOf(term);
  const listed = await fetch(new URL(`pagefind/names/${fileOf(key)}.json`, SITE));
  return (await listed.json())[key] ?? [];
}

async function search() {
  const term = parts.input.value.trim();
  const mine = ++turn;
  if (!term) return show(parts.status.dataset.hint, []);
  try {
    await load();
    const [answer, ids] = await Promise.all([pagefind.search(term, { filters: filtersOf(chosen) }), namedBy(term)]);
    if (mine !== turn) return;
    const { count, none } = parts.status.dataset;
    const said = answer.results.length ? count.replace("{number}", answer.results.length) : none;
    await show(said, namedFirst(answer.results, ids));
    await showMore(mine, PAGE_LENGTH - FIRST_LENGTH);
    if (mine === turn) await countFacets(term, mine);
  } catch {
    if (mine === turn) show(parts.status.dataset.failed, []);
  }
}

/** The facets come after the results: their files are fetched with the first search, and nobody waits for them. */
async function countFacets(term, mine) {
  await pagefind.filters();
  const answer = await pagefind.search(term, { filters: filtersOf(chosen) });
  if (mine === turn) showFacets(answer.filters, answer.totalFilters);
}

async function show(said, found) {
  const mine = turn;
  const cards = await cardsOf(found.slice(0, FIRST_LENGTH));
  if (mine !== turn) return;
  results = found;
  parts.status.textContent = said;
  parts.results.replaceChildren(...cards);
  shown = cards.length;
  parts.more.hidden = shown >= results.length;
  if (!found.length && !Object.keys(filtersOf(chosen)).length) showFacets({}, {});
}

async function showMore(mine, length = PAGE_LENGTH) {
  const cards = await cardsOf(results.slice(shown, shown + length));
  if (mine !== turn) return null;
  parts.results.append(...cards);
  shown += cards.length;
  parts.more.hidden = shown >= results.length;
  return cards[0];
}

const focusAfter = (card) => card?.querySelector("a").focus();

const cardsOf = (found) => Promise.all(found.map(async (result) => card(resultOf(await result.data(), facets))));

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
  select.append(...values.map((value) => new Option(`${value.title} (${value.count})`, value.id, false, value.isChosen)));
  const label = element("label", "search__facet", element("span", "", title), select);
  label.classList.toggle("search__facet--chosen", Boolean(chosen[name]));
  return label;
}

function walk(event) {
  const links = [...parts.results.querySelectorAll("a")];
  const place = links.indexOf(document.activeElement);
  if (place < 0 && document.activeElement !== parts.input) return;
  const next = step(place, event.key, links.length);
  if (next === place) return;
  event.preventDefault();
  (links[next] ?? parts.input).focus();
}
