// @ts-check
"use strict";

/** @typedef {Card & {snippet: string}} Hit */
/** @typedef {{department?: string[], reporter?: string[], kind?: string[], paper?: string[], date?: string[],
 *    from?: string, to?: string}} Filters  `date`: years, months or days; an article must lie within one */
/** @typedef {{numbers: Int32Array, terms: string[], twins?: string[]}} Results
 *    the articles, the best first; what to light up; and what was looked for in place of what no article holds */

/** The search: queries are answered, narrowed and ranked. search-page.js is what readers see of it. */
// var, since that makes it a property of window, which data files and other scripts look for
var banmian = (() => {
  const { fold } = folding;
  const { put, piece, run, load, isRenewed } = searchFiles;
  const { parse, range } = searchQuery;
  const { NONE, find, decode, isKey, both, without, any } = searchLists;
  const { datesOf, article, check, card, reference, snippet } = searchTexts;

  const FEW_NAMES = 4; // whose own lists weigh less than those of all
  const FACETS = { department: "\x01", reporter: "\x02", kind: "\x03", paper: "\x04" };

  /* Filter */

  const NAMED = /** @type {(keyof typeof FACETS)[]} */ (Object.keys(FACETS));

  /** @param {Filters} filters */
  function isNarrow({ date, from, to, ...named }) {
    return Boolean(date?.length || from || to || NAMED.some((facet) => named[facet]?.length));
  }

  /** Whether all of the day, month or year lies in the range. @param {string} date @param {string} from @param {string} to */
  function isWithin(date, from, to) {
    if (!from && !to) return true;
    return date !== "" && firstDay(from) <= firstDay(date) && lastDay(date) <= lastDay(to);
  }

  /** @param {string} date */
  const firstDay = (date) => date + "0000-01-01".slice(date.length);

  /** @param {string} date */
  function lastDay(date) {
    if (date.length !== 7) return date + "9999-12-31".slice(date.length);
    const [year, month] = date.split("-").map(Number);
    return `${date}-${new Date(Date.UTC(year, month, 0)).getUTCDate()}`;
  }

  /** @param {Int32Array} numbers upwards @param {string} from @param {string} to */
  function inRange(numbers, from, to) {
    if (!from && !to) return numbers;
    const dates = datesOf(numbers);
    return numbers.filter((_, n) => isWithin(dates[n], from, to));
  }

  /** All articles that have one of the values. @param {keyof typeof FACETS} facet @param {string[]} values */
  const having = (facet, values) => searchLists.having(values.map((value) => FACETS[facet] + value));

  /** All values of a facet with their articles, the commonest first. @param {keyof typeof FACETS} facet @returns {Promise<[string, Int32Array][]>} */
  async function values(facet) {
    /** @type {[string[], string[]]} */
    const [names, lists] = await Promise.all([piece(facet), piece(`${facet}-lists`)]);
    return names.map((value, n) => [value, decode(lists[n]).numbers]);
  }

  /** The articles of a field's term: 记者:X, 部门:X. @param {keyof typeof FACETS} facet @param {string} term */
  async function named(facet, term) {
    const isMeant = (/** @type {string} */ value) => fold(value).includes(term);
    const names = /** @type {string[]} */ (await piece(facet)).filter(isMeant);
    if (names.length <= FEW_NAMES) return having(facet, names);
    const held = (await values(facet)).filter(([value]) => isMeant(value));
    return any(held.map(([, numbers]) => numbers));
  }

  /** @param {Int32Array} numbers upwards @param {Filters} filters */
  async function narrow(numbers, { date = [], from = "", to = "", ...named }) {
    let left = inRange(numbers, from, to);
    if (date.length) {
      const dates = datesOf(left);
      left = left.filter((_, n) => date.some((one) => one && dates[n].startsWith(one)));
    }
    for (const facet of NAMED) {
      const values = named[facet] ?? [];
      if (values.length) left = both(left, await having(facet, values));
    }
    return left;
  }

  /* Search and rank */

  const AT_A_TIME = 4; // terms that are looked up together

  const everything = () => Int32Array.from({ length: searchFiles.index.articles }, (_, n) => n);

  /**
   * All articles that hold every term and none of those to leave out. Those that have the terms as words come
   * before those where they run across words; then by lunr's score, by titles, by date.
   * @param {string | Query} asked @param {Filters} [filters] @returns {Promise<Results>}
   */
  async function results(asked, filters = {}) {
    await load();
    const given = typeof asked === "string" ? parse(asked) : asked;
    let query = given;
    let first = await answer(copy(query), filters);
    if (!first.numbers.length && given.otherwise) {
      query = given.otherwise;
      first = await answer(copy(query), filters);
    }
    if (first.numbers.length && (await Promise.all(query.without.map(isHeld))).every(Boolean)) return first;
    await run("static/search-twins.js");
    const twins = await searchTwins.respell(query);
    return twins.length ? { ...(await answer(query, filters)), twins } : first;
  }

  /** In which names that nobody bears may be reworded. @param {Query} query @returns {Query} */
  const copy = ({ terms, without }) => ({
    terms: terms.map((term) => ({ ...term })),
    without: without.map((term) => ({ ...term })),
  });

  /** @param {Term} term */
  const isHeld = async (term) => (await holding(everything(), { ...term })).length > 0;

  /** @param {Query} query @param {Filters} filters @returns {Promise<Results>} */
  async function answer(query, filters) {
    if (!query.terms.length && !query.without.length && !isNarrow(filters))
      return { numbers: NONE.numbers, terms: [] };
    /** @type {{found: Found, sure: boolean}[]} */
    const found = [];
    let numbers = /** @type {Int32Array} */ (everything());
    for (let at = 0; at < query.terms.length && numbers.length; at += AT_A_TIME) {
      const next = await Promise.all(query.terms.slice(at, at + AT_A_TIME).map(ofField)); // which rewords names that nobody bears
      numbers = next.reduce((left, one) => both(left, one.found.numbers), numbers);
      found.push(...next);
    }
    if (!numbers.length) return { numbers, terms: [] };
    const lit = query.terms.filter(({ field }) => !field || field === "title").map((term) => term.text);
    numbers = await narrow(numbers, filters);
    for (const [n, one] of found.entries()) {
      if (one.sure) continue;
      one.found = await check(numbers, query.terms[n].text);
      if (query.terms[n].field === "title") one.found = titlesOf(one.found);
      numbers = both(numbers, one.found.numbers);
    }
    for (const term of query.without) numbers = without(numbers, await holding(numbers, term));
    return {
      numbers: rank(
        numbers,
        found.map((one) => one.found),
      ),
      terms: lit,
    };
  }

  /** @param {Term} term @returns {Promise<{found: Found, sure: boolean}>} */
  async function ofField(term) {
    if (term.field === "date") {
      const { from, to } = range(term.text);
      return sure(inRange(everything(), from, to));
    }
    if (term.field === "reporter" || term.field === "department") {
      const numbers = await named(term.field, term.text);
      if (!numbers.length) Object.assign(term, { text: term.literal, field: "" });
      else return sure(numbers);
    }
    const one = await find(term.text);
    return term.field === "title" && one.sure ? { ...one, found: titlesOf(one.found) } : one;
  }

  /** @param {Int32Array} numbers */
  const sure = (numbers) => ({
    found: { ...NONE, numbers, titled: new Uint8Array(numbers.length) },
    sure: true,
  });

  /** @param {Found} found @returns {Found} what stands in titles */
  function titlesOf({ numbers, titled, words }) {
    const kept = Array.from(numbers.keys()).filter((n) => titled[n]);
    return {
      numbers: Int32Array.from(kept, (n) => numbers[n]),
      titled: new Uint8Array(kept.length).fill(1),
      words: words && Int32Array.from(kept.flatMap((n) => Array.from(words.subarray(4 * n, 4 * n + 4)))),
    };
  }

  /** Those of the articles that hold the term, for certain. @param {Int32Array} numbers @param {Term} term */
  async function holding(numbers, term) {
    const { found, sure } = await ofField(term);
    if (sure) return found.numbers;
    const held = await check(both(numbers, found.numbers), term.text);
    return (term.field === "title" ? titlesOf(held) : held).numbers;
  }

  /** @param {Int32Array} numbers upwards @param {Found[]} found for each term */
  function rank(numbers, found) {
    const words = new Int32Array(numbers.length);
    const titles = new Int32Array(numbers.length);
    const scores = new Float64Array(numbers.length);
    for (const one of found) {
      const rare = rarity(one);
      for (let i = 0, j = 0; i < numbers.length; i += 1) {
        while (one.numbers[j] < numbers[i]) j += 1;
        titles[i] += one.titled[j];
        const score = one.words ? scoreOf(one.words, j, rare) : 0;
        if (score > 0) words[i] += 1;
        scores[i] += score;
      }
    }
    const order = Int32Array.from(numbers.keys());
    order.sort(
      (a, b) =>
        words[b] - words[a] || scores[b] - scores[a] || titles[b] - titles[a] || numbers[b] - numbers[a],
    );
    return order.map((n) => numbers[n]);
  }

  /** lunr's weight of a rare word; like lunr, it counts an article once for each field that has the word. @param {Found} found */
  function rarity({ numbers, words }) {
    let fields = 0;
    if (words)
      for (let n = 0; n < numbers.length; n += 1)
        fields += Number(words[4 * n] > 0) + Number(words[4 * n + 2] > 0);
    return Math.log(1 + Math.abs((searchFiles.index.articles - fields + 0.5) / (fields + 0.5)));
  }

  /** lunr's BM25 of one term in one article. @param {Int32Array} words @param {number} n @param {number} rare */
  function scoreOf(words, n, rare) {
    const { k1, b, boosts, averages } = searchFiles.index;
    const [text, ofText, title, ofTitle] = words.subarray(4 * n, 4 * n + 4);
    const part = (/** @type {number} */ count, /** @type {number} */ length, /** @type {number} */ field) =>
      count
        ? (boosts[field] * rare * (k1 + 1) * count) / (k1 * (1 - b + (b * length) / averages[field]) + count)
        : 0;
    return part(title, ofTitle, 0) + part(text, ofText, 1);
  }

  const SHOWN = 100; // so many hits get a snippet: a text is a file of its own

  /**
   * @param {string} query @param {{limit?: number, filters?: Filters}} [options]
   * @returns {Promise<{total: number, hits: Hit[]}>} beyond the first hundred, hits have no snippet
   */
  async function search(query, { limit = 20, filters = {} } = {}) {
    const { numbers, terms } = await results(String(query ?? ""), filters);
    const wanted = Array.from(numbers.subarray(0, Math.max(0, limit)));
    const hits = await Promise.all(
      wanted.map(async (number, n) =>
        n < SHOWN ? hit(number, terms) : { ...(await card(number)), snippet: "" },
      ),
    );
    return { total: numbers.length, hits };
  }

  /** @param {number} number @param {string[]} terms @returns {Promise<Hit>} */
  async function hit(number, terms) {
    const one = await article(number);
    const { id, url, title, date, departments, reporters } = one;
    return { id, url, title, date, departments, reporters, snippet: snippet(one, terms) };
  }

  /** Lets go of all that was loaded. */
  function forget() {
    [searchFiles, searchLists, searchTexts].forEach((part) => part.forget());
  }

  return {
    search,
    put,
    fold,
    run,
    forget,
    isRenewed,
    load,
    piece,
    parse,
    results,
    narrow,
    article,
    reference,
    snippet,
    values,
    both,
    isKey,
    holding,
    everything,
    datesOf,
    isNarrow,
    isWithin,
    firstDay,
    lastDay,
    /** The first and the last date of the archive, as far as known. @returns {[string, string]} */
    get span() {
      const dates = searchFiles.index.dates.filter(Boolean);
      return [dates[0], dates[dates.length - 1]];
    },
    /** How many articles there are. */
    get count() {
      return searchFiles.index.articles;
    },
    /** Whether something in the text has a twin that stands in the archive as well. @param {string} text */
    hasTwins(text) {
      const rows = searchFiles.index.twins.split(" ");
      return rows.some(([char]) => char && text.includes(char));
    },
  };
})();
