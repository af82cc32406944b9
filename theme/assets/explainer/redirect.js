// Leads on from an old address to the part of the page that was asked for, which the page's own refresh cannot.
const moved = document.querySelector('[data-explainer="moved"]');
location.replace(moved.href + location.hash);
