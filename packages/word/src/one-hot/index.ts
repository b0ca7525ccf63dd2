export type { Corpus, CountVocabularyOptions } from '@tovec/training';
export { createOneHot, loadOneHot, type OneHot, trainOneHot } from './one-hot.js';
