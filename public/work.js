// Starts the second module of Regulars in a worker: reading lists and planning what comes of them.
//
// The page asks for it under its own build (`work.js?…`), and it asks for its files under the same,
// so that none of another build can come from the browser's cache. What is posted before the
// module stands is kept for it. A failure is thrown outside of any promise: only then does the
// page hear of it.

"use strict";

const early = [];
self.onmessage = (event) => early.push(event);

(async () => {
  const build = self.location.search;
  importScripts(`./worker.js${build}`);
  await wasm_bindgen({ module_or_path: new URL(`./worker_bg.wasm${build}`, self.location.href) });
  for (const event of early) self.onmessage(event);
})().catch((error) => setTimeout(() => { throw error; }));
