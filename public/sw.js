// Keeps one whole build of Regulars on the device, so that it opens without a network.
//
// This is a template: public/precache.sh writes the build and its files into it. What it promises:
// - All or nothing: a build is kept only if every file arrived and is the one that was built.
// - A new build waits until the owner agrees (the page then posts "skip") or every page of the old
//   one is closed; it never takes over under somebody's hands.
// - It answers only for the files of the build. Everything else goes to the network untouched.

"use strict";

const BUILD = "@BUILD@";

// Path below the scope → SHA-256 in base64. The start page is "./".
const FILES = {/*@FILES@*/};

const SCOPE = self.registration.scope;
// The scope is part of the name: two shops may live under two paths of one host.
const OURS = `regulars ${new URL(SCOPE).pathname} `;
const CACHE = OURS + BUILD;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(removeOldBuilds()));
self.addEventListener("message", (event) => {
  if (event.data === "skip") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path !== undefined) event.respondWith(answer(event.request, path));
});

async function install() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.keys(FILES).map((path) => keep(cache, path)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function keep(cache, path) {
  const url = new URL(path, SCOPE);
  const response = await fetch(url, { cache: "reload", credentials: "same-origin" });
  if (!response.ok) throw new Error(`${path}: the host answered ${response.status}`);
  const bytes = await response.arrayBuffer();
  if (await sha256(bytes) !== FILES[path]) throw new Error(`${path}: not the file that was built`);
  // A response of our own: one that was redirected may not answer a navigation.
  const type = response.headers.get("content-type") ?? "application/octet-stream";
  await cache.put(url, new Response(bytes, { headers: { "content-type": type } }));
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return btoa(String.fromCharCode(...digest));
}

async function removeOldBuilds() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// The path of a request for a file of this build; undefined for everything else.
function pathOf(request) {
  if (request.method !== "GET") return undefined;
  const url = new URL(request.url);
  url.search = "";
  url.hash = "";
  if (!url.href.startsWith(SCOPE)) return undefined;
  const path = decodeURI(url.href.slice(SCOPE.length));
  if (path === "" || path === "index.html") return "./";
  return Object.hasOwn(FILES, path) ? path : undefined;
}

async function answer(request, path) {
  const cache = await caches.open(CACHE);
  return (await cache.match(new URL(path, SCOPE))) ?? fetch(request);
}
