"use strict";

/**
 * Asks a site's own search for strings that stand in its articles, without a browser:
 * node search_check.js SITE < [[article's number, string], …]; prints those that it answers wrongly.
 */

const { readFileSync } = require("node:fs");
const { createContext, runInContext } = require("node:vm");

const FEW = 20; // articles that are read to see whether they hold what they were found for

const site = process.argv[2];

// What the search asks of a page: to load scripts
const document = {
  currentScript: { dataset: { root: `${site}/` } },
  createElement: () => ({ src: "", onload() {}, onerror() {}, remove() {} }),
  head: { append: load },
};
const page = createContext({ document });

/** @param {{src: string, onload: () => void, onerror: () => void}} script */
function load(script) {
  setImmediate(() => {
    try {
      runInContext(readFileSync(script.src.replace(/\?\w*$/, ""), "utf8"), page);
    } catch {
      return script.onerror();
    }
    return script.onload();
  });
}

/** @param {any} search @param {number} number @param {string} string */
async function isRight(search, number, string) {
  try {
    const { numbers } = await search.results({
      terms: [{ text: string, field: "", literal: string }],
      without: [],
    });
    if (!numbers.includes(number)) return false;
    if (numbers.length > FEW) return true;
    const found = await Promise.all(Array.from(numbers, search.article));
    return found.every((one) =>
      ["title", "kicker", "subtitle", "byline", "body"].some((name) =>
        search.fold(one[name]).includes(string),
      ),
    );
  } catch {
    return false; // a file is missing or broken
  }
}

async function check() {
  runInContext(readFileSync(`${site}/static/search.js`, "utf8"), page);
  /** @type {[number, string][]} */
  const asked = JSON.parse(readFileSync(0, "utf8"));
  const wrong = [];
  for (const one of asked) if (!(await isRight(page.banmian, ...one))) wrong.push(one);
  process.stdout.write(JSON.stringify(wrong));
}

void check();
