// The documents as the search reads them, once: their words as numbers.
// Needs: searchWords, searchStem, plainText (words.js)
// Gives: searchIndexOf

/**
 * The entries, whose texts are lists of words, and what is known of the words: of each `idOf`, and by id `words`,
 * `stems` and in how many entries each is, `counts`; pairs that stand `together` or in terms, and the `titled` ids.
 */
function searchIndexOf(documents) {
  const idOf = new Map();
  const words = [];

  const read = (text) =>
    searchWords(text).map(({ word, start, end }) => {
      if (!idOf.has(word)) idOf.set(word, words.push(word) - 1);
      return { id: idOf.get(word), start, end };
    });

  const pages = new Map(documents.map(({ location, title }) => [location, plainText(title)]));

  const entryOf = ({ location, title, text, names = [], boost = 1, term }) => {
    const [address, section] = location.split("#");
    const [name, body] = [title, text].map(plainText);
    const page = pages.get(address) ?? "";
    return {
      ...{ location, section, boost, term, name, body, page },
      title: read(name),
      // A title says the same without what follows its colon.
      titles: name.includes(":") ? [read(name), read(name.split(":")[0])] : [read(name)],
      names: names.map((other) => read(plainText(other))),
      text: read(body),
      onPage: read(page),
    };
  };
  const entries = documents.map(entryOf);

  const counts = words.map(() => 0);
  const [together, termPairs, titled] = [new Set(), new Set(), new Set()];
  const pairs = (list) => list.slice(1).map(({ id }, at) => `${list[at].id} ${id}`);
  for (const { title, names, text, term } of entries) {
    const named = [title, ...names];
    for (const id of new Set([text, ...named].flat().map((word) => word.id))) counts[id] += 1;
    for (const pair of [text, ...named].flatMap(pairs)) together.add(pair);
    if (term) for (const pair of named.flatMap(pairs)) termPairs.add(pair);
    for (const { id } of named.flat()) titled.add(id);
  }
  const names = entries.flatMap((entry) => [...entry.titles, ...entry.names]);
  return {
    ...{ entries, idOf, words, counts, together, termPairs, titled },
    stems: words.map(searchStem),
    names: names.map((list) => list.map(({ id }) => words[id])),
  };
}
