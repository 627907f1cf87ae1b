// @ts-check
"use strict";

/** On an article's page: each form of its reference is copied by one click, and saved where it is a file. */
(() => {
  const TYPES = {
    bib: "application/x-bibtex",
    ris: "application/x-research-info-systems",
    json: "application/json",
  };

  for (const code of document.querySelectorAll("[data-accessed]")) {
    const today = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    const text = code.textContent ?? "";
    const blank = code.getAttribute("data-accessed") ?? "";
    const at = text.lastIndexOf(blank);
    code.textContent = text.slice(0, at) + today + text.slice(at + blank.length);
  }

  for (const form of document.querySelectorAll("[data-reference]")) {
    const text = form.querySelector("cite, code");
    if (!text) continue;
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    const name = form.querySelector("dt")?.textContent ?? "GB/T 7714—2025";
    const buttons = document.createElement("span");
    buttons.className = "acts";
    buttons.append(
      button(
        "复制",
        name,
        async () => void (said.textContent = (await copy(text)) ? "已复制" : "请按 Ctrl+C"),
      ),
    );
    const file = form.getAttribute("data-file");
    if (file) buttons.append(button("下载", name, () => save(file, `${text.textContent}\n`)));
    buttons.append(said);
    text.after(buttons);
  }

  /** @param {string} label @param {string} what @param {() => void} act */
  function button(label, what, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.setAttribute("aria-label", `${label} ${what}`);
    made.addEventListener("click", act);
    return made;
  }

  /** The text is selected first: where the clipboard is closed, a key copies it. @param {Element} text */
  async function copy(text) {
    getSelection()?.selectAllChildren(text);
    try {
      await navigator.clipboard.writeText(text.textContent ?? "");
      return true;
    } catch {
      return document.execCommand("copy");
    }
  }

  /** @param {string} name @param {string} text */
  function save(name, text) {
    const type = TYPES[/** @type {keyof typeof TYPES} */ (name.split(".").pop())];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    link.download = name;
    link.click();
    setTimeout(URL.revokeObjectURL, 60_000, link.href);
  }
})();
