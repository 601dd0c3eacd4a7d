// Which mistake a pasted message comes from, whatever surrounds it: docs/plugins/project/messages.py, which has the
// reasons, reads a text in the same way and makes the patterns.
// Gives: knownMessage, nearestMessages

/** A text without all that depends on where it was printed and how it was copied. */
function squeezedMessage(text) {
  const COLOURS = /\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;?]*[A-Za-z]|(?:\^\[|[←␛])?\[\d[\d;]*m/g;
  return text
    .normalize("NFKC")
    .replace(COLOURS, "")
    .replace(/["'`‘’‚‛“”„‟«»]/g, "'")
    .replace(/[^A-Za-z0-9'(),]+/g, "")
    .replace(/torchSize|TensorShape/g, "")
    .replace(/,\)/g, ")");
}

/**
 * The one of the `mistakes`, which have `patterns` each, whose message ends last in a text; of those that end together
 * the one whose message is longest. Undefined where the text has none.
 */
function knownMessage(text, mistakes) {
  const LAST = 50_000;
  const LINE_HEADS = /(?:^|[\r\n])[ \t>|#]*(?:\d+[:.|)]?|E)[ \t\r\n]/g;
  const last = text.slice(-LAST);
  for (const inside of [last, last.replace(LINE_HEADS, "\n")].map(squeezedMessage)) {
    let best = { end: 0 };
    for (const mistake of mistakes) {
      for (const pattern of mistake.patterns) {
        for (const { 0: found, index } of inside.matchAll(new RegExp(pattern, "g"))) {
          const [end, length] = [index + found.length, found.length];
          if (end > best.end || (end === best.end && length > best.length)) best = { mistake, end, length };
        }
      }
    }
    if (best.mistake) return best.mistake;
  }
}

/**
 * Those of the `mistakes` whose messages have most of an unknown one, the closest first: at most three, and none where
 * that little is shared is chance. What counts are runs of letters, which neither a line break nor a lost blank changes;
 * the fewer mistakes have a run, the more it says.
 */
function nearestMessages(text, mistakes) {
  const LAST = 10_000;
  const SHORT = 40;
  const RUN = 5;
  // Found on real tracebacks: with less, those of other causes get entries that have nothing to do with them.
  const LEAST = 5;
  const SHOWN = 3;
  const runsOf = (letters) => new Set(Array.from(letters.slice(RUN - 1), (_, at) => letters.slice(at, at + RUN)));
  const lettersOf = (plain) => plain.replace(/\\.|None|[^A-Za-z]/g, "").toLowerCase();
  const last = text.slice(-LAST);
  // From the last exception's name on: a traceback before it has the words of Keras' own code.
  const names = [...last.matchAll(/\b\w{0,40}(?:Error|Exception|Warning)\b/g)];
  const message = last.slice(names.findLast(({ index }) => index + SHORT < last.length)?.index);
  const asked = [...runsOf(lettersOf(squeezedMessage(message)))];
  const entries = mistakes.map((mistake) => ({ mistake, messages: mistake.patterns.map(lettersOf).map(runsOf) }));
  const weights = asked.map((run) => {
    const having = entries.filter(({ messages }) => messages.some((runs) => runs.has(run)));
    return Math.log(1 + mistakes.length / having.length);
  });
  const closeness = (runs) =>
    asked.reduce((sum, run, at) => sum + (runs.has(run) ? weights[at] : 0), 0) / Math.sqrt(runs.size);
  return entries
    .map(({ mistake, messages }) => ({ mistake, close: Math.max(...messages.map(closeness)) }))
    .filter(({ close }) => close >= LEAST)
    .sort((one, other) => other.close - one.close)
    .slice(0, SHOWN)
    .map(({ mistake }) => mistake);
}
