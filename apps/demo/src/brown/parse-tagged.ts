/** A word as the corpus has it, lower-cased, and its tag. */
export interface TaggedWord {
  readonly word: string;
  readonly tag: string;
}

/** `**zg` for a symbol; `Af` and `Aj`, a thousand times, for what could not be typed in. */
const formulaCode = /^(\*\*.*|A[fj])$/;

/**
 * Reads Brown's tagged text, one sentence a line: `The/at jury/nn said/vbd ,/, …`. Words become lower
 * case. Punctuation is left out, and so are the codes that stand for formulas and symbols.
 */
export function* parseTagged(text: string): Generator<TaggedWord[]> {
  for (const line of text.split('\n')) {
    const sentence = line.split(/\s+/).flatMap(parseToken);
    if (sentence.length > 0) yield sentence;
  }
}

/** The last slash divides: there are words like `and/or`. */
function parseToken(token: string): TaggedWord[] {
  const slash = token.lastIndexOf('/');
  const word = token.slice(0, Math.max(slash, 0));
  if (!/[\p{L}\p{N}]/u.test(word) || formulaCode.test(word)) return [];
  return [{ word: word.toLowerCase(), tag: token.slice(slash + 1) }];
}
