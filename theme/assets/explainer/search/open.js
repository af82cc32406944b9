/* The button and the keys that open the search. The search itself is fetched when it is first opened. */

import { opens } from "./state.js";

const KEYS = "explainer.search-keys";
const dialog = document.querySelector("[data-explainer=search]");
const button = document.querySelector("[data-explainer=search-open]");

async function open() {
  if (dialog.open) return;
  dialog.showModal();
  const { begin } = await import("./dialog.js");
  begin(dialog, KEYS);
}

function isWriting(target) {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]:not([contenteditable=false])");
}

function keysAreOn() {
  try {
    return localStorage.getItem(KEYS) !== "off";
  } catch {
    return true;
  }
}

button.addEventListener("click", open);
document.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  const opener = opens({ key, ctrlKey, metaKey, altKey, isWriting: isWriting(target) });
  if (!opener || dialog.open || !keysAreOn()) return;
  event.preventDefault();
  open();
});
