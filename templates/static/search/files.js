// @ts-check
"use strict";

/** @typedef {{version: string, articles: number, shards: number, months: [string, ...number[]][], longest: number,
 *    twins: string, cards: number, k1: number, b: number, boosts: number[], averages: number[]}} Manifest
 *    `months`: upwards, also years or "", each with how many articles have no day of it, its first, its second, and
 *    so on; `twins`: the characters that stand beside a twin of theirs */
/** @typedef {Manifest & {dates: string[], lastOfDate: number[]}} Index
 *    `dates`: all that articles have, upwards; `lastOfDate`: up to which article each goes */

/**
 * Fetches what the search needs. The files (banmian/search.py writes them) are classic scripts that call
 * banmian.put: file:// loads no other.
 */
var searchFiles = (() => {
  const ROOT = document.currentScript?.dataset.root ?? "";

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
    const loaded = new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${path} cannot be loaded`));
      document.head.append(script);
    });
    return loaded.finally(() => script.remove());
  }

  /** @type {Index} */
  let index;
  /** @type {Promise<void> | undefined} */
  let opening;

  /** Reads what all searches need. */
  function load() {
    opening ??= Promise.all([file("manifest"), run("search/folding.js")]).then(
      ([manifest]) => {
        index = { ...manifest, dates: [], lastOfDate: [] };
        let last = 0;
        for (const [month, ...counts] of /** @type {Manifest} */ (manifest).months)
          counts.forEach((count, day) => {
            if (!count) return;
            index.dates.push(day ? `${month}-${String(day).padStart(2, "0")}` : month);
            index.lastOfDate.push((last += count));
          });
      },
      (error) => {
        opening = undefined;
        throw error;
      },
    );
    return opening;
  }

  /** Whether the site was built anew since the index was read. */
  async function isRenewed() {
    await run(`search/manifest.js?${Date.now()}`).catch(() => {}); // which puts itself in the place of the old one
    return Boolean(index) && files.get("manifest")?.version !== index.version;
  }

  /** Lets go of all that was loaded: the site was built anew, or a file was cut off. */
  function forget() {
    [...running.keys()].filter((path) => path.startsWith("search/")).forEach((path) => running.delete(path));
    files.clear();
    opening = undefined;
    fresh = `?${Date.now()}`;
  }

  /** A file of this version of the index. @param {string} name @returns {Promise<any>} */
  const piece = (name) => file(`${index.version}/${name}`);

  return {
    put,
    file,
    piece,
    run,
    load,
    forget,
    isRenewed,
    get index() {
      return index;
    },
  };
})();
