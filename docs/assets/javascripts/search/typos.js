// What a mistyped word may have been meant to be.
// Gives: oneLetterApart

/** Whether one letter that is wrong, missing or extra, or two that are swapped, make one word of the other. */
function oneLetterApart(one, other) {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || one === other) return false;
  let from = 0;
  while (from < short.length && short[from] === long[from]) from += 1;
  const after = (word, at) => word.slice(from + at);
  if (short.length < long.length) return after(short, 0) === after(long, 1);
  return (
    after(short, 1) === after(long, 1) ||
    (short[from] === long[from + 1] && short[from + 1] === long[from] && after(short, 2) === after(long, 2))
  );
}
