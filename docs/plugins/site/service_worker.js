// Caches the site of one language in the browser. docs/plugins/site/offline.py puts BUILD before this code: the build's
// version; `files` to cache when the worker is installed and, `later`, when a page requests them, by their addresses
// from here, each with its hash; and the folders of the other languages, which have workers of their own.

const { version, files, later, others } = BUILD;
const here = (address) => new URL(address, registration.scope).href;
// All sites of a host share one list of caches, and the scope tells them apart. The "#" ends it: /en/ begins with / too.
const PREFIX = `${registration.scope}#`;
const CACHE = PREFIX + version;
const HASHES = new Map(Object.entries({ ...files, ...later }).map(([address, hash]) => [here(address), hash]));

const isPage = (address) => /(\/|\.html)$/.test(address);
const isMine = (address) =>
  address.startsWith(registration.scope) && !others.some((folder) => address.startsWith(here(folder)));
// A browser may refuse the cache, or have lost it. Whoever has erased it (docs/assets/javascripts/lessons/erasing.js) wants
// no new one from a page that is still open, so nothing but the installation opens one.
const cached = async (address) => {
  try {
    return await caches.match(address, { cacheName: CACHE, ignoreVary: true });
  } catch {}
};
const keep = async ({ address, response }) => (await caches.open(CACHE)).put(address, response.clone());

// What the host answers, and whether that is the file of this build: a host may be replacing it by the next, add
// something to its pages, or want the reader to log in first. The answer is a copy, because a browser refuses one that
// was redirected where it opens a page, as /404.html is by hosts that hide .html.
const load = async (address) => {
  const answered = await fetch(address, { cache: "no-cache" });
  const bytes = await answered.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const isRight = HASHES.get(address) === `sha256-${btoa(String.fromCharCode(...hash))}`;
  const headers = new Headers(answered.headers);
  // No cache takes an answer with "Vary: *".
  headers.delete("Vary");
  const status = isRight ? 200 : answered.status;
  return { address, isRight, response: new Response(bytes, { headers, status }) };
};

// Each file that is not a page must be right, or the old build stays. A page that isn't right is left out, and comes from
// the host whenever it is opened.
const install = async () => {
  const loaded = await Promise.all(Object.keys(files).map(here).map(load));
  const altered = loaded.filter(({ isRight }) => !isRight);
  const addresses = altered.map(({ address }) => address);
  if (altered.length) console.warn("Not kept for reading offline, as the host sends something else:", ...addresses);
  const isLeftOut = ({ address, response }) => isPage(address) && response.status < 500;
  if (!altered.every(isLeftOut)) throw new Error("The host does not have all files of this build.");
  await Promise.all(loaded.filter(({ isRight }) => isRight).map(keep));
};

const answer = async (address, request) => {
  const known = await cached(address);
  if (known) return known;
  try {
    const loaded = await load(address);
    // A browser may have no room for it.
    if (loaded.isRight && (await caches.has(CACHE))) await keep(loaded).catch(() => {});
    return loaded.response;
  } catch {
    return fetch(request);
  }
};

const withoutNetwork = async (address, search) => {
  const isFolder = HASHES.has(`${address}/`) || others.map(here).includes(`${address}/`);
  return isFolder ? Response.redirect(`${address}/${search}`) : ((await cached(here("404.html"))) ?? Response.error());
};

addEventListener("install", (event) => event.waitUntil(install()));

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(PREFIX) && name !== CACHE;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))));
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  // A query is meant for the page's scripts: the file is the same.
  const address = origin + pathname.replace(/\/index\.html$/, "/");
  if (method !== "GET") return;
  if (HASHES.has(address)) event.respondWith(answer(address, event.request));
  else if (mode === "navigate" && isMine(address))
    event.respondWith(fetch(event.request).catch(() => withoutNetwork(address, search)));
});

// The worker of a new build waits until no tab shows the old one. The only tab need not be closed for that: a page that
// has just begun sends a message (docs/assets/javascripts/offline.js), and is loaded again by the new worker.
addEventListener("message", (event) => {
  const takeOver = (tabs) => tabs.filter(({ url }) => isMine(url)).length === 1 && skipWaiting();
  event.waitUntil(clients.matchAll({ includeUncontrolled: true }).then(takeOver));
});
