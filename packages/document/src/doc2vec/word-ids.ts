import { describeValue, InvalidInputError } from '@tovec/core';
import { tokenizer } from '@tovec/training';
import { ItemIndex } from '@tovec/vectors';
import type { Doc2VecParts } from './parts.js';

/** A document to infer: a text, which is split as in training, or its tokens. */
export type UnseenDocument = string | readonly string[];

/** Turns documents into ids of the words that are known. */
export function wordIds({ vocabulary, tokens }: Pick<Doc2VecParts, 'vocabulary' | 'tokens'>) {
  const index = new ItemIndex(vocabulary.words);
  const split = tokenizer(tokens);
  return (document: UnseenDocument, at: number): { ids: Uint32Array; words: number } => {
    const words = typeof document === 'string' ? split(document) : document;
    if (!Array.isArray(words) || words.some((word) => typeof word !== 'string')) {
      throw new InvalidInputError(
        `document ${at} must be a text or an array of tokens, but was ${describeValue(document)}`,
        { argument: 'documents', given: document },
      );
    }
    const found = words.map((word) => index.find(word)).filter((id) => id >= 0);
    return { ids: Uint32Array.from(found), words: words.length };
  };
}
