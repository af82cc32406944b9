/* The words of a question: which of them a page says, and what a misspelt one may mean, from values alone. */

import { edits } from "../missing/state.js";
import { keyOf } from "./names.js";

const SHORT = 3;
const ALIKE = 0.4;
const MOST_WORDS = 8;
/* Scripts that put no spaces between words; a word is looked for anywhere in a run of them. */
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const HIRAGANA = /^\p{Script=Hiragana}+$/u;

/** The words in the form for comparing, without those that have no letter or digit. */
export const wordsOf = (text) =>
  text
    .split(/[\s'’\p{Pd}]+/u)
    .map(keyOf)
    .filter(Boolean);

/** The words that are searched for, each with the forms in which Pagefind is asked for it: of a decade, its years. A
    phrase in quotation marks is one of them. Words that say nothing in a question are left out, unless there are no
    others. */
export function askedOf(term, functionWords) {
  const said = term.match(/"[^"]+"|[^\s'’"]+/gu) ?? [];
  const known = new Set(functionWords.split(" "));
  const meant = said.filter((word) => keyOf(word) && !known.has(keyOf(word)));
  const texts = meant.length ? meant : said.filter((word) => keyOf(word));
  return [...new Set(texts)].slice(0, MOST_WORDS).map(asked);
}

const asked = (text) => ({ text, forms: [text, ...yearsOf(text)] });

const yearsOf = (text) =>
  /^\d{1,3}0s$/.test(text) ? Array.from({ length: 10 }, (_, year) => String(parseInt(text, 10) + year)) : [];

/** The decade that a text names or in which its year lies, as the facet of decades has it; empty for other texts. */
export function decadeOf(text) {
  const [, year] = text.match(/^(\d{1,4})s?$/) ?? [];
  return year ? String(Math.floor(Number(year) / 10) * 10) : "";
}

/** The words in a run of a script without spaces, without those that only hold a sentence together; none of others. */
export function wordsInRun(text) {
  if (!SPACELESS.test(text)) return [];
  const pieces = [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)];
  const words = pieces.filter(({ isWordLike, segment }) => isWordLike && !HIRAGANA.test(segment));
  return words
    .map(({ segment }) => segment)
    .filter((word) => word !== text)
    .map(asked);
}

/** The words of which a page, in Pagefind's form, says no form. Forms of a word differ by the endings of the language. */
export const lackedBy = (page, words, endings) => notIn(page, words, stemmer(endings), isFormOf);

/** Whether a page has a word that Pagefind may have found for this one: it has the same beginning, whatever follows. */
export const isLike = (page, word, endings) =>
  notIn(
    page,
    [word],
    stemmer(endings),
    (other, word, stem) => isFormOf(other, word, stem) || other.startsWith(stem(word)),
  ).length === 0;

function notIn({ content, meta }, words, stem, isSame) {
  const text = [content, ...Object.values(meta)].join(" ");
  const [key, said] = [keyOf(text), wordsOf(text)];
  const says = (word) => (SPACELESS.test(word) ? key.includes(word) : said.some((other) => isSame(other, word, stem)));
  return words.filter(({ forms }) => !forms.some((form) => wordsOf(form).every(says)));
}

const isFormOf = (other, word, stem) => other.startsWith(word) || other === stem(word) || stem(other) === stem(word);

/** What cuts the longest ending off a word, if enough of it is left, and one of two equal letters before it. */
function stemmer(endings) {
  const all = endings.split(" ").sort((a, b) => b.length - a.length);
  return (word) => {
    const ending = all.find((end) => word.endsWith(end) && word.length - end.length >= SHORT);
    return (ending ? word.slice(0, -ending.length) : word).replace(/(.)\1$/u, "$1");
  };
}

/** The term, with each of its unknown words that no title has spelt as in the nearest title; null if none is near. */
export function corrected(term, titles, unknown = wordsOf(term)) {
  const known = new Map(titles.flatMap((title) => title.split(/[\s\p{P}]+/u)).map((word) => [keyOf(word), word]));
  known.delete("");
  const words = term.split(/\s+/).filter(Boolean);
  const meant = words.map((word) =>
    unknown.includes(keyOf(word)) ? (known.get(nearestOf(keyOf(word), [...known.keys()])) ?? word) : word,
  );
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
