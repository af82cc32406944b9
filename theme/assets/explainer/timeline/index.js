/* The timeline on the page: reads the choice from the address and the form, and shows what state.js returns. */

import { choiceOf, cleared, FACETS, isNarrowed, queryOf, shownIds, toggled, yearOf } from "./state.js";

const find = (name, root = document) => root.querySelector(`[data-explainer="${name}"]`);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];

let current = null;

function start() {
  const axis = find("timeline");
  const form = find("timeline-filter");
  current = axis && form && { axis, form, events: JSON.parse(axis.dataset.events) };
  if (!current) return;
  form.hidden = false;
  listenOnce(axis, listenToAxis);
  listenOnce(form, listenToForm);
  const field = form.contains(document.activeElement) && document.activeElement;
  const { value } = field;
  show(choiceOf(location.search));
  if (field) field.value = value; // what is being typed is no choice yet
}

function listenOnce(element, listen) {
  if (!element.dataset.ready) listen(element);
  element.dataset.ready = "true";
}

function listenToAxis(axis) {
  axis.addEventListener("change", (event) =>
    choose({ ...choiceOf(location.search), zoom: Number(event.target.value) }),
  );
  for (const kind of ["pointerover", "focusin"])
    axis.addEventListener(kind, (event) => {
      const mark = event.target.closest?.("a[data-event]");
      if (mark && current) current.pointedAt = mark.dataset.event;
    });
}

function listenToForm(form) {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => choose(changed(choiceOf(location.search), event.target)));
  form.addEventListener("click", (event) => {
    if (!event.target.closest('[data-explainer="timeline-clear"]')) return;
    choose(cleared(choiceOf(location.search)));
    find("timeline-count", form).closest("form").querySelector("summary, select")?.focus();
  });
  form.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest("details[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
}

function changed(choice, field) {
  if (FACETS.includes(field.name)) return toggled(choice, field.name, field.value, field.checked);
  if (field.name === "weight") return { ...choice, weight: Number(field.value) };
  return { ...choice, [field.name]: yearOf(field.value) };
}

/* A new choice is a new entry in the browser's history. */
function choose(choice) {
  const query = queryOf(choice, location.search);
  if (query !== location.search) history.pushState(history.state, "", location.pathname + query + location.hash);
  show(choice);
}

function show(choice) {
  const ids = new Set(shownIds(current.events, choice));
  fill(current.form, choice);
  for (const mark of findAll("[data-event]")) mark.toggleAttribute("hidden", !ids.has(mark.dataset.event));
  for (const list of findAll("[data-era]")) showEra(list, list.querySelector("li:not([hidden])") !== null);
  count(current.form, ids.size, current.events.length);
  find("timeline-clear", current.form).disabled = !isNarrowed(choice);
  zoom(current.axis, choice.zoom);
}

function fill(form, choice) {
  for (const box of findAll("input[type=checkbox]", form)) box.checked = choice[box.name].includes(box.value);
  for (const details of findAll("details", form)) {
    const number = details.querySelectorAll(":checked").length;
    find("chosen", details).textContent = number ? `(${number})` : "";
  }
  form.elements.weight.value = String(choice.weight);
  form.elements.from.value = choice.from ?? "";
  form.elements.to.value = choice.to ?? "";
}

/* The heading of an era and its line in the table of contents disappear with its last event. */
function showEra(list, isShown) {
  list.hidden = !isShown;
  const heading = document.getElementById(list.dataset.era);
  if (heading) heading.hidden = !isShown;
  for (const link of findAll(`[data-md-component="toc"] a[href$="#${list.dataset.era}"]`)) {
    link.closest("li").hidden = !isShown;
  }
}

function count(form, shown, total) {
  const status = find("timeline-count", form);
  const phrase = status.dataset.phrase.replace("{shown}", shown).replace("{total}", total);
  const text = shown ? phrase : `${status.dataset.none} ${phrase}`;
  if (status.textContent !== text) status.textContent = text;
}

/* The nearer look opens where the reader was: at the event last pointed at, or in the middle of what was scrolled;
   from the whole, at the latest event. */
function zoom(axis, number) {
  const radios = findAll("input[type=radio]", axis);
  const chosen = radios.find((radio) => radio.value === String(number)) ?? radios[0];
  if (!chosen) return;
  const before = visibleLevel(axis);
  const event = current.pointedAt ?? (before && middleEvent(before));
  const wasChosen = chosen.checked;
  chosen.checked = true;
  const after = visibleLevel(axis);
  if (!after || after.scrollWidth <= after.clientWidth || (wasChosen && after.dataset.opened)) return;
  after.dataset.opened = "true";
  const mark = (event && markOf(after, event)) || findAll("a[data-event]:not([hidden])", after).at(-1);
  if (mark) after.scrollLeft += middleOf(mark) - middleOf(after);
  if (mark && current.pointedAt) labelOf(mark).scrollIntoView({ block: "nearest", inline: "nearest" });
}

function middleEvent(level) {
  if (level.scrollWidth <= level.clientWidth) return null;
  const middle = middleOf(level);
  const marks = findAll("a[data-event]:not([hidden])", level);
  const nearest = marks.sort((a, b) => Math.abs(middleOf(a) - middle) - Math.abs(middleOf(b) - middle))[0];
  return nearest?.dataset.event ?? null;
}

function markOf(level, event) {
  const mark = level.querySelector(`[data-event="${CSS.escape(event)}"]:not([hidden])`);
  return mark?.querySelector("circle, rect") ?? mark;
}

function labelOf(mark) {
  return mark.closest("a")?.querySelector("text") ?? mark;
}

function middleOf(element) {
  const box = element.getBoundingClientRect();
  return box.x + box.width / 2;
}

function visibleLevel(axis) {
  return findAll('[data-explainer="timeline-level"]', axis).find((level) => level.offsetParent !== null);
}

window.addEventListener("popstate", () => current?.axis.isConnected && show(choiceOf(location.search)));

/* Material announces every page that instant navigation or a preview puts into the open one. */
if (window.document$) window.document$.subscribe(start);
else start();
