/**
 * How a word may be written in a vocabulary: as given, in lower case, capitalised, in upper case;
 * each once.
 */
export function spellingsOf(word: string): string[] {
  const lower = word.toLowerCase();
  const [first = ''] = lower;
  const capitalised = first.toUpperCase() + lower.slice(first.length);
  return [...new Set([word, lower, capitalised, word.toUpperCase()])];
}

/** A term of several words as vocabularies may write it: as given, or with `_` between its words. */
export function joinedSpellings(term: string, caseFold: boolean): string[] {
  const ways = new Set([term, term.replace(/\s+/g, '_')]);
  return [...new Set([...ways].flatMap((way) => (caseFold ? spellingsOf(way) : [way])))];
}
