// @ts-check
"use strict";

/** On the front page: what happened on today's day of the year, by the reader's own clock. */
(() => {
  const ROOT = document.currentScript?.dataset.root ?? "";
  const section = document.getElementById("on-this-day");
  const list = section?.querySelector("ul");
  if (!section || !list) return;

  const today = new Date();
  const [month, day] = [today.getMonth() + 1, today.getDate()].map((n) => String(n).padStart(2, "0"));
  const script = document.createElement("script");
  script.src = `${ROOT}data/days/${month}.js`;
  script.onload = () => {
    /** @type {{ banmianDays?: Record<string, [path: string, title: string, date: string][]> }} */
    const loaded = Object(window);
    const found = loaded.banmianDays?.[day] ?? [];
    for (const [path, title, date] of found) {
      const link = document.createElement("a");
      link.href = ROOT + encodeURI(path);
      link.textContent = title;
      const year = document.createElement("time");
      year.dateTime = date;
      year.className = "count";
      year.textContent = `${Number(date.slice(0, 4))}年`;
      const item = document.createElement("li");
      item.append(link, " ", year);
      list.append(item);
    }
    section.hidden = !found.length;
  };
  addEventListener("load", () => setTimeout(() => document.head.append(script))); // the page itself comes first
})();
