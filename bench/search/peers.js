"use strict";

/**
 * The peers, each as its documentation recommends for Chinese: how it builds its index (in Node) and how it opens
 * it (in the browser). `find` gives the numbers of what holds a term. All of a query's terms must be found: that
 * is done here, alike for all. Those that ship their index whole are not asked to ship texts for snippets too.
 */

/** @typedef {(term: string, quoted: boolean) => Promise<unknown[]> | unknown[]} Find */

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/** @param {string} text */
function segments(text) {
  return Array.from(segmenter.segment(text))
    .filter((one) => one.isWordLike)
    .map((one) => one.segment);
}

/** @param {string} name */
const fetched = async (name) => (await fetch(name)).json();

const FLEXSEARCH = () => ({ encoder: FlexSearch.Charset.CJK, context: { depth: 1, bidirectional: false } });

const MINISEARCH = { fields: ["title", "text"], tokenize: segments, searchOptions: { combineWith: "AND" } };

const ENGINES = {
  // lunr-languages: words of Intl.Segmenter and pairs of characters; the query is cut likewise
  lunr: {
    build: (documents) =>
      lunr(function () {
        lunr.zh.call(this);
        this.pipeline.remove(lunr.zh.stopWordFilter); // 的 is asked for, too
        this.searchPipeline.reset(); // stems Latin words, which the index does not
        ["title", "text"].forEach((name) => this.field(name));
        documents.forEach((one, id) => this.add({ id, ...one }));
      }),
    async open() {
      const index = lunr.Index.load(await fetched("index.json"));
      const presence = lunr.Query.presence.REQUIRED;
      return (term) => {
        const words = lunr.zh.tokenizer(term).map(String);
        const found = index.query((query) => words.forEach((word) => query.term(word, { presence })));
        return words.length ? found.map(({ ref }) => Number(ref)) : [];
      };
    },
  },

  // its issue 201 is about Chinese
  minisearch: {
    build(documents) {
      const index = new MiniSearch(MINISEARCH);
      index.addAll(documents.map((one, id) => ({ id, ...one })));
      return index;
    },
    async open() {
      const index = MiniSearch.loadJS(await fetched("index.json"), MINISEARCH);
      return (term) => index.search(term).map(({ id }) => id);
    },
  },

  flexsearch: {
    async build(documents) {
      const index = new FlexSearch.Index(FLEXSEARCH());
      documents.forEach(({ title, text }, id) => index.add(id, `${title}\n${text}`));
      /** @type {[string, string][]} */
      const parts = [];
      await index.export((key, data) => void parts.push([key, data]));
      return parts;
    },
    async open() {
      const index = new FlexSearch.Index(FLEXSEARCH());
      for (const [key, data] of await fetched("index.json")) await index.import(key, data);
      return (term) => index.search(term, { limit: 1e6 });
    },
  },

  pagefind: {
    open: () => openPagefind((term, quoted) => (quoted ? `"${term}"` : term)),
    show: (id) => results.get(id).data(),
  },

  "pagefind-quoted": {
    open: () => openPagefind((term) => `"${term}"`),
    show: (id) => results.get(id).data(),
  },
};

/** @type {Map<string, any>} */
const results = new Map();

/** @param {(term: string, quoted: boolean) => string} spell @returns {Promise<Find>} */
async function openPagefind(spell) {
  const pagefind = await import("./pagefind/pagefind.js");
  return async (term, quoted) => {
    const found = await pagefind.search(spell(term, quoted));
    found.results.forEach((one) => results.set(one.id, one));
    return found.results.map((one) => one.id);
  };
}

if (typeof module !== "undefined") module.exports = ENGINES;
else {
  const { open, show = () => undefined } = ENGINES[document.currentScript.dataset.engine];
  const opening = open();

  /** All that holds every term and none of those after a minus, the best first. @param {string} query */
  async function ask(query) {
    const find = await opening;
    const wanted = [];
    const unwanted = [];
    for (const [, minus, quoted, plain] of query.matchAll(/(-?)(?:"([^"]+)"|(\S+))/g))
      (minus ? unwanted : wanted).push(new Set(await find(quoted ?? plain, Boolean(quoted))));
    return [...wanted[0]].filter(
      (id) => wanted.every((ids) => ids.has(id)) && !unwanted.some((ids) => ids.has(id)),
    );
  }

  /** What a page of results needs. @param {string} query */
  async function first(query) {
    return Promise.all((await ask(query)).slice(0, 10).map(show));
  }

  window.peer = { ask, first };
  const query = new URLSearchParams(location.search).get("q");
  first(query).then((shown) => {
    for (const _ of [...shown, "the end"])
      document.getElementById("hits").append(document.createElement("li"));
  });
}
