// @ts-check
"use strict";

/**
 * The search: loads the texts of all articles, finds strings in them and ranks what it found.
 *
 * It looks into the texts themselves, since every cut of Chinese into words loses some strings. The data
 * files (banmian/search.py writes them) are classic scripts that call banmian.put: file:// loads no other.
 * search-page.js is what readers see of it.
 */

/** @typedef {{id: string, url: string, title: string, kicker: string, subtitle: string, byline: string,
 *    body: string, date: string, departments: string[], reporters: string[], borders: string,
 *    lengths: number[]}} Article */
/** @typedef {{shards: string[], mend: [string, string][], cases: [string, string][], k1: number, b: number, boosts: number[],
 *    averages: number[]}} Manifest */
/** @typedef {{article: Article, order: number, text: string, head: number, body: number}} Entry
 *    an article, its place in the archive, newest first, its folded fields, one a line, and where in them
 *    the lines after the title and the body begin */
/** @typedef {{words: number[], inTitle: boolean}} Found
 *    how often a term is a word of each of lunr's fields, and whether it stands in the title at all */
/** @typedef {{department?: string[], reporter?: string[], from?: string, to?: string}} Filters */
/** @typedef {{id: string, url: string, title: string, date: string, departments: string[],
 *    reporters: string[], snippet: string}} Hit */

