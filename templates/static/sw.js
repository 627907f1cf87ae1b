// @ts-check
"use strict";

/** Keeps what a reader has seen, so that it can be seen again where there is no network. */
(() => {
  const worker = /** @type {any} */ (self); // a service worker, of which the page's types know nothing
  const KEPT = "banmian";
  const MOST = 3000; // files, about
  const COUNTED = 100; // files after which they are counted again
  const OFFLINE = "offline/index.html";
  const ALWAYS = [OFFLINE, "static/site.css", "static/site.js"];

  worker.addEventListener("install", (/** @type {any} */ event) => {
    event.waitUntil(
      caches
        .open(KEPT)
        .then((cache) => cache.addAll(ALWAYS))
        .then(() => worker.skipWaiting()),
    );
  });

  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));

  // What the page had loaded before this script was there
  worker.addEventListener("message", (/** @type {any} */ event) => event.waitUntil(takeOver(event.data)));

  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event;
    const isFile = request.method === "GET" && request.destination !== ""; // a live connection is none
    if (isFile && request.url.startsWith(worker.registration.scope)) event.respondWith(answer(event));
  });

  /** The file as it is now; without a network, as it was seen last. @param {any} event */
  async function answer(event) {
    const { request } = event;
    try {
      const response = await fetch(request);
      if (response.ok) event.waitUntil(keep(request.url, response.clone()));
      return response;
    } catch (error) {
      const kept = await caches.match(name(request.url), { cacheName: KEPT });
      if (kept) return kept;
      if (request.mode === "navigate") return Response.redirect(worker.registration.scope + OFFLINE); // its links are relative
      throw error;
    }
  }

  /** @param {string[]} addresses */
  async function takeOver(addresses) {
    for (const address of addresses) {
      const response = await fetch(address, { cache: "only-if-cached", mode: "same-origin" }).catch(
        () => null,
      );
      if (response?.ok) await keep(address, response);
    }
  }

  let stored = 0;

  /** @param {string} address @param {Response} response */
  async function keep(address, response) {
    const cache = await caches.open(KEPT);
    await cache.put(name(address), response);
    stored += 1;
    if (stored % COUNTED) return;
    const names = (await cache.keys()).filter(({ url }) => !ALWAYS.some((path) => url.endsWith(path)));
    await Promise.all(names.slice(0, Math.max(0, names.length - MOST)).map((old) => cache.delete(old)));
  }

  /** Without what is asked behind it: a search page is one for all questions. @param {string} address */
  const name = (address) => address.replace(/[?#].*$/s, "");
})();
