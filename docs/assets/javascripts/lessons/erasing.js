// Erases all that the site has stored in this browser, and says what that was. docs/plugins/fences/lessons.py makes the
// button.
// Needs: storedNames, forgetAll (stored.js)
{
  const place = document.querySelector(".erasing");
  const button = place.querySelector("button");
  const status = place.querySelector("[role=status]");
  const texts = JSON.parse(place.dataset.settings);
  // Where the site of each language begins: the scopes of their workers (docs/plugins/site/service_worker.js).
  const root = new URL(place.dataset.root, location);
  const scopes = texts.folders.map((folder) => new URL(folder, root).href);

  // Whether there was something to read without a network. A page at a file:// address, or over http:// from another
  // machine, has no workers.
  const forgetOffline = async () => {
    if (!navigator.serviceWorker || !globalThis.caches) return false;
    const registrations = await navigator.serviceWorker.getRegistrations();
    const workers = registrations.filter(({ scope }) => scopes.includes(scope));
    await Promise.all(workers.map((worker) => worker.unregister()));
    const names = (await caches.keys()).filter((name) => scopes.some((scope) => name.startsWith(`${scope}#`)));
    await Promise.all(names.map((name) => caches.delete(name)));
    return workers.length + names.length > 0;
  };

  const erase = async () => {
    const lessons = storedNames("lessons-done").size;
    const questions = storedNames("questions-answered").size;
    // Or the page's address would bring it back.
    document.querySelector(".side-by-side[aria-pressed=true]")?.click();
    const settings = forgetAll().some((name) => !["lessons-done", "questions-answered"].includes(name));
    // A browser may refuse.
    const offline = await forgetOffline().catch(() => false);
    const erased = [
      lessons && texts.lessons.replace("{count}", lessons),
      questions && texts.questions.replace("{count}", questions),
      settings && texts.settings,
      offline && texts.offline,
    ].filter(Boolean);
    status.textContent = erased.length ? texts.done.replace("{what}", erased.join(", ")) : texts.nothing;
  };

  button.hidden = false;
  button.onclick = () => confirm(texts.confirm) && erase();
}
