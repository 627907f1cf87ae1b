// @ts-check
"use strict";

/**
 * Suggestions under the search box while one types: people, departments and frequent words, known by their
 * characters or by pinyin, whole or begun: guoshuxun, gsx, guosh, 郭sx. banmian/suggestions.py writes them.
 */

/** @typedef {{text: string, kind: string, count: number, chars: string[], sounds: string[], starts: number[]}} Suggestion
 *    `sounds`: of each folded character, of a mark nothing; `starts`: where typing may begin */

(() => {
  const { fold, load, piece } = banmian;

  const SHOWN = 6;

  const box = /** @type {HTMLInputElement} */ (document.getElementById("q"));
  const form = /** @type {HTMLFormElement} */ (box.form);
  const list = document.createElement("ul");
  let turn = 0;
  let active = -1;
  const TERM = /^(.*\s|)([-－]?(?:(标题|记者|部门)[:：])?)(\S*)$/su;

  let head = ""; // what stands before the term that is being typed
  let field = ""; // in which it is to stand
  /** @type {Suggestion[]} */
  let offered = [];

  /* Find */

  /** What the last term may be meant for. @param {string} typed folded */
  async function matching(typed) {
    const found = new Map();
    const [first] = /[\p{L}\p{N}]/u.exec(typed) ?? [];
    for (const one of first ? await beginningWith(first) : []) {
      const start = one.starts.find((at) => spells(typed, one, at));
      const isTyped = one.kind !== "部门" && fold(one.text) === typed;
      const isOfField = field === "标题" || !field || one.kind === field;
      if (start !== undefined && !isTyped && isOfField) found.set(query(one), { one, start });
    }
    return [...found.values()]
      .sort((a, b) => Number(a.start > 0) - Number(b.start > 0) || b.one.count - a.one.count)
      .slice(0, SHOWN)
      .map(({ one }) => one);
  }

  /** @param {string} char @returns {Promise<Suggestion[]>} all that are in a file with one that begins so */
  async function beginningWith(char) {
    await load();
    /** @type {string[]} */
    const begun = await piece("suggest");
    const numbers = [...begun.keys()].filter((n) => begun[n].includes(char));
    const rows = await Promise.all(numbers.map((n) => piece(`suggest-${n}`)));
    return rows.flat().map(read);
  }

  /** @param {[string, string, number, string]} row @returns {Suggestion} */
  function read([text, kind, count, spelled]) {
    const words = spelled.split(",").map((word) => word.split(" "));
    let end = 0;
    const starts = words.map((word) => (end += word.length) - word.length);
    return { text, kind, count, chars: Array.from(fold(text)), sounds: words.flat(), starts };
  }

  /** Whether the text spells the characters from there on, each by itself or by how its pinyin begins.
   * @param {string} typed @param {Suggestion} one @param {number} at @returns {boolean} */
  function spells(typed, one, at) {
    if (!typed) return true;
    if (at === one.chars.length) return false;
    const rest = (/** @type {number} */ size) => spells(typed.slice(size), one, at + 1);
    const char = one.chars[at];
    const sound = one.sounds[at];
    if (typed.startsWith(char) && rest(char.length)) return true;
    if (!sound) return rest(0);
    for (let size = 1; size <= sound.length && typed[size - 1] === sound[size - 1]; size += 1)
      if (rest(size)) return true;
    return false;
  }

  /** What is asked when it is chosen. @param {Suggestion} one */
  function query({ text, kind }) {
    const whole = text.replace(/\s+/g, "");
    return kind === "部门" && !field ? `部门:${whole}` : whole;
  }

  /* Offer */

  async function offer() {
    const mine = ++turn;
    const whole = box.value;
    const [, before, prefix, said = "", last] = /** @type {RegExpExecArray} */ (TERM.exec(whole));
    const typed = fold(last);
    field = said;
    const found = typed ? await matching(typed).catch(() => []) : [];
    if (mine !== turn || box.value !== whole || document.activeElement !== box) return; // too late
    head = before + prefix;
    offered = found;
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(found.length > 0));
    activate(-1);
  }

  /** @param {Suggestion} one @param {number} n */
  function option(one, n) {
    const made = document.createElement("li");
    made.id = `suggestion-${n}`;
    made.setAttribute("role", "option");
    const about = document.createElement("span");
    about.className = "count";
    about.textContent = `${one.kind} ${one.count} 篇`;
    made.append(one.text, about);
    made.addEventListener("click", () => choose(n));
    return made;
  }

  /** @param {number} n none if -1 */
  function activate(n) {
    active = n;
    Array.from(list.children, (one, at) => one.setAttribute("aria-selected", String(at === n)));
    if (n < 0) return box.removeAttribute("aria-activedescendant");
    list.children[n].scrollIntoView({ block: "nearest" });
    return box.setAttribute("aria-activedescendant", list.children[n].id);
  }

  function close() {
    turn += 1;
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  /** @param {number} n */
  function choose(n) {
    box.value = head + query(offered[n]);
    close();
    form.requestSubmit();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (list.hidden || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const isLast = active === offered.length - 1;
    if (event.key === "ArrowDown" && isLast) return close(); // and on to the results
    const action = {
      ArrowDown: () => activate(active + 1),
      ArrowUp: active >= 0 ? () => activate(active - 1) : null,
      Enter: active >= 0 ? () => choose(active) : null,
      Escape: close,
    }[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation(); // else the page would act on it too
    action();
  }

  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "提示");
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the keyboard
  form.append(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  box.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) void offer(); // half a syllable is no name yet
  });
  box.addEventListener("compositionend", () => void offer());
  box.addEventListener("keydown", onKey);
  box.addEventListener("blur", close);
  form.addEventListener("submit", close);
  void offer(); // for what was typed meanwhile
})();
