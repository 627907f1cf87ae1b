// @ts-check
"use strict";

/** When nothing holds what was asked: what holds parts of it. */
var searchNear = (() => {
  const { element, items, addressOf } = searchPage;
  const { results, holding, everything } = banmian;

  const PARTS = 6; // that are offered
  const SHOWN = 5; // articles
  const LONGEST = 40; // characters of a term in which parts are looked for
  const SHELVES = [
    ["dates", "日期"],
    ["departments", "部门"],
    ["reporters", "记者"],
  ];

  const ADVICE = () => [
    "它的每个字都查不到，也许写成了别的字。可以换一个说法，或者按",
    ...SHELVES.flatMap(([name, label], n) => [
      n ? "、" : "",
      element("a", { href: `../${name}/index.html` }, label),
    ]),
    "查阅。",
  ];

  /** @param {HTMLElement} section @param {Term[]} terms @param {Required<Filters>} filters @param {() => boolean} isStale */
  async function show(section, terms, filters, isStale) {
    const texts = terms.map((term) => term.text);
    const cut = (await Promise.all(texts.map(partsOf))).flat();
    const told = [...new Set(cut)].filter((one) => /[\p{L}\p{N}]{2}/u.test(one) || texts.includes(one));
    told.sort((a, b) => b.length - a.length);
    const asked = await Promise.all(
      told.slice(0, PARTS).map(async (part) => ({ part, ...(await results(term(part), filters)) })),
    );
    const found = asked.filter(({ numbers }) => numbers.length);
    const parts = found.map(({ part }) => part);
    const nearest = await items(holdingMost(found), parts, false);
    if (isStale()) return;
    section.hidden = false;
    if (!parts.length) return section.replaceChildren(element("p", { class: "about" }, ...ADVICE()));
    const links = found.map(({ part, numbers }) =>
      element("li", {}, element("a", { href: addressOf(part) }, part), ` ${numbers.length} 篇`),
    );
    section.replaceChildren(
      element("h2", {}, "含有其中一部分的文章"),
      element("ul", { class: "parts" }, ...links),
      element("p", { class: "about" }, "下面的文章含得最多："),
      element("ol", { class: "items" }, ...nearest),
    );
  }

  /** @param {string} text @returns {Query} */
  const term = (text) => ({ terms: [{ text, field: "", literal: text }], without: [] });

  /** The articles that hold most of the parts' characters, the best first. @param {{part: string, numbers: Int32Array}[]} found */
  function holdingMost(found) {
    /** @type {Map<number, number>} */
    const held = new Map();
    for (const { part, numbers } of found)
      for (const number of numbers) held.set(number, (held.get(number) ?? 0) + part.length);
    const best = [...held].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
    return Int32Array.from(best.slice(0, SHOWN), ([number]) => number);
  }

  /** Cuts a term, from its beginning, into the longest parts that some article holds. @param {string} term */
  async function partsOf(term) {
    const chars = [...term].slice(0, LONGEST);
    const parts = [];
    for (let start = 0; start < chars.length;) {
      let [held, not] = [start, chars.length + 1]; // ends of the part
      while (not - held > 1) {
        const end = (held + not) >> 1;
        const text = chars.slice(start, end).join("");
        const numbers = await holding(everything(), { text, field: "", literal: text });
        if (numbers.length) held = end;
        else not = end;
      }
      if (held > start) parts.push(chars.slice(start, held).join(""));
      start = Math.max(held, start + 1);
    }
    return parts;
  }

  return { show };
})();
