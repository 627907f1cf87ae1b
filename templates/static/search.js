// @ts-check
"use strict";

/**
 * The search: looks strings up in an index of which it fetches only the parts that it needs.
 *
 * Every character, every pair of them, every word and every longer string that stands in many articles is a key
 * of the index; its list holds the articles. What is no key stands in all lists of the keys inside of it, and the
 * texts of those few articles tell. So any string is found, and nothing else. The files (banmian/search.py
 * writes them) are classic scripts that call banmian.put: file:// loads no other.
 * search-page.js is what readers see of it.
 */

/** @typedef {{id: string, url: string, title: string, kicker: string, subtitle: string, byline: string,
 *    body: string, date: string, departments: string[], reporters: string[]}} Article */
/** @typedef {{id: string, url: string, title: string, date: string, departments: string[],
 *    reporters: string[]}} Card */
/** @typedef {Card & {snippet: string}} Hit */
/** @typedef {{id: string, url: string, title: string, kind: string, authors: string[], departments: string[], date: string,
 *    issued: string, paper: string, edition: string, printed: string, online: string, bib: string, ris: string}} Reference */
/** @typedef {{version: string, articles: number, shards: number, dates: [string, number][], longest: number,
 *    cards: number, k1: number, b: number, boosts: number[], averages: number[]}} Manifest */
/** @typedef {{numbers: Int32Array, titled: Uint8Array, words: Int32Array | null}} Found
 *    the articles that hold a term, upwards; whether their title does; and four figures for each: how often it
 *    is a word of the text, how many words the text has, and the same of the title */
/** @typedef {{text: string, field: string, literal: string}} Term
 *    `literal`: with what stands before it, should nobody bear the name */
/** @typedef {{terms: Term[], without: Term[], from: string, to: string}} Query */
/** @typedef {{department?: string[], reporter?: string[], kind?: string[], paper?: string[], date?: string[],
 *    from?: string, to?: string}} Filters  `date`: years, months or days; an article must lie within one */
/** @typedef {{numbers: Int32Array, terms: string[], twins?: string[]}} Results
 *    the articles, the best first; what to light up; and what was looked for in place of what no article holds */

