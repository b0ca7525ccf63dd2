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
