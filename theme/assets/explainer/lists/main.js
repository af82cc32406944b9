/* A long list on the page: shows what state.js answers, a hundred rows at a time. Print has all that fit. */

import { wordsOf } from "../search/words.js";
import { ANY, choiceOf, fitting, queryOf, STEP } from "./state.js";

const form = document.querySelector('[data-explainer="list-filter"]');
const rows = [...document.querySelectorAll('[data-explainer="rows"] > li')];
const facets = [...form.querySelectorAll("select")].map((field) => field.name);
const known = rows.map((row) => ({
  choices: (row.dataset.choices ?? "").split(" "),
  key: wordsOf(row.lastElementChild.textContent).join(" "),
}));
const more = document.querySelector('[data-explainer="list-more"]').content.firstElementChild;
let limit = STEP;

function start() {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => choose(chosen()));
  form.querySelector('[data-explainer="list-clear"]').addEventListener("click", () => {
    choose(choiceOf("", facets));
    form.elements.words.focus();
  });
  more.querySelector("button").addEventListener("click", showMore);
  window.addEventListener("popstate", () => show(choiceOf(location.search, facets)));
  document.querySelector(".md-content article").append(more);
  show(choiceOf(location.search, facets));
  revealTarget();
}

const chosen = () => Object.fromEntries(["words", ...facets].map((name) => [name, form.elements[name].value]));

function choose(choice) {
  limit = STEP;
  history.replaceState(history.state, "", location.pathname + queryOf(choice, location.search) + location.hash);
  show(choice);
}

/* The first of the new rows gets the focus, so that the next Tab goes on from there. */
function showMore() {
  const last = rows.filter((row) => !row.hidden).at(-1);
  limit += STEP;
  show(chosen());
  rows[rows.indexOf(last) + 1]?.querySelector("a").focus();
}

function show(choice) {
  const fits = fitting(known, choice, facets);
  const shown = new Set(fits.slice(0, limit));
  for (const [name, value] of Object.entries(choice)) {
    if (form.elements[name].value !== value) form.elements[name].value = value;
  }
  rows.forEach((row, place) => {
    row.hidden = !shown.has(place);
  });
  for (const heading of document.querySelectorAll("article h2[id], article h3[id]")) hideIfEmpty(heading);
  count(shown.size, fits.length);
  more.hidden = shown.size === fits.length;
  const isNarrowed = Object.entries(choice).some(([name, value]) => value !== (name === "words" ? "" : ANY));
  form.querySelector('[data-explainer="list-clear"]').disabled = !isNarrowed;
}

/* A heading goes with the last row below it. */
function hideIfEmpty(heading) {
  const ends = heading.tagName === "H2" ? "H2" : "H2,H3";
  let next = heading.nextElementSibling;
  let isEmpty = true;
  while (next && !next.matches(ends)) {
    if (next.querySelector("li:not([hidden])")) isEmpty = false;
    next = next.nextElementSibling;
  }
  heading.hidden = isEmpty;
}

function count(shown, total) {
  const status = form.querySelector('[data-explainer="list-count"]');
  const text = shown ? status.dataset.phrase.replace("{shown}", shown).replace("{total}", total) : status.dataset.none;
  if (status.textContent !== text) status.textContent = text;
}

/* An address may lead to a heading that stands further down. */
function revealTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target?.hidden) return;
  limit = Infinity;
  show(chosen());
  target.scrollIntoView();
}

start();
