// What a result shows: its title and a part of its text, with the words marked that were asked for.
// Gives: resultOf

/** The result for a hit of the ranking. */
function resultOf({ entry, found }, { places, bits }) {
  const BEFORE = 50;
  const LENGTH = 170;

  // Where the words stand in a row.
  const rows = (list) => {
    let row = 0;
    return list.flatMap(({ id, end }, at) => {
      row = ((row << 1) | 1) & bits[id];
      return row & (1 << (places.length - 1)) ? [{ start: list[at - places.length + 1].start, end }] : [];
    });
  };

  const singles = (list) => list.filter(({ id }) => bits[id] & found);

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

  const { location, section, page, name, body } = entry;
  const lists = [entry.title, entry.text];
  const whole = lists.map(rows);
  // A lone syllable of a Vietnamese phrase says nothing.
  const [inName, inBody] = whole.some(({ length }) => length) ? whole : lists.map(singles);
  return { location, section, page, title: parts(name, inName, 0, name.length), excerpt: excerpt(body, inBody) };
}
