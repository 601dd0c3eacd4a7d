// What to offer when nothing is found.
// Needs: searchWords (words.js)
// Needs: matchesIn, weightOf (matching.js)
// Gives: closestTo

/** Titles that have a part of the query, and terms written much like it; without any, the glossary's page. */
function closestTo(query, reading, { entries }) {
  const SHOWN = 3;
  const PART = 0.3;
  const LIKE = 0.5;
  if (!reading) return [];
  const pairsOf = (text) => {
    const spaced = ` ${searchWords(text.normalize())
      .map(({ word }) => word)
      .join(" ")} `;
    return new Set(Array.from(spaced.slice(1), (letter, at) => spaced[at] + letter));
  };
  const asked = pairsOf(query);
  const closeness = ({ name, term }) => {
    const pairs = pairsOf(name.text);
    const shared = [...pairs].filter((pair) => asked.has(pair)).length;
    const like = (2 * shared) / (pairs.size + asked.size);
    const part = weightOf(reading, matchesIn(reading, name.ids).sure);
    return (part < PART ? 0 : part) + (like < LIKE || !term ? 0 : like);
  };
  const titles = new Map();
  for (const entry of entries) {
    const close = closeness(entry);
    const { text } = entry.name;
    if (close && !titles.has(text.toLowerCase())) titles.set(text.toLowerCase(), { ...entry, name: text, close });
  }
  const closest = [...titles.values()].sort((one, other) => other.close - one.close).slice(0, SHOWN);
  const glossary = entries.find(({ term }) => term);
  if (!closest.length && glossary) return [{ location: glossary.location.split("#")[0], name: glossary.page }];
  return closest;
}
