export type { Corpus, SgdSettings, TrainingReport } from '@tovec/training';
export { loadWord2Vec } from './load-word2vec.js';
export type { Word2VecContinueOptions, Word2VecTrainOptions } from './options.js';
export { trainWord2Vec } from './train-word2vec.js';
export { Word2Vec } from './word2vec.js';
