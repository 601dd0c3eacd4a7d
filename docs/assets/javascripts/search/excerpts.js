// What a result shows: its title and a part of its text, with the words marked that were asked for.
// Gives: resultOf

/** The result for a hit of the ranking. */
function resultOf({ entry, found }, { places, bits, last, asked, alone }) {
  const BEFORE = 50;
  const LENGTH = 170;

  // Where the words stand in a row.
  const rows = ({ ids, starts, ends }) => {
    let row = 0;
    const marks = [];
    ids.forEach((id, at) => {
      row = ((row << 1) | 1) & bits[id];
      if (row & last) marks.push({ start: starts[at - places.length + 1], end: ends[at] });
    });
    return marks;
  };

  // Places whose word is not half of one: neither syllable beside it was asked for.
  const single = places.reduce((sum, _, at) => {
    const beside = ((1 << at) << 1) | ((1 << at) >> 1);
    return asked & beside ? sum : sum | (1 << at);
  }, alone);

  // Where each word stands; of a word with two syllables, both together.
  const words = ({ ids, starts, ends }) => {
    const marks = [];
    const here = Array.from(ids, (id) => bits[id] & found);
    here.forEach((bit, at) => {
      const beside = ((here[at - 1] << 1) | (here[at + 1] >> 1)) & bit;
      if (bit & single || beside) marks.push({ start: starts[at], end: ends[at] });
    });
    return marks;
  };

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

  // The mark that most others follow closely.
  const densest = (marks) => {
    let [best, most, next] = [marks[0], 0, 0];
    marks.forEach((mark, first) => {
      while (next < marks.length && marks[next].end < mark.start + LENGTH - BEFORE) next += 1;
      if (next - first > most) [best, most] = [mark, next - first];
    });
    return best;
  };

  // Whole words around that mark.
  const excerpt = (text, marks) => {
    const around = Math.min((densest(marks)?.start ?? 0) - BEFORE, text.length - LENGTH);
    const from = around > 0 ? text.indexOf(" ", around) + 1 : 0;
    const to = from + LENGTH < text.length ? text.lastIndexOf(" ", from + LENGTH) : text.length;
    return [{ text: from ? "… " : "" }, ...parts(text, marks, from, to), { text: to < text.length ? " …" : "" }];
  };

  const { location, section, page, name, body } = entry;
  const whole = [name, body].map(rows);
  const [inName, inBody] = whole.some(({ length }) => length) ? whole : [name, body].map(words);
  const title = parts(name.text, inName, 0, name.text.length);
  return { location, section, page, title, excerpt: excerpt(body.text, inBody) };
}
