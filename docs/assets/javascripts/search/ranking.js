// Finds and ranks: a title counts for more than a heading, and both for more than the text.
// Needs: searchIndexOf (index.js)
// Needs: queryReader (query.js)
// Needs: searchReading, bitsIn, weightOf, matchesIn, shareOfName, apartIn (matching.js)
// Needs: resultOf (excerpts.js)
// Needs: closestTo (closest.js)
// Needs: pastedMessage (pasted.js)
// Gives: searchOf

/** Returns a function that finds a query in the documents: the best `results` first; without any, what is `closest`. */
function searchOf(documents) {
  // With 20, a phone would work longer than 50 ms at the first letters.
  const SHOWN = 12;
  // Letters of a query; a longer text is a message alone.
  const LONGEST = 300;
  // How much an entry must have of a query of two words, of a longer one, of one that has a whole name of the entry,
  // and of a question that has one. ALL is less than 1 because the words' shares are fractions, which may add up to a
  // little less than 1 when an entry has every word.
  const ALL = 0.999;
  const MOST = 0.8;
  const NAMED = 0.65;
  const ABOUT = 0.5;
  const index = searchIndexOf(documents);
  const readings = queryReader(index);
  const length = index.entries.reduce((sum, { body }) => sum + body.ids.length, 0) / index.entries.length;
  const most = (numbers) => Math.max(0, ...numbers);

  /** How much of a name the query is: more for a page's title than for a heading, less for a name that is not shown. */
  const shareOf = (entry, reading) =>
    Math.max(
      most(entry.titles.map((title) => shareOfName(reading, title))) * (entry.section ? 1 : 1.5),
      most(entry.names.map((name) => shareOfName(reading, name))) * 0.95,
    );

  /** From 0 to 2: how often the words are in a text, for its length, and how often all of them in a row. */
  const scoreOfText = (reading, { sure, times, rows }, size) => {
    const long = 1.2 * (0.4 + (0.6 * size) / length);
    const often = (count, at) => (weightOf(reading, sure & (1 << at)) * count) / (count + long);
    return times.reduce((sum, count, at) => sum + often(count, at), 0) + rows / (rows + 1 + size / 170);
  };

  // `reading` is the whole query, and `core` the query without its small words: "epoch" in "epoch là gì".
  const hitOf = (entry, reading, core) => {
    const weight = (mask) => weightOf(reading, mask);
    const body = matchesIn(reading, entry.body.ids);
    const isWithin = (name) => name.every((id) => reading.fit[id] > 0.6);
    // No page shows these names, so a reader could not tell why half of one was found: the query must have all of a
    // name, or the name all of the query.
    const names = entry.names.filter((name) => isWithin(name) || shareOfName(reading, name));
    const titled = [entry.name.ids, ...names].reduce((sum, name) => sum | bitsIn(reading, name), 0);
    const page = bitsIn(reading, entry.onPage);
    const sure = (body.sure | titled | page) & reading.asked;
    if (!sure) return { isHit: false };

    const asked = [...entry.titles, ...entry.names].filter(isWithin);
    const within = most(asked.map((name) => weight(bitsIn(reading, name))));
    const isQuestion = core.places.length < reading.places.length;
    const isShort = core.places.length < 3;
    const least = within && isQuestion ? ABOUT : isShort ? ALL : within ? NAMED : MOST;

    const found = sure | apartIn(reading, body.found, sure);
    const coverage = weight(found);
    const whole = shareOf(entry, reading);
    const onPage = entry.section ? weight(page) / 2 : 0;
    const rest = 2 + weight(titled) + onPage + scoreOfText(reading, body, entry.body.ids.length);
    const score = (named) => entry.boost * (4 * named + rest) * coverage ** 2;
    return {
      ...{ entry, found, whole: whole || body.rows, isHit: coverage > least },
      score: score(whole),
      ofParts: score(Math.max(whole, 0.8 * shareOf(entry, core), 0.7 * within)),
    };
  };

  const hitsOf = (places) => {
    const reading = searchReading(places, index.words.length);
    const core = searchReading(
      places.filter(({ weight }) => weight),
      index.words.length,
    );
    const hits = index.entries.map((entry) => hitOf(entry, reading, core)).filter(({ isHit }) => isHit);
    const whole = hits.some((hit) => hit.whole);
    // Once any entry has the whole query as it was typed, names that match only a part of the query no longer count.
    const score = whole ? "score" : "ofParts";
    hits.sort((one, other) => other[score] - one[score]);
    return { reading, hits, whole };
  };

  const ranked = (query) => {
    let best = { hits: [] };
    let asked;
    for (const places of readings(query)) {
      const found = hitsOf(places);
      asked ??= found.reading;
      // What was typed comes first, but not before a name that is one slip away: "tập kiểm ta" is "tập kiểm tra".
      if (found.whole || !best.hits.length) best = found;
      if (best.whole) break;
    }
    return { ...best, asked };
  };
  const read = pastedMessage(index.entries);
  const nothing = { hits: [], reading: searchReading([], index.words.length) };

  return (query) => {
    const { known, nearest } = read(query);
    const { hits, reading, asked } = query.length > LONGEST ? nothing : ranked(query);
    const first = known ? [resultOf({ entry: known }, nothing.reading)] : [];
    const others = hits.filter(({ entry }) => entry !== known).slice(0, SHOWN - first.length);
    const results = [...first, ...others.map((hit) => resultOf(hit, reading))];
    const closest = nearest.length || results.length ? nearest : closestTo(query, asked, index);
    return { results, closest };
  };
}
