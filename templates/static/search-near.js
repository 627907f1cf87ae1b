// @ts-check
"use strict";

/** When nothing holds what was asked: what holds parts of it. */
var searchNear = (() => {
  const { element, items, addressOf } = searchPage;
  const { results, isKey } = banmian;

  const PARTS = 6; // that are offered
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

  /** @param {HTMLElement} section @param {Term[]} terms @param {() => boolean} isStale */
  async function show(section, terms, isStale) {
    const texts = terms.map((term) => term.text);
    const pieces = new Set(texts.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]));
    const cut = (await Promise.all(Array.from(pieces, partsOf))).flat();
    const parts = [...new Set(cut)].filter((one) => one.length > 1 || texts.includes(one));
    parts.sort((a, b) => b.length - a.length);
    const found = await Promise.all(parts.slice(0, PARTS).map((one) => results(`"${one}"`)));
    const nearest = found.length ? await items(found[0].numbers.subarray(0, 5), [parts[0]]) : [];
    if (isStale()) return;
    section.hidden = false;
    if (!parts.length) return section.replaceChildren(element("p", { class: "about" }, ...ADVICE()));
    const links = found.map(({ numbers }, n) =>
      element("li", {}, element("a", { href: addressOf(parts[n]) }, parts[n]), ` ${numbers.length} 篇`),
    );
    section.replaceChildren(
      element("h2", {}, "含有其中一部分的文章"),
      element("ul", { class: "parts" }, ...links),
      element("p", { class: "about" }, `下面的文章含有“${parts[0]}”：`),
      element("ol", { class: "items" }, ...nearest),
    );
  }

  /** Cuts a term, from its beginning, into the longest parts that the index knows. @param {string} term */
  async function partsOf(term) {
    const chars = [...term].slice(0, LONGEST);
    const parts = [];
    for (let start = 0, end = 1; start < chars.length; end = start + 1) {
      const isKnown = () => isKey(chars.slice(start, end).join(""));
      while (end <= chars.length && (await isKnown())) end += 1;
      if (end - 1 > start) parts.push(chars.slice(start, end - 1).join(""));
      start = Math.max(end - 1, start + 1);
    }
    return parts;
  }

  return { show };
})();
