// Once visited, the site opens without a network: docs/plugins/site/service_worker.js caches it, unless the reader saves
// data.
{
  const { connection, serviceWorker } = navigator;
  // Relative to this script: the worker is at the root of its language's site.
  const address = new URL("../service-worker.js", document.currentScript.src);

  if (serviceWorker && location.protocol !== "file:") {
    // A new build has taken over, and no page may mix two.
    serviceWorker.addEventListener("controllerchange", () => location.reload());
    // A browser may refuse: then the site needs a network.
    serviceWorker
      .getRegistration()
      .then((registration) => serviceWorker.controller && registration.waiting?.postMessage("begun"))
      .catch(() => {});
    // After everything else.
    if (!connection?.saveData) addEventListener("load", () => serviceWorker.register(address).catch(() => {}));
  }
}
