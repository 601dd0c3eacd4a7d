// Caches the site of one language in the browser. docs/plugins/site/offline.py puts BUILD before this code: the build's
// version; `files` to cache when the worker is installed and, `later`, when a page requests them, by their addresses
// from here, each with its hash; and the folders of the other languages, which have workers of their own.

const { version, files, later, others } = BUILD;
const here = (address) => new URL(address, registration.scope).href;
// All sites of a host share one list of caches, and the scope tells them apart. The "#" ends it: /en/ begins with / too.
const PREFIX = `${registration.scope}#`;
const CACHE = PREFIX + version;
const addresses = (files) => new Set(Object.keys(files).map(here));
const CACHED_AT_INSTALL = addresses(files);
const CACHED_ON_REQUEST = addresses(later);
// The hash refuses a file of another build, which comes while a host is replacing one build by the next.
const requests = (files) =>
  Object.entries(files).map(([address, integrity]) => new Request(here(address), { cache: "no-cache", integrity }));

const isMine = (address) =>
  address.startsWith(registration.scope) && !others.some((folder) => address.startsWith(here(folder)));
const cached = async (address) => (await caches.open(CACHE)).match(address, { ignoreVary: true });
const fetchIntoCache = async (address) => {
  await (await caches.open(CACHE)).add(requests(later).find(({ url }) => url === address));
  return cached(address);
};

addEventListener("install", (event) => {
  // Without one of the files, the old build stays.
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests(files))));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(PREFIX) && name !== CACHE;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))));
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  // A query is meant for the page's scripts: the file is the same.
  const address = origin + pathname.replace(/\/index\.html$/, "/");
  if (method !== "GET") return;
  if (CACHED_AT_INSTALL.has(address)) {
    event.respondWith(cached(address).then((response) => response ?? fetch(event.request)));
  } else if (CACHED_ON_REQUEST.has(address)) {
    // A browser may have no room for it.
    const request = () => fetchIntoCache(address).catch(() => fetch(event.request));
    event.respondWith(cached(address).then((response) => response ?? request()));
  } else if (mode === "navigate" && isMine(address)) {
    event.respondWith(fetch(event.request).catch(() => cached(here("404.html"))));
  }
});

// The worker of a new build waits until no tab shows the old one. The only tab need not be closed for that: a page that
// has just begun sends a message (docs/assets/javascripts/offline.js), and is loaded again by the new worker.
addEventListener("message", (event) => {
  const takeOver = (tabs) => tabs.filter(({ url }) => isMine(url)).length === 1 && skipWaiting();
  event.waitUntil(clients.matchAll({ includeUncontrolled: true }).then(takeOver));
});
