// @ts-check
"use strict";

/** In an article: who selects words gets a card to copy, with the words, their source and a link that leads to them. */
(() => {
  const body = /** @type {HTMLElement} */ (document.querySelector(".story .body"));
  const CLAUSE = /[^，。！？；：]*[，。！？；：…”’」』）》]*/gu;
  const BLANKS = 3; // lines farther apart have more than blank lines between them
  const TELLING = 10; // letters that hardly stand twice in an article

  const styles = document.createElement("link");
  styles.rel = "stylesheet";
  styles.href = new URL("quote.css", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;

  const offer = button("引用这一句", open);
  offer.className = "quote-offer";
  offer.hidden = true;
  body.after(offer); // the next stop of the keyboard after what is selected

  document.addEventListener("selectionchange", () => {
    offer.hidden = !selected();
    if (!offer.hidden) document.head.append(styles);
  });

  /** @returns {Range | null} what is selected of the body */
  function selected() {
    const selection = getSelection();
    if (!selection?.rangeCount || !selection.getRangeAt(0).intersectsNode(body)) return null;
    const range = selection.getRangeAt(0).cloneRange();
    if (!body.contains(range.startContainer)) range.setStart(body, 0);
    if (!body.contains(range.endContainer)) range.setEnd(body, body.childNodes.length);
    return range.toString().trim() ? range : null;
  }

  /** @param {string} text */
  const letters = (text) => text.replace(/\s/g, "").length;

  /** @param {Range} range @returns {string} 第 3–4 行, as far as the lines of the words are known */
  function linesOf(range) {
    const before = new Range();
    before.setStart(body, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = letters(before.toString());
    const end = start + letters(range.toString());
    let at = 0;
    /** @type {[number, number][]} */
    const spans = [];
    for (const one of body.dataset.lines?.split(" ") ?? []) {
      const [line, length] = one.split(":").map(Number);
      if (line && at < end && at + length > start) {
        const span = spans[spans.length - 1];
        if (span && line > span[1] && line - span[1] <= BLANKS) span[1] = line;
        else spans.push([line, line]);
      }
      at += length;
    }
    const said = spans.map(([first, last]) => (first === last ? first : `${first}–${last}`));
    return spans.length ? `${body.dataset.sheet} 第 ${said.join("、")} 行` : "";
  }

  /**
   * The clauses that are selected, at least in part: browsers find no text that begins or ends inside a word.
   * @param {Element} paragraph @param {Range} range
   */
  function clausesOf(paragraph, range) {
    const place = (/** @type {Node} */ node, /** @type {number} */ offset) => {
      const before = new Range();
      before.setStart(paragraph, 0);
      before.setEnd(node, offset);
      return before.toString().length;
    };
    const starts = paragraph.contains(range.startContainer);
    const start = starts ? place(range.startContainer, range.startOffset) : 0;
    const end = paragraph.contains(range.endContainer)
      ? place(range.endContainer, range.endOffset)
      : Infinity;
    return [...(paragraph.textContent ?? "").matchAll(CLAUSE)].filter(
      ({ 0: clause, index }) => clause.trim() && index < end && index + clause.length > start,
    );
  }

  /** @param {Range} range */
  const paragraphsOf = (range) =>
    [...body.querySelectorAll(":is(p, h2, h3, li):not(:has(p))")]
      .filter((paragraph) => range.intersectsNode(paragraph))
      .map((paragraph) => ({ paragraph, clauses: clausesOf(paragraph, range) }))
      .filter(({ clauses }) => clauses.length);

  /** What the link leads to: clauses from end to end. @param {Range} range */
  function widen(range) {
    const found = paragraphsOf(range);
    if (!found.length) return;
    const last = found[found.length - 1];
    const end = last.clauses[last.clauses.length - 1];
    range.setStart(...seat(found[0].paragraph, found[0].clauses[0].index));
    range.setEnd(...seat(last.paragraph, end.index + end[0].length));
  }

  /** @param {Element} paragraph @param {number} offset in its text @returns {[Node, number]} */
  function seat(paragraph, offset) {
    const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let text = /** @type {Text} */ (texts.nextNode());
    for (; offset > text.length; text = /** @type {Text} */ (texts.nextNode())) offset -= text.length;
    return [text, offset];
  }

  /** As few clauses as tell the place. @param {string} text @param {string} clause */
  const told = (text, clause) => (letters(text) < TELLING ? text + clause : text);
  /** @param {string} text @param {string} clause */
  const toldFromEnd = (text, clause) => (letters(text) < TELLING ? clause + text : text);

  /** @param {Range} range @returns {string} the page's address with what is selected, if it has one for others */
  function linkTo(range) {
    const canonical = document.querySelector("link[rel=canonical]")?.getAttribute("href");
    const here = canonical ?? (location.protocol === "file:" ? "" : location.origin + location.pathname);
    const paragraphs = paragraphsOf(range).map(({ clauses }) => clauses.map(([clause]) => clause));
    if (!here || !paragraphs.length) return here;
    const first = paragraphs[0].reduce(told, "");
    const last = paragraphs[paragraphs.length - 1].reduceRight(toldFromEnd, "");
    const whole = paragraphs.length > 1 ? "" : paragraphs[0].join("");
    const parts = whole && whole.length <= first.length + last.length ? [whole] : [first, last];
    const coded = parts.map((text) => encodeURIComponent(text.trim()).replaceAll("-", "%2D"));
    return `${here}#:~:text=${coded.join()}`;
  }

  function open() {
    const range = selected();
    if (!range) return;
    widen(range);
    const quote = range
      .toString()
      .trim()
      .replace(/\s*\n\s*/g, "\n")
      .replace(/[，；：]$/, "");
    const citation = document.querySelector(".citation cite")?.textContent ?? document.title;
    const link = linkTo(range);
    const card = document.createElement("dialog");
    card.className = "quote-card";
    card.setAttribute("aria-label", "引用");
    const said = document.createElement("blockquote");
    said.textContent = quote;
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    const bar = document.createElement("p");
    bar.className = "quote-buttons";
    const address = link.split("#")[0];
    const cited = address && citation.includes(address); // it then says where the words stand, and once
    const printed = cited ? citation.replace(address, () => link) : citation;
    const source = [printed, linesOf(range), cited ? "" : link].filter(Boolean);
    bar.append(button("复制引文", () => copy([`“${quote}”`, ...source].join("\n"))));
    if (link) bar.append(button("复制链接", () => copy(link)));
    bar.append(button("关闭", () => card.close()));
    card.append(said, ...source.map(paragraph), bar, status);
    card.addEventListener("close", () => card.remove());
    document.body.append(card);
    card.showModal();

    /** @param {string} text */
    async function copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        status.textContent = "已复制";
      } catch {
        getSelection()?.selectAllChildren(card); // a page without https may not copy, its reader may
        status.textContent = "浏览器不让复制；文字已选中，请按 Ctrl+C";
      }
    }
  }

  /** @param {string} text */
  function paragraph(text) {
    const made = document.createElement("p");
    made.textContent = text;
    return made;
  }

  /** @param {string} label @param {() => void} action */
  function button(label, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", action);
    return made;
  }
})();
