// @ts-check
"use strict";

/** The search page: what is asked and found stands in the controls, the lists and the address. */
(() => {
  const { fold, load, parse, results, narrow, article, snippet, names, having, both, isKey } = banmian;
  const { datesOf, isNarrow, isWithin, firstDay, lastDay } = banmian;

  const ROOT = document.currentScript?.dataset.root ?? "";
  const PAGE = 10;
  const DEBOUNCE = 60; // milliseconds: below what is felt, above the pace of a fast typist's bursts
  const LONGEST_PART = 40; // characters of a query in which parts are looked for when the whole is not found

  const page = {
    main: part("main", HTMLElement),
    box: part("q", HTMLInputElement),
    form: part("search", HTMLFormElement),
    count: part("count", HTMLElement),
    hint: part("hint", HTMLElement),
    bar: part("bar", HTMLElement),
    sort: part("sort", HTMLSelectElement),
    hits: part("hits", HTMLOListElement),
    more: part("more", HTMLButtonElement),
    near: part("near", HTMLElement),
    facets: part("facets", HTMLDetailsElement),
    years: part("years", HTMLUListElement),
    departments: part("departments", HTMLUListElement),
    reporters: part("reporters", HTMLUListElement),
    from: part("from", HTMLInputElement),
    to: part("to", HTMLInputElement),
    clear: part("clear", HTMLButtonElement),
  };
  const heading = document.title;

  let params = new URLSearchParams(location.search);
  let turn = 0;
  /** @type {Results} what is shown, and what is to be lit in it */
  let shown = { numbers: new Int32Array(0), terms: [] };

  /** @template {HTMLElement} T @param {string} id @param {new () => T} type @returns {T} */
  function part(id, type) {
    const found = document.getElementById(id);
    if (!(found instanceof type)) throw new Error(`the search page has no ${type.name} #${id}`);
    return found;
  }

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag @param {Record<string, string>} attributes @param {...(string | Node | null)} children
   */
  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  /** @returns {Required<Filters>} */
  function filtersOf() {
    return {
      department: params.getAll("department"),
      reporter: params.getAll("reporter"),
      from: params.get("from") ?? "",
      to: params.get("to") ?? "",
    };
  }

  async function show() {
    const mine = ++turn;
    const isStale = () => mine !== turn; // a later question is on its way
    const query = params.get("q") ?? "";
    document.title = query ? `${query} · ${heading}` : heading;
    page.main.setAttribute("aria-busy", "true");
    try {
      await load();
      await showResults(query, isStale);
    } catch {
      if (!isStale()) showFailure();
    }
    if (!isStale()) page.main.removeAttribute("aria-busy");
  }

  function showFailure() {
    page.main.classList.add("failed");
    page.count.textContent = "检索所需的文件没有全部载入，请刷新页面再试。";
  }

  /** @param {string} query @param {() => boolean} isStale */
  async function showResults(query, isStale) {
    const filters = filtersOf();
    const { terms, without, from, to } = parse(query);
    const asksWords = terms.length + without.length > 0 || isNarrow({ from, to });
    const all = asksWords ? await results(query) : { numbers: everything(), terms: [] };
    const upwards = all.numbers.slice().sort();
    const left = new Set(await narrow(upwards, filters));
    const asked = asksWords || isNarrow(filters);
    const found = asked ? all.numbers.filter((number) => left.has(number)) : new Int32Array(0);
    if (page.sort.value === "date") found.sort().reverse();
    const first = await items(found.subarray(0, PAGE), all.terms);
    if (isStale()) return;
    shown = { numbers: found, terms: all.terms };
    page.main.classList.remove("failed");
    page.hint.hidden = asked;
    page.count.textContent = asked
      ? counted(found.length, all.numbers.length)
      : `可检索 ${all.numbers.length} 篇文章`;
    page.bar.hidden = !found.length;
    page.facets.hidden = !all.numbers.length;
    page.hits.replaceChildren(...first);
    offerMore();
    await showNear(all.numbers.length ? [] : terms.map((term) => term.text), isStale);
    await showFacets(upwards, filters, isStale);
  }

  /** Newest first, as ties are. */
  const everything = () => Int32Array.from({ length: banmian.count }, (_, n) => banmian.count - 1 - n);

  /** @param {number} found @param {number} anywhere */
  function counted(found, anywhere) {
    if (found) return `共 ${found} 篇`;
    return anywhere ? `所选范围内没有，全部文章中有 ${anywhere} 篇` : `没有找到“${params.get("q")}”`;
  }

  function offerMore() {
    const left = shown.numbers.length - page.hits.children.length;
    page.more.hidden = left <= 0;
    page.more.textContent = `再显示 ${Math.min(PAGE, left)} 篇`;
  }

  /** Appends the next hits. @returns {Promise<Element | undefined>} the first of them */
  async function showMore() {
    const { numbers, terms } = shown;
    const start = page.hits.children.length;
    const next = await items(numbers.subarray(start, start + PAGE), terms);
    if (shown.numbers !== numbers || page.hits.children.length !== start) return undefined; // asked twice, or anew
    page.hits.append(...next);
    offerMore();
    return page.hits.children[start];
  }

  /** @param {Int32Array} numbers @param {string[]} terms */
  async function items(numbers, terms) {
    return (await Promise.all(Array.from(numbers, article))).map((one) => item(one, terms));
  }

  /** @param {Article} one @param {string[]} terms */
  function item(one, terms) {
    const { url, title, kicker, date, departments, reporters } = one;
    return element(
      "li",
      { class: "item" },
      kicker ? element("p", { class: "kicker" }, ...highlight(kicker, terms)) : null,
      element("p", { class: "headline" }, element("a", { href: ROOT + url }, ...highlight(title, terms))),
      element("p", { class: "lead" }, ...highlight(snippet(one, terms), terms)),
      element(
        "p",
        { class: "imprint" },
        date ? element("span", {}, element("time", { datetime: date }, inChinese(date))) : null,
        departments.length ? element("span", {}, departments.join("、")) : null,
        reporters.length ? element("span", {}, `记者 ${reporters.join("、")}`) : null,
      ),
    );
  }

  /** 2020-07-01 → 2020年7月1日 @param {string} date */
  function inChinese(date) {
    return date
      .split("-")
      .map((number, at) => Number(number) + "年月日"[at])
      .join("");
  }

  /* Facets: each counts what there would be without its own choice */

  const VALUES = 100; // of a facet, the commonest of the archive

  /** @param {Int32Array} upwards @param {Required<Filters>} filters @param {() => boolean} isStale */
  async function showFacets(upwards, filters, isStale) {
    const dated = await narrow(upwards, { ...filters, from: "", to: "" });
    const years = tally(datesOf(dated).map((date) => date.slice(0, 4)));
    years.delete("");
    const chosen = [...years.keys()].filter(
      (year) => (filters.from || filters.to) && isWithin(year, filters.from, filters.to),
    );
    const counts = page.facets.open
      ? await Promise.all([facet("department", upwards, filters), facet("reporter", upwards, filters)])
      : null; // the lists are fetched when somebody looks
    if (isStale()) return;
    showChoices(page.years, "", [...years].sort().reverse(), chosen);
    if (counts) {
      showChoices(
        page.departments,
        "department",
        commonest(counts[0], filters.department),
        filters.department,
      );
      showChoices(page.reporters, "reporter", commonest(counts[1], filters.reporter), filters.reporter);
    }
    page.clear.hidden = !isNarrow(filters);
  }

  /**
   * Value → how many of the articles have it, those that have it at all.
   * @param {"department" | "reporter"} name @param {Int32Array} upwards @param {Required<Filters>} filters
   */
  async function facet(name, upwards, filters) {
    const left = await narrow(upwards, { ...filters, [name]: [] });
    const values = (await names())[name].slice(0, VALUES).map(([value]) => value);
    const held = await Promise.all(values.map((value) => having(name, [value])));
    const counts = held.map(
      (numbers, n) => /** @type {[string, number]} */ ([values[n], both(left, numbers).length]),
    );
    return new Map(counts.filter(([, count]) => count));
  }

  /** @param {string[]} values @returns {Map<string, number>} */
  function tally(values) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
    return counts;
  }

  /** What is chosen stays in sight with no article left. @param {Map<string, number>} counts @param {string[]} chosen */
  function commonest(counts, chosen) {
    chosen.forEach((name) => counts.set(name, counts.get(name) ?? 0));
    return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "zh"));
  }

  /**
   * @param {HTMLUListElement} list @param {string} name @param {[string, number][]} counts
   * @param {string[]} chosen
   */
  function showChoices(list, name, counts, chosen) {
    const focused =
      list.contains(document.activeElement) && /** @type {HTMLInputElement} */ (document.activeElement).value;
    list.replaceChildren(
      ...counts.map(([value, count]) => choice(name, value, count, chosen.includes(value))),
    );
    list.closest("fieldset")?.toggleAttribute("hidden", !counts.length && list !== page.years);
    boxes(list)
      .find((box) => box.value === focused)
      ?.focus();
  }

  /** @param {string} name @param {string} value @param {number} count @param {boolean} chosen */
  function choice(name, value, count, chosen) {
    const box = element("input", { type: "checkbox", name, value, form: "search" });
    box.checked = chosen;
    return element(
      "li",
      {},
      element(
        "label",
        {},
        box,
        element("span", {}, value),
        element("span", { class: "count" }, String(count)),
      ),
    );
  }

  /** @param {HTMLElement} list */
  function boxes(list) {
    return Array.from(list.querySelectorAll("input"));
  }

  /** A year at a time, since a range of days has no holes; longer ranges have 从 and 到. @param {HTMLInputElement} box */
  function chooseYear(box) {
    page.from.value = box.checked ? firstDay(box.value) : "";
    page.to.value = box.checked ? lastDay(box.value) : "";
    read(page.from);
    read(page.to);
  }

  /* Nothing found: what holds parts of the query */

  /** @param {string[]} terms @param {() => boolean} isStale */
  async function showNear(terms, isStale) {
    const cut = (await Promise.all(terms.map(partsOf))).flat();
    const parts = [...new Set(cut)].filter((one) => one.length > 1 || terms.includes(one));
    parts.sort((a, b) => b.length - a.length);
    const found = await Promise.all(parts.slice(0, PARTS).map((one) => results(`"${one}"`)));
    const nearest = found.length ? await items(found[0].numbers.subarray(0, 5), [parts[0]]) : [];
    if (isStale()) return;
    page.near.hidden = !parts.length;
    if (!parts.length) return page.near.replaceChildren();
    const links = found.map(({ numbers }, n) =>
      element(
        "li",
        {},
        element("a", { href: `index.html?q=${encodeURIComponent(parts[n])}` }, parts[n]),
        ` ${numbers.length} 篇`,
      ),
    );
    return page.near.replaceChildren(
      element("h2", {}, "含有其中一部分的文章"),
      element("ul", { class: "parts" }, ...links),
      element("p", { class: "about" }, `下面的文章含有“${parts[0]}”：`),
      element("ol", { class: "items" }, ...nearest),
    );
  }

  const PARTS = 6; // that are offered

  /** Cuts a term, from its beginning, into the longest parts that the index knows. @param {string} term */
  async function partsOf(term) {
    const chars = [...term].slice(0, LONGEST_PART);
    const parts = [];
    for (let start = 0, end = 1; start < chars.length; end = start + 1) {
      const isKnown = () => isKey(chars.slice(start, end).join(""));
      while (end <= chars.length && (await isKnown())) end += 1;
      if (end - 1 > start) parts.push(chars.slice(start, end - 1).join(""));
      start = Math.max(end - 1, start + 1);
    }
    return parts;
  }

  /* The address and the controls */

  /** Takes over what a control and its namesakes say. @param {HTMLInputElement | HTMLSelectElement} control */
  function read(control) {
    params.delete(control.name);
    for (const one of Array.from(page.form.elements)) {
      if (!(one instanceof HTMLInputElement || one instanceof HTMLSelectElement) || one.name !== control.name)
        continue;
      const isOff = one.type === "checkbox" && !(/** @type {HTMLInputElement} */ (one).checked);
      if (one.value && !isOff) params.append(one.name, one.value);
    }
  }

  /** Shows what the address says. */
  function fill() {
    params = new URLSearchParams(location.search);
    for (const control of [page.box, page.from, page.to, page.sort])
      control.value = params.get(control.name) ?? "";
  }

  /** Shows the answer and leaves the question in the address. @param {"pushState" | "replaceState"} how */
  function ask(how) {
    try {
      history[how](null, "", String(params) ? `?${params}` : location.pathname);
    } catch {
      // some browsers let no page on disk change its address; the search works all the same
    }
    void show();
  }

  let timer = 0;

  /** @param {Event} event */
  function onInput(event) {
    const control = event.target;
    if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) return;
    if (event instanceof InputEvent && event.isComposing) return; // half a syllable is no query yet
    clearTimeout(timer);
    if (page.years.contains(control)) chooseYear(/** @type {HTMLInputElement} */ (control));
    else read(control);
    if (control === page.box) timer = setTimeout(ask, DEBOUNCE, "replaceState");
    else ask("pushState");
  }

  function clearFilters() {
    ["department", "reporter", "from", "to"].forEach((name) => params.delete(name));
    page.from.value = page.to.value = "";
    ask("pushState");
    page.box.focus();
  }

  function clearQuery() {
    page.box.value = "";
    read(page.box);
    ask("replaceState");
    page.box.focus();
  }

  /** Up and down through the box and the results. @param {number} step */
  function move(step) {
    const links = Array.from(page.hits.querySelectorAll("a"));
    const next = links.findIndex((link) => link === document.activeElement) + step;
    if (next < 0) page.box.focus();
    else if (next < links.length) links[next].focus();
    else if (!page.more.hidden) void showMore().then((first) => first?.querySelector("a")?.focus());
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const target = /** @type {HTMLElement} */ (event.target);
    const isTyping = target.matches("input:not([type=checkbox]), select, textarea");
    const isHere = target === page.box || page.hits.contains(target);
    const action = {
      "/": isTyping ? null : () => page.box.select(),
      ArrowDown: isHere ? () => move(1) : null,
      ArrowUp: isHere ? () => move(-1) : null,
      Escape: isHere ? clearQuery : null,
    }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  function start() {
    const typed = page.box.value; // before this script was there
    fill();
    if (typed && !params.get("q")) page.box.value = typed;
    read(page.box);
    page.facets.open = matchMedia("(min-width: 60rem)").matches;
    page.main.addEventListener("input", onInput);
    page.box.addEventListener("compositionend", onInput);
    page.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      read(page.box);
      ask("pushState");
    });
    page.more.addEventListener("click", async () => (await showMore())?.querySelector("a")?.focus());
    let wasOpen = page.facets.open; // the first event tells of the line above
    page.facets.addEventListener("toggle", () => {
      if (page.facets.open && !wasOpen) void show();
      wasOpen = page.facets.open;
    });
    page.clear.addEventListener("click", clearFilters);
    document.addEventListener("keydown", onKey);
    window.addEventListener("popstate", () => {
      fill();
      void show();
    });
    void show();
  }

  /* Highlight */

  const graphemes = new Intl.Segmenter("zh", { granularity: "grapheme" });

  /** The parts of the text that fold to a term. @param {string} text @param {string[]} terms */
  function hitRanges(text, terms) {
    const segments = Array.from(graphemes.segment(text), ({ index, segment }) => ({
      folded: fold(segment),
      start: index,
      end: index + segment.length,
    }));
    const units = segments.flatMap((segment) => Array.from({ length: segment.folded.length }, () => segment));
    const folded = segments.map((segment) => segment.folded).join("");
    return terms.flatMap((term) => {
      const ranges = [];
      for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) {
        ranges.push({ start: units[at].start, end: units[at + term.length - 1].end });
      }
      return ranges;
    });
  }

  /** @param {string} text @param {string[]} terms @returns {(string | Node)[]} */
  function highlight(text, terms) {
    const nodes = [];
    let done = 0;
    for (const { start, end } of hitRanges(text, terms).sort((a, b) => a.start - b.start || b.end - a.end)) {
      if (end <= done) continue;
      nodes.push(
        text.slice(done, Math.max(start, done)),
        element("mark", {}, text.slice(Math.max(start, done), end)),
      );
      done = end;
    }
    return [...nodes, text.slice(done)];
  }

  start();
})();
