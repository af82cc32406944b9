/* For the page of addresses that lead nowhere: proposes the nearest pages, and opens the search. */

import { nearest } from "./state.js";

const PROPOSALS = 6;
const section = document.querySelector("[data-explainer=missing]");
const list = section.querySelector("[data-explainer=missing-pages]");
const button = document.querySelector("[data-explainer=missing-search]");

function item(address, title, root) {
  const link = document.createElement("a");
  link.href = new URL(address, root).href;
  link.textContent = title;
  const where = document.createElement("span");
  where.className = "note";
  where.textContent = ` ${address}`;
  const line = document.createElement("li");
  line.append(link, where);
  return line;
}

async function propose() {
  const root = new URL(section.dataset.root, location.href);
  const answer = await fetch(new URL(section.dataset.pages, location.href));
  if (!answer.ok) return;
  const found = nearest(location.pathname, root.pathname, await answer.json(), PROPOSALS);
  list.replaceChildren(...found.map(({ address, title }) => item(address, title, root)));
  section.hidden = found.length === 0;
}

button.hidden = false;
button.addEventListener("click", () => document.querySelector("[data-explainer=search-open]").click());
propose();
