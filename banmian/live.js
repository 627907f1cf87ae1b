// @ts-check
"use strict";

/** In pages that `--serve` serves: reloads the page when it has changed, says so when it could not be made anew. */
(() => {
  const version = document.currentScript?.dataset.version;
  const bar = document.createElement("p");
  bar.setAttribute("role", "alert");
  bar.style.cssText =
    "position: sticky; top: 0; z-index: 9; margin: 0; padding: 0.75em 1em; background: #9b1c1c; color: #fff; overflow-wrap: anywhere";
  /** @type {EventSource | undefined} */
  let source;

  const listen = () => {
    source?.close();
    if (document.hidden) return; // all tabs together have six connections to a host
    source = new EventSource(`/-/changes?page=${encodeURIComponent(location.pathname)}`);
    source.onmessage = ({ data }) => {
      const state = JSON.parse(data);
      if (state.version !== version) location.reload();
      bar.textContent = `没有更新：${state.failure}`;
      if (state.failure) document.body.prepend(bar);
      else bar.remove();
    };
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
