// @ts-check
"use strict";

/**
 * The search page: what is asked and found stands in the controls, the lists and the address.
 * What is not needed for the first results comes in scripts of its own: chart, facets, near misses, export.
 */
var searchPage = (() => {
  const { run, load, parse, results, narrow, article, snippet, isNarrow } = banmian;

  const ROOT = document.currentScript?.dataset.root ?? "";
  const PAGE = 10;
  const AT_ONCE = 4; // what a screen holds; the others are fetched when they come near
  const DEBOUNCE = 150; // milliseconds: hardly felt, and longer than most take from one key to the next
  const DATE = /^\d{4}(-\d\d){0,2}$/;
  const LONGEST_SAID = 40; // characters of a query that was not found
  const MOST_PRINTED = 100;
  const FIRST_YEAR = "1600"; // no newspaper is older
  const MANY = 200; // results that nobody reads to the end

  const page = {
    main: part("main", HTMLElement),
    box: part("q", HTMLInputElement),
    form: part("search", HTMLFormElement),
    count: part("count", HTMLElement),
    retry: part("retry", HTMLButtonElement),
    also: part("also", HTMLElement),
    asked: part("asked", HTMLElement),
    chips: part("chips", HTMLUListElement),
    hint: part("hint", HTMLElement),
    bar: part("bar", HTMLElement),
    sort: part("sort", HTMLSelectElement),
    chart: document.getElementById("chart"), // where there is more than a month
    hits: part("hits", HTMLOListElement),
    more: part("more", HTMLButtonElement),
    near: part("near", HTMLElement),
    facets: part("facets", HTMLDetailsElement),
    from: part("from", HTMLInputElement),
    to: part("to", HTMLInputElement),
    save: part("save", HTMLElement),
  };
  const heading = document.title;
  const OPEN_LISTS = "fieldset > [data-facet], [open] > [data-facet]";
  const LISTS = /** @type {const} */ (["date", "department", "reporter", "kind", "paper"]);
  const KINDS = new Map([
    ["news", "文章"],
    ["photo", "图片"],
  ]);

  let params = new URLSearchParams(location.search);
  let turn = 0;
  /** @type {Results} what is shown, and what is to be lit in it */
  let shown = { numbers: new Int32Array(0), terms: [] };
  /** The chart and the facets of what is shown, as far as they are open. */
  let showAround = async () => {};

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
    made.append(...children.flatMap((child) => child || []));
    return made;
  }

  /** @returns {Required<Filters>} */
  function filtersOf() {
    const [date, department, reporter, kind, paper] = LISTS.map((name) =>
      params.getAll(name).filter(Boolean),
    );
    const [from, to] = ["from", "to"]
      .map((name) => params.get(name) ?? "")
      .map((day) => (DATE.test(day) ? day : ""));
    return { date: date.filter((one) => DATE.test(one)), department, reporter, kind, paper, from, to };
  }

  async function show() {
    const mine = ++turn;
    const isStale = () => mine !== turn; // a later question is on its way
    const query = params.get("q") ?? "";
    document.title = query ? `${query} · ${heading}` : heading;
    showChips();
    page.main.setAttribute("aria-busy", "true");
    try {
      await answered(query, isStale);
    } catch {
      if (!isStale()) showFailure();
    }
    if (!isStale()) page.main.removeAttribute("aria-busy");
  }

  /** Tries again where the site was built anew under the open page. @param {string} query @param {() => boolean} isStale */
  async function answered(query, isStale) {
    try {
      await load();
      await showResults(query, isStale);
    } catch (error) {
      if (isStale() || !(await forgetIfRenewed())) throw error;
      await load();
      await showResults(query, isStale);
    }
  }

  /** Whether the site was built anew under the open page, of which nothing is kept then. */
  async function forgetIfRenewed() {
    const isRenewed = await banmian.isRenewed();
    if (isRenewed) banmian.forget();
    return isRenewed;
  }

  function showFailure() {
    page.main.classList.add("failed");
    page.retry.hidden = false;
    if (location.protocol === "file:")
      page.count.textContent = "检索所需的文件没有找到，请看看网站的文件夹是否完整。";
    else if (navigator.onLine) page.count.textContent = "检索所需的文件没有全部载入。";
    else page.count.textContent = "现在没有联网，检索所需的文件取不到；连上以后会自动再试。";
  }

  /** @param {string} query @param {() => boolean} isStale */
  async function showResults(query, isStale) {
    const filters = filtersOf();
    const terms = parse(query).terms.filter(({ field }) => field !== "date");
    const all = query.trim() ? await results(query) : { numbers: everything(), terms: [] };
    const upwards = all.numbers.slice().sort();
    const left = new Set(await narrow(upwards, filters));
    const asked = query.trim() !== "" || isNarrow(filters);
    const found = asked ? all.numbers.filter((number) => left.has(number)) : new Int32Array(0);
    if (page.sort.value === "date") found.sort().reverse();
    if (isStale()) return; // before it asks for texts
    const first = await items(found.subarray(0, AT_ONCE), all.terms);
    if (isStale()) return;
    shown = { numbers: found, terms: all.terms };
    page.main.classList.remove("failed");
    page.retry.hidden = true;
    page.hint.hidden = asked || !banmian.count;
    page.count.textContent = asked ? twinned(all) + counted(found.length, all.numbers.length) : stock();
    page.bar.hidden = !found.length;
    page.facets.hidden = !all.numbers.length;
    page.hits.replaceChildren(...first);
    offerMore();
    page.near.hidden = true;
    if (!found.length || !banmian.hasTwins(query)) page.also.hidden = true;
    if (terms.length && !all.numbers.length) {
      void run("static/suggest.js").catch(() => {}); // it may be pinyin
      await run("static/search-near.js");
      const twins = (all.twins ?? []).map((text) => ({ text, field: "", literal: text }));
      await searchNear.show(page.near, [...twins, ...terms], filters, isStale);
    }
    showAround = () => showAroundThem(upwards, filters, isStale).catch(tellLack); // the results stand all the same
    await showAround();
    if (found.length && banmian.hasTwins(query)) await showTwins(query, filters, isStale).catch(() => {});
  }

  /** Says in the lists that are open and empty that they could not be fetched. */
  function tellLack() {
    for (const list of page.facets.querySelectorAll(OPEN_LISTS))
      if (!list.children.length)
        list.append(element("li", { class: "none" }, "没有取到；连上网络以后会自动再试。"));
  }

  /** Another question with the same filters. @param {string} query */
  function addressOf(query) {
    const asked = new URLSearchParams(params);
    asked.set("q", query);
    return `index.html?${asked}`;
  }

  /** Leads on to what is spelled with twins. @param {string} query @param {Required<Filters>} filters @param {() => boolean} isStale */
  async function showTwins(query, filters, isStale) {
    await run("static/search-twins.js");
    const others = await searchTwins.others(query, filters);
    if (isStale()) return;
    const links = others.map(({ text, query, count }) =>
      element(
        "span",
        { class: "part" },
        element("a", { href: addressOf(query) }, `“${text}”`),
        ` ${count} 篇`,
      ),
    );
    page.also.replaceChildren("也有写作", ...links.flatMap((link, n) => (n ? ["、", link] : [link])));
    page.also.hidden = !others.length;
  }

  /**
   * The chart and the facets.
   * @param {Int32Array} upwards @param {Required<Filters>} filters @param {() => boolean} isStale
   */
  async function showAroundThem(upwards, filters, isStale) {
    if (page.chart) {
      await run(`static/search-chart.js?${searchFiles.index.version}`); // it lays out the days of one archive
      const left = await narrow(upwards, { ...filters, from: "", to: "" });
      if (isStale()) return;
      searchChart.show(page.chart, left, filters);
    }
    if (!page.facets.open || !page.facets.querySelector(OPEN_LISTS)) return; // they are fetched when somebody looks
    await run("static/search-facets.js");
    await searchFacets.show(page.facets, upwards, filters, isStale);
  }

  /** Newest first, as ties are. */
  const everything = () => Int32Array.from({ length: banmian.count }, (_, n) => banmian.count - 1 - n);

  const stock = () => (banmian.count ? `可检索 ${banmian.count} 篇文章` : "档案里还没有文章");

  /** @param {number} found @param {number} anywhere */
  function counted(found, anywhere) {
    if (found > MANY) return `共 ${found} 篇；再加一个词，或者筛选，可以少一些`;
    if (found) return `共 ${found} 篇`;
    if (parse(params.get("q") ?? "").terms.some(({ literal, field }) => /^日期:/.test(literal) && !field))
      return "日期要写成 2020-07、2020-07-20 或 2018..2020";
    return anywhere
      ? `所选范围内没有，全部文章中有 ${anywhere} 篇`
      : `没有找到“${short(params.get("q") ?? "")}”`;
  }

  /** @param {string} query */
  const short = (query) => (query.length > LONGEST_SAID ? `${query.slice(0, LONGEST_SAID)}…` : query);

  /** @param {Results} all */
  function twinned({ numbers, twins = [] }) {
    return numbers.length && twins.length ? `按${twins.map((one) => `“${one}”`).join("")}检索，` : "";
  }

  const nearing = new IntersectionObserver(
    ([more]) => {
      if (more.isIntersecting) void showMore().catch(() => {}); // the button is still there
    },
    { rootMargin: "100px" },
  );

  /** How many hits fill the list up. */
  const next = () => PAGE - (page.hits.children.length % PAGE);

  function offerMore() {
    const left = shown.numbers.length - page.hits.children.length;
    page.more.hidden = left <= 0;
    page.more.textContent = `再显示 ${Math.min(next(), left)} 篇`;
    nearing.disconnect();
    if (page.hits.children.length < PAGE) nearing.observe(page.more);
    page.asked.textContent = asked(left);
  }

  /** What stands over the list in print. @param {number} left how many of the results it lacks */
  function asked(left) {
    const query = params.get("q");
    const found = shown.numbers.length;
    return [
      query && `检索“${query}”`,
      ...chips().map(({ label }) => label),
      found ? `共 ${found} 篇` : page.count.textContent,
      left > 0 && `以下是前 ${found - left} 篇`,
    ]
      .filter(Boolean)
      .join("，");
  }

  /** @type {Promise<void> | undefined} */
  let growing;

  /** Appends the next hits; asked twice, it does so once. */
  const showMore = () => (growing ??= grow().finally(() => (growing = undefined)));

  async function grow() {
    const { numbers, terms } = shown;
    const start = page.hits.children.length;
    /** @type {HTMLElement[]} */
    let more;
    try {
      more = await items(numbers.subarray(start, start + next()), terms);
    } catch (error) {
      if (!(await forgetIfRenewed())) throw error;
      return show();
    }
    if (shown.numbers !== numbers) return offerMore(); // asked anew
    page.hits.append(...more);
    offerMore();
  }

  /** Gives the keyboard to a hit that is yet to come. @param {number} n */
  async function moveOn(n) {
    try {
      await showMore();
    } catch {
      page.count.textContent = "后面的几篇没有取到，请再试一次。";
    }
    page.hits.children[n]?.querySelector("a")?.focus();
  }

  /** @param {Int32Array} numbers @param {string[]} terms @param {boolean} [mustHold] each article all of them */
  async function items(numbers, terms, mustHold = true) {
    const held = await Promise.all(Array.from(numbers, (number) => searchTexts.holds(number, terms)));
    if (mustHold && held.includes(false)) throw new Error("the site was built anew meanwhile");
    return (await Promise.all(Array.from(numbers, article))).map((one) => item(one, terms));
  }

  /** @param {Article} one @param {string[]} terms */
  function item(one, terms) {
    const { url, title, kicker, date, departments, reporters } = one;
    return element(
      "li",
      { class: "item" },
      kicker ? element("p", { class: "kicker" }, ...highlight(kicker, terms)) : null,
      element(
        "p",
        { class: "headline" },
        element("a", { href: ROOT + url + lit(terms) }, ...highlight(title, terms)),
      ),
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

  /** What tells the article's page to light the hits. @param {string[]} terms */
  const lit = (terms) => (terms.length ? `#${new URLSearchParams(terms.map((term) => ["hit", term]))}` : "");

  /** 2020-07-01 → 2020年7月1日 @param {string} date */
  function inChinese(date) {
    return date
      .split("-")
      .map((number, at) => Number(number) + "年月日"[at])
      .join("");
  }

  /* What is chosen, above the results */

  /** @returns {{names: string[], value: string, label: string}[]} the filters, each with what can take it out */
  function chips() {
    const { from, to, ...lists } = filtersOf();
    const named = LISTS.flatMap((name) =>
      lists[name].map((value) => ({ names: [name], value, label: labelOf(name, value) })),
    );
    if (!from && !to) return named;
    const days = [from && inChinese(from), to && inChinese(to)];
    const range = from && to ? [...new Set(days)].join("—") : `${days.join("")}${from ? "起" : "止"}`;
    return [{ names: ["from", "to"], value: "", label: range }, ...named];
  }

  /** @param {string} name @param {string} value */
  function labelOf(name, value) {
    if (name === "date") return inChinese(value);
    return name === "kind" ? (KINDS.get(value) ?? value) : value;
  }

  function showChips() {
    const all = chips();
    const items = all.map(({ names, value, label }) =>
      chip(label, "去掉", () => names.forEach((name) => params.delete(name, value || undefined))),
    );
    const clear = chip("清除筛选", "", () => [...LISTS, "from", "to"].forEach((name) => params.delete(name)));
    page.chips.replaceChildren(...(all.length ? [...items, clear] : []));
  }

  /** @param {string} label @param {string} verb before the label, for those who hear it @param {() => void} take */
  function chip(label, verb, take) {
    const button = element(
      "button",
      { type: "button" },
      element("span", { class: "unseen" }, verb),
      label,
      verb && element("span", { "aria-hidden": "true" }, " ×"),
    );
    button.addEventListener("click", () => {
      take();
      fillIn();
      ask("pushState");
      (page.chips.querySelector("button") ?? page.main).focus();
    });
    return element("li", {}, button);
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

  /** Shows what is asked. */
  function fillIn() {
    for (const control of [page.box, page.from, page.to, page.sort])
      control.value = params.get(control.name) ?? "";
  }

  /** Shows the answer and leaves the question in the address. @param {"pushState" | "replaceState"} how */
  function ask(how) {
    const address = String(params) ? `?${params}` : "";
    try {
      history[address === location.search ? "replaceState" : how](null, "", address || location.pathname);
    } catch {
      // some browsers let no page on disk change its address; the search works all the same
    }
    void show();
  }

  let timer = 0;
  let isTyping = false; // one question, until it is asked for good

  /** @param {Event} event */
  function onInput(event) {
    const control = event.target;
    if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) return;
    if (event instanceof InputEvent && event.isComposing) return; // half a syllable is no query yet
    clearTimeout(timer);
    read(control);
    if (control.type === "date" && control.value && control.value < FIRST_YEAR) return; // it is being typed
    if (control !== page.box) return ask("pushState");
    timer = setTimeout(askTyped, DEBOUNCE);
    void run("static/suggest.js").catch(() => {}); // nothing is missing but suggestions
  }

  /** What is typed is one step back, whatever it was in between. */
  function askTyped() {
    ask(isTyping ? "replaceState" : "pushState");
    isTyping = true;
  }

  /** @param {string} from a day @param {string} to @param {"pushState" | "replaceState"} how */
  function choose(from, to, how) {
    params.delete("from");
    params.delete("to");
    if (from) params.append("from", from);
    if (to) params.append("to", to);
    fillIn();
    ask(how);
  }

  /** @param {Event} event */
  async function save(event) {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (!button) return;
    try {
      if (button.value === "print") return await print();
      await run("static/search-export.js");
      await searchExport.save(/** @type {keyof typeof searchExport.FORMATS} */ (button.value), shown.numbers);
    } catch {
      const isRenewed = await forgetIfRenewed();
      if (isRenewed) await show();
      page.count.textContent = isRenewed
        ? "网站刚刚更新过，结果已经重查，请再导出一次。"
        : "导出所需的文件没有全部载入，请再试一次。";
    }
  }

  /** Prints more than is in sight. */
  async function print() {
    const { numbers } = shown;
    const wanted = Math.min(numbers.length, MOST_PRINTED);
    while (shown.numbers === numbers && page.hits.children.length < wanted) await showMore();
    if (shown.numbers === numbers) window.print(); // else another question was asked meanwhile
  }

  function clearQuery() {
    page.box.value = "";
    read(page.box);
    isTyping = false;
    ask("pushState");
    page.box.focus();
  }

  /** Up and down through the box and the results. @param {number} step */
  function move(step) {
    const links = Array.from(page.hits.querySelectorAll("a"));
    const next = links.findIndex((link) => link === document.activeElement) + step;
    if (next < 0) page.box.focus();
    else if (next < links.length) links[next].focus();
    else if (!page.more.hidden) void moveOn(next);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "p" && !page.more.hidden) {
      event.preventDefault(); // the browser would print what is in sight
      void print().catch(() => window.print());
    }
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const target = /** @type {HTMLElement} */ (event.target);
    const isHere = target === page.box || page.hits.contains(target);
    const action = {
      ArrowDown: isHere ? () => move(1) : null,
      ArrowUp: isHere ? () => move(-1) : null,
      Escape: isHere ? clearQuery : null,
    }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  /** Leaves in the history how far the list is unfolded, for whoever comes back from an article. */
  function leave() {
    try {
      history.replaceState({ hits: page.hits.children.length, top: scrollY }, "");
    } catch {
      // some browsers let no page on disk change its address
    }
  }

  /** Shows the answer, as far as it was unfolded before. */
  async function comeBack() {
    const { hits = 0, top = 0 } = history.state ?? {};
    await show();
    while (page.hits.children.length < hits && !page.more.hidden) await showMore();
    if (top) scrollTo(0, top);
  }

  function start() {
    const typed = page.box.value; // before this script was there
    fillIn();
    if (typed && !params.get("q")) page.box.value = typed;
    read(page.box);
    page.facets.open = matchMedia("(min-width: 60rem)").matches;
    for (const name of LISTS.filter((name) => params.has(name))) {
      const group = page.facets.querySelector(`[data-facet=${name}]`)?.parentElement;
      if (group instanceof HTMLDetailsElement) group.open = true;
    }
    page.main.addEventListener("input", onInput);
    page.box.addEventListener("compositionend", onInput);
    page.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      read(page.box);
      ask(isTyping ? "replaceState" : "pushState");
      isTyping = false;
    });
    page.hits.addEventListener("click", leave);
    page.more.addEventListener("click", () => void moveOn(page.hits.children.length));
    const panels = [page.facets, ...page.facets.querySelectorAll("details")];
    const closed = new Set(panels.filter((one) => !one.open)); // those that open by themselves tell of it, too
    for (const one of panels)
      one.addEventListener("toggle", () => {
        if (!one.open) closed.add(one);
        else if (closed.delete(one)) void showAround();
      });
    page.save.addEventListener("click", save);
    page.retry.addEventListener("click", () => {
      page.main.focus();
      void show();
    });
    window.addEventListener("online", () => {
      if (page.retry.hidden)
        void showAround(); // what was opened meanwhile
      else void show();
    });
    document.addEventListener("keydown", onKey);
    window.addEventListener("popstate", () => {
      params = new URLSearchParams(location.search);
      isTyping = false;
      fillIn();
      void show();
    });
    if (location.search) void comeBack();
    else setTimeout(() => void show(), 50); // nobody waits for an answer: the page itself comes first
  }

  /* Highlight */

  /** @param {string} text @param {string[]} terms @returns {(string | Node)[]} */
  function highlight(text, terms) {
    const nodes = [];
    let done = 0;
    for (const { start, end } of folding.ranges(text, terms)) {
      nodes.push(text.slice(done, start), element("mark", {}, text.slice(start, end)));
      done = end;
    }
    return [...nodes, text.slice(done)];
  }

  start();
  return { OPEN_LISTS, element, items, inChinese, labelOf, choose, addressOf };
})();
