import { trainWord2Vec, type Word2Vec, type Word2VecTrainOptions } from '../word2vec/index.js';
import { sentencesOf } from './helpers.js';

export const smallCorpus = sentencesOf(['animals', 'colours'], 300);

/** A model of twelve words in ten dimensions. */
export function trainSmall(more: Word2VecTrainOptions = {}): Promise<Word2Vec> {
  const options = { dimensions: 10, minCount: 1, workers: 1, sample: 0 };
  return trainWord2Vec(smallCorpus, { ...options, ...more });
}

/** All vectors of a model, bit by bit. */
export function bitsOf({ vectors }: Word2Vec): string {
  return Buffer.from(vectors.matrix.values.slice().buffer).toString('base64');
}
