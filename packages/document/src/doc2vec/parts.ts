import { InvalidInputError, type Items } from '@tovec/core';
import type { Matrix } from '@tovec/kernels';
import type { DocumentReport, DocumentSettings } from '@tovec/training';
import type { KeyedVectors } from '@tovec/vectors';

/** How texts become words: as in training. */
export interface Tokens {
  readonly lowercase: boolean;
  readonly tokenPattern?: RegExp | undefined;
}

/** What a model is made of. */
export interface Doc2VecParts {
  readonly documents: KeyedVectors;
  readonly vocabulary: { readonly words: Items; readonly counts: Float64Array };
  /** Input rows of words, and with concatenation of what stands beyond a document's ends. */
  readonly wordTable: Matrix | undefined;
  readonly output: Float32Array | undefined;
  readonly tree: Float32Array | undefined;
  /** How many tags a document has where tags are concatenated; else 1. */
  readonly tagsOfDocument: number;
  readonly tokens: Tokens;
  readonly settings: DocumentSettings;
  readonly report: DocumentReport;
}

export function disposed(): InvalidInputError {
  return new InvalidInputError('This model was disposed of; load or train it again.');
}
