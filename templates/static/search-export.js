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

  const TEX = new Map([
    ..."#$%&_".split("").map((char) => /** @type {[string, string]} */ ([char, `\\${char}`])),
    ["\\", "\\textbackslash{}"],
    ["{", "\\textbraceleft{}"],
    ["}", "\\textbraceright{}"],
    ["~", "\\textasciitilde{}"],
    ["^", "\\textasciicircum{}"],
  ]);

  /** @param {string} text */
  const tex = (text) => text.replace(/[#$%&_\\{}~^]/g, (char) => TEX.get(char) ?? "");

  /** BibTeX has no newspapers; `entrysubtype` is how biblatex tells them from journals. @param {Reference[]} all */
  function bibtex(all) {
    return all
      .map((one) => {
        const [year = "", month = ""] = one.issued.split("-");
        const fields = Object.entries({
          entrysubtype: "newspaper",
          title: tex(one.title) && `{${tex(one.title)}}`,
          author: one.authors.map((name) => `{${tex(name)}}`).join(" and "),
          journal: tex(one.paper),
          date: one.issued,
          year,
          month: month && String(Number(month)),
          number: tex(one.edition),
          url: address(one),
          langid: "chinese",
        }).filter(([, value]) => value);
        return `@article{${one.id},\n${fields.map(([name, value]) => `  ${name} = {${value}},\n`).join("")}}\n`;
      })
      .join("\n");
  }

  /** @param {Reference[]} all */
  function ris(all) {
    const rows = (/** @type {Reference} */ one) => [
      ["TY", "NEWS"],
      ["TI", one.title],
      ...one.authors.map((name) => ["AU", name]),
      ["T2", one.paper],
      ["PY", one.issued.slice(0, 4)],
      [
        "DA",
        one.issued && `${one.issued.replaceAll("-", "/")}${"/".repeat(4 - one.issued.split("-").length)}`,
      ],
      ["SP", one.edition],
      ["UR", address(one)],
      ["LA", "zh"],
    ];
    const line = (/** @type {string[]} */ [tag, value]) => `${tag}  - ${value.replace(/\s+/g, " ")}\r\n`;
    return all
      .map(
        (one) =>
          `${rows(one)
            .filter(([, value]) => value)
            .map(line)
            .join("")}ER  - \r\n`,
      )
      .join("\r\n");
  }

  /** As GB/T 7714 has it, numbered. @param {Reference[]} all */
  function list(all) {
    return all
      .map((one, n) => `[${n + 1}] ${[one.citation, address(one)].filter(Boolean).join(" ")}\r\n`)
      .join("");
  }

  return { save, FORMATS };
})();
