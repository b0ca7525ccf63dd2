import type { SgdLoop } from '@tovec/kernels';
import { type ModelShape, pathsOf } from '../sgd/model-shape.js';
import type { DocumentSettings } from './settings.js';

/** Tags whose vectors are to be learnt. */
interface Tags {
  readonly count: number;
  /** The most that one document has; with concatenation, what each has. */
  readonly most: number;
}

/** Input rows of words, which stand before those of tags: none where only tags predict. */
export function wordRowsOf({ trainWords, combine, architecture }: DocumentSettings, words: number) {
  if (!trainWords) return 0;
  return words + Number(isConcatenated({ combine, architecture }));
}

/** Whether a step's input is tags and words side by side; then words have a padding row as well. */
function isConcatenated({
  architecture,
  combine,
}: Pick<DocumentSettings, 'architecture' | 'combine'>) {
  return architecture === 'dm' && combine === 'concatenate';
}

/**
 * The shape of a model of documents.
 *
 * @param counts how often each word occurs
 */
export function documentShape(
  settings: DocumentSettings,
  counts: Float64Array,
  tags: Tags,
): ModelShape {
  const words = counts.length;
  const wordRows = wordRowsOf(settings, words);
  return {
    loop: loopOf(settings),
    inputRows: wordRows + tags.count,
    outputRows: settings.negative > 0 ? words : 0,
    outputParts: isConcatenated(settings) ? tags.most + 2 * settings.window : 1,
    paths: settings.hierarchicalSoftmax ? pathsOf(counts) : undefined,
    // As gensim passes over decisions that are certain.
    pathLimit: 6,
    tags: { firstTag: words, firstRow: wordRows, padding: words, most: tags.most },
    outputCounts: counts,
    idCounts: counts,
  };
}

function loopOf(settings: DocumentSettings): SgdLoop {
  if (isConcatenated(settings)) return 'trainDocumentsConcatenated';
  if (settings.architecture === 'dm') return 'trainDocumentsDm';
  return settings.trainWords ? 'trainDocumentsSkipGram' : 'trainDocumentsDbow';
}
