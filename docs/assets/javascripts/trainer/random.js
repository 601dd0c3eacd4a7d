// Numbers that look random, and are the same for the same seed.
// Gives: randomNumbers, shuffled

/** A function that gives a number from 0 up to 1 at each call: xorshift of 32 bits (Marsaglia, 2003). */
function randomNumbers(seed) {
  // Small seeds would begin alike. From 0, which no seed below 2³² − 1 leads to, xorshift would never move.
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A copy of an array in a random order. */
function shuffled(items, random) {
  const copy = items.slice();
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [copy[last], copy[other]] = [copy[other], copy[last]];
  }
  return copy;
}
