/* When a hover card is open and where it is, worked out from values alone. */

/** How long each phase lasts until "elapsed", in milliseconds; a phase that is not listed lasts. */
export const LASTS_MS = { waiting: 300, leaving: 250 };

export const IDLE = { phase: "idle", link: null };

/** The state after an event. Phases: idle, waiting (pointed at, not yet shown), shown, leaving (still shown, since the
    pointer may be on its way to the card), dismissed (by Escape, until the link is left). */
export function next(state, { type, link = null }) {
  const { phase } = state;
  const isSame = link === state.link;
  switch (type) {
    case "point":
      if (isSame && phase === "leaving") return { ...state, phase: "shown" };
      return isSame && phase !== "idle" ? state : { phase: "waiting", link };
    case "leave":
      return phase === "shown" ? { ...state, phase: "leaving" } : phase === "leaving" ? state : IDLE;
    case "reach":
      return phase === "leaving" ? { ...state, phase: "shown" } : state;
    case "dismiss":
      return phase === "idle" ? state : { ...state, phase: "dismissed" };
    case "elapsed":
      if (phase === "waiting") return { ...state, phase: "shown" };
      return phase === "leaving" ? IDLE : state;
    default:
      return state;
  }
}

/** The place of the card: under the link, or above it if there is more room, never on it. Sizes in CSS pixels. */
export function place(link, card, view, gap = 8) {
  const below = view.height - link.bottom - 2 * gap;
  const above = link.top - 2 * gap;
  const isBelow = card.height <= below || below >= above;
  const height = Math.min(card.height, isBelow ? below : above);
  const left = Math.max(gap, Math.min(link.left, view.width - card.width - gap));
  return { left, top: isBelow ? link.bottom + gap : link.top - gap - height, height: isBelow ? below : above };
}
