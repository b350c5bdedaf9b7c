/* Answers for the relay's notebook when the network does not: this one page, and the files it names. */
"use strict";
const PAGE = {{ page }}, FILES = {{ files }}, FAMILY = "beffroi-carnet-", CACHE = FAMILY + {{ version }};
const PATIENCE = 4000; /* milliseconds: a network that hardly answers is no network */

function keep(answer) {
  if (!answer.ok || answer.redirected) return answer;
  const copy = answer.clone();
  return caches.open(CACHE).then((cache) => cache.put(PAGE, copy)).then(() => answer);
}

function kept(name) { return caches.match(name, { ignoreVary: true, ignoreSearch: true }); }

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE)
    .then((cache) => cache.addAll(FILES))
    .then(() => fetch(PAGE, { credentials: "same-origin", cache: "no-store" }))
    .then(keep)
    .then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith(FAMILY) && name !== CACHE).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

function page(request) {
  const fresh = fetch(request).then(keep);
  const late = new Promise((settle) => setTimeout(settle, PATIENCE)).then(() => kept(PAGE)).then((found) => found || fresh);
  return Promise.race([fresh, late]).catch(() => kept(PAGE).then((found) => found || Response.error()));
}

/* A page kept from before a new version still finds its files, by their names. */
function file(request) {
  const name = new URL(request.url).pathname.split("/").pop();
  return kept(request.url).then((found) => found || fetch(request).catch(() => {
    const same = FILES.find((one) => one.endsWith("/" + name));
    return same ? kept(same) : Response.error();
  }));
}

self.addEventListener("fetch", (event) => {
  const request = event.request, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname === PAGE && request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
});
