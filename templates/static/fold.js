// @ts-check
"use strict";

/** Text as the search compares it. The search needs this, and an article that lights what was searched for. */
var folding = (() => {
  // What Python's str.split() splits at
  const BLANK = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

  /** @type {Map<string, string>} */
  const mending = new Map();
  /** @type {Map<string, string>} */
  const casing = new Map();
  let mendable = /(?!)/g;
  let casable = /(?!)/g;

  /** Takes what search/folding.js says. @param {string} mend @param {string} mended @param {string} case_ @param {string} cased */
  function put(mend, mended, case_, cased) {
    mended.split(",").forEach((to, n) => mending.set(mend[n], to));
    cased.split(",").forEach((to, n) => casing.set(case_[n], to));
    mendable = anyOf(mending.keys());
    casable = anyOf(casing.keys());
  }

  /** @param {Iterable<string>} chars @returns {RegExp} that matches one of them */
  function anyOf(chars) {
    const codes = [...chars].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
    return new RegExp(`[${codes.join("")}]`, "g");
  }

  /**
   * The form in which queries and articles are compared, as banmian.words.fold makes it.
   * @param {string} text
   */
  function fold(text) {
    const mended = text.replace(mendable, (char) => mending.get(char) ?? "");
    const lower = mended.normalize("NFKC").toLowerCase();
    return lower.replace(casable, (char) => casing.get(char) ?? "").replace(BLANK, "");
  }

  /** @param {string} text @returns {Iterable<{index: number, segment: string}>} */
  const graphemes = (text) =>
    "Segmenter" in Intl
      ? new Intl.Segmenter("zh", { granularity: "grapheme" }).segment(text)
      : Array.from(text.matchAll(/.\p{M}*/gsu), ({ 0: segment, index }) => ({ index, segment })); // older browsers

  /**
   * The parts of the text that fold to a term, in order, those that overlap made one.
   * @param {string} text @param {string[]} terms folded @returns {{start: number, end: number}[]}
   */
  function ranges(text, terms) {
    const segments = Array.from(graphemes(text), ({ index, segment }) => ({
      folded: fold(segment),
      start: index,
      end: index + segment.length,
    }));
    const units = segments.flatMap((segment) => Array.from({ length: segment.folded.length }, () => segment));
    const folded = segments.map((segment) => segment.folded).join("");
    const found = terms.flatMap((term) => {
      const places = [];
      for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) {
        places.push({ start: units[at].start, end: units[at + term.length - 1].end });
      }
      return places;
    });
    /** @type {typeof found} */
    const apart = [];
    for (const place of found.sort((a, b) => a.start - b.start)) {
      const last = apart[apart.length - 1];
      if (last && place.start < last.end) last.end = Math.max(last.end, place.end);
      else apart.push(place);
    }
    return apart;
  }

  return { put, fold, ranges, BLANK };
})();
