/* The overlay of the preview: what is wrong with the content, on every open page, until it is fixed.

It stands in a shadow root, so that the style of the site and its own do not meet. While the page is not seen it keeps
no connection, since a browser allows few to one server. */

const FOLDER = new URL("./", import.meta.url);
const MOST = 50;
const STATE = document.querySelector("script[data-preview]").dataset.preview;

const overlay = build();
let source;

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
    update().catch(() => {}); // a preview that has ended; the stream says so
  });
  source.addEventListener("error", () => overlay.lost());
}

/** Loads the page again if it has changed; the browser keeps the place to which it was scrolled. */
async function update() {
  const answer = await fetch(location.href, { cache: "no-cache" });
  if (answer.headers.get("ETag") !== `"${STATE}"`) location.reload();
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
  const [box, title, button, body, remark, list, said] = [
    "section",
    "h2",
    "button",
    "#notices",
    "#notices p",
    "ol",
    ".said",
  ].map(part);

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
