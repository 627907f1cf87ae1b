// @ts-check
"use strict";

/** In an article that a search led to: lights the hits, of which the address tells, and leads from one to the next. */
(() => {
  const FIELDS = ".story .kicker, .story h1, .story .subtitle, .story .byline, .story .body"; // what is searched
  const terms = new URLSearchParams(location.hash.slice(1)).getAll("hit").filter(Boolean);
  const styles = new URL("hits.css", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  const canHighlight = typeof Highlight === "function" && Boolean(CSS.highlights);

  /** A hit as the pieces of text that it runs through. @typedef {{node: Text, start: number, end: number}[]} Pieces */

  /** @param {Element} field @returns {Pieces[]} */
  function hitsIn(field) {
    /** @type {{node: Text, from: number, to: number}[]} */
    const nodes = [];
    let text = "";
    const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      nodes.push({ node, from: text.length, to: text.length + node.data.length });
      text += node.data;
    }
    return folding.ranges(text, terms).map(({ start, end }) =>
      nodes
        .filter(({ from, to }) => from < end && to > start)
        .map(({ node, from, to }) => ({
          node,
          start: Math.max(start, from) - from,
          end: Math.min(end, to) - from,
        })),
    );
  }

  /** @param {Pieces} pieces */
  function rangeOf(pieces) {
    const range = new Range();
    const last = pieces[pieces.length - 1];
    range.setStart(pieces[0].node, pieces[0].start);
    range.setEnd(last.node, last.end);
    return range;
  }

  /** For browsers that cannot highlight: wraps what they cannot. @param {Pieces} pieces @returns {Range} */
  function wrap(pieces) {
    const marks = [...pieces].reverse().map(({ node, start, end }) => {
      node.splitText(end);
      const mark = document.createElement("mark");
      const piece = node.splitText(start);
      piece.replaceWith(mark);
      mark.append(piece);
      return mark;
    });
    const range = new Range();
    range.setStartBefore(marks[marks.length - 1]);
    range.setEndAfter(marks[0]);
    return range;
  }

  const found = Array.from(document.querySelectorAll(FIELDS)).flatMap(hitsIn);
  if (!found.length) return;
  // from the last to the first, since what is wrapped is cut off from what stands before it
  const hits = canHighlight ? found.map(rangeOf) : [...found].reverse().map(wrap).reverse();
  let at = 0;

  /** @param {string} label @param {string} sign @param {() => void} action */
  function button(label, sign, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.title = label;
    made.setAttribute("aria-label", label);
    made.append(sign);
    made.addEventListener("click", action);
    return made;
  }

  const place = document.createElement("p");
  place.setAttribute("role", "status");
  const bar = document.createElement("div");
  bar.className = "hits";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "检索命中之处");
  bar.append(
    place,
    button("上一处（p）", "↑", () => go(at - 1)),
    button("下一处（n）", "↓", () => go(at + 1)),
    button("不再标出（Esc）", "×", close),
  );

  /** @param {number} next */
  function go(next) {
    at = (next + hits.length) % hits.length;
    if (canHighlight) CSS.highlights.set("hit-here", new Highlight(hits[at]));
    else
      document
        .querySelectorAll("mark")
        .forEach((mark) => mark.classList.toggle("here", hits[at].intersectsNode(mark)));
    place.textContent = `${at + 1}/${hits.length}`;
    const { top } = hits[at].getBoundingClientRect();
    window.scrollTo({ top: window.scrollY + top - window.innerHeight / 3 });
    getSelection()?.collapse(hits[at].startContainer, hits[at].startOffset); // from here Tab and a screen reader go on
  }

  function close() {
    document.removeEventListener("keydown", onKey);
    bar.remove();
    if (canHighlight) CSS.highlights.clear();
    else document.querySelectorAll("mark").forEach((mark) => mark.replaceWith(...mark.childNodes));
    try {
      history.replaceState(null, "", location.pathname + location.search);
    } catch {
      // some browsers let no page on disk change its address
    }
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const isTyping = event.target instanceof Element && event.target.matches("input");
    if (document.documentElement.dataset.keys === "off" && event.key !== "Escape") return;
    if (isTyping || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "n") go(at + 1);
    if (event.key === "p") go(at - 1);
    if (event.key === "Escape") close();
  }

  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = styles;
  document.head.append(sheet);
  document.body.append(bar);
  document.addEventListener("keydown", onKey);
  if (canHighlight) CSS.highlights.set("hit", new Highlight(...hits));
  go(0);
})();
