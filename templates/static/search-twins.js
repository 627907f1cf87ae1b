// @ts-check
"use strict";

/** What no article holds may stand there in simplified or traditional characters, its twins. */
var searchTwins = (() => {
  const { piece, parse, results, holding, everything, isKey } = banmian;

  const FORMS = 8; // spellings of a term that are followed
  const LONGEST_TWIN = 100; // characters

  /** Spells with twins what no article holds. @param {Query} query @returns {Promise<string[]>} the new spellings */
  async function respell({ terms, without }) {
    const made = [];
    for (const term of [...terms, ...without]) {
      if ((await holding(everything(), { ...term })).length) continue;
      const text = await twinOf(term);
      if (text !== term.text) made.push((term.text = text));
    }
    return made;
  }

  /** The spelling that most articles hold. @param {Term} term */
  async function twinOf({ text, field }) {
    if (text.length > LONGEST_TWIN) return text;
    const forms = await spellings(text, await piece("twins"));
    const found = await Promise.all(
      forms.map((form) => holding(everything(), { text: form, field, literal: form })),
    );
    const held = found.map((numbers) => numbers.length);
    return forms[held.indexOf(Math.max(...held))] ?? text;
  }

  /** @param {string} text @param {string} rows each a character and what the archive has of it and its twins */
  async function spellings(text, rows) {
    const twins = new Map(rows.split(" ").map(([char, ...forms]) => [char, forms]));
    let forms = [""];
    for (const char of text) {
      forms = forms.flatMap((form) => (twins.get(char) ?? [char]).map((one) => form + one));
      if (forms.length > 1) forms = await standing(forms);
    }
    return forms;
  }

  /**
   * The question with a term spelled as other articles spell it, and what that finds.
   * @param {string} text @param {Filters} filters @returns {Promise<{text: string, query: string, count: number}[]>}
   */
  async function others(text, filters) {
    const { terms, without } = parse(text);
    const made = [];
    for (const term of terms.filter((one) => !one.field && one.text.length <= LONGEST_TWIN))
      for (const form of await spellings(term.text, searchFiles.index.twins))
        if (form !== term.text) {
          const said = terms.map((one) => (one === term ? form : one.literal));
          const query = [...said, ...without.map((one) => `-${one.literal}`)].join(" ");
          const { numbers, twins } = await results(query, filters);
          if (numbers.length && !twins) made.push({ text: form, query, count: numbers.length });
        }
    return made;
  }

  /** Those whose end the archive knows. @param {string[]} forms */
  async function standing(forms) {
    const known = await Promise.all(forms.map((form) => isKey(Array.from(form).slice(-2).join(""))));
    return forms.filter((_, n) => known[n]).slice(0, FORMS);
  }

  return { respell, others };
})();
