// Finds and ranks without accents: "do chinh xac" is "độ chính xác". A Vietnamese word is several syllables, each in
// many other words: so syllables next to each other count for far more than the same ones apart.
// Gives: searchOf

/** Returns a function that finds a query in the documents: the best results first, with marked excerpts. */
function searchOf(documents) {
  const WORD = /[\p{L}\p{N}]+/gu;
  const SHOWN = 20;
  const BEFORE = 50;
  const LENGTH = 170;
  const LETTERS = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

  const bare = {};
  // As long as the text: positions agree. "Ð" and "Ɖ" look like "Đ".
  const folded = (text) =>
    text
      .replace(/[^\0-\x7f]/g, (letter) => (bare[letter] ??= letter.normalize("NFD")[0]))
      .toLowerCase()
      .replace(/[đðɖ]/g, "d");

  const words = (text) => folded(text).match(WORD) ?? [];
  const line = (text) => ` ${words(text).join(" ")} `;
  const count = (text, part) => (text.includes(part) ? text.split(part).length - 1 : 0);

  // English endings: "layers" finds "layer", "normalize" finds "normalization". No Vietnamese syllable ends like these.
  const stem = (word) => word.replace(/^([a-z]{4,}?)(ing|ed|es|e|s)$/, "$1");

  const plain = (html) =>
    html
      .replace(/<\/?(code|su[bp])>/g, "")
      .replace(/<[^>]*>/g, " ")
      .replace(/&(lt|gt|amp);/g, (entity) => LETTERS[entity])
      .replace(/\s+/g, " ")
      .trim()
      .normalize();

  const pages = new Map(documents.map(({ location, title }) => [location, plain(title)]));
  const entries = documents.map(({ location, title, text, boost = 1 }) => {
    const name = plain(title);
    const body = plain(text);
    const [address, section] = location.split("#");
    const page = pages.get(address);
    const [head] = name.split(":");
    const entry = { location, name, body, boost, section, page, head, title: line(name), text: line(body) };
    return { ...entry, all: line(page) + entry.title + entry.text };
  });

  // The share of the title, or of its part before a colon, that the phrase is. It counts for more in a page's title,
  // and at the beginning.
  const named = ({ title, name, head, section }, phrase) => {
    if (!title.includes(phrase)) return 0;
    const begins = title.startsWith(phrase);
    const share = words(phrase).length / words(begins ? head : name).length;
    const whole = title.includes(`${phrase} `) ? 1 : 0.7;
    return Math.min(share, 1) * whole * (begins ? 1.25 : 1) * (section ? 1 : 1.5);
  };

  const together = ({ text }, phrase) => count(text, `${phrase} `) + count(text, phrase) / 4;

  const score = (entry, asked, stems) => {
    const phrases = [...new Set([asked, stems].map((words) => ` ${words.join(" ")}`))];
    const most = (measure) => Math.max(...phrases.map((phrase) => measure(entry, phrase)));
    const share = (text) => stems.filter((part) => text.includes(` ${part}`)).length / stems.length;
    const found = share(entry.all);
    const inTitle = share(entry.title) + 4 * most(named);
    const times = most(together);
    const inText = times / (times + 1 + entry.text.length / 1000);
    return { entry, found, score: entry.boost * (2 * found + inTitle + 2 * inText) };
  };

  const split = new Map();
  const token = ({ 0: word, index }) => ({ word, start: index, end: index + word.length });
  // Split once: a reader types letter by letter, and finds the same texts again.
  const tokens = (text) => {
    if (!split.has(text)) split.set(text, Array.from(folded(text).matchAll(WORD), token));
    return split.get(text);
  };

  // Where the words stand together.
  const phrases = (text, asked) => {
    const all = tokens(text);
    const last = asked.length - 1;
    const same = (word, step, token) => (step < last ? token?.word === word : token?.word.startsWith(word));
    const begins = (_, at) => asked.every((word, step) => same(word, step, all[at + step]));
    return all.flatMap((token, at) => (begins(token, at) ? [{ start: token.start, end: all[at + last].end }] : []));
  };

  // Where each of the words is.
  const singles = (text, stems) => tokens(text).filter(({ word }) => stems.some((part) => word.startsWith(part)));

  // The text between two positions, in parts that are marked or not.
  const parts = (text, marks, from, to) => {
    const cut = [];
    let at = from;
    for (const { start, end } of marks) {
      if (start < at || end > to) continue;
      cut.push({ text: text.slice(at, start) }, { text: text.slice(start, end), marked: true });
      at = end;
    }
    return [...cut, { text: text.slice(at, to) }];
  };

  // Whole words around the first mark.
  const excerpt = (text, marks) => {
    const around = Math.min((marks[0]?.start ?? 0) - BEFORE, text.length - LENGTH);
    const from = around > 0 ? text.indexOf(" ", around) + 1 : 0;
    const to = from + LENGTH < text.length ? text.lastIndexOf(" ", from + LENGTH) : text.length;
    return [{ text: from ? "… " : "" }, ...parts(text, marks, from, to), { text: to < text.length ? " …" : "" }];
  };

  const result = ({ location, section, page, name, body }, asked, stems) => {
    const whole = [name, body].map((text) => phrases(text, asked));
    // A lone syllable of a Vietnamese phrase says nothing.
    const [inName, inBody] = whole.some(({ length }) => length)
      ? whole
      : [name, body].map((text) => singles(text, stems));
    return { location, section, page, title: parts(name, inName, 0, name.length), excerpt: excerpt(body, inBody) };
  };

  return (query) => {
    const asked = words(query.normalize());
    if (!asked.length) return [];
    const stems = asked.map(stem);
    const found = entries.map((entry) => score(entry, asked, stems)).filter(({ found }) => found);
    const all = found.filter(({ found }) => found === 1);
    const best = (all.length ? all : found).sort((one, other) => other.score - one.score).slice(0, SHOWN);
    return best.map(({ entry }) => result(entry, asked, stems));
  };
}
