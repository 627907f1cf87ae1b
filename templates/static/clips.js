// @ts-check
"use strict";

/** @typedef {{path: string, title: string, kicker: string, subtitle: string, byline: string, credit: string, date: string,
 *    citation: string, body: {head: boolean, text: string}[]}} Clip  `path`: the article's page, below the site's root */

/** The articles that the reader picked, kept in the browser, and on an article's page the button that picks it. */
var clips = (() => {
  const KEY = "banmian.clips";

  /** @returns {Clip[]} in the order in which they were picked; none where the browser keeps nothing */
  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }

  /** @param {Clip[]} list @returns {boolean} whether the browser keeps it */
  function write(list) {
    try {
      localStorage.setItem(KEY, JSON.stringify(list));
      return true;
    } catch {
      return false;
    }
  }

  /** @param {string} path */
  const drop = (path) => write(read().filter((clip) => clip.path !== path));

  /** @param {HTMLElement} story @returns {Clip} as it stands on its page */
  function clipOf(story) {
    const text = (/** @type {string} */ selector) =>
      document.querySelector(selector)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    return {
      path: story.dataset.path ?? "",
      title: text(".story h1"),
      kicker: text(".story .kicker"),
      subtitle: text(".story .subtitle"),
      byline: text(".story .byline"),
      credit: text(".story .credit"),
      date: story.dataset.date ?? "",
      citation: text(".citation cite"),
      body: Array.from(document.querySelectorAll(".story .body > *"), (block) => ({
        head: /^H\d$/.test(block.tagName),
        text: block.textContent?.trim() ?? "",
      })),
    };
  }

  const story = document.querySelector(".story");
  const place = document.querySelector(".clip");
  if (story instanceof HTMLElement && place) {
    const clip = clipOf(story);
    const isPicked = () => read().some(({ path }) => path === clip.path);
    const button = document.createElement("button");
    button.type = "button";
    const show = () => {
      button.textContent = isPicked() ? "从剪报本取出" : "收进剪报本";
    };
    button.addEventListener("click", () => {
      const kept = isPicked() ? drop(clip.path) : write([...read(), clip]);
      show();
      if (!kept) button.textContent = "浏览器不让保存";
    });
    // corrected since it was picked, maybe
    if (isPicked()) write(read().map((one) => (one.path === clip.path ? clip : one)));
    show();
    place.prepend(button, " ");
  }

  return { read, drop };
})();
