// Once visited, the site opens without a network: docs/plugins/site/service_worker.js caches it, except for readers who
// save data.
{
  const { connection, serviceWorker } = navigator;
  // Relative to this script: the worker is at the root of its language's site.
  const address = new URL("../service-worker.js", document.currentScript.src);

  if (serviceWorker && location.protocol !== "file:") {
    // Load the page again when a new build has taken over, so that no page mixes two builds.
    serviceWorker.addEventListener("controllerchange", () => location.reload());
    serviceWorker.getRegistration().then((registration) => {
      if (serviceWorker.controller) registration?.waiting?.postMessage("begun");
    });
    // After everything else, which must not wait for it. A browser may refuse: then the site needs a network.
    if (!connection?.saveData) addEventListener("load", () => serviceWorker.register(address).catch(() => {}));
  }
}
