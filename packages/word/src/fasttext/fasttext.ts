import type { FastTextArguments } from './arguments.js';
import type { FastTextDictionary } from './dictionary.js';
import type { FastTextMatrix } from './matrix/matrix.js';

/** What a model is made of, whether it was trained or read. */
export interface FastTextParts<Report = unknown> {
  readonly settings: FastTextArguments;
  readonly dictionary: FastTextDictionary;
  /** Rows of the words, then those of the buckets. */
  readonly input: FastTextMatrix;
  /** Output vectors: a row for each word (or inner node), for each label in classifiers. */
  readonly output: FastTextMatrix | undefined;
  /** How training went; undefined where the file does not know. */
  readonly report?: Report | undefined;
}

export class FastText {
  constructor(readonly parts: FastTextParts) {}
}
