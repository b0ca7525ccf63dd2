import type { KeyedVectors, Neighbor } from '@tovec/vectors';
import type { Questions } from './settings.js';

/** What the vectors answer. */
export interface Answers {
  readonly neighbours: readonly { readonly word: string; readonly nearest: readonly Neighbor[] }[];
  readonly oddOneOut: readonly { readonly words: readonly string[]; readonly odd: string }[];
  readonly analogies: readonly {
    readonly question: readonly [string, string, string];
    readonly answer: string;
  }[];
}

/** Puts the questions to the vectors; one with a word they do not know is left out. */
export function ask(vectors: KeyedVectors, questions: Questions): Answers {
  const known = (words: readonly string[]) => words.every((word) => vectors.has(word));
  return {
    neighbours: questions.neighbours
      .filter((word) => known([word]))
      .map((word) => ({ word, nearest: vectors.nearest(word, { topK: 5 }) })),
    oddOneOut: questions.oddOneOut
      .filter(known)
      .map((words) => ({ words, odd: vectors.oddOneOut(words) })),
    analogies: questions.analogies.filter(known).flatMap((question) => {
      const [best] = vectors.analogy(...question, { topK: 1 });
      return best ? [{ question, answer: best.item }] : [];
    }),
  };
}
