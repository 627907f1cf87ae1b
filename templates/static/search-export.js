// @ts-check
"use strict";

/** The whole list of results as a file: a table, or references that a reference manager reads. */
var searchExport = (() => {
  const AT_A_TIME = 1024; // references, which come 128 to a file

  const FORMATS = {
    csv: { name: "检索结果.csv", type: "text/csv", write: csv },
    bib: { name: "检索结果.bib", type: "application/x-bibtex", write: bibtex },
    ris: { name: "检索结果.ris", type: "application/x-research-info-systems", write: ris },
    txt: { name: "参考文献.txt", type: "text/plain", write: list },
  };

  /** @param {keyof typeof FORMATS} format @param {Int32Array} numbers the articles, in order */
  async function save(format, numbers) {
    /** @type {Reference[]} */
    const all = [];
    for (let start = 0; start < numbers.length; start += AT_A_TIME)
      all.push(
        ...(await Promise.all(Array.from(numbers.subarray(start, start + AT_A_TIME), banmian.reference))),
      );
    const { name, type, write } = FORMATS[format];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([write(all)], { type: `${type};charset=utf-8` }));
    link.download = name;
    link.click();
    setTimeout(URL.revokeObjectURL, 60_000, link.href);
  }

  /** The article's public address, where there is one. @param {Reference} one */
  function address({ url }) {
    const canonical = document.querySelector("link[rel=canonical]")?.getAttribute("href");
    const here = canonical ?? (location.protocol === "file:" ? "" : location.href);
    return here && new URL(`../${url}`, here).href;
  }

  const HEADS = ["标题", "日期", "刊发日期", "报纸", "版次", "作者", "部门", "类别", "网址"];

  /** @param {Reference[]} all with a byte order mark, without which Excel takes it for another encoding */
  function csv(all) {
    const rows = all.map((one) => [
      one.title,
      one.date,
      one.issued,
      one.paper,
      one.edition,
      one.authors.join("、"),
      one.departments.join("、"),
      searchPage.labelOf("kind", one.kind),
      address(one),
    ]);
    return `\ufeff${[HEADS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
  }

  /** What a spreadsheet would take for a formula gets an apostrophe before it. @param {string} text */
  function cell(text) {
    const safe = text.replace(/^(?=\s*[=+\-@＝＋－＠])|^(?=[\t\r\n])/u, "'");
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /** With the address in its place, or without the line that is for it. @param {string} text @param {string} url */
  function addressed(text, url) {
    return url ? text.replaceAll("\0", url) : text.replace(/[^\n]*\0[^\n]*\n/g, "");
  }

  /** @param {Reference[]} all */
  function bibtex(all) {
    return all.map((one) => addressed(one.bib, address(one))).join("\n");
  }

  /** @param {Reference[]} all */
  function ris(all) {
    return all.map((one) => addressed(one.ris, address(one))).join("\r\n");
  }

  /** As GB/T 7714—2025 has it, numbered. @param {Reference[]} all */
  function list(all) {
    return all
      .map((one, n) => {
        const url = address(one);
        return `[${n + 1}] ${url ? addressed(one.online, url) : one.printed}\r\n`;
      })
      .join("");
  }

  return { save, FORMATS };
})();
