/* Hover cards: a card for the link that a mouse points at or the keyboard is on. An entry's card is what its page says in
   its head, read once; a citation's card is its reference on this page. Touch has none: a tap follows the link. */

import { IDLE, LASTS_MS, next, place } from "./state.js";

const SITE = new URL("../../../", import.meta.url).href;
const OFF = "[data-explainer-preview=off]";
const heads = new Map();
let state = IDLE;
let timer;
let card;
let title = "";

function send(event) {
  const before = state;
  state = next(before, event);
  if (state === before) return;
  clearTimeout(timer);
  if (state.phase in LASTS_MS) timer = setTimeout(send, LASTS_MS[state.phase], { type: "elapsed" });
  if (before.link && (before.link !== state.link || state.phase === "dismissed")) close(before.link);
  if (state.phase === "waiting") contentOf(state.link);
  if (state.phase === "shown" && before.phase === "waiting") open(state.link);
}

/** The link of an event if it has a card, otherwise null. */
function linkOf({ target }) {
  const link = target instanceof Element ? target.closest("article a") : null;
  if (!link || link.closest(OFF) || !addressOf(link).href.startsWith(SITE)) return null;
  const isHere = addressOf(link).pathname === location.pathname;
  return isHere && link.dataset.explainer !== "citation" ? null : link;
}

/** The address of a link. Islands and marks on the timeline are SVG links, whose `href` is an object. */
const addressOf = (link) => new URL(link.href.baseVal ?? link.href, location);

async function open(link) {
  const content = await contentOf(link);
  if (!content || state.link !== link || state.phase !== "shown") return;
  card ??= newCard();
  card.replaceChildren(...content.map((line) => line.cloneNode(true)));
  card.style.maxHeight = "";
  title = link.getAttribute("title") ?? "";
  link.removeAttribute("title");
  link.setAttribute("aria-describedby", card.id);
  card.showPopover();
  stand();
}

function close(link) {
  if (!card?.matches(":popover-open")) return;
  card.hidePopover();
  link.removeAttribute("aria-describedby");
  if (title) link.setAttribute("title", title);
}

function newCard() {
  const made = document.createElement("div");
  Object.assign(made, { id: "preview", className: "preview", popover: "manual", role: "tooltip" });
  made.dataset.explainer = "preview";
  made.addEventListener("pointerenter", () => send({ type: "reach" }));
  made.addEventListener("pointerleave", () => send({ type: "leave" }));
  document.body.append(made);
  return made;
}

function stand() {
  const view = { width: document.documentElement.clientWidth, height: innerHeight };
  const { left, top, height } = place(state.link.getBoundingClientRect(), card.getBoundingClientRect(), view);
  Object.assign(card.style, { left: `${left}px`, top: `${top}px`, maxHeight: `${height}px` });
}

const contentOf = (link) =>
  link.dataset.explainer === "citation" ? referenceOf(link) : entryOf(addressOf(link).href.split("#")[0]);

function referenceOf(link) {
  const entry = document.querySelector(`[id="${link.hash.slice(1)}"] [data-explainer=reference]`);
  return entry
    ? [line("preview__reference", entry.textContent.trim()), ...optional("preview__about", locatorOf(link))]
    : null;
}

/** The locator of a note, which the reference's link back to it shows; an arrow there is not one. */
function locatorOf(link) {
  const back = document.querySelector(`[data-explainer=references] a[href="#${link.id}"]`)?.textContent ?? "";
  return /\p{L}|\p{N}/u.test(back) ? back : "";
}

function entryOf(address) {
  if (!heads.has(address)) heads.set(address, fetched(address));
  return heads.get(address);
}

async function fetched(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? linesOf(new DOMParser().parseFromString(await answer.text(), "text/html"), answer.url) : null;
  } catch {
    return null;
  }
}

function linesOf(page, address) {
  const said = (name) => page.querySelector(`meta[name="${name}"], meta[property="${name}"]`)?.content ?? "";
  if (!page.querySelector("meta[data-pagefind-filter]")) return null;
  const about = [said("explainer:kind"), said("explainer:date")].filter(Boolean).join(" · ");
  return [
    ...picture(said("explainer:thumbnail"), address),
    ...optional("preview__about", about),
    line("preview__title", page.querySelector("article h1")?.textContent ?? said("og:title")),
    ...optional("preview__names", said("explainer:names")),
    line("preview__summary", said("og:description")),
  ];
}

function line(name, text) {
  const made = document.createElement("p");
  made.className = name;
  made.textContent = text;
  return made;
}

/** The map of a place. The words beside it say what it shows, so its `alt` is empty. */
function picture(file, address) {
  const src = file && new URL(file, address).href;
  return src ? [Object.assign(document.createElement("img"), { className: "preview__map", src, alt: "" })] : [];
}

const optional = (name, text) => (text ? [line(name, text)] : []);

function listen() {
  document.addEventListener("pointerover", (event) => {
    const link = event.pointerType === "touch" ? null : linkOf(event);
    if (link) send({ type: "point", link });
  });
  document.addEventListener("pointerout", (event) => {
    const link = linkOf(event);
    if (link && !link.contains(event.relatedTarget)) send({ type: "leave" });
  });
  document.addEventListener("focusin", (event) => {
    const link = event.target.matches(":focus-visible") ? linkOf(event) : null;
    if (link) send({ type: "point", link });
  });
  document.addEventListener("focusout", (event) => linkOf(event) && send({ type: "leave" }));
  document.addEventListener("keydown", (event) => event.key === "Escape" && send({ type: "dismiss" }));
  document.addEventListener("scroll", () => card?.matches(":popover-open") && stand(), {
    capture: true,
    passive: true,
  });
}

if ("popover" in HTMLElement.prototype) listen();
