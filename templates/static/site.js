// @ts-check
"use strict";

/** On every page: `/` leads to the search box, and an article that a search led to fetches what lights the hits. */
(() => {
  const ROOT = document.currentScript?.dataset.root ?? "";

  document.addEventListener("keydown", (event) => {
    const isTyping =
      event.target instanceof Element && event.target.matches("input:not([type=checkbox]), select");
    if (event.key !== "/" || isTyping || event.isComposing || event.ctrlKey || event.altKey || event.metaKey)
      return;
    const box = document.querySelector("input[type=search]");
    if (!(box instanceof HTMLInputElement)) return;
    event.preventDefault();
    box.select();
  });

  if (location.hash.startsWith("#hit="))
    for (const path of ["static/fold.js", "search/folding.js", "static/hits.js"]) {
      const script = document.createElement("script");
      script.src = ROOT + path;
      script.async = false; // each needs the one before
      document.head.append(script);
    }
})();
