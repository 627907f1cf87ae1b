// @ts-check
"use strict";

/** @typedef {{id: string, url: string, title: string, kicker: string, subtitle: string, byline: string,
 *    body: string, subheads: number[], credit: string, date: string, departments: string[], reporters: string[]}} Article
 *  `subheads`: which lines of the body are */
/** @typedef {{id: string, url: string, title: string, date: string, departments: string[],
 *    reporters: string[]}} Card */
/** @typedef {{id: string, url: string, title: string, kind: string, authors: string[], departments: string[], date: string,
 *    issued: string, paper: string, edition: string, printed: string, online: string, bib: string, ris: string}} Reference */

/** What the articles themselves say: their dates, their texts, what lists and references say of them. */
var searchTexts = (() => {
  const { fold } = folding;
  const { file, piece } = searchFiles;

  const FIELDS = /** @type {const} */ (["title", "kicker", "subtitle", "byline", "body"]);

  /** The articles' dates, for numbers upwards. @param {Int32Array} numbers @returns {string[]} */
  function datesOf(numbers) {
    const { dates, lastOfDate } = searchFiles.index;
    let run = 0;
    return Array.from(numbers, (number) => {
      while (lastOfDate[run] <= number) run += 1;
      return dates[run];
    });
  }

  /** @param {number} number @returns {Promise<Article>} */
  async function article(number) {
    const one = await file(`texts/${number}`);
    if (one.date !== datesOf(Int32Array.of(number))[0]) throw new Error("the site was built anew meanwhile");
    return one;
  }

  /** @type {Map<number, string[]>} */
  const folded = new Map();

  /** @param {number} number @returns {Promise<string[]>} its folded fields, the title first */
  async function fields(number) {
    let texts = folded.get(number);
    if (!texts) {
      const one = await article(number);
      texts = FIELDS.map((name) => fold(one[name] ?? ""));
      folded.set(number, texts);
    }
    return texts;
  }

  /** Those of the articles whose text holds the term. @param {Int32Array} numbers @param {string} term @returns {Promise<Found>} */
  async function check(numbers, term) {
    const texts = await Promise.all(Array.from(numbers, fields));
    const held = texts.map((text) => text.some((field) => field.includes(term)));
    const left = numbers.filter((_, n) => held[n]);
    const titled = texts.filter((_, n) => held[n]).map((text) => Number(text[0].includes(term)));
    return { numbers: left, titled: Uint8Array.from(titled), words: null };
  }

  /** @param {number} number @returns {Promise<Card>} */
  const card = (number) => listed("cards", number);

  /** @param {number} number @returns {Promise<Reference>} */
  const reference = (number) => listed("references", number);

  /** @param {"cards" | "references"} kind @param {number} number @returns {Promise<any>} */
  async function listed(kind, number) {
    const { cards } = searchFiles.index;
    const rows = await piece(`${kind}-${Math.floor(number / cards)}`);
    return rows[number % cards];
  }

  /* Snippets */

  const SNIPPET = 60;
  const LEAD_IN = 18;
  const EXCERPTS = 3; // of one text

  /** The surroundings of the first hit of each term, else the beginning. @param {Article} one @param {string[]} terms */
  function snippet(one, terms) {
    for (const name of /** @type {const} */ (["body", "subtitle", "byline"])) {
      const text = one[name];
      const folded = fold(text);
      const places = terms
        .map((term) => ({ at: folded.indexOf(term), size: term.length }))
        .filter(({ at }) => at >= 0)
        .map(({ at, size }) => ({ at: unfold(text, at), end: unfold(text, at + size - 1) + 1 }));
      if (places.length) return excerpts(text, places);
    }
    return excerpts(one.body, [{ at: 0, end: 1 }]);
  }

  /** @param {string} text @param {{at: number, end: number}[]} places what is to be seen */
  function excerpts(text, places) {
    const sorted = places.sort((a, b) => a.at - b.at);
    const apart = sorted.filter(({ at }, n) => !n || at - sorted[n - 1].at > SNIPPET / EXCERPTS);
    const size = SNIPPET / Math.min(apart.length, EXCERPTS);
    let said = "";
    let done = 0;
    let count = 0;
    for (const { at, end } of sorted) {
      if (end <= done || count++ === EXCERPTS) continue;
      const before = text.slice(Math.max(done, at - LEAD_IN), at);
      const start = at - before.length + (before.search(/[^。！？；\n]*$/) || 0);
      const last = Math.min(text.length, Math.max(start + size, end));
      said += `${start > done ? "…" : ""}${whole(text.slice(start, last))}`;
      done = last;
    }
    return `${said.trim().replace(/\s+/g, " ")}${done < text.length ? "…" : ""}`;
  }

  /** Without what a cut left halved. @param {string} text */
  const whole = (text) => text.replace(/^[\p{Cs}\p{M}]+|\p{Cs}+$/gu, "");

  /**
   * Where in the text the character stands that folds to the one at `offset` of the folded text.
   * @param {string} text @param {number} offset
   */
  function unfold(text, offset) {
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (fold(text.slice(0, middle + 1)).length > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Whether one of its fields holds each of the terms. @param {number} number @param {string[]} terms */
  async function holds(number, terms) {
    const texts = await fields(number);
    return terms.every((term) => texts.some((text) => text.includes(term)));
  }

  return { datesOf, article, holds, check, card, reference, snippet, forget: () => folded.clear() };
})();