// var, since that makes it a property of window, which data files and other scripts look for
var banmian = (() => {
  const ROOT = document.currentScript?.dataset.root ?? "";
  const FIELDS = /** @type {const} */ (["title", "kicker", "subtitle", "byline", "body"]);

  // What Python's str.split() splits at
  const BLANK = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

  /* Load */

  /** @type {Map<string, unknown>} */
  const files = new Map();
  /** @type {Map<string, string>} */
  const mending = new Map();
  /** @type {Map<string, string>} */
  const casing = new Map();
  let mendable = /(?!)/g;
  let casable = /(?!)/g;
  /** @type {Manifest} */
  let manifest;
  /** @type {Promise<Entry[]> | undefined} */
  let loading;

  /** @param {string} name @param {unknown} data */
  function put(name, data) {
    files.set(name, data);
  }

  /** @param {string} name @returns {Promise<any>} what the file put */
  function file(name) {
    const script = document.createElement("script");
    script.src = `${ROOT}search/${name}.js`;
    return new Promise((resolve, reject) => {
      const missing = () => reject(new Error(`search/${name}.js cannot be loaded`));
      script.onload = () => (files.has(name) ? resolve(files.get(name)) : missing());
      script.onerror = missing;
      document.head.append(script);
    });
  }

  async function open() {
    manifest = await file("manifest");
    manifest.mend.forEach(([char, mended]) => mending.set(char, mended));
    manifest.cases.forEach(([char, folded]) => casing.set(char, folded));
    mendable = anyOf(mending.keys());
    casable = anyOf(casing.keys());
    const shards = await Promise.all(manifest.shards.map(file));
    return shards.flat().map(prepare);
  }

  /** @param {Iterable<string>} chars @returns {RegExp} that matches one of them */
  function anyOf(chars) {
    const codes = [...chars].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
    return new RegExp(`[${codes.join("")}]`, "g");
  }

  /** All articles, newest first. Loads them once; after a failure the next call tries again. */
  function load() {
    loading ??= open().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  /** @param {Article} article @param {number} order @returns {Entry} */
  function prepare(article, order) {
    const lines = FIELDS.map((name) => fold(article[name]));
    const text = lines.join("\n");
    return { article, order, text, head: lines[0].length + 1, body: text.length - lines[4].length };
  }

  /* Fold */

  /**
   * The form in which queries and articles are compared, as banmian.words.fold makes it.
   * @param {string} text
   */
  function fold(text) {
    const mended = text.replace(mendable, (char) => mending.get(char) ?? "");
    const lower = mended.normalize("NFKC").toLowerCase();
    return lower.replace(casable, (char) => casing.get(char) ?? "").replace(BLANK, "");
  }

  /** @param {string} query */
  function termsOf(query) {
    return [...new Set(query.split(BLANK).map(fold))].filter((term) => term);
  }

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

  /* Match and rank */

  /** @param {Entry} entry @param {string} term @returns {Found | null} */
  function find({ article, text, head, body }, term) {
    let at = text.indexOf(term);
    if (at < 0) return null;
    const found = { words: [0, 0, 0], inTitle: at < head };
    for (; at >= 0; at = text.indexOf(term, at + 1)) {
      const starts = Number(article.borders[at]) & 1;
      const ends = Number(article.borders[at + term.length - 1]) & 2;
      if (starts && ends) found.words[at < head ? 0 : at < body ? 1 : 2] += 1;
    }
    return found;
  }

  /**
   * lunr's weight of a rare word; like lunr, it counts an article once for each field that has the word.
   * @param {(Found | null)[]} row
   */
  function rarity(row) {
    const fields = row.reduce((sum, found) => sum + (found?.words.filter((count) => count).length ?? 0), 0);
    return Math.log(1 + Math.abs((row.length - fields + 0.5) / (fields + 0.5)));
  }

  /** lunr's BM25 of one term. @param {Article} article @param {Found} found @param {number} rare */
  function score(article, found, rare) {
    const { k1, b, boosts, averages } = manifest;
    return found.words.reduce((sum, count, field) => {
      if (!count) return sum;
      const length = article.lengths[field] / averages[field];
      return sum + (boosts[field] * rare * (k1 + 1) * count) / (k1 * (1 - b + b * length) + count);
    }, 0);
  }

  /**
   * All articles that hold every term. Those that have them as words come before those where they run
   * across words; then by lunr's score, by titles, by date.
   * @param {Entry[]} entries @param {string[]} terms
   */
  function rank(entries, terms) {
    const rows = terms.map((term) => entries.map((entry) => find(entry, term)));
    const rare = rows.map(rarity);
    const ranked = entries.flatMap((entry, at) => {
      const found = rows.flatMap((row) => row[at] ?? []);
      if (found.length < terms.length) return [];
      const scores = found.map((one, term) => score(entry.article, one, rare[term]));
      const words = scores.filter((one) => one > 0).length;
      const titles = found.filter((one) => one.inTitle).length;
      return [{ entry, words, titles, score: scores.reduce((sum, one) => sum + one, 0) }];
    });
    ranked.sort((a, b) => b.words - a.words || b.score - a.score || b.titles - a.titles);
    return ranked.map(({ entry }) => entry);
  }

  /* Filter */

  /** @param {Filters} filters */
  function isNarrow({ department, reporter, from, to }) {
    return Boolean(department?.length || reporter?.length || from || to);
  }

  /** @param {Article} article @param {Filters} filters */
  function passes(article, { department = [], reporter = [], from = "", to = "" }) {
    return (
      isAny(article.departments, department) &&
      isAny(article.reporters, reporter) &&
      isWithin(article.date, from, to)
    );
  }

  /** @param {string[]} names @param {string[]} wanted */
  function isAny(names, wanted) {
    return !wanted.length || names.some((name) => wanted.includes(name));
  }

  /** Whether the day, month or year overlaps the range. @param {string} date @param {string} from @param {string} to */
  function isWithin(date, from, to) {
    if (!from && !to) return true;
    return date !== "" && firstDay(from) <= lastDay(date) && firstDay(date) <= lastDay(to);
  }

  /** @param {string} date */
  const firstDay = (date) => date + "0000-01-01".slice(date.length);
  /** @param {string} date */
  const lastDay = (date) => date + "9999-12-31".slice(date.length);

  /* Snippet and highlight */

  const SNIPPET = 60;
  const LEAD_IN = 18;

  /** The surroundings of the first hit, else the beginning. @param {Entry} entry @param {string[]} terms */
  function snippet({ article }, terms) {
    for (const name of /** @type {const} */ (["body", "subtitle", "byline"])) {
      const folded = fold(article[name]);
      const places = terms.map((term) => folded.indexOf(term)).filter((at) => at >= 0);
      if (places.length) return excerpt(article[name], unfold(article[name], Math.min(...places)));
    }
    return excerpt(article.body, 0);
  }

  /** @param {string} text @param {number} at */
  function excerpt(text, at) {
    const before = text.slice(Math.max(0, at - LEAD_IN), at);
    const start = at - before.length + (before.search(/[^。！？；\n]*$/) || 0);
    const end = Math.min(text.length, start + SNIPPET);
    const whole = text.slice(start, end).replace(/^[\p{Cs}\p{M}]+|\p{Cs}+$/gu, ""); // what the cut left halved
    return `${start > 0 ? "…" : ""}${whole.trim().replace(/\s+/g, " ")}${end < text.length ? "…" : ""}`;
  }

  /** @param {Entry} entry @param {string[]} terms @returns {Hit} */
  function hit(entry, terms) {
    const { id, url, title, date, departments, reporters } = entry.article;
    return { id, url, title, date, departments, reporters, snippet: snippet(entry, terms) };
  }

  /**
   * @param {string} query @param {{limit?: number, filters?: Filters}} [options]
   * @returns {Promise<{total: number, hits: Hit[]}>}
   */
  async function search(query, { limit = 20, filters = {} } = {}) {
    const entries = await load();
    const terms = termsOf(String(query ?? ""));
    const found = terms.length || isNarrow(filters) ? rank(entries, terms) : [];
    const passed = found.filter(({ article }) => passes(article, filters));
    return { total: passed.length, hits: passed.slice(0, Math.max(0, limit)).map((entry) => hit(entry, terms)) };
  }

  return { search, put, fold, load, termsOf, rank, isNarrow, isWithin, passes, firstDay, lastDay, snippet };
})();
