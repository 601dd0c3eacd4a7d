// Keeps one language's site in the browser. docs/plugins/site/offline.py puts BUILD before it: the build's version, each file's
// address from here with its hash, the same of what is kept once it was asked for, and the folders of the other
// languages, which have workers of their own.

const { version, files, later, others } = BUILD;
const here = (address) => new URL(address, registration.scope).href;
// Other sites of the same host see these names too; after the scope, "#" ends it: /en/ begins with / as well.
const PREFIX = `${registration.scope}#`;
const CACHE = PREFIX + version;
const addresses = (files) => new Set(Object.keys(files).map(here));
const KEPT = addresses(files);
const LATER = addresses(later);
// The hash refuses a file of another build, as there is one while a site is being replaced.
const requests = (files) =>
  Object.entries(files).map(([address, integrity]) => new Request(here(address), { cache: "no-cache", integrity }));

const isMine = (address) =>
  address.startsWith(registration.scope) && !others.some((folder) => address.startsWith(here(folder)));
const kept = async (address) => (await caches.open(CACHE)).match(address, { ignoreVary: true });
const keep = async (address) => {
  await (await caches.open(CACHE)).add(requests(later).find(({ url }) => url === address));
  return kept(address);
};

addEventListener("install", (event) => {
  // All or nothing.
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests(files))));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(PREFIX) && name !== CACHE;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))));
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  // A query is for the page's scripts: the file is the same.
  const address = origin + pathname.replace(/\/index\.html$/, "/");
  if (method !== "GET") return;
  if (KEPT.has(address)) {
    event.respondWith(kept(address).then((response) => response ?? fetch(event.request)));
  } else if (LATER.has(address)) {
    // A browser may have no room for it.
    const ask = () => keep(address).catch(() => fetch(event.request));
    event.respondWith(kept(address).then((response) => response ?? ask()));
  } else if (mode === "navigate" && isMine(address)) {
    event.respondWith(fetch(event.request).catch(() => kept(here("404.html"))));
  }
});

// A new build waits until no tab shows the old one. So that a lone tab need not be closed for it, a page that has just
// begun tells it so (docs/assets/javascripts/offline.js), and begins once more when the new build has taken over.
addEventListener("message", (event) => {
  const takeOver = (tabs) => tabs.filter(({ url }) => isMine(url)).length === 1 && skipWaiting();
  event.waitUntil(clients.matchAll({ includeUncontrolled: true }).then(takeOver));
});
