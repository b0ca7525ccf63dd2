import type { KeyedVectors } from '@tovec/vectors';
import { spellingsOf } from '../encoding/spellings.js';

/** How the words of questions are found among the rows that are searched. */
export interface AnalogyWords {
  /** The item that a word of a question stands for; undefined when it is not among the rows. */
  find(word: string): string | undefined;
  /** Whether an item found is the word expected. */
  same(item: string, expected: string): boolean;
  /** Whether a word has a vector, wherever it stands. */
  isKnown(word: string): boolean;
}

/** The words among the first rows, by the way a question may write them. */
export function findWords(vectors: KeyedVectors, rows: number, caseFold: boolean): AnalogyWords {
  if (!caseFold) {
    const isAmong = (word: string) => {
      const row = vectors.rowOf(word);
      return row >= 0 && row < rows;
    };
    return {
      find: (word: string) => (isAmong(word) ? word : undefined),
      same: (item: string, expected: string) => item === expected,
      isKnown: (word: string) => vectors.has(word),
    };
  }
  const items = new Map<string, string>();
  for (let row = 0; row < rows; row++) {
    const item = vectors.itemAt(row);
    const folded = item.toUpperCase();
    if (!items.has(folded)) items.set(folded, item);
  }
  return {
    find: (word: string) => items.get(word.toUpperCase()),
    same: (item: string, expected: string) => item.toUpperCase() === expected.toUpperCase(),
    isKnown: (word: string) =>
      items.has(word.toUpperCase()) || spellingsOf(word).some((spelling) => vectors.has(spelling)),
  };
}
