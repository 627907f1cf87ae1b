"use strict";

/** Writes the index of a peer that ships it whole. Usage: node build_peer.cjs ENGINE DOCUMENTS INDEX. */

const { readFileSync, writeFileSync } = require("node:fs");

globalThis.lunr = require("lunr");
require("lunr-languages/lunr.stemmer.support")(lunr);
require("lunr-languages/lunr.zh")(lunr);
globalThis.MiniSearch = require("minisearch");
globalThis.FlexSearch = require("flexsearch");
const ENGINES = require("./peers.js");

const [engine, documents, index] = process.argv.slice(2);
(async () => {
  const made = await ENGINES[engine].build(JSON.parse(readFileSync(documents, "utf8")));
  writeFileSync(index, JSON.stringify(made));
})();
