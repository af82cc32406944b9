/* The overlay of the preview: what is wrong with the content, on every open page, until it is mended.

It stands in a shadow root, so that the style of the site and its own do not meet. While the page is not seen it keeps
no connection, since a browser allows few to one server. */

import { change } from "./change.js";

const FOLDER = new URL("./", import.meta.url);
const MOST = 50;
const OWN = "script[data-preview]";

const overlay = build();
let shown = served(document.querySelector(OWN).dataset.preview);
let turn = Promise.resolve();
let source;
let isLeaving = false;

document.addEventListener("visibilitychange", connect);
window.addEventListener("pagehide", () => source?.close());
window.addEventListener("pageshow", connect);
connect();

function connect() {
  source?.close();
  if (document.hidden) return;
  source = new EventSource(new URL("events", FOLDER));
  source.addEventListener("message", ({ data }) => {
    overlay.show(JSON.parse(data).notices);
    turn = turn.then(update).catch(() => {}); // a preview that has ended; the stream says so
  });
  source.addEventListener("error", () => overlay.lost());
}

/** The page as it was served, from the browser's store; without its HTML where that has another state by now. */
async function served(state) {
  const page = await fetch(location.href, { cache: "force-cache" }).then(read).catch(() => null);
  return page?.state === state ? page : { state };
}

/** The state that an answer names and its HTML, without what the preview put in; nothing of what is no page. */
async function read(answer) {
  const html = new DOMParser().parseFromString(await answer.text(), "text/html");
  const own = html.querySelector(OWN);
  own?.remove();
  return answer.ok && own ? { state: own.dataset.preview, html } : {};
}

/** Brings the page to what the site has: in place, or, where that cannot be, by loading it anew. */
async function update() {
  const before = await shown;
  const answer = await fetch(location.href, { cache: "no-cache" });
  if (isLeaving || answer.headers.get("ETag") === `"${before.state}"`) return;
  const after = await read(answer);
  if (isComparable(before, after) && change(before.html, after.html)) {
    shown = after;
    window.document$?.next(document); // the scripts of the page start anew, as after an instant navigation
  } else {
    isLeaving = true;
    location.reload();
  }
}

/** Whether both are at hand, and load the same beside their HTML, which the second half of a state names. */
function isComparable(before, after) {
  const assets = ({ state }) => state.split("_")[1];
  return before.html && after.html && assets(before) === assets(after);
}

function build() {
  const host = document.createElement("div");
  host.dataset.explainer = "preview-overlay";
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML = `
    <link rel="stylesheet" href="${new URL("overlay.css", FOLDER)}">
    <p class="said" role="status"></p>
    <section aria-labelledby="title" hidden>
      <header>
        <h2 id="title"></h2>
        <button type="button" aria-expanded="true" aria-controls="notices">Hide</button>
      </header>
      <div id="notices" tabindex="0" role="group" aria-labelledby="title"><p></p><ol></ol></div>
    </section>`;
  document.body.append(host);
  const part = (selector) => root.querySelector(selector);
  const [box, title, button, body, remark, list, said] =
    ["section", "h2", "button", "#notices", "#notices p", "ol", ".said"].map(part);

  function fold(isFolded) {
    body.hidden = isFolded;
    button.setAttribute("aria-expanded", String(!isFolded));
    button.textContent = isFolded ? "Show" : "Hide";
  }
  button.addEventListener("click", () => fold(!body.hidden));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || body.hidden) return;
    fold(true);
    button.focus();
  });

  let last = "[]";
  return {
    show(notices) {
      const text = JSON.stringify(notices);
      const isNew = text !== last;
      last = text;
      box.hidden = notices.length === 0;
      title.textContent = sumOf(notices);
      remark.textContent = remarkOf(notices);
      if (!isNew) return;
      list.replaceChildren(...notices.slice(0, MOST).map(itemOf));
      fold(!hasErrors(notices));
      said.textContent = notices.length ? `${sumOf(notices)}. ${lineOf(notices[0])}` : "No problems any more.";
    },
    lost() {
      said.textContent = "The preview does not answer. It may have ended; start it again with make serve.";
      box.hidden = false;
      title.textContent = "The preview does not answer";
      remark.textContent = "It may have ended. Start it again with make serve; this page then goes on by itself.";
      list.replaceChildren();
      last = "";
    },
  };
}

function sumOf(notices) {
  const errors = notices.filter(({ severity }) => severity === "error").length;
  const warnings = notices.length - errors;
  const counted = (number, noun) => (number === 1 ? `1 ${noun}` : `${number} ${noun}s`);
  return [errors && counted(errors, "error"), warnings && counted(warnings, "warning")].filter(Boolean).join(", ");
}

function hasErrors(notices) {
  return notices.some(({ severity }) => severity === "error");
}

function remarkOf(notices) {
  const more = notices.length > MOST ? ` The first ${MOST} are listed; explainer check prints all.` : "";
  return hasErrors(notices)
    ? `The pages stay as they were before the errors.${more}`
    : `A warning does not keep the pages from being made.${more}`;
}

function placeOf({ file, line }) {
  return line ? `${file}:${line}` : file;
}

function lineOf(notice) {
  return `${placeOf(notice)}: ${notice.message} ${notice.hint}`.trim();
}

function itemOf(notice) {
  const item = document.createElement("li");
  item.dataset.severity = notice.severity;
  const parts = { place: placeOf(notice), message: notice.message, hint: notice.hint, code: notice.code };
  for (const [name, text] of Object.entries(parts)) {
    if (!text) continue;
    const element = document.createElement(name === "place" || name === "code" ? "code" : "span");
    element.className = name;
    element.textContent = text;
    item.append(element, " ");
  }
  return item;
}
