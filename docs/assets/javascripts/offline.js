// A site that was visited opens without a network: docs/plugins/site/service_worker.js keeps it, where readers save no data.
{
  const { connection, serviceWorker } = navigator;
  // From here, and not from the page: it stands at the root of its language's site.
  const address = new URL("../service-worker.js", document.currentScript.src);

  if (serviceWorker && location.protocol !== "file:") {
    // Begin a page anew when another build has taken over: none is made of two.
    serviceWorker.addEventListener("controllerchange", () => location.reload());
    serviceWorker.getRegistration().then((registration) => {
      if (serviceWorker.controller) registration?.waiting?.postMessage("begun");
    });
    // After everything else that the page loads. A browser may refuse; then the site needs its network, as any does.
    if (!connection?.saveData) addEventListener("load", () => serviceWorker.register(address).catch(() => {}));
  }
}
