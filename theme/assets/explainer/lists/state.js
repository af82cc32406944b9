/* Which rows of a long list are shown: pure functions from an address to a choice, and from a choice to rows.

   A row is { choices, key }: its value of each facet, in the order of the fields of the form, and the words of its title
   as they are compared. A choice has a value for each facet, "*" for any, and the words that the title must have. */

import { wordsOf } from "../search/words.js";

export const STEP = 100;
export const ANY = "*";

/** The choice that the query of an address makes among these facets. */
export function choiceOf(query, facets) {
  const asked = new URLSearchParams(query);
  return {
    words: asked.get("words") ?? "",
    ...Object.fromEntries(facets.map((name) => [name, asked.get(name) ?? ANY])),
  };
}

/** The query for a choice, with what else the query holds; empty or beginning with "?". */
export function queryOf(choice, query = "") {
  const pairs = [...new URLSearchParams(query)].filter(([name]) => !(name in choice));
  const chosen = Object.entries(choice).filter(([name, value]) => value !== (name === "words" ? "" : ANY));
  const text = new URLSearchParams([...pairs, ...chosen]).toString();
  return text ? `?${text}` : "";
}

/** The places of the rows that fit, in their order. */
export function fitting(rows, choice, facets) {
  const words = wordsOf(choice.words);
  const fits = ({ choices, key }) =>
    facets.every((name, place) => choice[name] === ANY || choice[name] === choices[place]) &&
    words.every((word) => key.includes(word));
  return rows.flatMap((row, place) => (fits(row) ? [place] : []));
}
