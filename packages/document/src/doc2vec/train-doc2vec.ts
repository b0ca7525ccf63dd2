import { Items } from '@tovec/core';
import { allocateMatrix, type Matrix, matrixAt } from '@tovec/kernels';
import { type Documents, trainDocuments } from '@tovec/training';
import { createKeyedVectors } from '@tovec/vectors';
import { Doc2Vec } from './doc2vec.js';
import type { Doc2VecTrainOptions } from './options.js';

/**
 * Trains Doc2Vec (Le & Mikolov 2014, "Distributed representations of sentences and documents"):
 * PV-DM, where a document's tags and the words of a window predict the word in its middle, or
 * PV-DBOW, where its tags alone predict its words. Options and their defaults are gensim's.
 *
 * Documents are streamed, once to count their words and once for each epoch, by all workers at the
 * same time; memory is that of the tables, `(vocabulary × 2 + tags) × dimensions` 32-bit numbers, and
 * some tens of megabytes.
 *
 * @param documents `{ path }` of a file with one document a line or of a directory with one a file, or
 *   an iterable of texts, of arrays of tokens, or of `{ tags, text }` and `{ tags, tokens }`
 * @throws InvalidInputError for an option that cannot be, no documents, documents with nothing to
 *   learn, tags that two documents have (see `duplicateTags`), or tables that do not fit in memory
 * @throws SourceError when documents cannot be read, or a checkpoint neither read nor written
 * @example
 * ```ts
 * import { trainDoc2Vec } from '@tovec/document/doc2vec';
 *
 * const documents = [
 *   { tags: 'pets', text: 'the cat and the dog sleep on the rug' },
 *   { tags: ['sky', 'news'], text: 'the sun and the moon shine on the sea' },
 * ];
 * const model = await trainDoc2Vec(documents, { dimensions: 16, minCount: 1, workers: 1 });
 * console.log([...model.documents.keys()], model.report.documents); // [ 'pets', 'sky', 'news' ] 2
 * ```
 */
export async function trainDoc2Vec(
  documents: Documents,
  options: Doc2VecTrainOptions = {},
): Promise<Doc2Vec> {
  const training = await trainDocuments(documents, options);
  const { vocabulary, tags, input, wordRows, output, tree, settings, report } = training;
  const { lowercase = false, tokenPattern } = options;
  return new Doc2Vec({
    documents: createKeyedVectors({
      items: tags,
      matrix: rowsFrom(input, wordRows, tags.length),
      modality: 'document',
    }),
    vocabulary: { words: Items.from(vocabulary.words), counts: vocabulary.counts },
    wordTable: wordRows > 0 ? rowsFrom(input, 0, wordRows) : undefined,
    ...{ output: output?.values, tree: tree?.values },
    tagsOfDocument: training.tagsOfDocument,
    tokens: { lowercase, tokenPattern },
    ...{ settings, report },
  });
}

/** Some rows of a matrix, where they stand or, where kernels could not read them there, copied. */
function rowsFrom({ memory, byteOffset, dimensions }: Matrix, first: number, rows: number): Matrix {
  const at = matrixAt(memory, byteOffset + first * dimensions * 4, rows, dimensions);
  if (at.byteOffset % 16 === 0) return at;
  const copy = allocateMatrix(rows, dimensions);
  copy.values.set(at.values);
  return copy;
}
