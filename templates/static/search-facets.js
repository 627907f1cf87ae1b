// @ts-check
"use strict";

/** The lists to narrow by; each counts what there would be without its own choice. */
var searchFacets = (() => {
  const { OPEN_LISTS, element, labelOf } = searchPage;
  const { narrow, values, both, datesOf } = banmian;

  const VALUES = 100; // of a facet, the commonest

  /** @type {Map<string, number>} of each list, how many values it has no room for */
  const leftOut = new Map();
  /** @type {Record<string, string>} */
  const FIELDS = { department: "部门:名称", reporter: "记者:姓名" };

  /** @type {Set<string>} years whose months are in sight */
  const open = new Set();

  /** @typedef {Map<string, number>} Counts  value → how many of the articles have it */
  /** @typedef {"date" | "department" | "reporter" | "kind" | "paper"} Name */

  /**
   * @param {HTMLElement} panel @param {Int32Array} upwards @param {Required<Filters>} filters
   * @param {() => boolean} isStale
   */
  async function show(panel, upwards, filters, isStale) {
    /** @type {NodeListOf<HTMLUListElement>} */
    const found = panel.querySelectorAll(OPEN_LISTS);
    const lists = Array.from(found, (list) => ({ list, name: /** @type {Name} */ (list.dataset.facet) }));
    const counts = await Promise.all(
      lists.map(async ({ name }) => {
        const left = await narrow(upwards, { ...filters, [name]: [] });
        return name === "date" ? periods(left) : held(name, left);
      }),
    );
    if (!isStale()) lists.forEach(({ list, name }, n) => fill(list, name, counts[n], filters[name]));
  }

  /** @param {Exclude<Name, "date">} name @param {Int32Array} left @returns {Promise<Counts>} */
  async function held(name, left) {
    const counts = (await values(name)).map(([value, numbers]) => ({
      value,
      count: both(left, numbers).length,
    }));
    const found = counts.filter(({ count }) => count).sort((a, b) => b.count - a.count);
    leftOut.set(name, Math.max(0, found.length - VALUES));
    return new Map(found.slice(0, VALUES).map(({ value, count }) => [value, count]));
  }

  /** Years and months. @param {Int32Array} left @returns {Counts} */
  function periods(left) {
    /** @type {Counts} */
    const counts = new Map();
    for (const date of datesOf(left))
      for (const period of [date.slice(0, 4), date.slice(0, 7)].slice(0, date.split("-").length))
        if (period) counts.set(period, (counts.get(period) ?? 0) + 1);
    return counts;
  }

  /** @param {HTMLUListElement} list @param {Name} name @param {Counts} counts @param {string[]} chosen */
  function fill(list, name, counts, chosen) {
    chosen.forEach((value) => counts.set(value, counts.get(value) ?? 0)); // in sight with no article left
    const focused = list.contains(document.activeElement) ? document.activeElement?.id : "";
    const items = name === "date" ? dateItems(counts, chosen) : commonest(name, counts, chosen);
    const rest = leftOut.get(name);
    if (rest)
      items.push(
        element(
          "li",
          { class: "none" },
          `还有 ${rest} 个${FIELDS[name] ? `，可以检索“${FIELDS[name]}”` : ""}`,
        ),
      );
    list.replaceChildren(...(items.length ? items : [element("li", { class: "none" }, "这些结果里没有")]));
    if (focused) document.getElementById(focused)?.focus();
  }

  /** The commonest first. @param {Name} name @param {Counts} counts @param {string[]} chosen */
  function commonest(name, counts, chosen) {
    return [...counts]
      .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "zh"))
      .map(([value, count]) => element("li", {}, choice(name, value, count, chosen)));
  }

  /** Years with their months. @param {Counts} counts @param {string[]} chosen */
  function dateItems(counts, chosen) {
    const all = [...counts].sort((a, b) => (a[0] < b[0] ? 1 : -1));
    const years = new Set(all.map(([period]) => period.slice(0, 4)));
    return [...years].map((year) => {
      const months = all.filter(([period]) => period.length > 4 && period.startsWith(year));
      const isOpen =
        years.size === 1 || open.has(year) || chosen.some((one) => one.length > 4 && one.startsWith(year));
      const fold = element("button", {
        type: "button",
        id: `months-${year}`,
        "aria-expanded": String(isOpen),
        "aria-label": `${year}年各月`,
      });
      const inner = element(
        "ul",
        {},
        ...months.map(([month, count]) => element("li", {}, choice("date", month, count, chosen))),
      );
      inner.hidden = !isOpen;
      fold.addEventListener("click", () => {
        inner.hidden = !inner.hidden;
        fold.setAttribute("aria-expanded", String(!inner.hidden));
        if (inner.hidden) open.delete(year);
        else open.add(year);
      });
      return element("li", {}, choice("date", year, counts.get(year) ?? 0, chosen), fold, inner);
    });
  }

  /** @param {Name} name @param {string} value @param {number} count @param {string[]} chosen */
  function choice(name, value, count, chosen) {
    const box = element("input", { type: "checkbox", id: `${name}-${value}`, name, value, form: "search" });
    box.checked = chosen.includes(value);
    if (name === "date") box.addEventListener("input", () => chooseAlone(box));
    return element(
      "label",
      {},
      box,
      element("span", {}, labelOf(name, value)),
      element("span", { class: "count" }, String(count)),
    );
  }

  /** A year with one of its months would be the year again. @param {HTMLInputElement} box */
  function chooseAlone(box) {
    for (const other of /** @type {NodeListOf<HTMLInputElement>} */ (document.getElementsByName("date")))
      if (other !== box && (other.value.startsWith(box.value) || box.value.startsWith(other.value)))
        other.checked = false;
  }

  return { show };
})();
