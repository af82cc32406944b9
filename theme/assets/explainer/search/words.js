/* Which words a page must have to be shown, and what a misspelt word may mean, from values alone. */

import { edits } from "../missing/state.js";
import { keyOf } from "./names.js";

const SHORT = 3;
const SHARED = 0.6;
const ENDING = 3;
const ALIKE = 0.4;

/** The words in the form for comparing, without those that have no letter or digit. */
export const wordsOf = (text) =>
  text
    .split(/[\s\p{Pd}]+/u)
    .map(keyOf)
    .filter(Boolean);

/** Whether a page, in Pagefind's form, says none of the forms of a word of the term. Pagefind takes a word that the
    site does not have for a shorter one: "gorbatchev" for "go". */
export function lacks({ content, meta }, term) {
  const text = [content, ...Object.values(meta)].join(" ");
  const [key, words] = [keyOf(text), wordsOf(text)];
  return wordsOf(term).some((word) => !key.includes(word) && !words.some((other) => isFormOf(other, word)));
}

function isFormOf(other, word) {
  const least = Math.max(SHORT, Math.floor(SHARED * word.length), word.length - ENDING);
  return other.slice(0, least) === word.slice(0, least);
}

/** The term, with each word that no title has spelt as in the nearest title; null if none is near. */
export function corrected(term, titles) {
  const known = new Map(titles.flatMap((title) => title.split(/[\s\p{P}]+/u)).map((word) => [keyOf(word), word]));
  known.delete("");
  const words = term.split(/\s+/).filter(Boolean);
  const meant = words.map((word) => known.get(nearestOf(keyOf(word), [...known.keys()])) ?? word);
  return meant.some((word, place) => word !== words[place]) ? meant.join(" ") : null;
}

/** The known word that is meant; none if the word itself is known, or if more than a letter or two are wrong. */
function nearestOf(word, known) {
  if (known.some((other) => other.startsWith(word))) return "";
  const costs = known.map((other) => ({ other, cost: edits(word, other) }));
  const [best] = costs.sort((a, b) => a.cost - b.cost);
  return best && best.cost <= mistakesIn(word) ? best.other : "";
}

const mistakesIn = (word) => (word.length < 5 ? 0 : word.length < 9 ? 1 : 2);

/** At most `count` pages whose titles have a word similar to one of the term, the most similar first. */
export function similar(term, pages, count) {
  const asked = wordsOf(term);
  const likeness = (title) => {
    const pairs = wordsOf(title).flatMap((other) => asked.map((word) => [word, other]));
    return Math.min(...pairs.map(([word, other]) => edits(word, other) / Math.max(word.length, other.length)), 1);
  };
  return pages
    .map((page) => ({ page, cost: likeness(page.title) }))
    .filter(({ cost }) => cost <= ALIKE)
    .sort((a, b) => a.cost - b.cost)
    .slice(0, count)
    .map(({ page }) => page);
}

/** The pages of the menu whose title begins with the term, as title and address; an equal title comes first. */
export function listed(term, links) {
  const key = keyOf(term);
  if (key.length < SHORT) return [];
  const found = links.filter(({ title }) => keyOf(title).startsWith(key));
  return found.sort((a, b) => keyOf(a.title).length - keyOf(b.title).length);
}

/** The term without the words of a question that say nothing of what is meant; whole if it has no others. */
export function withoutFunctionWords(term, functionWords) {
  const known = new Set(functionWords.split(" "));
  const words = term.split(/\s+/).filter((word) => !known.has(keyOf(word)));
  return words.some((word) => keyOf(word)) ? words.join(" ") : term;
}

/** What was found for each word apart, as one list: a page counts for more the more of the words it has, and the rarer
    they are. `lists` are lists of { id, score }. */
export function ranked(lists) {
  const weights = new Map();
  const pages = new Map();
  const most = Math.max(...lists.map((list) => list.length), 1);
  for (const list of lists) {
    const rarity = Math.log(1 + most / Math.max(list.length, 1));
    const best = Math.max(...list.map(({ score }) => score), Number.EPSILON);
    for (const page of list) {
      pages.set(page.id, page);
      weights.set(page.id, (weights.get(page.id) ?? 0) + rarity * (1 + page.score / best));
    }
  }
  return [...pages.values()].sort((a, b) => weights.get(b.id) - weights.get(a.id));
}

/** The pages of the events of a year, or of the years of a decade, by their addresses, which begin with the year. */
export function ofYear(term, pages) {
  const [, digits, isDecade] = term.trim().match(/^(\d{1,4})(s?)$/) ?? [];
  if (!digits) return [];
  const start = digits.padStart(4, "0").slice(0, isDecade ? 3 : 4);
  return pages.filter(({ url }) => url.split("/events/")[1]?.startsWith(start));
}
