// What a query asks for: at each of its places, the words of the index that will do there.
// Needs: searchWords, searchStem, searchSyllable, smallWords (words.js)
// Needs: oneLetterApart (typos.js)
// Gives: queryReader

/** Returns a function that gives the ways to read a query, what was typed first: the others are for slips. */
function queryReader(index) {
  // The ranking has a bit for each place.
  const MOST = 24;
  const { idOf, words, stems, counts, together, termPairs, titled, names } = index;
  // Rare words say more of what is asked for.
  const rarity = (count) => Math.log(1 + index.entries.length / (1 + count));

  const cache = new Map();
  /**
   * The ids of the words of the index that match a word of the query, each with how well it matches, from 0 to 1. The
   * last word of a query may be unfinished, so it also matches the words that begin with it.
   */
  const meant = (word, last) => {
    const key = last ? `${word}…` : word;
    if (cache.has(key)) return cache.get(key);
    const ids = new Map();
    const stem = searchStem(word);
    const begins = stem.length > 4 && !searchSyllable(stem);
    words.forEach((other, id) => {
      if (other === word) ids.set(id, 1);
      else if (stems[id] === stem) ids.set(id, 0.95);
      else if (begins && other.startsWith(stem)) ids.set(id, 0.7);
      else if (last && other.startsWith(word)) ids.set(id, (0.6 * word.length) / other.length);
    });
    cache.set(key, ids);
    return ids;
  };

  const placesOf = (asked) =>
    asked.map((word, at) => {
      const ids = meant(word, at === asked.length - 1);
      return { word, ids: ids.size || word.length < 4 ? ids : meant(word, true) };
    });

  /** The words of the query. One that matches nothing in the index is replaced by the word that was probably meant. */
  const corrected = (places) =>
    places.map(({ word, ids }, at) => {
      if (ids.size || word.length < 3 || /\d/.test(word)) return word;
      const [before, after] = [places[at - 1], places[at + 1]].map((place) => [...(place?.ids.keys() ?? [])]);
      // A short word is one letter apart from many others, so it must make a term with the next one.
      const pairs = word.length < 6 ? termPairs : together;
      const isPair = (one, other) => pairs.has(`${one} ${other}`);
      const near = words.flatMap((other, id) => (oneLetterApart(word, other) ? [id] : []));
      const beside = near.filter((id) => before.some((one) => isPair(one, id)) || after.some((one) => isPair(id, one)));
      const isLong = (id) => Math.max(word.length, words[id].length) > 5;
      const alone = near.filter((id) => isLong(id) && (titled.has(id) || words[id][0] === word[0]));
      const [best] = (beside.length ? beside : alone).sort((one, other) => counts[other] - counts[one]);
      return words[best] ?? word;
    });

  const isTerm = (one, other) => one && other && termPairs.has(`${idOf.get(one.word)} ${idOf.get(other.word)}`);

  const weighed = (asked) => {
    const places = placesOf(asked);
    // In "độ dốc" and "bộ tối ưu", "do" and "toi" are no small words: the texts, or the terms, have the whole.
    const isWhole = asked.length === 2 && together.has(`${idOf.get(asked[0])} ${idOf.get(asked[1])}`);
    const small = smallWords(asked).map(
      (is, at) => is && !isWhole && !isTerm(places[at - 1], places[at]) && !isTerm(places[at], places[at + 1]),
    );
    return places.map(({ word, ids }, at) => ({
      ids,
      weight: small[at] && small.includes(false) ? 0 : rarity(Math.max(0, ...[...ids.keys()].map((id) => counts[id]))),
      alone: !searchSyllable(word),
    }));
  };

  return function* (query) {
    const asked = searchWords(query.normalize())
      .map(({ word }) => word)
      .slice(0, MOST);
    if (!asked.length) return;
    const places = placesOf(asked);
    yield weighed(corrected(places));
    const replaced = (at, count, ...others) => [...asked.slice(0, at), ...others, ...asked.slice(at + count)];
    for (const [at, word] of asked.entries()) {
      // "max pooling" for MaxPooling2D, "onehot" for "one-hot".
      const joined = word + (asked[at + 1] ?? "");
      if (joined !== word && meant(joined, true).size) yield weighed(replaced(at, 2, joined));
      for (let cut = 2; cut <= word.length - 2 && !places[at].ids.size; cut += 1) {
        const [head, tail] = [word.slice(0, cut), word.slice(cut)];
        if (together.has(`${idOf.get(head)} ${idOf.get(tail)}`)) yield weighed(replaced(at, 1, head, tail));
      }
    }
    // A slip that makes another word, as in "tập kiểm ta": the whole must be a name then.
    if (asked.join("").length < 6) return;
    for (const name of names.filter(({ length }) => length === asked.length)) {
      const others = asked.flatMap((word, at) => (word === name[at] ? [] : [at]));
      if (others.length === 1 && oneLetterApart(asked[others[0]], name[others[0]])) yield weighed(name);
    }
  };
}
