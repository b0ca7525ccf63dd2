export {
  type CooccurrenceBlock,
  type CooccurrenceReport,
  type Cooccurrences,
  cooccurrences,
} from './cooccurrence/cooccurrences.js';
export { readCooccurrences } from './cooccurrence/read-table.js';
export {
  type CooccurrenceOptions,
  type CooccurrenceSettings,
  cooccurrenceOptionKeys,
  cooccurrenceSettings,
} from './cooccurrence/settings.js';
export type { Corpus } from './corpus/corpus.js';
export { readSentences, type SentencePart } from './corpus/read-sentences.js';
export {
  type CountVocabularyOptions,
  countVocabulary,
  countVocabularyOptionKeys,
} from './count-vocabulary.js';
export type {
  Documents,
  DocumentTag,
  DuplicateTags,
  TaggedDocument,
} from './documents/documents.js';
export {
  DocumentInference,
  type InferenceModel,
  type InferenceSettings,
} from './documents/inference.js';
export {
  type DocumentOptions,
  type DocumentSettings,
  documentSettings,
} from './documents/settings.js';
export {
  type DocumentReport,
  type DocumentTraining,
  type TrainDocumentsOptions,
  trainDocuments,
} from './documents/train-documents.js';
export {
  type GloveOptions,
  type GloveSettings,
  gloveOptionKeys,
  gloveSettings,
} from './glove/settings.js';
export {
  checkGloveRun,
  type GloveTables,
  type GloveTraining,
  trainCooccurrences,
} from './glove/train-cooccurrences.js';
export { pickOptions } from './pick-options.js';
export { type RunOptions, runOptionKeys } from './run-options.js';
export { type HuffmanPaths, type HuffmanTree, huffmanPaths, huffmanTree } from './sgd/huffman.js';
export { type SgdOptions, type SgdSettings, sgdOptionKeys, sgdSettings } from './sgd/settings.js';
export { stopwatch } from './stopwatch.js';
export type { TrainingReport } from './train-corpus.js';
export {
  type LabelledJob,
  type LabelledTraining,
  type TokenFeatures,
  trainLabelled,
} from './train-labelled.js';
export {
  type ContinuedModel,
  type TextTraining,
  type TrainTextOptions,
  type TrainTextStart,
  trainText,
  trainTextOptionKeys,
  type WordFeatures,
} from './train-text.js';
export { type LabelledRules, lineEndWord } from './vocabulary/build-labelled.js';
export { readingRuleKeys, readingRules } from './vocabulary/rules.js';
export { tokenizer } from './vocabulary/tokenizer.js';
export type { TextRules, Vocabulary, VocabularyRules } from './vocabulary/vocabulary.js';
export { type ArcFacts, type ArcTable, factsOf } from './walks/graph.js';
export {
  type WalkOptions,
  type WalkSettings,
  type WalkStrategy,
  walkOptionKeys,
  walkSettings,
} from './walks/settings.js';
export {
  type TrainWalksOptions,
  type TrainWalksStart,
  trainWalks,
  trainWalksOptionKeys,
  type WalkReport,
  type WalkTraining,
} from './walks/train-walks.js';
export { type WalksOfOptions, walksOf, walksOfOptionKeys } from './walks/walks-of.js';
