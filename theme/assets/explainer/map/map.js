// Steps through the states of the border on the large map. Without this script the small maps below show them all.
import { afterKey, fillsOf, kindOf, noteOf, numberOf } from "./state.js";

const find = (name, within = document) => within.querySelector(`[data-explainer="${name}"]`);

let listening;
let shownId;

/* Runs on every page that Material's instant navigation or a preview puts into the open one. */
function start() {
  listening?.abort();
  const map = find("map");
  if (!map) return;
  listening = new AbortController();
  const isNew = !map.dataset.ready;
  map.dataset.ready = "true";
  const data = JSON.parse(map.dataset.states);
  const steps = find("map-steps", map);
  const links = [...steps.querySelectorAll("a")];
  const [previous, next] = [find("map-previous", steps), find("map-next", steps)];
  for (const button of [previous, next]) delete button.dataset.waiting;
  let shown = data.states.findIndex(({ id }) => !isNew && id === shownId);
  if (shown < 0) shown = data.states.length - 1;
  // The address of a state now means the large map, so the browser must not jump to the small one.
  for (const small of document.querySelectorAll("[data-state]")) small.id = `small-${small.dataset.state}`;

  function show(number) {
    shown = number;
    shownId = data.states[number].id;
    paint(map, data, number);
    words(map, data.states[number].id);
    for (const [n, link] of links.entries()) {
      if (n === number) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    previous.disabled = number === 0;
    next.disabled = number === links.length - 1;
  }

  function go(number) {
    if (number === shown) return;
    history.pushState(null, "", `#${data.states[number].id}`);
    show(number);
  }

  function follow(scrolls) {
    const number = numberOf(data, location.hash);
    if (number >= 0) show(number);
    else if (!location.hash) show(data.states.length - 1);
    if (number >= 0 && scrolls) map.scrollIntoView();
  }

  for (const [number, link] of links.entries()) {
    link.addEventListener(
      "click",
      (event) => {
        event.preventDefault();
        event.stopPropagation();
        go(number);
      },
      listening,
    );
  }
  previous.addEventListener("click", () => go(afterKey(data, shown, "ArrowLeft")), listening);
  next.addEventListener("click", () => go(afterKey(data, shown, "ArrowRight")), listening);
  steps.addEventListener(
    "keydown",
    (event) => {
      const number = afterKey(data, shown, event.key);
      if (number === shown) return;
      event.preventDefault();
      go(number);
      links[number].focus();
    },
    listening,
  );
  addEventListener("popstate", () => follow(false), listening);
  addEventListener("hashchange", () => follow(true), listening);
  if (!isNew) show(shown);
  follow(isNew);
}

function paint(map, data, number) {
  const fills = fillsOf(data, number);
  for (const land of map.querySelectorAll("[data-feature]")) {
    const fill = fills.get(land.dataset.feature);
    if (fill) land.setAttribute("fill", `url(#map-${fill})`);
    else land.removeAttribute("fill");
  }
  for (const line of map.querySelectorAll("[data-line]")) {
    line.setAttribute("class", `map__line map__line--${kindOf(data, number, line.dataset.line)}`);
  }
  for (const label of map.querySelectorAll("[data-says]")) {
    label.textContent = noteOf(data, number, label.dataset.says);
  }
}

function words(map, id) {
  const copy = find("map-copy", document.getElementById(`small-${id}`));
  const panel = find("map-words", map);
  const title = document.createElement("b");
  title.textContent = copy.dataset.title;
  const date = document.createElement("span");
  date.className = "note";
  date.textContent = copy.dataset.date;
  const head = document.createElement("p");
  head.className = "map__state";
  head.append(title, " ", date);
  panel.replaceChildren(head);
  find("map-key", map).replaceChildren(...[...copy.children].map((child) => child.cloneNode(true)));
  for (const description of map.querySelectorAll('[data-explainer="map-description"]'))
    description.textContent = `${panel.textContent} ${find("map-key", map).textContent}`.trim().replace(/\s+/g, " ");
}

if (globalThis.document$) globalThis.document$.subscribe(start);
else start();
