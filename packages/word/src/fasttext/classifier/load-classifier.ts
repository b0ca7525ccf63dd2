import { check, type Source } from '@tovec/core';
import { type LoadModelOptions, loadModelKeys, loadParts } from '../load-parts.js';
import { FastTextClassifier } from './classifier.js';

/**
 * Loads a classifier: fastText's `.bin` or `.ftz` of a supervised model, or what
 * `FastTextClassifier.save` wrote; told by the content.
 *
 * @throws ModelFileError when it is damaged (with the place), no fastText model, or one of word
 *   vectors, which `loadFastText` reads
 * @throws SourceError when the source cannot be read
 * @example
 * ```ts no-run
 * import { loadClassifier } from '@tovec/word/fasttext';
 *
 * const languages = await loadClassifier('lid.176.ftz');
 * console.log(languages.predict(['Guten Tag!'])[0]?.[0]?.label); // __label__de
 * ```
 */
export async function loadClassifier(
  source: Source,
  options: LoadModelOptions = {},
): Promise<FastTextClassifier> {
  check.knownKeys('LoadModelOptions', options, loadModelKeys);
  return new FastTextClassifier(await loadParts(source, options, 'classifier'));
}
