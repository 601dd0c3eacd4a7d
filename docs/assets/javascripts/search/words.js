// The words of a text as the search compares them: in small letters and without accents.
// Gives: searchWords, searchStem, searchSyllable, smallWords

/** The words of a text, each with its place: "70.000" and "70,000" are the word 70000, and "20×20" is 20x20. */
function searchWords(text) {
  const WORD = /\d{1,3}(?:[.,\u00a0\u202f]\d{3})+(?!\d)|\d+(?: ?[x×*] ?\d+)+(?![\p{L}\p{N}])|[\p{L}\p{N}]+/gu;
  // As long as the text: positions agree. "Ð" and "Ɖ" look like "Đ".
  const folded = text
    .replace(/[^\0-\x7f]/g, (letter) => letter.normalize("NFD")[0])
    .toLowerCase()
    .replace(/[đðɖ]/g, "d");
  return Array.from(folded.matchAll(WORD), ({ 0: found, index }) => ({
    word: found.replace(/[.,\s]/g, "").replace(/[×*]/g, "x"),
    start: index,
    end: index + found.length,
  }));
}

/**
 * A word without its English ending: "layers" finds "layer", and "overfitting" "overfit". No Vietnamese syllable ends
 * like these.
 */
function searchStem(word) {
  return word
    .replace(/^([a-z]{4,}?)(ations?|ators?|at(?:ed|es?|ing)|ions?|ing|ed|es|e|s)$/, "$1")
    .replace(/^(.{2,})([a-z])\2$/, "$1$2");
}

/** Whether a word could be a syllable of Vietnamese, most of whose words have two. */
function searchSyllable(word) {
  return /^(?:[bdhklmrsvx]|c|ch|gh?|gi|kh|n|ng|ngh|nh|ph?|qu|th?|tr)?[aeiouy]{1,3}(?:ch?|m|ng?|nh|p|t)?$/.test(word);
}

/** Which of the words say nothing of a question's subject: "làm sao biết …", "how do I know if …". */
function smallWords(words) {
  const PHRASES = / (?:tai sao|o dau|bao (?:nhieu|lau|gio))(?= )/g;
  const VIETNAMESE =
    "ai bang bi biet boi ca cac cach can cho chung co cua da de den di do dung duoc gi giua hay hoac ho khac khi " +
    "khong la lai lam len luc minh mot muon nao nay nen neu nhau nhieu nhu nhung phai ra rang sao se su ta the thi " +
    "thay toi tren trong tu tung va vay ve vi voi xin";
  const ENGLISH =
    "a an and any are as at be between by can cannot could difference do does for from get have has how i if in " +
    "is it its know made make many me mean much must my need not of on or our own should that the there they this " +
    "to us use versus vs want was we what when where which who why will with work works would you your";
  const asked = ` ${words.join(" ")} `.replace(PHRASES, (phrase) => phrase.replace(/\S+/g, "the"));
  return asked.trim().split(" ").map((word) => ` ${VIETNAMESE} ${ENGLISH} `.includes(` ${word} `));
}
