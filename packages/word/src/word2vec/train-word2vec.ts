import { type Corpus, trainText } from '@tovec/training';
import type { Word2VecTrainOptions } from './options.js';
import { Word2Vec } from './word2vec.js';

/**
 * Trains Word2Vec (Mikolov et al. 2013, "Efficient estimation of word representations in vector
 * space" and "Distributed representations of words and phrases"), skip-gram or continuous bag of
 * words with negative sampling. Options and their defaults are those of word2vec.c.
 *
 * The text is streamed, once to count its words and once for each epoch, by all workers at the same
 * time; memory is that of two tables of `vocabulary × dimensions` 32-bit numbers and some tens of
 * megabytes.
 *
 * @param corpus a file or directory (`{ path }`), a text, or an iterable of texts or token arrays
 * @throws InvalidInputError for an option that cannot be, a corpus with nothing to learn, text that
 *   is not UTF-8, or tables that do not fit in memory
 * @throws SourceError when the corpus cannot be read, or a checkpoint neither read nor written
 * @example
 * ```ts
 * import { trainWord2Vec } from '@tovec/word/word2vec';
 *
 * const text = 'the cat sat on the mat and the dog sat on the rug '.repeat(200);
 * const { vectors, report } = await trainWord2Vec(text, { dimensions: 16, workers: 1 });
 * console.log(vectors.size, report.tokens); // 8 2600
 * ```
 */
export async function trainWord2Vec(
  corpus: Corpus,
  options: Word2VecTrainOptions = {},
): Promise<Word2Vec> {
  return Word2Vec.from(await trainText(corpus, options));
}
