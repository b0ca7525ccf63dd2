import { UnsupportedError } from '@tovec/core';
import { type FastTextClassifier, loadClassifier as load } from '@tovec/word/fasttext';
import type { Context } from '../context.js';
import { identify } from './identify.js';
import { kindOf } from './load-encoder.js';
import { isPipe, sourceOf } from './sources.js';

/**
 * Opens a classifier.
 *
 * @throws UnsupportedError when it is another model, ModelFileError when it is damaged or none that is
 *   known, SourceError when it cannot be read
 */
export async function loadClassifier(model: string, context: Context): Promise<FastTextClassifier> {
  const { signal, onProgress } = context;
  // A pipe can be read only once; what is wrong with it, the library says.
  if (!(await isPipe(model))) {
    const identity = await identify(model, context);
    if (identity.id !== 'fasttext-classifier') {
      throw new UnsupportedError(
        `${model} is ${kindOf(identity)}, no classifier; \`tovec train fasttext-supervised\` makes one`,
      );
    }
  }
  return load(sourceOf(model), { signal, onProgress });
}
