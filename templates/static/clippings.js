// @ts-check
"use strict";

/** The clippings page: what the reader picked, or what stands on the shelf that the address names, to be printed. */
(async () => {
  const ROOT = document.currentScript?.dataset.root ?? "";
  const MOST = 200; // articles; more would be no clippings but the archive
  const SHELVES = { department: "部门", reporter: "记者", date: "日期" };
  const asked = new URLSearchParams(location.search);
  const kind = /** @type {(keyof typeof SHELVES)[]} */ (Object.keys(SHELVES)).find((key) => asked.get(key));
  const status = at("clippings-status");

  /** @param {string} id */
  function at(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
  }

  /** @param {string} tag @param {string} name its class @param {...(string | Node)} content */
  function make(tag, name, ...content) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...content);
    return made;
  }

  /** @param {string} address @param {string} title which breaks where its printed lines did */
  function link(address, title) {
    const parts = title.split(" ").flatMap((part) => [make("span", "part", part), " "]);
    const made = make("a", "", ...parts.slice(0, -1));
    made.setAttribute("href", address);
    return made;
  }

  /** @param {number} number @returns {Promise<Clip>} */
  async function clipOf(number) {
    const [{ url, body, subheads, ...said }, { printed: citation }] = await Promise.all([
      banmian.article(number),
      banmian.reference(number),
    ]);
    const paragraphs = body.split("\n").map((text, n) => ({ head: subheads.includes(n), text }));
    return { ...said, path: url, citation, body: paragraphs };
  }

  /** @param {keyof typeof SHELVES} shelf @param {string} name @returns {Promise<[Clip[], number]>} the oldest, and of how many */
  async function onShelf(shelf, name) {
    const { numbers } = await banmian.results("", { [shelf]: [name] });
    const oldest = Array.from(numbers)
      .sort((a, b) => a - b)
      .slice(0, MOST);
    return [await Promise.all(oldest.map(clipOf)), numbers.length];
  }

  /** @param {Clip} clip @param {number} n */
  function article(clip, n) {
    const made = make("article", "clipping");
    made.id = `c${n + 1}`;
    if (clip.kicker) made.append(make("p", "kicker", clip.kicker));
    made.append(make("h2", "headline", link(ROOT + clip.path, clip.title)));
    for (const name of /** @type {const} */ (["subtitle", "byline"]))
      if (clip[name]) made.append(make("p", name, clip[name]));
    made.append(make("div", "body", ...clip.body.map(({ head, text }) => make(head ? "h3" : "p", "", text))));
    if (clip.credit) made.append(make("p", "credit", clip.credit));
    made.append(make("p", "citation", make("cite", "", clip.citation)));
    return made;
  }

  /** @param {Clip} clip @param {number} n */
  function entry(clip, n) {
    const made = make("li", "", link(`#c${n + 1}`, clip.title));
    if (clip.date) made.append(" ", make("span", "count", clip.date));
    if (!kind) {
      const button = make("button", "", "取出");
      button.setAttribute("aria-label", `取出：${clip.title}`);
      button.addEventListener("click", () => {
        clips.drop(clip.path);
        show(clips.read());
        at("clippings-contents").focus();
      });
      made.append(" ", button);
    }
    return made;
  }

  /** @param {Clip[]} list */
  function show(list) {
    at("clippings-contents").replaceChildren(...list.map(entry));
    at("clippings").replaceChildren(...list.map(article));
    at("clippings-tools").hidden = !list.length;
    if (!list.length) status.textContent = kind ? "这里没有文章。" : at("clippings-empty").textContent;
  }

  at("clippings-print").addEventListener("click", () => window.print());
  if (!kind) return show(clips.read());
  const name = asked.get(kind) ?? "";
  at("clippings-scope").textContent = `${SHELVES[kind]}：${name}`;
  status.textContent = "正在取文章……";
  try {
    const [list, total] = await onShelf(kind, name);
    status.textContent = total > MOST ? `共 ${total} 篇，只列最早的 ${MOST} 篇。` : "";
    show(list);
  } catch {
    status.textContent = "文章没有取到，请再试一次。";
  }
})();
