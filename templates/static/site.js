// @ts-check
"use strict";

/**
 * On every page: `/` leads to the search box, an article that a search led to fetches what lights the hits, and
 * what was seen is kept for where there is no network.
 */
(() => {
  const ROOT = document.currentScript?.dataset.root ?? "";

  const { dataset } = document.documentElement;
  const KEYS = "banmian-keys";

  /** Single keys are in the way of those who speak to their machine: the page “关于” turns them off. */
  function offerKeys() {
    dataset.keys = localStorage.getItem(KEYS) ?? "on";
    const box = document.getElementById("keys");
    if (!(box instanceof HTMLInputElement)) return;
    box.checked = dataset.keys === "on";
    box.addEventListener("change", () => {
      dataset.keys = box.checked ? "on" : "off";
      localStorage.setItem(KEYS, dataset.keys);
    });
    box.closest("section")?.removeAttribute("hidden");
  }

  try {
    offerKeys();
  } catch {
    // this browser keeps nothing
  }

  document.addEventListener("keydown", (event) => {
    const isTyping =
      event.target instanceof Element && event.target.matches("input:not([type=checkbox]), select");
    if (
      event.key !== "/" ||
      dataset.keys === "off" ||
      isTyping ||
      event.isComposing ||
      event.ctrlKey ||
      event.altKey ||
      event.metaKey
    )
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

  const SETTLED = 3000; // milliseconds after which a page has all it needs

  /** Lets the site be installed, and read without a network; neither is for a folder on disk. */
  async function keepForLater() {
    const manifest = document.createElement("link");
    manifest.rel = "manifest";
    manifest.href = `${ROOT}site.webmanifest`;
    document.head.append(manifest);
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    const { installing } = await navigator.serviceWorker.register(`${ROOT}sw.js`);
    installing?.addEventListener("statechange", () => {
      if (installing.state === "activated") installing.postMessage([location.href, ...loaded]);
    });
  }

  if (location.protocol.startsWith("http") && "serviceWorker" in navigator)
    setTimeout(() => keepForLater().catch(() => {}), SETTLED); // no page needs it
})();
