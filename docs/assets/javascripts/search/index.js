// The documents as the search reads them, once: their words as numbers.
// Needs: searchWords, searchStem (words.js)
// Gives: searchIndexOf

/**
 * The entries, whose texts are the ids of their words, and what is known of the words: of each `idOf`, and by id
 * `words`, `stems` and in how many entries each is, `counts`; pairs that are `together` or in terms, and the `titled`.
 */
function searchIndexOf(documents) {
  const idOf = new Map();
  const words = [];

  const read = (text) => {
    const found = searchWords(text);
    const ids = Int32Array.from(found, ({ word }) => {
      if (!idOf.has(word)) idOf.set(word, words.push(word) - 1);
      return idOf.get(word);
    });
    const [starts, ends] = ["start", "end"].map((side) => Int32Array.from(found, (word) => word[side]));
    return { text, ids, starts, ends };
  };

  const pages = new Map(documents.map(({ location, title }) => [location, title]));

  const entryOf = ({ location, title, text, names, boost = 1, term, messages }) => {
    const [address, section] = location.split("#");
    const page = pages.get(address) ?? "";
    return {
      ...{ location, section, boost, term, messages, page },
      name: read(title),
      body: read(text),
      // A title says the same without what follows its colon.
      titles: [title, ...(title.includes(":") ? [title.split(":")[0]] : [])].map((each) => read(each).ids),
      names: names.map((other) => read(other).ids),
      onPage: read(page).ids,
    };
  };
  const entries = documents.map(entryOf);

  const counts = words.map(() => 0);
  const [together, termPairs, titled] = [new Set(), new Set(), new Set()];
  const pairs = (ids) => Array.from(ids.subarray(1), (id, at) => `${ids[at]} ${id}`);
  for (const { name, names, body, term } of entries) {
    const called = [name.ids, ...names];
    for (const id of new Set([body.ids, ...called].flatMap((ids) => [...ids]))) counts[id] += 1;
    for (const pair of [body.ids, ...called].flatMap(pairs)) together.add(pair);
    if (term) for (const pair of called.flatMap(pairs)) termPairs.add(pair);
    for (const ids of called) ids.forEach((id) => titled.add(id));
  }
  const named = entries.flatMap((entry) => [...entry.titles, ...entry.names]);
  return {
    ...{ entries, idOf, words, counts, together, termPairs, titled },
    stems: words.map(searchStem),
    names: named.map((ids) => Array.from(ids, (id) => words[id])),
  };
}
