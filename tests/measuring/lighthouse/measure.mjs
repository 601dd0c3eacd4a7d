// Reads a JSON list of {url, form}, form mobile or desktop; prints what Lighthouse says of each as a line of JSON.
// Chromium is the one that CHROME_PATH names, one for all pages: Lighthouse empties its cache before each.

import { readFileSync } from "node:fs";

import { launch } from "chrome-launcher";
import lighthouse, { defaultConfig, desktopConfig } from "lighthouse";

const METRICS = [
  "first-contentful-paint",
  "largest-contentful-paint",
  "total-blocking-time",
  "speed-index",
  "cumulative-layout-shift",
  "total-byte-weight",
];
// Audits without weight change no score, and take a third of a run's time.
const WEIGHTLESS = Object.values(defaultConfig.categories)
  .flatMap(({ auditRefs }) => auditRefs)
  .filter(({ id, weight }) => !weight && ![...METRICS, "network-requests"].includes(id));
const FLAGS = {
  onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
  skipAudits: WEIGHTLESS.map(({ id }) => id),
  disableFullPageScreenshot: true,
  logLevel: "error",
};

function summary({ categories, audits }) {
  const fails = ({ score, scoreDisplayMode }) => scoreDisplayMode === "error" || (score !== null && score < 1);
  const failing = ({ auditRefs }) =>
    auditRefs.filter(({ id, weight }) => weight && fails(audits[id])).map(({ id }) => id);
  const each = (measure) => Object.fromEntries(Object.entries(categories).map(([id, its]) => [id, measure(its)]));
  return {
    scores: each(({ score }) => Math.round(score * 100)),
    failing: each(failing),
    // A measurement that failed has no value.
    metrics: Object.fromEntries(METRICS.map((id) => [id, audits[id].numericValue ?? null])),
    requests: audits["network-requests"].details.items.map(({ url }) => url),
  };
}

const pages = JSON.parse(readFileSync(0, "utf8"));
// --no-sandbox: Chromium's sandbox doesn't start inside a container.
const chrome = await launch({ chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
try {
  for (const { url, form } of pages) {
    const { lhr } = await lighthouse(url, { ...FLAGS, port: chrome.port }, form === "desktop" ? desktopConfig : undefined);
    console.log(JSON.stringify({ url, form, ...summary(lhr) }));
  }
} finally {
  await chrome.kill();
}