// var, since that makes it a property of window, which data files and other scripts look for
var banmian = (() => {
  const { fold, BLANK } = folding;
  const ROOT = document.currentScript?.dataset.root ?? "";
  const FIELDS = /** @type {const} */ (["title", "kicker", "subtitle", "byline", "body"]);
  const FACETS = { department: "\x01", reporter: "\x02", kind: "\x03", paper: "\x04" };
  const SAID_OF = { 标题: "title", 记者: "reporter", 部门: "department" };

  /* Load */

  /** @type {Map<string, any>} */
  const files = new Map();
  /** @type {Map<string, Promise<void>>} */
  const running = new Map();

  /** @param {string} name @param {unknown} data */
  function put(name, data) {
    files.set(name, data);
  }

  let fresh = ""; // says to a browser that the manifest it keeps will not do

  /** @param {string} name @returns {Promise<any>} what the file put */
  async function file(name) {
    const path = `search/${name}.js${name === "manifest" ? fresh : name.startsWith("texts/") ? `?${index.version}` : ""}`;
    await run(path);
    if (files.has(name)) return files.get(name);
    running.delete(path);
    throw new Error(`${path} cannot be loaded`);
  }

  /** Runs a script once; after a failure the next call tries again. @param {string} path below the site's root */
  function run(path) {
    let promise = running.get(path);
    if (!promise) {
      promise = append(path).catch((error) => {
        running.delete(path);
        throw error;
      });
      running.set(path, promise);
    }
    return promise;
  }

  /** @param {string} path @returns {Promise<void>} */
  function append(path) {
    const script = document.createElement("script");
    script.src = ROOT + path;
    return new Promise((resolve, reject) => {
      script.onload = () => resolve(script.remove());
      script.onerror = () => reject(new Error(`${path} cannot be loaded`));
      document.head.append(script);
    });
  }

  /** @type {Manifest & {lastOfDate: Int32Array}} */
  let index;
  /** @type {Promise<void> | undefined} */
  let opening;

  /** Reads what all searches need. */
  function load() {
    opening ??= Promise.all([file("manifest"), run("search/folding.js")]).then(
      ([manifest]) => {
        let last = 0;
        const lastOfDate = Int32Array.from(manifest.dates, ([, count]) => (last += count));
        index = { ...manifest, lastOfDate };
      },
      (error) => {
        opening = undefined;
        throw error;
      },
    );
    return opening;
  }

  /** Lets go of all that was loaded: the site was built anew, or a file was cut off. */
  function forget() {
    [...running.keys()].filter((path) => path.startsWith("search/")).forEach((path) => running.delete(path));
    [files, shards, folded].forEach((map) => map.clear());
    opening = undefined;
    fresh = `?${Date.now()}`;
  }

  /** A file of this version of the index. @param {string} name @returns {Promise<any>} */
  const piece = (name) => file(`${index.version}/${name}`);

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

  /* Query */

  const PART = /([-－]?)(?:(标题|记者|部门|日期)[:：])?(?:"([^"]+)"(?= |$)|([^ ]+))/gu;
  const RANGE = /^(\d{4}(?:-\d\d){0,2})?(?:(\.\.)(\d{4}(?:-\d\d){0,2})?)?$/;

  /** @param {string} text @returns {Query} */
  function parse(text) {
    /** @type {Query} */
    const query = { terms: [], without: [], from: "", to: "" };
    for (const [whole, minus, name, quoted, plain] of text.replace(BLANK, " ").matchAll(PART)) {
      const range = name === "日期" && !minus ? RANGE.exec(fold(quoted ?? plain)) : null;
      if (range) {
        query.from = range[1] ?? "";
        query.to = (range[2] ? range[3] : range[1]) ?? "";
        continue;
      }
      const field = name && name !== "日期" ? SAID_OF[/** @type {keyof typeof SAID_OF} */ (name)] : "";
      const said = name === "日期" ? whole.slice(minus.length) : (quoted ?? plain);
      const term = { text: fold(said), field, literal: fold(whole) };
      const list = minus ? query.without : query.terms;
      if (term.text && !list.some((other) => other.text === term.text && other.field === field))
        list.push(term);
    }
    if (!query.terms.length && !isNarrow(query)) {
      query.terms = query.without.map(({ literal }) => ({ text: literal, field: "", literal })); // -5℃ is a string
      query.without = [];
    }
    return query;
  }

  /* Look up */

  /** @type {Map<number, Promise<Map<string, string>>>} */
  const shards = new Map();

  /** @param {string} key @returns {Promise<string | undefined>} its list, as it is written */
  async function lookUp(key) {
    return (await shardOf(key)).get(key);
  }

  /** The shard of the key and of all that begins with the same two characters; banmian/shards.py reckons the same. @param {string} key */
  function shardOf(key) {
    const [first, second = 0] = Array.from(key.slice(0, 4), (char) => char.codePointAt(0) ?? 0);
    let mixed = Math.imul(first, 0x9e3779b1) ^ second;
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
    return shard(((mixed ^ (mixed >>> 13)) >>> 0) % index.shards);
  }

  /** @param {number} number */
  function shard(number) {
    let promise = shards.get(number);
    if (!promise) {
      promise = piece(String(number))
        .then(read)
        .catch((error) => {
          shards.delete(number);
          throw error;
        });
      shards.set(number, promise);
    }
    return promise;
  }

  /** key → list. @param {[string, string]} spelled */
  function read([keys, lists]) {
    const written = lists.split(" ");
    /** @type {Map<string, string>} */
    const map = new Map();
    /** @type {string[]} */
    let before = [];
    keys.split("\n").forEach((row, n) => {
      before = [...before.slice(0, Number(row[0])), ...row.slice(1)];
      map.set(before.join(""), written[n]);
    });
    return map;
  }

  const TITLE = 0x21;
  const WORD = 0x23;
  const STOPPERS = 62;
  /** What each digit counts. */
  const VALUES = new Int32Array(128);
  Array.from({ length: 91 }, (_, n) => 0x24 + n)
    .filter((code) => code !== 0x5c && code !== 0x3c)
    .forEach((code, value) => (VALUES[code] = value));
  const CONTINUERS = 89 - STOPPERS;

  /** @param {string} list @returns {Found} */
  function decode(list) {
    const most = list.length;
    const numbers = new Int32Array(most);
    const titled = new Uint8Array(most);
    /** @type {Int32Array | null} */
    let words = null;
    let at = 0;
    let count = 0;
    let last = -1;
    const number = () => {
      let value = 0;
      for (;;) {
        const digit = VALUES[list.charCodeAt(at++)];
        if (digit < STOPPERS) return value * STOPPERS + digit;
        value = value * CONTINUERS + (digit - STOPPERS) + 1;
      }
    };
    while (at < most) {
      const title = list.charCodeAt(at) === TITLE;
      if (title) at += 1;
      const word = list.charCodeAt(at) === WORD;
      if (word) at += 1;
      last += number() + 1;
      numbers[count] = last;
      titled[count] = title ? 1 : 0;
      if (word) {
        words ??= new Int32Array(4 * most);
        const place = 4 * count;
        words[place] = number();
        if (words[place]) words[place + 1] = number();
        if (title) {
          words[place + 2] = number();
          if (words[place + 2]) words[place + 3] = number();
        }
      }
      count += 1;
    }
    return { numbers: numbers.subarray(0, count), titled, words };
  }

  const NONE = { numbers: new Int32Array(0), titled: new Uint8Array(0), words: null };
  const FEW = 10; // texts that may as well be read as another shard
  const AT_A_TIME = 2; // places that are looked up together

  /**
   * The articles that hold a term; if there is doubt, those that may hold it.
   * @param {string} term @returns {Promise<{found: Found, sure: boolean}>}
   */
  async function find(term) {
    const chars = Array.from(term);
    if (chars.length <= index.longest) {
      const list = await lookUp(term);
      if (list !== undefined) return { found: decode(list), sure: true };
      if (chars.length <= 2) return { found: NONE, sure: true };
    }
    const places = spread(chars.length - 1);
    /** @type {Int32Array | null} */
    let numbers = null;
    while (places.length && (!numbers || numbers.length > FEW)) {
      const next = await common(chars, places.splice(0, AT_A_TIME));
      numbers = numbers ? both(numbers, next) : next;
    }
    numbers ??= NONE.numbers;
    return { found: { ...NONE, numbers, titled: new Uint8Array(numbers.length) }, sure: false };
  }

  /** 0 to `count` - 1 in such an order that each stands far from those before it. @param {number} count */
  function spread(count) {
    const order = [0];
    for (let step = 2 ** Math.floor(Math.log2(Math.max(count - 1, 1))); step >= 1; step /= 2)
      for (let place = step; place < count; place += 2 * step) order.push(place);
    return order;
  }

  /** The articles that hold what stands at all these places. @param {string[]} chars @param {number[]} places */
  async function common(chars, places) {
    const lists = await Promise.all(places.map((place) => longestFrom(chars, place)));
    if (lists.includes(undefined)) return NONE.numbers;
    const sorted = /** @type {string[]} */ (lists).sort((a, b) => a.length - b.length);
    return sorted
      .slice(1)
      .reduce(
        (left, list) => (left.length ? both(left, decode(list).numbers) : left),
        decode(sorted[0]).numbers,
      );
  }

  /** The list of the longest key that stands there, as far as the pair's own shard has it. @param {string[]} chars @param {number} place */
  async function longestFrom(chars, place) {
    const pair = chars.slice(place, place + 2).join("");
    const map = await shardOf(pair);
    for (let size = Math.min(index.longest, chars.length - place); size > 2; size -= 1) {
      const list = map.get(chars.slice(place, place + size).join(""));
      if (list !== undefined) return list;
    }
    return map.get(pair);
  }

  /** @param {Int32Array} a @param {Int32Array} b upwards, like what comes of them */
  function both(a, b) {
    const out = new Int32Array(Math.min(a.length, b.length));
    let count = 0;
    for (let i = 0, j = 0; i < a.length && j < b.length;) {
      if (a[i] === b[j]) {
        out[count++] = a[i++];
        j += 1;
      } else if (a[i] < b[j]) i += 1;
      else j += 1;
    }
    return out.subarray(0, count);
  }

  /** @param {Int32Array} a @param {Int32Array} b those of the one that are not in the other */
  function without(a, b) {
    const not = new Set(b);
    return a.filter((number) => !not.has(number));
  }

  /** @param {Int32Array[]} lists those that are in any */
  function any(lists) {
    return Int32Array.from(new Set(lists.flatMap((list) => Array.from(list)))).sort();
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

  /* Filter */

  const NAMED = /** @type {(keyof typeof FACETS)[]} */ (Object.keys(FACETS));

  /** @param {Filters} filters */
  function isNarrow({ date, from, to, ...named }) {
    return Boolean(date?.length || from || to || NAMED.some((facet) => named[facet]?.length));
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

  /** The articles' dates, for numbers upwards. @param {Int32Array} numbers @returns {string[]} */
  function datesOf(numbers) {
    let run = 0;
    return Array.from(numbers, (number) => {
      while (index.lastOfDate[run] <= number) run += 1;
      return index.dates[run][0];
    });
  }

  /** @param {Int32Array} numbers upwards @param {string} from @param {string} to */
  function inRange(numbers, from, to) {
    if (!from && !to) return numbers;
    const dates = datesOf(numbers);
    return numbers.filter((_, n) => isWithin(dates[n], from, to));
  }

  /** All articles that have one of the values. @param {keyof typeof FACETS} facet @param {string[]} values */
  async function having(facet, values) {
    const lists = await Promise.all(values.map((value) => lookUp(FACETS[facet] + value)));
    return any(lists.map((list) => (list === undefined ? NONE.numbers : decode(list).numbers)));
  }

  /** All values of the facets with their counts. @returns {Promise<Record<keyof typeof FACETS, [string, number][]>>} */
  const names = () => file("names");

  /** The articles of a field's term: 记者:X, 部门:X. @param {keyof typeof FACETS} facet @param {string} term */
  async function named(facet, term) {
    const values = (await names())[facet]
      .map(([value]) => value)
      .filter((value) => fold(value).includes(term));
    return having(facet, values);
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

  const everything = () => Int32Array.from({ length: index.articles }, (_, n) => n);

  /**
   * All articles that hold every term and none of those to leave out. Those that have the terms as words come
   * before those where they run across words; then by lunr's score, by titles, by date.
   * @param {string} text @param {Filters} [filters] @returns {Promise<Results>}
   */
  async function results(text, filters = {}) {
    await load();
    const first = await answer(parse(text), filters);
    const query = parse(text); // anew, since names that nobody bears were reworded
    if (first.numbers.length && !query.without.length) return first;
    const twins = await respell(query);
    return twins.length ? { ...(await answer(query, filters)), twins } : first;
  }

  /** @param {Query} query @param {Filters} filters @returns {Promise<Results>} */
  async function answer(query, filters) {
    if (!query.terms.length && !query.without.length && !isNarrow(filters) && !isNarrow(query))
      return { numbers: NONE.numbers, terms: [] };
    const found = await Promise.all(query.terms.map(ofField)); // which rewords names that nobody bears
    const lit = query.terms.filter(({ field }) => !field || field === "title").map((term) => term.text);
    let numbers =
      found.reduce(
        (/** @type {Int32Array | null} */ left, one) =>
          left ? both(left, one.found.numbers) : one.found.numbers,
        null,
      ) ?? everything();
    numbers = await narrow(inRange(numbers, query.from, query.to), filters);
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

  /* Twins: what no article holds may stand there in simplified or traditional characters */

  const FORMS = 8; // spellings of a term that are followed
  const LONGEST_TWIN = 100; // characters

  /** Spells with twins what no article holds. @param {Query} query @returns {Promise<string[]>} the new spellings */
  async function respell({ terms, without }) {
    const made = [];
    for (const term of [...terms, ...without]) {
      if ((await holding(everything(), { ...term })).length) continue;
      const text = await twinOf(term.text);
      if (text !== term.text) made.push((term.text = text));
    }
    return made;
  }

  /** The spelling that most articles hold, as far as pairs of neighbours tell. @param {string} text */
  async function twinOf(text) {
    if (text.length > LONGEST_TWIN) return text;
    /** @type {string} each row a character and what the archive has of it and its twins */
    const rows = await piece("twins");
    const twins = new Map(rows.split(" ").map(([char, ...forms]) => [char, forms]));
    let forms = [""];
    for (const char of text) {
      forms = forms.flatMap((form) => (twins.get(char) ?? [char]).map((one) => form + one));
      if (forms.length > 1) forms = await standing(forms);
    }
    const found = await Promise.all(forms.map(find));
    const held = found.map((one) => one.found.numbers.length);
    return forms[held.indexOf(Math.max(...held))] ?? text;
  }

  /** Those whose end the archive knows. @param {string[]} forms */
  async function standing(forms) {
    const known = await Promise.all(forms.map((form) => isKey(Array.from(form).slice(-2).join(""))));
    return forms.filter((_, n) => known[n]).slice(0, FORMS);
  }

  /** @param {Term} term @returns {Promise<{found: Found, sure: boolean}>} */
  async function ofField(term) {
    if (term.field === "reporter" || term.field === "department") {
      const numbers = await named(term.field, term.text);
      if (!numbers.length) Object.assign(term, { text: term.literal, field: "" });
      else return { found: { ...NONE, numbers, titled: new Uint8Array(numbers.length) }, sure: true };
    }
    const one = await find(term.text);
    return term.field === "title" && one.sure ? { ...one, found: titlesOf(one.found) } : one;
  }

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
    return Math.log(1 + Math.abs((index.articles - fields + 0.5) / (fields + 0.5)));
  }

  /** lunr's BM25 of one term in one article. @param {Int32Array} words @param {number} n @param {number} rare */
  function scoreOf(words, n, rare) {
    const { k1, b, boosts, averages } = index;
    const [text, ofText, title, ofTitle] = words.subarray(4 * n, 4 * n + 4);
    const part = (/** @type {number} */ count, /** @type {number} */ length, /** @type {number} */ field) =>
      count
        ? (boosts[field] * rare * (k1 + 1) * count) / (k1 * (1 - b + (b * length) / averages[field]) + count)
        : 0;
    return part(title, ofTitle, 0) + part(text, ofText, 1);
  }

  /* Show */

  const SNIPPET = 60;
  const LEAD_IN = 18;
  const SHOWN = 100; // so many hits get a snippet: a text is a file of its own

  /** The surroundings of the first hit, else the beginning. @param {Article} one @param {string[]} terms */
  function snippet(one, terms) {
    for (const name of /** @type {const} */ (["body", "subtitle", "byline"])) {
      const text = fold(one[name]);
      const places = terms.map((term) => text.indexOf(term)).filter((at) => at >= 0);
      if (places.length) return excerpt(one[name], unfold(one[name], Math.min(...places)));
    }
    return excerpt(one.body, 0);
  }

  /** @param {string} text @param {number} at */
  function excerpt(text, at) {
    const before = text.slice(Math.max(0, at - LEAD_IN), at);
    const start = at - before.length + (before.search(/[^。！？；\n]*$/) || 0);
    const end = Math.min(text.length, start + SNIPPET);
    const whole = text.slice(start, end).replace(/^[\p{Cs}\p{M}]+|\p{Cs}+$/gu, ""); // what the cut left halved
    return `${start > 0 ? "…" : ""}${whole.trim().replace(/\s+/g, " ")}${end < text.length ? "…" : ""}`;
  }

  /** @param {number} number @returns {Promise<Card>} */
  const card = (number) => listed("cards", number);

  /** @param {number} number @returns {Promise<Reference>} */
  const reference = (number) => listed("references", number);

  /** @param {"cards" | "references"} kind @param {number} number @returns {Promise<any>} */
  async function listed(kind, number) {
    const rows = await piece(`${kind}-${Math.floor(number / index.cards)}`);
    return rows[number % index.cards];
  }

  /** @param {number} number @param {string[]} terms @returns {Promise<Hit>} */
  async function hit(number, terms) {
    const one = await article(number);
    const { id, url, title, date, departments, reporters } = one;
    return { id, url, title, date, departments, reporters, snippet: snippet(one, terms) };
  }

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

  /** Whether the index knows the string itself. @param {string} string */
  const isKey = async (string) => (await lookUp(string)) !== undefined;

  return {
    search,
    put,
    fold,
    run,
    forget,
    load,
    piece,
    parse,
    results,
    narrow,
    article,
    reference,
    snippet,
    names,
    having,
    both,
    isKey,
    datesOf,
    isNarrow,
    isWithin,
    firstDay,
    lastDay,
    /** The first and the last date of the archive, as far as known. @returns {[string, string]} */
    get span() {
      const dates = index.dates.map(([date]) => date).filter(Boolean);
      return [dates[0], dates[dates.length - 1]];
    },
    /** How many articles there are. */
    get count() {
      return index.articles;
    },
  };
})();
