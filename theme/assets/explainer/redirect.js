// Redirects from an old address with its fragment, which the page's own refresh cannot keep.
const moved = document.querySelector('[data-explainer="moved"]');
const places = new Map(Object.entries(JSON.parse(moved.dataset.places ?? "{}")));
let part = location.hash.slice(1);
try {
  part = decodeURIComponent(part);
} catch {
  // It is no address of ours, and goes along as it is written.
}
location.replace(places.get(part) ?? (moved.hash ? moved.href : moved.href + location.hash));
