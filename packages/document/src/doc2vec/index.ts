export type {
  DocumentReport,
  DocumentSettings,
  Documents,
  DocumentTag,
  DuplicateTags,
  TaggedDocument,
} from '@tovec/training';
export { Doc2Vec, type DocumentQuery } from './doc2vec.js';
export { loadDoc2Vec } from './load-doc2vec.js';
export type { Doc2VecInferOptions, Doc2VecTrainOptions } from './options.js';
export { trainDoc2Vec } from './train-doc2vec.js';
export type { UnseenDocument } from './word-ids.js';
