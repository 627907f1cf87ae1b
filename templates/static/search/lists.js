// @ts-check
"use strict";

/** @typedef {{numbers: Int32Array, titled: Uint8Array, words: Int32Array | null}} Found
 *    the articles that hold a term, upwards; whether their title does; and four figures for each: how often it
 *    is a word of the text, how many words the text has, and the same of the title */

/**
 * Lists of articles, looked up in the index.
 *
 * Every character, every pair of them, every word and every longer string that stands in many articles is a key
 * of the index; its list holds the articles. What is no key stands in all lists of the keys inside of it, and the
 * texts of those few articles tell. So any string is found, and nothing else.
 */
var searchLists = (() => {
  const { piece } = searchFiles;

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
    return shard(((mixed ^ (mixed >>> 13)) >>> 0) % searchFiles.index.shards);
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
  const FEW = 20; // texts that may as well be read as another shard
  const AT_A_TIME = 2; // places that are looked up together

  /**
   * The articles that hold a term; if there is doubt, those that may hold it.
   * @param {string} term @returns {Promise<{found: Found, sure: boolean}>}
   */
  async function find(term) {
    const chars = Array.from(term);
    if (chars.length <= searchFiles.index.longest) {
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
    for (let size = Math.min(searchFiles.index.longest, chars.length - place); size > 2; size -= 1) {
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

  /** Whether the index knows the string itself. @param {string} string */
  const isKey = async (string) => (await lookUp(string)) !== undefined;

  /** All articles that have one of the keys. @param {string[]} keys */
  async function having(keys) {
    const lists = await Promise.all(keys.map(lookUp));
    return any(lists.map((list) => (list === undefined ? NONE.numbers : decode(list).numbers)));
  }

  return { NONE, find, decode, having, isKey, both, without, any, forget: () => shards.clear() };
})();
