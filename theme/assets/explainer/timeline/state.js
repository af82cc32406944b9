/* What a timeline is narrowed to: pure functions from an address to a choice, and from a choice to the events shown.

   A choice is { party, actor, topic, kind: sorted arrays; weight: 1 to 3; from, to: years as written, or null; zoom }.
   Years as written have no 0: -300 is 300 BCE. Events have astronomical years, in which that is -299.
   Within a facet one match is enough; all facets must match. tests/snapshots/timeline.json holds examples. */

export const FACETS = ["party", "actor", "topic", "kind"];
const KEYS = [...FACETS, "weight", "from", "to", "zoom"];

export const EVERYTHING = Object.freeze({
  party: [],
  actor: [],
  topic: [],
  kind: [],
  weight: 1,
  from: null,
  to: null,
  zoom: 1,
});

/** The choice in the query of an address; whatever cannot be understood is ignored. */
export function choiceOf(query) {
  const asked = new URLSearchParams(query);
  const listed = (name) =>
    sorted(
      asked
        .getAll(name)
        .flatMap((value) => value.split(","))
        .filter(Boolean),
    );
  return {
    ...Object.fromEntries(FACETS.map((name) => [name, listed(name)])),
    weight: oneOf(asked.get("weight"), 3),
    from: yearOf(asked.get("from")),
    to: yearOf(asked.get("to")),
    zoom: oneOf(asked.get("zoom"), 3),
  };
}

/** The query for a choice, with everything else in the query; empty or beginning with "?". */
export function queryOf(choice, query = "") {
  const others = [...new URLSearchParams(query)].filter(([name]) => !KEYS.includes(name));
  const lists = FACETS.filter((name) => choice[name].length).map((name) => [name, choice[name].join(",")]);
  const values = ["weight", "from", "to", "zoom"].filter((name) => choice[name] !== EVERYTHING[name]);
  const pairs = [...others, ...lists, ...values.map((name) => [name, String(choice[name])])];
  const text = new URLSearchParams(pairs).toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

/** The choice with a value of a facet added or removed. */
export function toggled(choice, facet, value, on) {
  const others = choice[facet].filter((known) => known !== value);
  return { ...choice, [facet]: sorted(on ? [...others, value] : others) };
}

/** No choice; the zoom stays. */
export function cleared(choice) {
  return { ...EVERYTHING, zoom: choice.zoom };
}

export function isNarrowed(choice) {
  return queryOf({ ...choice, zoom: EVERYTHING.zoom }) !== "";
}

/** The ids of the events that a choice shows, in order. */
export function shownIds(events, choice) {
  return events.filter((event) => isShown(event, choice)).map((event) => event.id);
}

function isShown(event, choice) {
  return (
    FACETS.every((name) => matches(event[name], choice[name])) &&
    event.weight >= choice.weight &&
    (choice.from === null || event.last === null || event.last >= astronomical(choice.from)) &&
    (choice.to === null || event.first === null || event.first <= astronomical(choice.to))
  );
}

function matches(values, chosen) {
  return chosen.length === 0 || chosen.some((value) => values.includes(value));
}

function astronomical(year) {
  return year < 0 ? year + 1 : year;
}

/** The year in a text, or null. */
export function yearOf(text) {
  const written = (text ?? "").trim().replace("−", "-");
  return /^-?\d{1,5}$/.test(written) && Number(written) !== 0 ? Number(written) : null;
}

function oneOf(text, most) {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= most ? number : 1;
}

function sorted(values) {
  return [...new Set(values)].sort();
}
