// @ts-check
"use strict";

/** How many results each month or year of the archive has, as bars; dragged over, tapped or walked by keys, they narrow. */
var searchChart = (() => {
  const { element, inChinese, choose } = searchPage;
  const { span, datesOf, isWithin, firstDay, lastDay } = banmian;

  const MONTHS = 48; // the most that have a bar each; a longer archive has one for each year
  const LABELS = 6; // as many as a phone has room for
  const STEPS = [1, 2, 5, 10, 20, 50];

  const periods = spell(monthOf(firstDay(span[0])), monthOf(lastDay(span[1])));
  const size = periods[0].length;
  const bars = periods.map((_, n) => element("button", { type: "button", tabindex: n ? "-1" : "0" }));
  const plot = element("div", { class: "bars", role: "group", "aria-describedby": "chart-keys" }, ...bars);
  const caption = element("figcaption", {});

  let summary = "";
  let isChosen = false;
  /** Where a range begins that Shift or a drag extends. */
  let anchor = 0;
  let isDown = false;
  let isDragging = false;

  /** Months since the year 0. @param {string} date */
  function monthOf(date) {
    return 12 * Number(date.slice(0, 4)) + Number(date.slice(5, 7)) - 1;
  }

  /** All months from one to the other, 2020-07, or all years. @param {number} first @param {number} last */
  function spell(first, last) {
    const year = (/** @type {number} */ month) => String(Math.floor(month / 12)).padStart(4, "0");
    const months = Array.from({ length: last - first + 1 }, (_, n) => first + n);
    return months.length > MONTHS
      ? [...new Set(months.map(year))]
      : months.map((month) => `${year(month)}-${String((month % 12) + 1).padStart(2, "0")}`);
  }

  /** @param {HTMLElement} figure @param {Int32Array} numbers upwards @param {Required<Filters>} filters */
  function show(figure, numbers, { from, to }) {
    if (!figure.contains(plot)) build(figure);
    const counts = new Map(periods.map((period) => [period, 0]));
    for (const date of datesOf(numbers)) {
      const period = date.slice(0, size);
      counts.set(period, (counts.get(period) ?? 0) + 1);
    }
    const most = Math.max(1, ...periods.map((period) => counts.get(period) ?? 0));
    isChosen = Boolean(from || to);
    bars.forEach((bar, n) => {
      const count = counts.get(periods[n]) ?? 0;
      bar.style.setProperty("--share", String(count / most));
      bar.setAttribute("aria-label", `${inChinese(periods[n])} ${count} 篇`);
      bar.setAttribute("aria-pressed", String(isChosen && isWithin(periods[n], from, to)));
    });
    plot.classList.toggle("chosen", isChosen);
    summary = summarise(numbers.length, counts);
    caption.textContent = summary;
  }

  /** @param {number} total @param {Map<string, number>} counts */
  function summarise(total, counts) {
    const placed = periods.map((period) => counts.get(period) ?? 0).reduce((a, b) => a + b);
    const peak = periods.reduce((a, b) => ((counts.get(b) ?? 0) > (counts.get(a) ?? 0) ? b : a));
    const unknown = total - placed ? `；另有 ${total - placed} 篇${size > 4 ? "月份" : "年份"}不详` : "";
    return placed ? `${inChinese(peak)}最多，${counts.get(peak)} 篇${unknown}` : unknown.slice(1);
  }

  /** @param {HTMLElement} figure */
  function build(figure) {
    plot.setAttribute("aria-label", size > 4 ? "各月篇数" : "各年篇数");
    const keys = "左右键移动，按住 Shift 连选几段，回车选定，Esc 取消";
    figure.replaceChildren(caption, plot, axis(), element("p", { id: "chart-keys", class: "unseen" }, keys));
    plot.addEventListener("keydown", onKey);
    plot.addEventListener("click", onClick);
    plot.addEventListener("pointerdown", onDown);
    plot.addEventListener("pointermove", onMove);
    plot.addEventListener("pointerup", onUp);
    plot.addEventListener("pointercancel", () => (isDown = isDragging = false));
    plot.addEventListener("pointerleave", () => (caption.textContent = summary));
    plot.addEventListener("focusin", (event) => tell(bars.indexOf(/** @type {any} */ (event.target))));
    plot.addEventListener("focusout", () => (caption.textContent = summary));
  }

  /** Years, or round ones, below the bars that begin them. */
  function axis() {
    const firsts = periods.flatMap((period, n) => (period.endsWith("-01") || size === 4 ? [n] : []));
    const step = STEPS.find((years) => firsts.length / years <= LABELS) ?? 100;
    const room = periods.length * (1 - 1 / LABELS / 2);
    const labels = firsts
      .filter((n) => Number(periods[n].slice(0, 4)) % step === 0 && n <= room)
      .map((n) => {
        const label = element("span", {}, periods[n].slice(0, 4));
        label.style.setProperty("inset-inline-start", `${(100 * n) / periods.length}%`);
        return label;
      });
    return element("div", { class: "axis", "aria-hidden": "true" }, ...labels);
  }

  /** @param {number} n */
  function tell(n) {
    caption.textContent = bars[n].getAttribute("aria-label");
  }

  /** @param {number} a @param {number} b @param {"pushState" | "replaceState"} how */
  function select(a, b, how) {
    const [first, last] = [periods[Math.min(a, b)], periods[Math.max(a, b)]];
    choose(firstDay(first), size > 4 ? lastOf(last) : lastDay(last), how);
  }

  /** The last day that the month has, as a date control wants it. @param {string} month */
  function lastOf(month) {
    return `${month}-${new Date(Number(month.slice(0, 4)), Number(month.slice(5)), 0).getDate()}`;
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const last = bars.length - 1;
    const at = bars.indexOf(/** @type {any} */ (event.target));
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (event.key === "Escape" && isChosen) choose("", "", "pushState");
    if (next === undefined) return;
    event.preventDefault();
    const to = Math.min(Math.max(next, 0), last);
    bars[at].tabIndex = -1;
    bars[to].tabIndex = 0;
    bars[to].focus();
    if (!event.shiftKey) anchor = to;
    else select(anchor, to, isChosen ? "replaceState" : "pushState");
  }

  /** @param {MouseEvent} event  also of a key, which has no detail */
  function onClick(event) {
    const n = bars.indexOf(/** @type {any} */ (event.target));
    if (n < 0 || (isDragging && event.detail)) return;
    const chosen = bars.filter((bar) => bar.getAttribute("aria-pressed") === "true");
    anchor = n;
    if (chosen.length === 1 && chosen[0] === bars[n]) choose("", "", "pushState");
    else select(n, n, "pushState");
  }

  /** @param {PointerEvent} event */
  function barAt(event) {
    const { left, width } = plot.getBoundingClientRect();
    const place = Math.floor(((event.clientX - left) / width) * bars.length);
    return Math.min(Math.max(place, 0), bars.length - 1);
  }

  /** @param {PointerEvent} event */
  function onDown(event) {
    isDragging = false;
    isDown = event.button === 0;
    if (isDown) anchor = barAt(event);
  }

  /** @param {PointerEvent} event */
  function onMove(event) {
    const n = barAt(event);
    if (!isDown || event.buttons !== 1) return tell(n);
    if (n === anchor && !isDragging) return;
    isDragging = true;
    plot.setPointerCapture(event.pointerId);
    plot.classList.add("chosen");
    bars.forEach((bar, place) =>
      bar.setAttribute("aria-pressed", String((place - anchor) * (place - n) <= 0)),
    );
    caption.textContent = `${inChinese(periods[Math.min(anchor, n)])}—${inChinese(periods[Math.max(anchor, n)])}`;
  }

  /** @param {PointerEvent} event */
  function onUp(event) {
    isDown = false;
    if (isDragging) select(anchor, barAt(event), "pushState");
  }

  return { show };
})();
