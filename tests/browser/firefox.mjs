// Uses the site in Firefox as a reader does, and prints what was seen as JSON. Arguments: Firefox's path, the address of
// the site, and its address as another machine knows it. The server answers /asked/PATH once PATH has been requested, and
// nothing after /down.

import puppeteer from "puppeteer-core";

const [executablePath, address, elsewhere] = process.argv.slice(2);
const PAGES = ["", "train/", "examples/data/"];
const WIDTHS = [360, 1440];
const { hostname } = new URL(elsewhere);
const TRUSTED = "trusted.test";
const PREFERENCES = {
  // What a page reads of a canvas is noise, but for a page of this host.
  "privacy.resistFingerprinting": true,
  "privacy.resistFingerprinting.exemptedDomains": TRUSTED,
  "network.dns.localDomains": `${hostname},${TRUSTED}`,
  "dom.security.https_first": false,
};
// Firefox logs this of a request that it drops as its page is left, such as that of the icon, whatever a worker answers.
const DROPPED = "A ServiceWorker intercepted the request and encountered an unexpected error.";
const seen = { errors: [] };

// What the form that reads photos says of its first sample.
const saidOfPhoto = async (page, site) => {
  await page.goto(`${site}/en/your-own/`, { waitUntil: "load" });
  await page.$eval(".figure.photo", (form) => form.scrollIntoView());
  await page.evaluate(async () => {
    while (typeof croppingOn !== "function") await new Promise(requestAnimationFrame);
  });
  await page.$eval(".photo-samples button", (sample) => sample.click());
  await page.waitForSelector(".photo-result:is([data-refused], :has([data-largest]))");
  return page.$eval(".photo-said", (said) => said.textContent);
};

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  extraPrefsFirefox: PREFERENCES,
  waitForInitialPage: false,
});
try {
  const page = await browser.newPage();
  const note = (text) => text.endsWith(DROPPED) || seen.errors.push(`${page.url()}: ${text}`);
  page.on("console", (message) => message.type() === "error" && note(message.text()));
  page.on("pageerror", (error) => note(error.message));
  const ask = (path) => fetch(`${address}${path}`).then((response) => response.text());
  const visit = (url) => page.goto(url, { waitUntil: "load" });
  // Puppeteer also asks for an orientation of the screen, which Firefox 140 does not know, and sets the size all the same.
  const resize = async (width, height) => {
    await page.setViewport({ width, height }).catch((error) => {
      if (!/setScreenOrientationOverride.*unknown command/.test(error.message)) throw error;
    });
    await page.evaluate(async (wanted) => {
      while (innerWidth !== wanted) await new Promise(requestAnimationFrame);
    }, width);
  };
  const text = (selector) => page.$eval(selector, (element) => element.textContent);

  const pasted = async () => {
    await page.evaluate(() => document.body.appendChild(document.createElement("textarea")).focus());
    await page.keyboard.down("Control");
    await page.keyboard.press("v");
    await page.keyboard.up("Control");
    return page.$eval("body > textarea", (sheet) => sheet.value);
  };
  const copy = async () => {
    await page.waitForSelector(".lesson-cell .copy-code");
    await page.click(".lesson-cell .copy-code");
    // The page itself waits: its policy forbids the code that `waitForFunction` would make there.
    await page.evaluate(async () => {
      while (!document.getElementById("status").textContent) await new Promise(requestAnimationFrame);
    });
    return [await pasted(), await text(".lesson-cell code")];
  };

  // Without a service worker, as there is none over http:// from another machine.
  await resize(1440, 900);
  await visit(`${elsewhere}/data/`);
  seen.copiedElsewhere = await copy();
  await ask("/asked/sequential/");
  await visit(`${elsewhere}/sequential/`);

  for (const path of PAGES) {
    await visit(`${address}/${path}`);
    for (const width of WIDTHS) await resize(width, 800);
  }

  await visit(`${address}/sequential/?q=do%20chinh%20xac`);
  seen.found = await page.waitForSelector(".search li a").then(() => page.$$eval(".search li a", ({ length }) => length));
  await visit(`${address}/data/`);
  seen.copied = await copy();
  await page.click(".side-by-side");
  seen.pairs = await page.waitForSelector(".pair").then(() => page.$$eval(".pair", ({ length }) => length));
  await page.click(".side-by-side");

  await visit(`${address}/train/`);
  await page.$eval(".draw", (board) => board.scrollIntoView());
  // The board's code loads during the stroke.
  const { x, y, width } = await (await page.$(".draw-paper")).boundingBox();
  const at = (across, down) => [x + across * width, y + down * width];
  await page.mouse.move(...at(0.3, 0.2));
  await page.mouse.down();
  for (const point of [[0.5, 0.2], [0.7, 0.2], [0.55, 0.5], [0.45, 0.85]]) await page.mouse.move(...at(...point));
  await page.mouse.up();
  await page.waitForSelector(".draw-bars [data-largest]");
  seen.digit = Number(await text(".draw-bars [data-largest] b"));
  seen.readBack = await page.evaluate(() => {
    const context = document.createElement("canvas").getContext("2d");
    return context.getImageData(0, 0, 50, 50).data.some(Boolean);
  });

  // What a figure says, once its scripts have run, before and after the reader has used it.
  const use = async (kind, selector, act) => {
    await page.$eval(`.${kind}`, (figure) => figure.scrollIntoView());
    await page.evaluate(async (name) => {
      const loaded = () => performance.getEntriesByType("resource").some((entry) => entry.name.endsWith(`/${name}.js`));
      while (!loaded()) await new Promise(requestAnimationFrame);
    }, kind);
    const control = await page.waitForSelector(`.${kind} ${selector}`);
    const before = await text(`.${kind}`);
    await act(control);
    await page.$eval(`.${kind}`, async (figure, said) => {
      while (figure.textContent === said) await new Promise(requestAnimationFrame);
    }, before);
    return [before, await text(`.${kind}`)];
  };
  await visit(`${address}/learn/`);
  seen.figures = {
    neuron: await use("neuron", "[role=toolbar] button:last-child", (sample) => sample.click()),
    softmax: await use("softmax", "input[type=range]", (slider) => slider.press("ArrowRight")),
    descent: await use("descent", ".descent-one", (step) => step.press("Enter")),
    trainer: await use("trainer", ".trainer-train", async (train) => {
      await train.press("Enter");
      await page.$eval(".trainer", async (figure) => {
        while (figure.querySelectorAll("tbody tr").length < 4) await new Promise(requestAnimationFrame);
      });
    }),
  };

  await visit(`${address}/cnn/`);
  seen.figures.convolution = await use("convolution", "[aria-pressed=false]", (preset) => preset.press("Enter"));

  seen.photo = await saidOfPhoto(page, elsewhere.replace(hostname, TRUSTED));
  seen.falsifiedPhoto = await saidOfPhoto(page, address);

  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await ask("/down");
  await visit(`${address}/functional/`);
  seen.offline = await text("article h1");
  await visit(`${address}/no-such-page`);
  seen.missing = await text("h1");
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));
