// Where the words of a query are in a text. The places of the query are bits: what is found at the first is 1, at the
// second 2, at the first three 7. A Vietnamese word is several syllables, each in many other words: so a syllable alone
// is no match.
// Gives: searchReading, bitsIn, weightOf, matchesIn, shareOfName, apartIn

/**
 * A query as the functions below need it. For each word of the index, `bits` are the places that it matches and `fit` is
 * how well. `asked` are the places of all words but the small ones.
 */
function searchReading(places, size) {
  const bits = new Int32Array(size);
  const fit = new Float32Array(size);
  places.forEach(({ ids }, at) =>
    ids.forEach((quality, id) => {
      bits[id] |= 1 << at;
      fit[id] = Math.max(fit[id], quality);
    }),
  );
  const bitsOf = (test) => places.reduce((sum, place, at) => (test(place) ? sum | (1 << at) : sum), 0);
  const all = places.reduce((sum, { weight }) => sum + weight, 0);
  return {
    ...{ places, bits, fit },
    shares: places.map(({ weight }) => weight / all),
    asked: bitsOf(({ weight }) => weight),
    alone: bitsOf(({ alone }) => alone),
    last: places.length && 1 << (places.length - 1),
  };
}

/** The places of all words of a text. */
function bitsIn({ bits }, ids) {
  return ids.reduce((sum, id) => sum | bits[id], 0);
}

/** How much some places weigh, of all that was asked. */
function weightOf({ shares }, mask) {
  let sum = 0;
  for (let at = 0; at < shares.length; at += 1) if (mask & (1 << at)) sum += shares[at];
  return sum;
}

/** The places `found` in a text, and those `sure`: no lone syllables; `times` of each; `rows`, all of them in a row. */
function matchesIn({ places, bits, fit, last, asked, alone }, ids) {
  const WINDOW = 5;
  const times = new Float32Array(places.length);
  let [found, beside, rows, row, before] = [0, 0, 0, 0, 0];
  for (let at = 0; at < ids.length; at += 1) {
    const here = bits[ids[at]];
    row = ((row << 1) | 1) & here;
    const pair = (before << 1) & here & asked & (asked << 1);
    before = here;
    // Most words are none of the query's.
    if (!here) continue;
    if (row & last) rows += fit[ids[at]] < 0.9 ? 0.25 : 1;
    beside |= pair | (pair >> 1);
    found |= here;
    for (let place = 0; place < places.length; place += 1) if (here & (1 << place)) times[place] += fit[ids[at]];
    // Two syllables that stand side by side in the query are one word, so they count only where they are side by side.
    const near = here | (here << 1) | (here >> 1);
    for (let back = Math.max(0, at - WINDOW); back < at; back += 1) {
      const other = bits[ids[back]] & asked;
      if (other && here & asked && !(other & near)) beside |= here | other;
    }
  }
  const isOne = places.filter(({ weight }) => weight).length === 1;
  return { found: found & asked, sure: found & asked & (isOne ? -1 : alone | beside), times, rows };
}

/** How much of a name the whole query is, where it is in it in a row; more at its beginning, and 0 elsewhere. */
function shareOfName({ places, bits, fit, last }, name) {
  let [row, best] = [0, 0];
  name.forEach((id, at) => {
    row = ((row << 1) | 1) & bits[id];
    if (!(row & last)) return;
    const first = at - places.length + 1;
    const quality = Math.min(...Array.from(name.subarray(first, at + 1), (word) => fit[word]));
    best = Math.max(best, (quality * (first ? 1 : 1.25) * places.length) / name.length);
  });
  return best;
}

/** The lone syllables of a text that has the rest: "giảm" of "giảm quá khớp", but not both of "mạng hồi quy". */
function apartIn({ places }, found, sure) {
  const isOpen = (at) => places[at]?.weight && !(sure & (1 << at));
  const isLone = (_, at) => isOpen(at) && !isOpen(at - 1) && !isOpen(at + 1);
  return places.reduce((sum, place, at) => (isLone(place, at) ? sum | (found & (1 << at)) : sum), 0);
}
