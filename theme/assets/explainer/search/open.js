/* The button and the keys that open the search. The search itself is fetched when it is first opened. */

import { opens } from "./state.js";

const KEYS = "explainer.search-keys";
const dialog = document.querySelector("[data-explainer=search]");
const button = document.querySelector("[data-explainer=search-open]");
const form = dialog.querySelector("[data-explainer=search-form]");
let isAsked = false;

async function open() {
  if (dialog.open) return;
  isAsked = false;
  dialog.showModal();
  const { begin } = await import("./dialog.js");
  begin(dialog, KEYS);
  if (isAsked) form.requestSubmit();
}

/* If the reader is faster than the search loads, it answers once it is there. */
form.addEventListener("submit", (event) => {
  event.preventDefault();
  isAsked = true;
});

function isWriting(target) {
  return (
    target instanceof HTMLElement &&
    target.matches("input, textarea, select, [contenteditable]:not([contenteditable=false])")
  );
}

function keysAreOn() {
  try {
    return localStorage.getItem(KEYS) !== "off";
  } catch {
    return true;
  }
}

/* The label works as a button with the keyboard too. */
const menu = document.querySelector("[data-explainer=menu]");
menu.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  event.stopPropagation();
  menu.click();
});

button.addEventListener("click", open);
/* Otherwise the browser would first empty the box, and only the second Escape would close the dialog. */
dialog.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  event.preventDefault();
  dialog.close();
});
document.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  const opener = opens({ key, ctrlKey, metaKey, altKey, isWriting: isWriting(target) });
  if (!opener || dialog.open || !keysAreOn()) return;
  event.preventDefault();
  open();
});
