// A message of Python in the search's field: the mistake that it is of, on the page of mistakes.
// Needs: knownMessage, nearestMessages (messages.js)
// Gives: pastedMessage

/**
 * Returns a function that gives the entry whose message a query has, as `known`. Of a message that none has, it gives
 * what to offer, as `nearest`: the entries that are like it, and the page's field for pasted messages.
 */
function pastedMessage(entries) {
  const MESSAGE = /(?:Error|Exception|Warning):|Traceback|.{200}/s;
  // docs/plugins/fences/paste.py has the id too.
  const FIELD = "paste-field";
  const mistakes = entries.filter(({ messages }) => messages).map((entry) => ({ entry, patterns: entry.messages }));

  const offered = (query) => {
    const { location, page } = mistakes[0].entry;
    const near = nearestMessages(query, mistakes).map(({ entry }) => ({ location: entry.location, name: entry.name.text }));
    return [...near, { location: `${location.split("#")[0]}#${FIELD}`, page }];
  };

  return (query) => {
    const known = knownMessage(query, mistakes)?.entry;
    return { known, nearest: !known && mistakes.length && MESSAGE.test(query) ? offered(query) : [] };
  };
}
