export type { Corpus } from './corpus/corpus.js';
export {
  type CountVocabularyOptions,
  countVocabulary,
  countVocabularyOptionKeys,
} from './count-vocabulary.js';
export { type SgdOptions, type SgdSettings, sgdSettings } from './sgd/settings.js';
export {
  type ContinuedModel,
  type TextTraining,
  type TrainingReport,
  type TrainTextOptions,
  trainText,
  trainTextOptionKeys,
} from './train-text.js';
export type { TextRules, Vocabulary, VocabularyRules } from './vocabulary/vocabulary.js';
