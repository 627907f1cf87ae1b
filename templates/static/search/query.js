// @ts-check
"use strict";

/** @typedef {{text: string, field: string, literal: string}} Term
 *    `text`: folded; `field`: title, reporter, department, date or none; `literal`: the text with the field's name
 *    before it, should nobody bear the name */
/** @typedef {{terms: Term[], without: Term[], otherwise?: Query}} Query
 *    `otherwise`: what -5℃ asks for if no article holds it with its minus */

/** What a query asks for: terms, “"…"”, -terms, 标题: 记者: 部门: 日期:. */
var searchQuery = (() => {
  const { fold, BLANK } = folding;

  const FIELDS = { 标题: "title", 记者: "reporter", 部门: "department", 日期: "date" };
  const PART =
    /([-－]?)(?:(标题|记者|部门|日期)[:：] ?)?(?:["＂]([^"＂]+)["＂](?= |$)|“([^”]* [^”]*)”(?= |$)|([^ ]+))/gu;
  const [MONTH, DATE] = ["0?[1-9]|1[0-2]", "0?[1-9]|[12]\\d|3[01]"];
  const DAY = `(?:(\\d{4})(?:[-./年](${MONTH})(?:[-./月](${DATE})日?|月)?|年)?)?`; // or a month, or a year
  const RANGE = new RegExp(`^${DAY}(?:(\\.\\.|[~—至]|-(?=\\d{4}))${DAY})?$`);

  /** @param {string} text @returns {Query} */
  function parse(text) {
    /** @type {Query} */
    const query = { terms: [], without: [] };
    for (const [whole, minus, name, quoted, spaced, plain] of text.replace(BLANK, " ").matchAll(PART)) {
      const literal = fold(whole.slice(minus.length));
      const said = fold(quoted ?? spaced ?? plain);
      const field = name ? FIELDS[/** @type {keyof typeof FIELDS} */ (name)] : "";
      const isNoDate = field === "date" && !RANGE.test(said);
      const term = isNoDate ? { text: literal, field: "", literal } : { text: said, field, literal };
      const list = minus ? query.without : query.terms;
      if (term.text && !list.some((other) => other.text === term.text && other.field === term.field))
        list.push(term);
    }
    if (!query.terms.length && query.without.every(({ field }) => !field)) {
      query.otherwise = { terms: [], without: query.without };
      query.terms = query.without.map(({ literal }) => ({
        text: `-${literal}`,
        field: "",
        literal: `-${literal}`,
      }));
      query.without = [];
    }
    return query;
  }

  /** The first and the last day, month or year of 2020-07..2020-12, 2020年7月, ..2020. @param {string} text */
  function range(text) {
    const [, ...parts] = RANGE.exec(text) ?? [];
    const [from, to] = [parts.slice(0, 3), parts.slice(4)].map((date) =>
      date.flatMap((number) => number?.padStart(2, "0") ?? []).join("-"),
    );
    if (!parts[3]) return { from, to: from };
    return from && to && from > to ? { from: to, to: from } : { from, to };
  }

  return { parse, range };
})();
